#![doc = include_str!("published_early.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    report::{Date, Report},
    text,
};

const NAME: RuleName = RuleName("published-early");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Dates, Level::Error, include_str!("published_early.md"))
    .summary(text!("发布日期早于报告年度结束", "Published before the report’s year ended"))
    .waivable()
    .softened()
    .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(published) = report.published.filter(|published| published.date.year <= report.year) else { return };
    let message = text!("{date} 发布，{year} 年还没有结束", "published on {date}, before the end of {year}")
        .with("date", published.date.to_string())
        .with("year", report.year);
    let meant = Date::new(report.year + 1, published.date.month, published.date.day);
    let meant = meant.filter(|meant| *meant <= context.agency_of(report).due(report.year));
    let hint = if let Some(meant) = meant {
        text!("看看年份是否写错，是不是 {meant}？", "check the year: was it {meant}?").with("meant", meant.to_string())
    } else {
        text!("看看年份是否写错", "check whether the year is right").into()
    };
    findings.push(
        Finding::new(NAME, report.place(report.published_span), message)
            .at("published")
            .value(published.to_string())
            .hint(hint),
    );
}
