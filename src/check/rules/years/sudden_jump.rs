#![doc = include_str!("sudden_jump.md")]

use crate::{
    check::{Check, Context, Group, Rule, rules::arithmetic::suspicious_unit},
    diag::{Finding, Level, RuleName},
    form::{CellSpec, Measure},
    report::{Number, Report},
    text,
};

const NAME: RuleName = RuleName("sudden-jump");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Years, Level::Info, include_str!("sudden_jump.md"))
    .summary(text!("比上年大十倍或小十倍", "Ten times last year’s figure, or a tenth of it"))
    .waivable()
    .check(Check::Report(check));

/// Smaller figures jump by themselves.
const NOTABLE: i64 = 100;

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(before) = context.previous(report) else { return };
    let form = report.form();
    for (cell, spec) in form.cells.iter() {
        // The totals of a table stand for its rows; in tables without totals every cell stands for itself.
        let has_totals = !form.tables[spec.table].equations.is_empty();
        if has_totals && !is_grand_total(spec) {
            continue;
        }
        let last = before.form().cell(&spec.path).and_then(|cell| before.grid[cell].number());
        let (Some(now), Some(last)) = (report.grid[cell].number(), last) else { continue };
        let (small, large) = if now < last { (now, last) } else { (last, now) };
        // Added up rather than multiplied: numbers of reports are exact decimals that only add.
        let ten_times = (0..10).map(|_| small).sum::<Number>();
        // From nothing to something is no slip of a digit.
        if small.is_zero() || large < ten_times || large < Number::whole(NOTABLE) {
            continue;
        }
        let is_amount = matches!(spec.measure, Measure::Amount(_));
        if is_amount && suspicious_unit::is_in_units_of(now, last) && context.is_on(&suspicious_unit::RULE) {
            continue;
        }
        let message = text!("{cell}由上年的 {last} 变为 {now}", "{cell} changed from {last} last year to {now}")
            .with("cell", form.name(cell))
            .with("last", last)
            .with("now", now);
        findings.push(
            Finding::new(NAME, report.cell_place(cell), message).at(&spec.path).value(report.typed(cell)).hint(text!(
                "看看是否多打、少打了一位，或换了口径",
                "check for an extra or a missing digit, or a different way of counting"
            )),
        );
    }
}

fn is_grand_total(spec: &CellSpec) -> bool {
    spec.path.ends_with(".total") && !spec.path.contains(".results.")
}
