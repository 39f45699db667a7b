#![doc = include_str!("unmarked_heading.md")]

use crate::{
    check::{Check, Group, Linked, Rule},
    diag::{Edit, Finding, Level, Place, RuleName, Source, Span},
    form::{Section, fold, without_number},
    markdown::{Block, blocks, untagged},
    prose::Slice,
    report::Report,
    spanned::{find_invisible, shortened},
    text,
};
use std::sync::Arc;

const NAME: RuleName = RuleName("unmarked-heading");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Error, include_str!("unmarked_heading.md"))
    .summary(text!("标题的写法不对，读不出是标题", "A heading without heading markup"))
    .waivable()
    .fixable()
    .check(Check::Text(check));

/// Lines whose number signs would be printed, in reports and pages alike.
fn check(text: &Linked<'_>, findings: &mut Vec<Finding>) {
    let source = text.source;
    let body = text.body();
    let own = source.slice(body);
    // Nearly every text has none, and need not be read as Markdown once more.
    if !own.lines().any(is_suspicious) {
        return;
    }
    blocks(own, |block, pieces| {
        let Some(first) = pieces.first().filter(|_| block == Block::Paragraph) else { return };
        let start = body.start as usize + first.start;
        findings.extend(printed_signs(source, start));
    });
}

/// Whether a line begins with number signs that no blank follows.
fn is_suspicious(line: &str) -> bool {
    let line = line.trim_start();
    let title = line.trim_start_matches(['#', '＃']);
    title.len() < line.len() && (line.contains('＃') || title.starts_with(|c: char| !c.is_ascii()))
}

fn printed_signs(source: &Arc<Source>, start: usize) -> Option<Finding> {
    let line_start = source.text.slice(..start).rfind('\n').map_or(0, |at| at + 1);
    let line = source.text.slice(line_start..).lines().next()?;
    if line_start + (line.len() - line.trim_start().len()) != start {
        return None;
    }
    let line = line.trim();
    let title = line.trim_start_matches(['#', '＃']);
    let signs = line.slice(..line.len() - title.len());
    let level = signs.chars().count();
    if is_heading(line) {
        return None;
    }
    let bare =
        title.trim_start_matches(|c: char| c.is_whitespace() || find_invisible(c.encode_utf8(&mut [0; 4])).is_some());
    let is_title = bare.starts_with(|c: char| !c.is_ascii()) && !bare.contains(['#', '＃']);
    if !(1..=6).contains(&level) || !is_title {
        return None;
    }
    let message = if signs.contains('＃') {
        text!(
            "标题前面的井号是全角的，会原样印出来",
            "the number signs of this heading are full-width and would be printed"
        )
    } else if bare.len() == title.len() {
        text!(
            "井号后面没有空格，“{signs}”会原样印出来",
            "no space follows the number signs: `{signs}` would be printed"
        )
    } else {
        text!(
            "井号后面不是半角空格，“{signs}”会原样印出来",
            "no ordinary space follows the number signs: `{signs}` would be printed"
        )
    };
    let meant = format!("{} {bare}", "#".repeat(level));
    let span = Span::new(start, start + line.len());
    let finding = Finding::new(NAME, Place::new(source, span), message.with("signs", signs));
    let hint = text!("写成“{meant}”", "write `{meant}`").with("meant", shortened(&meant, 40));
    Some(finding.hint(hint).fix(span, meant))
}

/// A line that may have been meant for the heading of a section.
pub(crate) struct Lookalike<'r> {
    span: Span,
    line: &'r str,
    /// Without what may have been meant to make it a heading.
    bare: &'r str,
    folded: String,
}

/// The lines of a report that are as short and as numbered as headings of sections are.
pub(crate) fn lookalikes(report: &Report) -> Vec<Lookalike<'_>> {
    let body = Span { start: report.body.preamble.start, end: report.source.text.len() as u32 };
    let mut found = Vec::new();
    for (span, line) in lines(report, body) {
        let bare = bare(line);
        // Most lines are too long to be looked at more closely.
        if bare.len() <= LONGEST * char::MAX.len_utf8()
            && (bare.starts_with(is_section_number) || without_number(bare) != bare)
            && bare.chars().count() <= LONGEST
        {
            found.push(Lookalike { span, line, bare, folded: fold(bare) });
        }
    }
    found
}

