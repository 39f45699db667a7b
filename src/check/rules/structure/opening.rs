//! The lines with which the text of a section begins, by their words.

use super::unmarked_heading::{bare, lines};
use crate::{
    diag::Span,
    form::{Section, without_number},
    report::Report,
};

/// A line that begins with what a section is called after.
pub(super) struct Opening {
    /// The line.
    pub span: Span,
    /// The words that it begins with.
    pub words: &'static str,
}

/// The first line of a stretch of a report that begins with the title of a section or what that begins with:
/// **存在的主要问题。**
pub(super) fn opening(report: &Report, section: &Section, within: Span) -> Option<Opening> {
    lines(report, within).filter(|(_, line)| !line.starts_with('#')).find_map(|(span, line)| {
        let words = beginnings(section.title).find(|words| without_number(bare(line)).starts_with(words))?;
        Some(Opening { span, words })
    })
}

/// A title, and the first of what it joins: 存在的主要问题. What it joins to that, 改进情况, begins other texts as well.
fn beginnings(title: &'static str) -> impl Iterator<Item = &'static str> {
    let first = title.split('及').next().filter(|first| first.chars().count() >= SHORTEST);
    std::iter::once(title).chain(first)
}

/// Fewer characters may begin any sentence.
const SHORTEST: usize = 4;
