//! The address of the form, for the terminal and for opening it in a browser.

use super::{Failure, suggest};
use crate::{
    io::serve::Editor,
    preview::{Preview, edit_address, list_address},
    text,
};
use std::sync::Arc;

/// The address of a report's form, or of the list of reports.
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
            let near = suggest::report(agencies, asked).filter(|near| near != asked && is_there(preview, near));
            Err(Failure::Message(suggest::document(asked).unwrap_or_else(|| suggest::suggested(message, near))))
        }
        [only] => Ok(edit_address(preview, &only.source.path)),
        _ => Ok(format!("{list}?year={year}")),
    }
}

/// Whether a report exists, given as `qingshi/2026`.
fn is_there(preview: &Preview, report: &str) -> bool {
    let site = &preview.now().site;
    let (agency, year) = report.split_once('/').unwrap_or_default();
    let id = site.config.agencies.index_of(agency).zip(year.parse().ok());
    id.is_some_and(|(agency, year)| site.archive.find(agency, year).is_some())
}

/// The address of the form.
pub(super) struct EditAddress {
    pub host: String,
    /// The path.
    pub form: String,
    /// None if the preview is read-only.
    pub editor: Option<Arc<Editor>>,
}

impl EditAddress {
    /// The address with a ticket that allows one browser to change files; none if the preview is read-only.
    pub(super) fn with_ticket(&self) -> Option<String> {
        Some(ticketed(&format!("{}{}", self.host, self.form), self.editor.as_ref()?))
    }

    /// Opens it in the user's browser.
    pub(super) fn open(&self) -> bool {
        self.open_at(&format!("{}{}", self.host, self.form))
    }

    /// Opens a page of the preview in a browser that may then edit reports. The ticket is passed in a file, because
    /// other users of the machine can see command lines.
    pub(super) fn open_at(&self, address: &str) -> bool {
        let Some(editor) = &self.editor else { return opener::open(address).is_ok() };
        let address = ticketed(address, editor);
        editor.keys.way_to(&address).is_ok_and(|way| opener::open(way).is_ok())
    }
}

fn ticketed(address: &str, editor: &Editor) -> String {
    format!("{address}#{}", editor.keys.ticket())
}
