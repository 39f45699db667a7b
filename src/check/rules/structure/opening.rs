//! The lines with which the text of a section begins, by their words.

use crate::{diag::Span, form::Section, markdown::untagged, prose::Slice, report::Report};

/// A line that begins with what a section is called after.
pub(super) struct Opening<'r> {
    /// The line.
    pub span: Span,
    /// The words that it begins with.
    pub words: &'r str,
}

/// The first line of a report that begins with the title of a section or a part of it: **存在的主要问题。**
pub(super) fn opening<'r>(report: &'r Report, section: &Section) -> Option<Opening<'r>> {
    let text = &report.source.text;
    let mut at = report.body.preamble.start as usize;
    for line in text.slice(at..).split_inclusive('\n') {
        let bare = untagged(line.trim()).trim_start_matches(|c: char| !c.is_alphabetic());
        let bare = bare.trim_start_matches(|c| "一二三四五六".contains(c)).trim_start_matches(['、', '）', '是']);
        let words = parts(section.title).find(|part| bare.starts_with(part));
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

/// A title, and what it joins: 存在的主要问题, 改进情况.
fn parts(title: &str) -> impl Iterator<Item = &str> {
    let parts = title.split('及').filter(|part| part.chars().count() >= SHORTEST);
    std::iter::once(title).chain(parts)
}

/// Fewer characters may begin any sentence.
const SHORTEST: usize = 4;
