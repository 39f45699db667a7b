#![doc = include_str!("edition_mismatch.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::Edition,
    report::Report,
    text,
};

const NAME: RuleName = RuleName("edition-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Identity, Level::Warning, include_str!("edition_mismatch.md"))
    .summary(text!("所用格式不是该年度的格式", "The edition is not the one in force for the report’s year"))
    .waivable()
    .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let in_force = Edition::in_force(report.year);
    if report.edition.id == in_force.id {
        return;
    }
    let message = text!(
        "{year} 年度应当用 {want} 版格式，这里用的是 {got} 版",
        "reports on {year} use the {want} edition of the form; this one uses {got}"
    );
    let message = message.with("year", report.year).with("want", in_force.id).with("got", report.edition.id);
    let finding = Finding::new(NAME, report.place(report.edition_span), message).at("edition");
    findings.push(match in_force.notice {
        Some(notice) => finding.hint(text!("依据：{notice}", "as prescribed by {notice}").with("notice", notice)),
        None => finding,
    });
}
