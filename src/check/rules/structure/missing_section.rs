#![doc = include_str!("missing_section.md")]

use crate::check::{Check, Context, Group, Rule};
use crate::{
    diag::{Finding, Level, RuleName, Span},
    form::{Content, Section},
    prose::Slice,
    report::Report,
    text,
};

const NAME: RuleName = RuleName("missing-section");

pub const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Warning, include_str!("missing_section.md"))
    .summary(text!("缺少规定的部分", "A prescribed section is missing"))
    .waivable()
    .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    // Tables stand in their place by themselves.
    let wanted = report.edition.sections.iter().filter(|section| section.content != Content::Table);
    for section in wanted.filter(|section| report.body.section(section.key).is_none()) {
        let heading = format!("{}、{}", section.number, section.title);
        let message = text!("正文缺少“{heading}”", "the section “{heading}” is missing").with("heading", &heading);
        let lookalike = lookalike(report, section);
        let place = report
            .place(lookalike.unwrap_or(Span { start: report.body.preamble.start, end: report.body.preamble.start }));
        let hint = match lookalike {
            Some(_) => {
                text!("这一行像是标题：在它前面加上“## ”", "this line looks like the heading: put `## ` before it")
                    .into()
            }
            None => text!("加一行标题：## {heading}", "add the heading: ## {heading}").with("heading", heading),
        };
        findings.push(Finding::new(NAME, place, message).at(section.key).hint(hint));
    }
}

/// A line that reads like the section's heading but is not marked as one, as pasted from a word processor.
fn lookalike(report: &Report, section: &Section) -> Option<Span> {
    let text = &report.source.text;
    let mut at = report.body.preamble.start as usize;
    for line in text.slice(at..).split_inclusive('\n') {
        let trimmed = line.trim();
        let numbered = trimmed.starts_with(|c| "一二三四五六七".contains(c)) && trimmed.chars().count() <= 40;
        if numbered && section.matches(trimmed) {
            return Some(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
    }
    None
}
