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
    /// Agencies below it; empty if there are more than a hundred.
    pub units: Vec<Link>,
    /// How many there are below it.
    pub unit_count: usize,
    /// In a large site, the list of them.
    pub unit_list: Option<Link>,
    /// The newest first.
    pub reports: Vec<ReportCard>,
    /// Comparisons with agencies that are like it.
    pub partners: Vec<Link>,
    /// Years on which it has no report here.
    pub absences: Vec<AbsentYears>,
    /// That its report on the newest year is not here, and its newest report in a few sentences; may be empty.
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

/// Years without a report, and why.
#[derive(Serialize)]
pub(crate) struct AbsentYears {
    /// `2018—2021年、2023年`.
    pub years: String,
    /// As `site.toml` gives it, or that none is known.
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
    /// What the figures of a correction were and became, and the cells.
    pub changes: Vec<Link>,
}

/// An agency's figures, year by year.
#[derive(Serialize)]
pub(crate) struct HistoryView {
    /// Its reports with figures and the years between and after them, the newest first.
    pub years: Vec<HistoryYear>,
    /// The label of the peers' median, with their number; none if they are too few.
    pub median: Option<String>,
    /// One row per figure.
    pub rows: Vec<HistoryRow>,
    /// Why figures of a year are not compared with those of the year before, a sentence a year.
    pub notes: Vec<String>,
}

/// A report, or a year without one, as the head of a column.
#[derive(Serialize, Default)]
pub(crate) struct HistoryYear {
    /// The year.
    pub label: String,
    /// The report's page; empty if there is none.
    pub href: String,
    /// `2024-01-25`; empty if unknown.
    pub published: String,
    /// 迟 12 天; empty if it was in time.
    pub late: String,
    /// Whether it was corrected after publication.
    pub corrected: bool,
    /// Whether it is a draft.
    pub draft: bool,
    /// Why there is no report here; empty if there is one.
    pub absence: String,
    /// Whether it is the newest report, beside which the median stands.
    pub is_newest: bool,
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
    /// Its bars in the order of the years; none where there is nothing to draw.
    pub bars: Vec<HistoryCell>,
    /// As many as there are years; none where there is no report.
    pub cells: Vec<Option<FigureCell>>,
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
