//! Where reports are filled in: what the terminal shows and a browser opens.

use super::{Failure, meant};
use crate::{
    io::serve::Editor,
    preview::{Preview, edit_address, list_address},
    text,
};
use std::sync::Arc;

/// The address of the form of a report, or of the list of those that may be meant.
pub(super) fn form_of(preview: &Preview, report: Option<&str>) -> Result<String, Failure> {
    let list = list_address(preview);
    let Some(asked) = report else { return Ok(list) };
    let archive = &preview.now().site.archive;
    let agencies = &preview.now().site.config.agencies;
    let (agency, year) = asked.rsplit_once('/').map_or((None, asked), |(agency, year)| (Some(agency), year));
    let meant = archive.reports.iter().filter(|report| {
        report.year.to_string() == year && agency.is_none_or(|agency| agencies.called(agency) == Some(report.agency))
    });
    let meant: Vec<_> = meant.collect();
    match meant.as_slice() {
        [] => {
            let message = text!(
                "没有 {asked} 的报告；giar new 年份 写一份空表",
                "there is no report {asked}; `giar new YEAR` writes a blank one"
            );
            let message = message.with("asked", asked);
            let near = meant::report(agencies, asked).filter(|near| near != asked && is_there(preview, near));
            Err(Failure::Message(meant::document(asked).unwrap_or_else(|| meant::suggested(message, near))))
        }
        [only] => Ok(edit_address(preview, &only.source.path)),
        _ => Ok(format!("{list}?year={year}")),
    }
}

/// Whether there is a report, `qingshi/2026`.
fn is_there(preview: &Preview, report: &str) -> bool {
    let site = &preview.now().site;
    let (agency, year) = report.split_once('/').unwrap_or_default();
    let id = site.config.agencies.index_of(agency).zip(year.parse().ok());
    id.is_some_and(|(agency, year)| site.archive.find(agency, year).is_some())
}

/// Where reports are filled in.
pub(super) struct EditAddress {
    pub host: String,
    /// Its path.
    pub form: String,
    /// None where files are only looked at.
    pub editor: Option<Arc<Editor>>,
}

impl EditAddress {
    /// With a ticket that lets one browser change files; none where none may.
    pub(super) fn with_ticket(&self) -> Option<String> {
        Some(ticketed(&format!("{}{}", self.host, self.form), self.editor.as_ref()?))
    }

    /// Opens it in the user's browser.
    pub(super) fn open(&self) -> bool {
        self.open_at(&format!("{}{}", self.host, self.form))
    }

    /// Opens a page of the preview in a browser that may then fill in reports, by way of a file: other users of the machine
    /// see command lines.
    pub(super) fn open_at(&self, address: &str) -> bool {
        let Some(editor) = &self.editor else { return opener::open(address).is_ok() };
        let address = ticketed(address, editor);
        editor.keys.way_to(&address).is_ok_and(|way| opener::open(way).is_ok())
    }
}

fn ticketed(address: &str, editor: &Editor) -> String {
    format!("{address}#{}", editor.keys.ticket())
}
