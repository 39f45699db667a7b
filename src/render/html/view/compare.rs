//! Agencies side by side.

use super::Link;
use serde::Serialize;

/// `compare.html`
#[derive(Serialize)]
pub(crate) struct CompareView {
    /// The script that compares; none if the theme has taken it away.
    pub script: Option<String>,
    /// What there is to compare, in the order in which the script gets it.
    pub figures: Vec<ComparedFigure>,
    /// Every year there is a report on, the newest first.
    pub years: Vec<Link>,
}

/// A figure to choose.
#[derive(Serialize)]
pub(crate) struct ComparedFigure {
    /// For addresses: `received`.
    pub key: &'static str,
    /// What it counts.
    pub label: &'static str,
    /// How it is reckoned; empty where the form itself says it.
    pub meaning: &'static str,
}
