#![doc = include_str!("stale_year.md")]

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    prose::{Reading, Sentence, Slice, Title},
    text,
};
use std::ops::Range;

const NAME: RuleName = RuleName("stale-year");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("stale_year.md"))
    .summary(text!("写本年度的事却用了别的年份", "A sentence on this year’s work names another year"))
    .waivable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let report = reading.prose.report;
    for sentence in &reading.sentences {
        let stale = sentence.stale_year().map(|year| (year.value.to_string(), year.range.clone()));
        let Some((year, range)) = stale.or_else(|| stale_title(sentence, report.year)) else { continue };
        let message = text!(
            "报告写的是 {own} 年，这句话说的是 {year} 年",
            "the report is on {own}, but this sentence is on {year}"
        )
        .with("own", report.year)
        .with("year", &year);
        let hint = text!(
            "是本年度的事就改成 {own} 年；确是往年的事，写明是对比或背景",
            "if this is about the report's year, write {own}; otherwise make clear that it is a comparison or background"
        );
        let hint = hint.with("own", report.year);
        findings.push(statement::plain(NAME, reading, sentence, range, message).value(year).hint(hint));
    }
}

/// 现公布本机关2022年政府信息公开工作年度报告: the year in the title of this report, and where it stands.
fn stale_title(sentence: &Sentence<'_>, own: u16) -> Option<(String, Range<usize>)> {
    let years = Title::read(sentence).into_iter().filter(|title| title.is_own).filter_map(|title| title.year);
    let mut written = years.map(|range| (sentence.passage.text.slice(range.clone()).to_owned(), range));
    written.find(|(year, _)| year.parse() != Ok(own))
}
