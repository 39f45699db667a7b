#![doc = include_str!("unknown_publication_date.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("unknown-publication-date");

pub(crate) const RULE: Rule =
    Rule::new(NAME, Group::Dates, Level::Warning, include_str!("unknown_publication_date.md"))
        .summary(text!("没有发布日期", "The publication date is missing"))
        .waivable()
        .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    if report.published.is_some() || report.has_invalid_date || report.draft {
        return;
    }
    findings.push(
        Finding::new(
            NAME,
            report.place(report.published_span),
            text!("没有写发布日期", "the publication date is missing"),
        )
        .at("published")
        .hint(text!(
            "查实后写 published: 年-月-日，例如 2024-01-25；页面上不会出现编造的日期",
            "find out the date and add published: YYYY-MM-DD, for example 2024-01-25; giar never makes up a date"
        )),
    );
}
