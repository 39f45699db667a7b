//! An agency through the years.

use super::{Alternate, ChartView, Link, ReportCard};
use serde::Serialize;

/// `agency.html`
#[derive(Serialize)]
pub(crate) struct AgencyView {
    /// What it is called now.
    pub name: String,
    /// Earlier names with the last year of each.
    pub former_names: Vec<FormerNameView>,
    /// The agency above it.
    pub parent: Option<Link>,
    /// Agencies it took over.
    pub predecessors: Vec<Link>,
    /// Agencies that took it over.
    pub successors: Vec<Link>,
    /// Agencies below it.
    pub units: Vec<Link>,
    /// The newest first.
    pub reports: Vec<ReportCard>,
    /// Years on which it rightly has no report.
    pub absences: Vec<AbsentYear>,
    /// The heads of the figures' columns.
    pub columns: Vec<String>,
    /// If two years or more have figures.
    pub comparison: Option<ComparisonView>,
    /// Pictures of its figures by year.
    pub charts: Vec<ChartView>,
    /// Its data files.
    pub downloads: Vec<Alternate>,
}

/// An earlier name of an agency.
#[derive(Serialize)]
pub(crate) struct FormerNameView {
    /// What it was called.
    pub name: String,
    /// The last year of the name.
    pub until: u16,
}

/// A year without a report, and why.
#[derive(Serialize)]
pub(crate) struct AbsentYear {
    /// Which.
    pub year: u16,
    /// As `site.toml` gives it.
    pub reason: String,
}

/// An agency's figures, years side by side.
#[derive(Serialize)]
pub(crate) struct ComparisonView {
    /// The reports, the earliest first.
    pub years: Vec<Link>,
    /// A row a figure.
    pub rows: Vec<ComparisonRow>,
    /// Years between without a column, in words; may be empty.
    pub gaps: String,
}

/// One figure through the years.
#[derive(Serialize)]
pub(crate) struct ComparisonRow {
    /// What it counts.
    pub label: String,
    /// As many as there are years.
    pub cells: Vec<ComparisonCell>,
}

/// A figure of one year, and how it changed.
#[derive(Serialize)]
pub(crate) struct ComparisonCell {
    /// Empty where nothing is known.
    pub value: String,
    /// Against the report on the year before: `+5`, `−3` or a word for none; empty where there is nothing to compare.
    pub change: String,
}
