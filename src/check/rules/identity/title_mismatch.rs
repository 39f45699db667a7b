#![doc = include_str!("title_mismatch.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    prose::{Block, Reading, Slice, ends_as_agency},
    text,
};

const NAME: RuleName = RuleName("title-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Identity, Level::Warning, include_str!("title_mismatch.md"))
    .summary(text!("标题的机关或年度和报告不一致", "The title names another agency or year than the report"))
    .waivable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let report = reading.prose.report;
    // Several agencies report together under a name of their own.
    if !report.joint.is_empty() {
        return;
    }
    let titles = report.title.iter().map(|title| (title.as_str(), report.title_span));
    let headings = reading.prose.passages.iter().filter(|passage| passage.block == Block::Heading);
    let headings = headings.filter(|passage| passage.section.is_none() && is_title(&passage.text));
    let headings = headings.map(|passage| (passage.text.as_str(), passage.span(0..passage.text.len())));
    for (title, span) in titles.chain(headings) {
        let Some(wrong) = wrong(reading, title) else { continue };
        let message = text!(
            "标题写“{wrong}”，这是{agency} {year} 年的报告",
            "the title names “{wrong}”, but this is the report of {agency} for {year}"
        );
        let message = message.with("wrong", wrong).with("agency", reading.prose.agency.name_in(report.year));
        findings.push(Finding::new(NAME, report.place(span), message.with("year", report.year)).at("title").hint(
            text!(
                "改正标题，或查一查报告放错了没有",
                "correct the title, or check whether the report is in the wrong place"
            ),
        ));
    }
}

fn is_title(text: &str) -> bool {
    text.contains("政府信息公开") && (text.contains("报告") || text.contains("年报"))
}

/// The agency or the year of a title that is not the report's.
fn wrong<'t>(reading: &Reading<'_>, title: &'t str) -> Option<&'t str> {
    let report = reading.prose.report;
    let name = title.split("政府信息公开").next().filter(|_| is_title(title))?;
    let digits = name
        .find(|c: char| c.is_ascii_digit())
        .map(|at| (at, name.slice(at..).trim_start_matches(|c: char| c.is_ascii_digit())));
    let (before, year, after) = match digits {
        Some((at, rest)) => (name.slice(..at), name.slice(at..name.len() - rest.len()), rest),
        None => (name, "", ""),
    };
    if year.len() == 4 && year.parse() != Ok(report.year) {
        return Some(year);
    }
    let after = after.trim_start_matches(['年', '度']);
    [before, after].into_iter().map(str::trim).find(|name| ends_as_agency(name) && !reading.prose.own.is(name))
}
