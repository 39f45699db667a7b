//! Every agency.

use super::{ListView, MapEntry, PagesView, TilesView};
use serde::Serialize;

/// `agencies.html`
#[derive(Serialize)]
pub(crate) struct AgenciesView {
    /// Which of a large site's lists this page holds; none on the page of all agencies.
    pub list: Option<ListView>,
    /// The agencies of the list and every year; none before there are reports, and where home shows them.
    pub tiles: Option<TilesView>,
    /// Where home shows them; empty if it does not.
    pub coverage: String,
    /// Agencies, with those below them; those of the list alone in a large site, if there are no tiles.
    pub agencies: Vec<MapEntry>,
    /// The pages of the list; none if it is one.
    pub pages: Option<PagesView>,
    /// How many agencies the site has.
    pub agency_count: usize,
}
