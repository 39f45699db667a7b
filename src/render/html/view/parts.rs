//! What several kinds of pages show.

use serde::Serialize;

/// A data file.
#[derive(Serialize, Clone)]
pub(crate) struct Alternate {
    /// The file.
    pub href: String,
    /// For `type`: `application/json`.
    pub media_type: &'static str,
    /// JSON, CSV, Atom.
    pub format: &'static str,
    /// What the file is, in words.
    pub label: String,
    /// `12 KB`, for documents to take away; empty for data.
    pub size: String,
}

/// A link with its words.
#[derive(Serialize, Clone)]
pub(crate) struct Link {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// A key figure. `value` is empty where nothing is known.
#[derive(Serialize, Clone)]
pub(crate) struct Figure {
    /// What is counted.
    pub label: String,
    /// The number as it is shown.
    pub value: String,
    /// 件; empty in English, and where a value brings its own.
    pub unit: &'static str,
}

/// A report in a list.
#[derive(Serialize, Clone)]
pub(crate) struct ReportCard {
    /// The report's.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The agency's name in that year.
    pub agency: String,
    /// The agency's page.
    pub agency_href: String,
    /// The year it reports on.
    pub year: u16,
    /// `2024-01-25`, empty if unknown.
    pub published: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// Its telling figures.
    pub figures: Vec<Figure>,
}
