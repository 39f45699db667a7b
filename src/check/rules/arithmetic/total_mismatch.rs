#![doc = include_str!("total_mismatch.md")]

use super::equations;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::EquationKind,
    report::Report,
    text,
};

const NAME: RuleName = RuleName("total-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Arithmetic, Level::Error, include_str!("total_mismatch.md"))
    .summary(text!("总计不等于各项之和", "A total is not the sum of its parts"))
    .waivable()
    .softened()
    .check(Check::Report(check));

/// A mistake that breaks both a total and the identity is reported once, as one of totals, unless these are switched off.
fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    equations::report_faults(report, NAME, |fault| fault.breaks(|kind| kind != EquationKind::Identity), findings);
}
