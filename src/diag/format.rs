//! The formats of findings. A format is a file with a `FORMAT`, and one line in [`super::FORMATS`].

use super::{Compared, Finding, Manual};
use crate::i18n::Lang;

/// One way to print findings.
#[derive(Debug)]
pub struct Format {
    /// What `--format` calls it.
    pub name: &'static str,
    /// Whether people read it: then a summary follows it.
    pub is_for_people: bool,
    /// The whole output.
    pub render: fn(&RenderInput<'_>) -> String,
}

/// What is to be printed, and how.
#[derive(Clone, Copy, Debug)]
pub struct RenderInput<'a> {
    /// By file and place, waived ones included.
    pub findings: &'a [Finding],
    /// Of each finding.
    pub fingerprints: &'a [String],
    /// What comparing with an earlier result has left out.
    pub compared: Option<Compared>,
    /// Every rule, for formats that explain them.
    pub manuals: &'a [Manual],
    /// Of messages; names and keys are the same in both.
    pub lang: Lang,
    /// Whether many findings of one kind in one file are folded where people read them.
    pub folds: bool,
    /// Whether the output may hold escape codes of terminals.
    pub colour: bool,
    /// What leads from the folder that a machine looks from to the site: empty, or ending in `/`.
    pub prefix: &'a str,
}

impl<'a> RenderInput<'a> {
    /// Findings with their fingerprints.
    pub fn each(&self) -> impl Iterator<Item = (&'a Finding, &'a str)> {
        self.findings.iter().zip(self.fingerprints.iter().map(String::as_str))
    }
}
