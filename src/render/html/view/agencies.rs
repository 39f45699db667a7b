//! Every agency.

use super::{MapEntry, TilesView};
use serde::Serialize;

/// `agencies.html`
#[derive(Serialize)]
pub(crate) struct AgenciesView {
    /// Every agency and every year; none in a site of one agency, and where there are too many.
    pub tiles: Option<TilesView>,
    /// Agencies, with those below them.
    pub agencies: Vec<MapEntry>,
    /// How many agencies the site has.
    pub agency_count: usize,
}
