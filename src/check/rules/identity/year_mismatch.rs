#![doc = include_str!("year_mismatch.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level},
    i18n::Message,
    report::{Report, YEAR_MISMATCH},
    text,
};

/// Found by [`report::bind`](crate::report::bind) (`Header::year`).
pub(crate) const RULE: Rule = Rule::new(YEAR_MISMATCH, Group::Identity, Level::Error, include_str!("year_mismatch.md"))
    .summary(text!("年度与文件名不一致", "The year and the file name differ"))
    .check(Check::Year(warn_of_twin));

/// A file that cannot take its name, because another has it, is not to be renamed.
fn warn_of_twin(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(at) = findings.iter().position(|finding| finding.rule == YEAR_MISMATCH) else { return };
    let Some(hint) = hint_on_twin(context, report) else { return };
    let finding = findings.remove(at);
    findings.push(Finding { hints: vec![hint], ..finding });
}

fn hint_on_twin(context: &Context<'_>, report: &Report) -> Option<Message> {
    if !report.is_misfiled() {
        return None;
    }
    let filed = report.filed_year();
    let crossed = filed.and_then(|filed| context.find(report.agency, filed));
    if let Some(other) = crossed.filter(|other| other.filed_year() == Some(report.year)) {
        let hint = text!(
            "这一份和 {file} 存反了：把两个文件的名字对调",
            "this file and {file} hold each other's reports: swap their names"
        );
        return Some(hint.with("file", &other.source.path));
    }
    let twin = context.find(report.agency, report.year).filter(|twin| twin.source.path != report.source.path)?;
    let hint = match filed {
        Some(filed) => text!(
            "已经有 {file}：是 {filed} 年的报告，改正年度；是副本，删去或移到 content 之外",
            "there is {file} already: correct the year if this is the report on {filed}; if it is a copy, delete it or move it out of content/"
        )
        .with("filed", filed),
        None => text!(
            "已经有 {file}：这一份是副本的，删去或移到 content 之外，不要改名",
            "there is {file} already: if this is a copy of it, delete it or move it out of content/, but do not rename it"
        )
        .into(),
    };
    Some(hint.with("file", &twin.source.path))
}
