//! Which reports are listed, and the addresses of the list and of each form.

use crate::{date::Date, preview::Preview, site::url};

/// The address of the list of reports.
pub(crate) fn list_address(preview: &Preview) -> String {
    preview.own("edit")
}

/// The address of a report's form.
pub(crate) fn address(preview: &Preview, file: &str) -> String {
    format!("{}?file={}", list_address(preview), url::encoded(file))
}

/// Which reports are listed, and what may be done with them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Listed<'a> {
    /// The only year to list; all if none.
    pub year: Option<u16>,
    /// Determines the year on which reports are due, the one before.
    pub today: Option<Date>,
    /// Whether reports may be created.
    pub may_edit: bool,
    /// The address of the welcome page, if the user came from there.
    pub back: Option<&'a str>,
}
