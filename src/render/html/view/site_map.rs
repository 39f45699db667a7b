//! The page with every page.

use super::{Alternate, Link};
use serde::Serialize;

/// `site-map.html`: every page the authors wrote, every year with its reports (years alone in a large site), every agency.
#[derive(Serialize)]
pub(crate) struct SiteMapView {
    /// The author’s pages.
    pub pages: Vec<MapEntry>,
    /// Years; with their reports, where there are few of these and too many agencies to list each with its own.
    pub years: Vec<MapEntry>,
    /// Agencies with their reports, and those below them; in a large site the pages that list them.
    pub agencies: Vec<MapEntry>,
    /// Data files of the site.
    pub downloads: Vec<Alternate>,
}

/// An entry of a nested list, the outermost first.
#[derive(Serialize)]
pub(crate) struct MapEntry {
    /// What it is called.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// Of an agency, its reports by year, the newest first.
    pub reports: Vec<Link>,
    /// Whether the next entry opens a list inside this one.
    pub opens: bool,
    /// How many lists end after this entry.
    pub closes: usize,
}
