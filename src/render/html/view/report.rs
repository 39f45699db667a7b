//! A report, its sections and tables.

use super::{Alternate, ChartView, Figure, Link};
use serde::Serialize;

/// `report.html`
#[derive(Serialize)]
pub(crate) struct ReportView {
    /// The agency's name in that year.
    pub agency: String,
    /// The agency's page.
    pub agency_href: String,
    /// The year it reports on.
    pub year: u16,
    /// The year's page.
    pub year_href: String,
    /// `2024-01-25`; empty if unknown.
    pub published: String,
    /// `09:30`, if the author gave a time; empty otherwise.
    pub published_time: String,
    /// The notice the form comes from; empty for the free form.
    pub notice: &'static str,
    /// `2023-01-01`, as the text states it; empty if it does not.
    pub period_start: String,
    /// `2023-12-31`; empty if the text does not state it.
    pub period_end: String,
    /// Whether the law requires it to stand as published, errors included.
    pub as_published: bool,
    /// The names of agencies that report together in it.
    pub joint: Vec<String>,
    /// Corrections made after publication.
    pub revisions: Vec<RevisionView>,
    /// What its tables say, in one paragraph; empty if they say nothing.
    pub lead: String,
    /// Which units its sums take in without their reports being here, in words; may be empty.
    pub lacking: String,
    /// HTML before the first section; may be empty.
    pub preamble: String,
    /// In the order of the form.
    pub sections: Vec<SectionView>,
    /// Explanations and remarks that belong to no section.
    pub notes: Vec<NoteView>,
    /// The report's key figures.
    pub figures: Vec<Figure>,
    /// Key figures of the free form.
    pub indicators: Vec<Figure>,
    /// The agency's report before.
    pub earlier: Option<Link>,
    /// The agency's report after.
    pub later: Option<Link>,
    /// The report's data files.
    pub downloads: Vec<Alternate>,
}

/// A correction.
#[derive(Serialize)]
pub(crate) struct RevisionView {
    /// `2024-03-02`; empty if unknown.
    pub date: String,
    /// What was corrected.
    pub note: String,
    /// What its figures were and became, and the cells.
    pub changes: Vec<Link>,
}

/// A section of a report.
#[derive(Serialize)]
pub(crate) struct SectionView {
    /// Unique on the page: `overview`.
    pub id: String,
    /// 一, 二, …; empty in the free form.
    pub number: &'static str,
    /// Without the number.
    pub title: String,
    /// The author's text.
    pub html: String,
    /// The statistical table, as HTML, if this section has one.
    pub table: String,
    /// Whether the table is wide: its columns stand in groups.
    pub wide: bool,
    /// What a wide table says, in a sentence; the table is described by the element with the id `{id}-summary`.
    pub summary: Vec<SummaryPart>,
    /// A wide table again, as HTML, one column or one group of columns at a time; else empty.
    pub slices: String,
    /// Notes under the table: blanks and computed totals explained, waivers with their reasons, remarks.
    pub notes: Vec<NoteView>,
    /// Pictures of the table, where there is something to see.
    pub charts: Vec<ChartView>,
}

/// A stretch of the sentence on a wide table.
#[derive(Serialize)]
pub(crate) struct SummaryPart {
    /// The words.
    pub text: String,
    /// The id that links to the sum in it lead to; empty if none do.
    pub id: String,
}

/// A line under a table.
#[derive(Serialize)]
pub(crate) struct NoteView {
    /// `legend`, `waiver` or `remark`.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}
