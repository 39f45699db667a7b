#![doc = include_str!("published_early.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("published-early");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Dates, Level::Error, include_str!("published_early.md"))
    .summary(text!("发布日期早于报告年度结束", "Published before the report’s year ended"))
    .waivable()
    .softened()
    .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(published) = report.published.filter(|published| published.date.year <= report.year) else { return };
    let message = text!("{date} 发布，{year} 年还没有结束", "published on {date}, before the end of {year}")
        .with("date", published.date.to_string())
        .with("year", report.year);
    findings.push(
        Finding::new(NAME, report.place(report.published_span), message)
            .at("published")
            .value(published.to_string())
            .hint(text!("看看年份是否写错", "check whether the year is right")),
    );
}
