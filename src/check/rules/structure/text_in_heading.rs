#![doc = include_str!("text_in_heading.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName, Span},
    markdown::{Heading, headings},
    prose::Slice,
    report::{Report, ReportSection, is_sentence},
    text,
};

const NAME: RuleName = RuleName("text-in-heading");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Error, include_str!("text_in_heading.md"))
    .summary(text!("标题和正文写在了一起", "A heading that runs on into the text"))
    .waivable()
    .fixable()
    .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    findings.extend(report.body.sections.iter().filter_map(|section| run_on(report, section)));
    let whole = report.body.whole();
    let text = report.source.slice(whole);
    // Nearly every text has none, and need not be read as Markdown once more.
    if !text.lines().any(is_underline) {
        return;
    }
    let underlined =
        headings(text).into_iter().filter(|heading| heading.is_underlined(text) && is_sentence(&heading.text));
    findings.extend(underlined.filter_map(|heading| underlined_text(report, whole.start as usize, &heading)));
}

fn is_underline(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.bytes().all(|b| matches!(b, b'-' | b'='))
}

/// A section's heading with text after it: pages print the form's own heading, and the text would be lost.
fn run_on(report: &Report, section: &ReportSection) -> Option<Finding> {
    let title = section.section?.title;
    section.text_in_heading()?;
    let message = text!(
        "标题“{title}”和正文写在了一行，这一行的正文不会出现在网页上",
        "there is text in the line of the heading “{title}”; it would not appear on the page"
    );
    let hint = text!(
        "在“{title}”后面换行，空一行再写正文；check --fix 可以代劳",
        "begin a new paragraph after “{title}”; `check --fix` can do this"
    );
    let finding = Finding::new(NAME, report.place(section.heading_span), message.with("title", title))
        .at(section.key().unwrap_or_default())
        .hint(hint.with("title", title));
    // Where the author's own words for the title end, nobody knows.
    let written = report.source.slice(section.heading_span);
    let Some(end) = written.find(title).map(|at| at + title.len()) else { return Some(finding) };
    let after = written.slice(end..);
    let gap = after.len() - after.trim_start_matches([' ', '\u{3000}', '，', '：', ':', '。', '*']).len();
    let start = section.heading_span.start as usize + end;
    Some(finding.fix(Span::new(start, start + gap), "\n\n"))
}

/// A paragraph directly above a line of dashes, which Markdown takes for a heading.
fn underlined_text(report: &Report, base: usize, heading: &Heading) -> Option<Finding> {
    let span = heading.span.shifted(base);
    let written = report.source.slice(span).trim_end();
    let line = written.rfind('\n')?;
    let message = text!(
        "这一段下面紧接着一行“{dashes}”，会当作标题印出来",
        "a line `{dashes}` directly below makes this paragraph a heading"
    );
    let dashes = written.slice(line + 1..).trim();
    let finding = Finding::new(NAME, report.place(span), message.with("dashes", dashes));
    // Only dashes are a line across the page; elsewhere signs of equality are printed as such.
    if dashes.starts_with('=') {
        let hint = text!("删去“{dashes}”这一行", "delete the line `{dashes}`");
        return Some(finding.hint(hint.with("dashes", dashes)));
    }
    let hint = text!(
        "在“{dashes}”前面空一行；不要横线的，删去它",
        "leave a blank line before `{dashes}`, or delete it if no horizontal line is wanted"
    );
    let at = span.start as usize + line;
    Some(finding.hint(hint.with("dashes", dashes)).fix(Span::new(at, at), "\n"))
}
