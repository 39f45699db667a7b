//! Agencies side by side.

use super::YearLink;
use serde::Serialize;

/// `compare.html`
#[derive(Serialize)]
pub(crate) struct CompareView {
    /// The script that compares; none if the theme has removed it.
    pub script: Option<String>,
    /// The figures there are to compare, in the order in which the script receives them.
    pub figures: Vec<ComparedFigure>,
    /// Every year there is a report on, the newest first.
    pub years: Vec<YearLink>,
    /// The names of the agencies, where they are few enough to be offered together.
    pub offered: Vec<String>,
}

/// A figure to choose.
#[derive(Serialize)]
pub(crate) struct ComparedFigure {
    /// For addresses: `received`.
    pub key: &'static str,
    /// What it counts.
    pub label: &'static str,
}
