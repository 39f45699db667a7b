//! Reads a report's file once to show all its fields.

use super::{
    cells::{Field, fields_in},
    front, items,
    items::HeadList,
    sections::texts_in,
};
use crate::{
    diag::{Source, Span},
    form::{Edition, Form},
    markdown::Document,
};
use std::sync::Arc;

/// The contents of each field of the form. Reading the front matter costs more than all fields together.
pub struct FieldReader(Document);

impl FieldReader {
    /// Reads a file.
    pub fn of(source: &Arc<Source>) -> Self {
        Self(Document::read(source).0)
    }

    /// Every cell, in the order of the form; none if the front matter cannot be read.
    pub fn cells(&self, form: &'static Form) -> Option<Vec<Field>> {
        fields_in(&self.0, form)
    }

    /// The text of each section, as in [`section_texts`](super::section_texts).
    pub fn sections(&self, edition: &'static Edition) -> Vec<(&'static str, String)> {
        texts_in(&self.0, edition)
    }

    /// The value of a key as it was typed; empty if there is none.
    pub fn value(&self, key: &str) -> String {
        front::value(&self.0, key)
    }

    /// The items of a list, each as a line of text.
    pub fn items(&self, list: HeadList) -> Vec<String> {
        items::items_in(&self.0, list)
    }

    /// Which of some keys a place in the file belongs to.
    pub fn key_at<'k>(&self, known: impl Iterator<Item = &'k str>, place: Span) -> Option<&'k str> {
        front::key_at(&self.0, known, place)
    }
}
