//! All data in one place.

use super::Alternate;
use serde::Serialize;

/// `data.html`
#[derive(Serialize)]
pub(crate) struct DataView {
    /// Files with all years.
    pub downloads: Vec<Alternate>,
    /// The newest first.
    pub years: Vec<YearFiles>,
}

/// A year's data files.
#[derive(Serialize)]
pub(crate) struct YearFiles {
    /// The year.
    pub label: String,
    /// Its page.
    pub href: String,
    /// Its files.
    pub files: Vec<Alternate>,
    /// Whose figures stand in another report as well, so that nobody adds them up twice; may be empty.
    pub inside: String,
}