/// The lines of a stretch of a report, without the blanks around them.
pub(super) fn lines(report: &Report, within: Span) -> impl Iterator<Item = (Span, &str)> {
    let mut at = within.start as usize;
    report.source.slice(within).split_inclusive('\n').map(move |whole| {
        let (line, start) = (whole.trim(), at + (whole.len() - whole.trim_start().len()));
        at += whole.len();
        (Span::new(start, start + line.len()), line)
    })
}

/// Characters of the longest heading of a section.
const LONGEST: usize = 40;

/// The first of these lines that reads like the heading of a section that a report lacks, and is not written as one.
pub(crate) fn lookalike(report: &Report, section: &Section, lines: &[Lookalike<'_>]) -> Option<Finding> {
    let like = lines.iter().find(|like| {
        section.is_headed(like.bare, &like.folded) && !is_numbered_otherwise(report, section, like.bare)
    })?;
    Some(finding(report, section, like.span, like.line, like.bare))
}

/// 1.主动公开政府信息情况, within section one: a number in digits that is not the section's place is a subheading's.
fn is_numbered_otherwise(report: &Report, section: &Section, bare: &str) -> bool {
    let place =
        report.edition.sections.iter().position(|other| other.key == section.key).map(|at| (at + 1).to_string());
    let number = bare.slice(..bare.len() - bare.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    !number.is_empty() && place.is_some_and(|place| place != number)
}

/// A line without what may have been meant to make it a heading.
pub(super) fn bare(line: &str) -> &str {
    let line = untagged(line)
        .trim_start_matches(|c: char| c.is_whitespace() || "\\#＃*_-+>•·".contains(c))
        .trim_end_matches(['*', '_', ' ', '#']);
    // The number of an item may stand before the heading's own: `1. 一、`.
    let item = line.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches(['.', ')']).trim_start();
    if item.starts_with(is_section_number) { item } else { line }
}

fn is_section_number(c: char) -> bool {
    "一二三四五六七".contains(c)
}

fn finding(report: &Report, section: &Section, span: Span, line: &str, bare: &str) -> Finding {
    let start = span.start as usize;
    let line_start = report.source.text.slice(..start).rfind('\n').map_or(0, |at| at + 1);
    let indent = report.source.text.slice(line_start..start);
    let is_code = line.starts_with('#') && (indent.contains('\t') || indent.len() >= 4);
    // Number signs that would be printed are reported in any text.
    if line.starts_with(['#', '＃'])
        && !is_code
        && let Some(finding) = printed_signs(&report.source, start)
    {
        return finding;
    }
    let message = if !is_code && is_heading(line) {
        text!(
            "“{heading}”的井号不是两个，读成了上一部分里的小标题",
            "“{heading}” does not have exactly two number signs, so it is read as a subheading of the section before"
        )
    } else if is_code {
        text!(
            "“{heading}”前面空了四格，会当作代码原样印出来",
            "“{heading}” is indented by four spaces, so it would be printed as code"
        )
    } else if line.starts_with('<') {
        text!("“{heading}”是用 HTML 写的，读不出是标题", "“{heading}” is written in HTML and not read as a heading")
    } else if line.starts_with('\\') {
        text!(
            "“{heading}”的井号前面有反斜杠，会原样印出来",
            "a backslash causes the number signs of “{heading}” to be printed"
        )
    } else if is_item(line) {
        text!("“{heading}”写成了列表的一项，读不出是标题", "“{heading}” is an item of a list, not a heading")
    } else if line.starts_with(['*', '_']) {
        text!("“{heading}”只是加粗，读不出是标题", "“{heading}” is bold, but not a heading")
    } else {
        text!("“{heading}”是一行普通的字，读不出是标题", "“{heading}” is a line of text, not a heading")
    };
    let heading: String = bare.chars().take(30).collect();
    let hint = text!("这一行像是标题，写成“## {heading}”", "this line looks like the heading: write `## {heading}`");
    let mut finding = Finding::new(NAME, report.place(span), message.with("heading", heading.clone()))
        .at(section.key)
        .at_most(if is_code { Level::Error } else { Level::Warning })
        .hint(hint.with("heading", heading));
    finding.fix = Some(Edit { span: Span::new(line_start, span.end as usize), text: format!("## {bare}") });
    finding
}

/// Whether a line is a heading, of whatever level.
fn is_heading(line: &str) -> bool {
    line.trim_start_matches('#').starts_with([' ', '\t']) && line.starts_with('#')
}

/// Whether a line is an item of a list: `- 一、`, `1. 一、`.
fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_counted = rest.len() < line.len() && rest.starts_with(['.', ')']);
    is_counted || ["- ", "+ ", "* "].iter().any(|sign| line.starts_with(sign))
}
