//! A part of a text that is shown by itself, such as a section of a report.

use super::reading::Item;
use crate::diag::{Source, Span};
use std::ops::Range;

/// A part of a text together with the whole, in which notes and addresses may be defined that the part refers to.
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
    /// A part of a file; `whole` is all of the file's text.
    pub fn new(source: &'t Source, whole: Span, part: Span) -> Self {
        let (text, own) = (source.slice(whole), source.slice(part));
        // Most parts refer to nothing, and need not be read together with the others.
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
