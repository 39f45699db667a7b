#![doc = include_str!("year_mismatch.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level},
    report::{Report, YEAR_MISMATCH},
    text,
};

/// Found by [`report::bind`](crate::report::bind) (`Header::year`).
pub(crate) const RULE: Rule = Rule::new(YEAR_MISMATCH, Group::Identity, Level::Error, include_str!("year_mismatch.md"))
    .summary(text!("年度与文件名不一致", "The year and the file name differ"))
    .check(Check::Report(warn_of_twin));

/// A file that cannot take its name, because another has it, is not to be renamed.
fn warn_of_twin(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    if !report.is_misfiled() || report.filed_year().is_some() {
        return;
    }
    let Some(twin) = context.find(report.agency, report.year).filter(|twin| twin.source.path != report.source.path)
    else {
        return;
    };
    let Some(at) = findings.iter().position(|finding| finding.rule == YEAR_MISMATCH) else { return };
    let hint = text!(
        "已经有 {file}：这一份是副本的，删去或移到 content 之外，不要改名",
        "there is {file} already: if this is a copy of it, delete it or move it out of content/, but do not rename it"
    );
    let finding = findings.remove(at);
    findings.push(Finding { hints: vec![hint.with("file", &twin.source.path)], ..finding });
}
