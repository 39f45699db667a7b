//! Which reports are listed, and where that list and each of them stand.

use crate::{date::Date, preview::Preview, site::url};

/// Where the reports are listed.
pub(crate) fn list_address(preview: &Preview) -> String {
    preview.own("edit")
}

/// Where a report is filled in.
pub(crate) fn address(preview: &Preview, file: &str) -> String {
    format!("{}?file={}", list_address(preview), url::encoded(file))
}

/// Which reports are listed, and what may be done there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed<'a> {
    /// All, if none is named.
    pub year: Option<u16>,
    /// Reports are due on the year before it.
    pub today: Option<Date>,
    /// Whether reports may begin here.
    pub may_edit: bool,
    /// The welcome page, if that led here.
    pub back: Option<&'a str>,
}
