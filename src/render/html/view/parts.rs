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

/// A year and its page.
#[derive(Serialize)]
pub(crate) struct YearLink {
    /// The year.
    pub year: u16,
    /// Its page.
    pub href: String,
}

/// The place of a page among those that share a long list.
#[derive(Serialize)]
pub(crate) struct PagesView {
    /// Its number, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// The page before.
    pub earlier: String,
    /// The page after.
    pub later: String,
    /// The first, the last, and some around this one.
    pub links: Vec<PageLink>,
}

/// A page of a list.
#[derive(Serialize)]
pub(crate) struct PageLink {
    /// From 1.
    pub number: usize,
    /// Its address.
    pub href: String,
    /// Whether pages before it are left out.
    pub gap: bool,
}

/// A list of agencies below another one, or a part of a long list.
#[derive(Serialize)]
pub(crate) struct ListView {
    /// Whose units these are, or which part it is.
    pub title: String,
    /// The agency above them; none at the top.
    pub parent: Option<Link>,
    /// The page with the first list.
    pub first: Link,
}

/// A key figure. `value` is empty where nothing is known.
#[derive(Serialize, Clone)]
pub(crate) struct Figure {
    /// What is counted.
    pub label: String,
    /// The number as it is shown.
    pub value: String,
    /// 件; empty in English, and where the value includes its own.
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
}
