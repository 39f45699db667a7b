//! Part of a text that is rendered by itself, such as a section of a report.

use super::reading::Item;
use crate::diag::{Source, Span};
use std::ops::Range;

/// Part of a text, with the whole text, which may define notes and addresses that the part refers to.
#[derive(Clone, Copy, Debug)]
pub struct Excerpt<'t> {
    pub(super) whole: &'t str,
    start: usize,
    end: usize,
}

impl<'t> From<&'t str> for Excerpt<'t> {
    fn from(whole: &'t str) -> Self {
        Self { whole, start: 0, end: whole.len() }
    }
}

impl<'t> From<&'t String> for Excerpt<'t> {
    fn from(whole: &'t String) -> Self {
        whole.as_str().into()
    }
}

impl<'t> Excerpt<'t> {
    /// Part of a file; `whole` is the span of the file's text.
    pub fn new(source: &'t Source, whole: Span, part: Span) -> Self {
        let (text, own) = (source.slice(whole), source.slice(part));
        // Most parts refer to nothing outside and can be parsed alone.
        if !own.contains('[') || !text.contains("]:") {
            return own.into();
        }
        let start = (part.start - whole.start) as usize;
        Self { whole: text, start, end: start + own.len() }
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    pub(super) fn holds(&self, item: &Item<'_>) -> bool {
        self.range().contains(&item.range.start)
    }
}
