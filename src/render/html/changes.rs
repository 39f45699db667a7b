//! What corrections changed, as links to the cells.

use super::{table, view::Link};
use crate::{
    i18n::Lang,
    report::{Report, Revision},
};

/// Each leads to its cell. `home` is the report's page; empty on that page itself.
pub(super) fn changes(home: &str, report: &Report, revision: &Revision, lang: Lang) -> Vec<Link> {
    let changes = report.changes(revision);
    let links = changes.iter().map(|change| {
        let anchor = table::anchor_of_corrected(report.edition, change.cell);
        Link { label: report.changed(change, lang), href: format!("{home}#{anchor}") }
    });
    links.collect()
}
