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

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(ceiling) = ceiling(context.agency_of(report).rank) else { return };
    let form = report.form();
    for (cell, spec) in form.cells.iter() {
        let (Measure::Amount(unit), Some(amount)) = (spec.measure, report.grid[cell].number()) else { continue };
        if amount <= Number::whole(ceiling) {
            continue;
        }
        let message =
            text!("{cell}是 {amount}{unit}，大得不像真的", "{cell} is {amount} {unit}, which is implausibly large")
                .with("cell", form.name(cell))
                .with("amount", amount)
                .with("unit", unit);
        findings.push(
            Finding::new(NAME, report.cell_place(cell), message).at(&spec.path).value(report.typed(cell)).hint(text!(
                "这一格以万元为单位：12345 元写成 1.2345",
                "this cell is in units of 万元: write 12345 元 as 1.2345"
            )),
        );
    }
}
