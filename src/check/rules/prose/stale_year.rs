#![doc = include_str!("stale_year.md")]

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    prose::Reading,
    text,
};

const NAME: RuleName = RuleName("stale-year");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("stale_year.md"))
    .summary(text!("写本年度的事却用了别的年份", "A sentence on this year’s work names another year"))
    .waivable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let report = reading.prose.report;
    for sentence in &reading.sentences {
        let Some(stale) = sentence.stale_year() else { continue };
        let (year, range) = (stale.value, stale.range.clone());
        let message = text!(
            "报告写的是 {own} 年，这句话说的是 {year} 年",
            "the report covers {own}, but this sentence is about {year}"
        )
        .with("own", report.year)
        .with("year", year);
        let hint = text!(
            "是本年度的事就改成 {own} 年；确是往年的事，写明是对比或背景",
            "if this is about the report's year, write {own}; otherwise make clear that it is a comparison or background"
        );
        let hint = hint.with("own", report.year);
        findings.push(statement::plain(NAME, reading, sentence, range, message).value(year.to_string()).hint(hint));
    }
}
