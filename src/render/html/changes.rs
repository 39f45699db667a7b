//! What corrections changed, as links to the cells.

use super::{table, view::Link};
use crate::{
    i18n::Lang,
    report::{Report, Revision},
};

/// Each leads to its cell, or to the table of a cell without an anchor of its own. `home` is the report's page; empty on
/// that page itself.
pub(super) fn changes(home: &str, report: &Report, revision: &Revision, lang: Lang) -> Vec<Link> {
    let form = report.form();
    let changes = report.changes(revision);
    let links = changes.iter().map(|change| {
        let table = form.tables[form.cells[change.cell].table].table.key;
        let anchor = table::anchor(report.edition, [change.cell]).unwrap_or(table);
        Link { label: report.changed(change, lang), href: format!("{home}#{anchor}") }
    });
    links.collect()
}
