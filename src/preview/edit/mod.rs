//! The form in which a report is filled in: its page, its state, and the effect of a change. The file is the only
//! source of truth: a state is read from its text, and a change gives another text.

mod begin;
mod change;
mod list;
mod listed;
mod page;
mod state;
mod words;

use super::Preview;
use crate::{
    archive::below_content,
    diag::Source,
    fix::{Field, FieldReader},
    markdown,
    pipeline::Judged,
    report::Report,
    site::{Subject, url},
};
pub(crate) use change::{Change, Changed, Draft, Pasted, Refused};
pub(crate) use list::page as list;
pub(crate) use listed::{Listed, address, list_address};
pub(crate) use page::Beside;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// A report's file, read for its form.
pub(crate) struct EditPage<'p> {
    preview: &'p Preview,
    source: Arc<Source>,
    judged: Judged<'p>,
    reader: FieldReader,
    /// Its cells as written in the file; none if its front matter cannot be read, in which case the form shows the
    /// text.
    cells: Option<Vec<Field>>,
}

impl Preview {
    /// Whether a file is one of the site's reports, readable or not. Only these are ever written.
    pub(crate) fn has_report(&self, file: &str) -> bool {
        let archive = &self.now.site.archive;
        let below = file.strip_prefix("content/").unwrap_or_default();
        let is_report = archive.report_in(below).is_some();
        is_report || below.starts_with("reports/") && (archive.faults.contains_key(below) || self.leaves_out(below))
    }

    /// Whether a file is a draft that is not shown. It can still be edited, because its form may have been open when it
    /// became a draft.
    fn leaves_out(&self, below: &str) -> bool {
        markdown::stem(below).is_some() && self.now.site.archive.left_out().iter().any(|path| path == below)
    }

    /// The form of a report for this text of its file.
    pub(crate) fn edit_page(&self, source: &Arc<Source>) -> EditPage<'_> {
        let judged = self.now.judge(source);
        let reader = FieldReader::of(source);
        let cells = judged.report().and_then(|report| reader.cells(report.form()));
        EditPage { preview: self, source: Arc::clone(source), judged, reader, cells }
    }

    /// The address of the form for the report at an address of the site.
    pub(super) fn form_of_page(&self, path: &str) -> Option<String> {
        match self.now.plan.at(path)?.address.subject {
            Subject::Report(id) => Some(address(self, &self.now.site.report(id).source.path)),
            _ => None,
        }
    }
}

impl EditPage<'_> {
    /// None if not even year and agency can be read.
    fn report(&self) -> Option<&Report> {
        self.judged.report().map(|report| &**report)
    }

    /// The report and its cells, where there are tables to fill in.
    fn tables(&self) -> Option<(&Report, &[Field])> {
        self.report().zip(self.cells.as_deref())
    }

    fn title(&self) -> String {
        match self.report() {
            Some(report) => self.preview.now.site.title_of(report),
            None => self.source.path.clone(),
        }
    }

    /// The address of the report's page in the preview, if it has one.
    fn page_address(&self) -> Option<String> {
        let path = self.preview.now.site.published(below_content(&self.source))?;
        Some(format!("{}{}", self.preview.base(), url::encoded(url::canonical(path))))
    }
}

/// Identifies a text.
pub(crate) fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes())[..12].iter().map(|byte| format!("{byte:02x}")).collect()
}
