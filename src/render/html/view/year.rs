//! A year's reports.

use super::{Alternate, Figure, Link, ReportCard};
use serde::Serialize;

/// `year.html`
#[derive(Serialize)]
pub(crate) struct YearView {
    /// Which.
    pub year: u16,
    /// By agency, in the order of `site.toml`.
    pub reports: Vec<ReportCard>,
    /// Agencies that rightly have no report on it.
    pub absences: Vec<AbsentAgency>,
    /// The heads of the figures' columns.
    pub columns: Vec<String>,
    /// Sums over the agencies, if there are two reports or more.
    pub sums: Option<SumsView>,
    /// The year before that has reports.
    pub earlier: Option<Link>,
    /// The year after.
    pub later: Option<Link>,
    /// The year's data files.
    pub downloads: Vec<Alternate>,
}

/// An agency without a report on the year, and why.
#[derive(Serialize)]
pub(crate) struct AbsentAgency {
    /// Its page.
    pub agency: Link,
    /// As `site.toml` gives it.
    pub reason: String,
}

/// Figures added up over a year's reports: no agency has stated them.
#[derive(Serialize)]
pub(crate) struct SumsView {
    /// The sums.
    pub figures: Vec<Figure>,
    /// What was added up, what was left out, what is unknown.
    pub notes: Vec<String>,
}
