//! The formats of findings. A format is a file with a `FORMAT`, and one line in [`super::FORMATS`].

use super::{Compared, Finding, Manual};
use crate::i18n::Lang;

/// A format of findings.
#[derive(Debug)]
pub struct Format {
    /// Its name in `--format`.
    pub name: &'static str,
    /// Whether it is for people, and therefore followed by a summary.
    pub is_for_people: bool,
    /// The whole output.
    pub render: fn(&RenderInput<'_>) -> String,
}

/// The findings to print, and options.
#[derive(Clone, Copy, Debug)]
pub struct RenderInput<'a> {
    /// Sorted by file and place, waived ones included.
    pub findings: &'a [Finding],
    /// In the order of the findings.
    pub fingerprints: &'a [String],
    /// The number of findings omitted after comparison with an earlier result.
    pub compared: Option<Compared>,
    /// The manual of every rule, for formats that include explanations.
    pub manuals: &'a [Manual],
    /// The language of messages; names and keys do not depend on it.
    pub lang: Lang,
    /// Whether many findings of one kind in one file are folded in output for people.
    pub folds: bool,
    /// Whether the output may contain terminal escape codes.
    pub colour: bool,
    /// The path to the site from the folder in which a machine resolves paths: empty, or ending in `/`.
    pub prefix: &'a str,
}

impl<'a> RenderInput<'a> {
    /// Findings with their fingerprints.
    pub fn each(&self) -> impl Iterator<Item = (&'a Finding, &'a str)> {
        self.findings.iter().zip(self.fingerprints.iter().map(String::as_str))
    }
}
