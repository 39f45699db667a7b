//! The page with every page.

use super::{Alternate, TilesView};
use serde::Serialize;

/// `site-map.html`: every page the authors wrote, every year with its reports (years alone in a large site), every agency.
#[derive(Serialize)]
pub(crate) struct SiteMapView {
    /// The author’s pages.
    pub pages: Vec<MapEntry>,
    /// Every agency and every year; none in a site of one agency or of more than a hundred.
    pub tiles: Option<TilesView>,
    /// Where there are no tiles: years, with their reports in a small site.
    pub years: Vec<MapEntry>,
    /// Agencies, with those below them; in a large site the pages that list them.
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
    /// Whether the next entry opens a list inside this one.
    pub opens: bool,
    /// How many lists end after this entry.
    pub closes: usize,
}
