//! An agency through the years.

use super::{Alternate, ChartView, FigureCell, Link, ReportCard};
use serde::Serialize;

/// `agency.html`
#[derive(Serialize)]
pub(crate) struct AgencyView {
    /// Its code in addresses.
    pub id: String,
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
    /// Agencies below it; of more than a hundred none.
    pub units: Vec<Link>,
    /// How many there are below it.
    pub unit_count: usize,
    /// In a large site, the list of them.
    pub unit_list: Option<Link>,
    /// The newest first.
    pub reports: Vec<ReportCard>,
    /// Comparisons with agencies that are like it.
    pub partners: Vec<Link>,
    /// Years for which it is right that there is no report.
    pub absences: Vec<AbsentYear>,
    /// Its newest report in one paragraph; may be empty.
    pub lead: String,
    /// Its figures, year by year; none if no report has any.
    pub history: Option<HistoryView>,
    /// What was corrected, and what its authors explain, the newest first.
    pub changes: Vec<ChangeView>,
    /// A picture of how its requests ended.
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
    /// The year.
    pub year: u16,
    /// As `site.toml` gives it.
    pub reason: String,
}

/// What was changed in a report, or why a figure is right although it seems wrong.
#[derive(Serialize)]
pub(crate) struct ChangeView {
    /// The report.
    pub report: Link,
    /// `correction` or `explanation`.
    pub kind: &'static str,
    /// `2024-03-02`; empty if unknown, and for explanations.
    pub date: String,
    /// In the author's words.
    pub note: String,
}

/// An agency's figures, year by year.
#[derive(Serialize)]
pub(crate) struct HistoryView {
    /// Its reports with figures, the newest first.
    pub years: Vec<HistoryYear>,
    /// The label of the peers' median, with their number; none if they are too few.
    pub median: Option<String>,
    /// One row per figure.
    pub rows: Vec<HistoryRow>,
}

/// A report as the head of a column.
#[derive(Serialize)]
pub(crate) struct HistoryYear {
    /// The year.
    pub label: String,
    /// The report's page.
    pub href: String,
    /// `2024-01-25`; empty if unknown.
    pub published: String,
    /// 迟 12 天; empty if it was in time.
    pub late: String,
    /// Whether it was corrected after publication.
    pub corrected: bool,
    /// Whether it is a draft.
    pub draft: bool,
}

/// One figure through the years.
#[derive(Serialize)]
pub(crate) struct HistoryRow {
    /// What it counts.
    pub label: String,
    /// How it is calculated; empty where the form itself says it.
    pub meaning: &'static str,
    /// The width of its small chart.
    pub width: usize,
    /// Its bars, the earliest first; none where there is nothing to draw.
    pub bars: Vec<HistoryCell>,
    /// As many as there are years.
    pub cells: Vec<FigureCell>,
    /// The peers' median in the newest year; empty if there is none.
    pub median: String,
}

/// A bar of a small chart.
#[derive(Serialize)]
pub(crate) struct HistoryCell {
    /// From the left.
    pub x: usize,
    /// From the top.
    pub y: u64,
    /// Its height.
    pub height: u64,
}
