#![doc = include_str!("missing_section.md")]

use super::{
    misplaced_section::slips,
    opening::opening,
    unmarked_heading::{lookalike, lookalikes},
};
use crate::check::{Check, Context, Group, Rule};
use crate::{
    diag::{Finding, Level, RuleName, Span},
    form::{Content, Section},
    markdown::swallowed_from,
    report::Report,
    text,
};

const NAME: RuleName = RuleName("missing-section");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Warning, include_str!("missing_section.md"))
    .summary(text!("缺少规定的部分", "A prescribed section is missing"))
    .waivable()
    .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let slips = slips(report);
    let mut missing =
        report.edition.sections.iter().filter(|section| report.body.section(section.key).is_none()).peekable();
    let lines = missing.peek().map_or_else(Vec::new, |_| lookalikes(report));
    let whole = report.body.whole();
    let mut swallowed = None;
    for section in missing {
        if let Some(heading) = lookalike(report, section, &lines) {
            let from = *swallowed.get_or_insert_with(|| swallowed_from(report.source.slice(whole)));
            // A heading that an open comment or open code takes in is as it should be.
            let is_swallowed =
                from.is_some_and(|from| heading.place.span.start as usize >= whole.start as usize + from);
            findings.extend(heading.at_most.filter(|_| !is_swallowed).map(|_| heading));
            continue;
        }
        // It stands there under another heading.
        if slips.iter().any(|slip| slip.meant.key == section.key) {
            continue;
        }
        // Tables stand in their place by themselves.
        if section.content == Content::Table {
            continue;
        }
        let heading = format!("{}、{}", section.number, section.title);
        let message = text!("正文缺少“{heading}”", "the section “{heading}” is missing").with("heading", &heading);
        let start = report.body.preamble.start;
        let behind = Span { start: end_of_those_before(report, section), end: whole.end };
        let (place, hint) = match opening(report, section, behind) {
            Some(opening) => (
                opening.span,
                text!(
                    "第 {line} 行“{words}”像是这一部分的开头，在它前面加一行标题：## {heading}",
                    "line {line}, “{words}”, seems to begin it: add the heading above it: ## {heading}"
                )
                .with("line", report.source.position(opening.span.start).line)
                .with("words", opening.words),
            ),
            None => {
                (Span { start, end: start }, text!("加一行标题：## {heading}", "add the heading: ## {heading}").into())
            }
        };
        let hint = hint.with("heading", heading);
        findings.push(Finding::new(NAME, report.place(place), message).at(section.key).hint(hint));
    }
}

/// Where the headings end of those sections that the form has before this one: none of its text stands above.
fn end_of_those_before(report: &Report, section: &Section) -> u32 {
    let before = report.edition.sections.iter().take_while(|official| official.key != section.key);
    let ends = before.filter_map(|official| Some(report.body.section(official.key)?.heading_span.end));
    ends.max().unwrap_or(report.body.preamble.start)
}
