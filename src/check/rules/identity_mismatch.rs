#![doc = include_str!("identity_mismatch.md")]

use super::{Check, Context, Group, Rule};
use crate::{
    diag::{Finding, Level, RuleName},
    check::arithmetic,
    edition::EquationKind,
    report::Report,
    text,
};

const NAME: RuleName = RuleName("identity-mismatch");

pub const RULE: Rule = Rule {
    name: NAME,
    group: Group::Arithmetic,
    level: Level::Error,
    waivable: true,
    softened: true,
    fixable: false,
    summary: text!("不合勾稽关系：一加二不等于三加四", "The identity of table three does not hold"),
    page: include_str!("identity_mismatch.md"),
    check: Check::Report(check),
};

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let is_identity = |kind| kind == EquationKind::Identity;
    let totals_tell = context.is_on(&super::total_mismatch::RULE);
    arithmetic::report_faults(
        report,
        NAME,
        |fault| fault.breaks(is_identity) && !(totals_tell && fault.breaks(|kind| !is_identity(kind))),
        findings,
    );
}
