#![doc = include_str!("identity_mismatch.md")]

use super::equations;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::EquationKind,
    report::Report,
    text,
};

const NAME: RuleName = RuleName("identity-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Arithmetic, Level::Error, include_str!("identity_mismatch.md"))
    .summary(text!("不合勾稽关系：一加二不等于三加四", "Table three does not balance"))
    .waivable()
    .softened()
    .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let totals_tell = context.is_on(&super::total_mismatch::RULE);
    equations::report_faults(
        report,
        NAME,
        |fault| {
            fault.breaks(|kind| kind == EquationKind::Identity)
                && !(totals_tell && fault.breaks(|kind| kind != EquationKind::Identity))
        },
        findings,
    );
}
