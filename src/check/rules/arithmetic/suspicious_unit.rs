#![doc = include_str!("suspicious_unit.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    config::Rank,
    diag::{Finding, Level, RuleName},
    form::Measure,
    report::{Number, Report},
    text,
};

const NAME: RuleName = RuleName("suspicious-unit");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Arithmetic, Level::Warning, include_str!("suspicious_unit.md"))
    .summary(text!("金额像是以元为单位", "An amount in 万元 that looks like 元"))
    .waivable()
    .check(Check::Report(check));

/// Above these an agency's yearly fees, in 万元, are more likely a number of 元. Not law but experience: a county's
/// real 4068.208 is far below, the same in 元 far above.
fn ceiling(rank: Rank) -> Option<i64> {
    match rank {
        Rank::Town => Some(10_000),
        Rank::County => Some(1_000_000),
        Rank::City => Some(10_000_000),
        Rank::Province | Rank::National => None,
    }
}

/// One 万元 in 元.
const UNITS: i128 = 10_000;

/// Between two years fees grow or shrink less than this; an amount is suspicious that does so only when divided by
/// [`UNITS`].
const GROWTH: i128 = 10;

/// What is less may well have grown from almost nothing.
const LEAST: i128 = 1_000;

/// Amounts have no more.
const DECIMALS: u8 = 4;

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let form = report.form();
    for (cell, spec) in form.cells.iter() {
        let (Measure::Amount(unit), Some(amount)) = (spec.measure, report.grid[cell].number()) else { continue };
        let is_above = ceiling(context.agency_of(report).rank).is_some_and(|most| amount > Number::whole(most));
        let last = context.previous(report).and_then(|before| before.number(&spec.path));
        let leap = last.filter(|last| is_in_units_of(amount, *last));
        let message = match leap {
            Some(last) => text!(
                "{cell}是 {amount}{unit}，上年是 {last}{unit}：像是把元填成了{unit}",
                "{cell} is {amount} {unit}, but it was {last} {unit} last year: it seems to be in 元"
            )
            .with("last", last),
            None if is_above => {
                text!("{cell}是 {amount}{unit}，大得不像真的", "{cell} is {amount} {unit}, which is implausibly large")
                    .into()
            }
            None => continue,
        };
        let message = message.with("cell", form.name(cell)).with("amount", amount).with("unit", unit);
        findings.push(
            Finding::new(NAME, report.cell_place(cell), message).at(&spec.path).value(report.typed(cell)).hint(text!(
                "这一格以万元为单位：12345 元写成 1.2345",
                "this cell is in units of 万元: write 12345 元 as 1.2345"
            )),
        );
    }
}

/// Whether an amount is near last year's only if it is in 元.
pub(crate) fn is_in_units_of(amount: Number, last: Number) -> bool {
    let (amount, last) = (amount.scaled(DECIMALS), last.scaled(DECIMALS));
    let is_large = amount >= LEAST * 10_i128.pow(DECIMALS.into());
    is_large && last > 0 && amount * GROWTH >= last * UNITS && amount <= last * UNITS * GROWTH
}
