#![doc = include_str!("correction_before_publication.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("correction-before-publication");

pub(crate) const RULE: Rule =
    Rule::new(NAME, Group::Dates, Level::Warning, include_str!("correction_before_publication.md"))
        .summary(text!("更正早于发布日期", "A correction dated before the publication"))
        .waivable()
        .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(published) = report.published.map(|published| published.date) else { return };
    for revision in &report.revisions {
        let Some(date) = revision.date.filter(|date| *date < published) else { continue };
        let message = text!(
            "{date} 的更正，早于发布日期 {published}",
            "corrected on {date}, before the publication on {published}"
        );
        let message = message.with("date", date.to_string()).with("published", published.to_string());
        findings.push(
            Finding::new(NAME, report.place(revision.span), message)
                .at("revisions")
                .value(date.to_string())
                .related(report.place(report.published_span), text!("发布日期", "published"))
                .hint(text!("看看哪个日期的年份写错了", "check which of the dates has the wrong year")),
        );
    }
}
