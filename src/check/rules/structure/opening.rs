//! The lines with which the text of a section begins, by their words.

use crate::{diag::Span, form::Section, markdown::untagged, prose::Slice, report::Report};

/// A line that begins with what a section is called after.
pub(super) struct Opening<'r> {
    /// The line.
    pub span: Span,
    /// The words that it begins with.
    pub words: &'r str,
}

/// The first line of a stretch of a report that begins with the title of a section or what that begins with:
/// **存在的主要问题。**
pub(super) fn opening<'r>(report: &'r Report, section: &Section, within: Span) -> Option<Opening<'r>> {
    let text = &report.source.text;
    let mut at = within.start as usize;
    for line in report.source.slice(within).split_inclusive('\n') {
        let bare = untagged(line.trim()).trim_start_matches(|c: char| !c.is_alphabetic());
        let bare = bare.trim_start_matches(|c| "一二三四五六".contains(c)).trim_start_matches(['、', '）', '是']);
        let words = beginnings(section.title).find(|words| bare.starts_with(words));
        if let Some(words) = words.filter(|_| !line.starts_with('#')) {
            let start = at + (line.len() - line.trim_start().len());
            let end = start + line.trim().len();
            let from = at + line.find(words)?;
            return Some(Opening { span: Span::new(start, end), words: text.slice(from..from + words.len()) });
        }
        at += line.len();
    }
    None
}

/// A title, and the first of what it joins: 存在的主要问题. What it joins to that, 改进情况, begins other texts as well.
fn beginnings(title: &str) -> impl Iterator<Item = &str> {
    let first = title.split('及').next().filter(|first| first.chars().count() >= SHORTEST);
    std::iter::once(title).chain(first)
}

/// Fewer characters may begin any sentence.
const SHORTEST: usize = 4;
