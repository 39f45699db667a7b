#![doc = include_str!("total_mismatch.md")]

use super::{Check, Context, Group, Rule};
use crate::{
    diag::{Finding, Level, RuleName},
    check::arithmetic,
    edition::EquationKind,
    report::Report,
    text,
};

const NAME: RuleName = RuleName("total-mismatch");

pub const RULE: Rule = Rule {
    name: NAME,
    group: Group::Arithmetic,
    level: Level::Error,
    waivable: true,
    softened: true,
    fixable: false,
    summary: text!("总计不等于各项之和", "A total is not the sum of its parts"),
    page: include_str!("total_mismatch.md"),
    check: Check::Report(check),
};

/// A mistake that breaks both a total and the identity is told once, as one of totals, unless these are switched off.
fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let is_total = |kind| kind != EquationKind::Identity;
    arithmetic::report_faults(report, NAME, |fault| fault.breaks(is_total), findings);
}
