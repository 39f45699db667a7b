//! Reports in a folder of an agency's former id.

use super::{Entries, Entry, Order};
use crate::{
    config::{Agencies, AgencyId},
    diag::{Finding, Span},
    report::{ReportPath, UNKNOWN_AGENCY},
    text,
};

/// The only agency without any reports, and the files in the only folder of reports that is no agency's: it may have had
/// that id.
pub(super) fn find<'e>(order: &Order, agencies: &Agencies, entries: &'e Entries) -> Option<(AgencyId, Vec<&'e str>)> {
    let mut without_reports = agencies.ids().filter(|&id| order.has_nothing_of(id));
    let (Some(agency), None) = (without_reports.next(), without_reports.next()) else { return None };
    let unknown = entries.iter().filter(|(_, entry)| entry.is_of_unknown()).map(|(path, _)| path.as_str());
    let unknown: Vec<_> = unknown.collect();
    let folder = ReportPath::parse(unknown.first()?)?.agency?;
    // Where the path names an agency or a year, it is known what to do.
    let is_former = |path: &ReportPath<'_>| path.agency == Some(folder) && path.named(agencies).is_none();
    let are_former = unknown.iter().all(|path| ReportPath::parse(path).is_some_and(|path| is_former(&path)));
    (folder.parse::<u16>().is_err() && are_former).then_some((agency, unknown))
}

/// What is found in such a file, with what to do about its folder.
pub(super) fn hinted(faults: &[Finding], id: &str) -> Vec<Finding> {
    let mut faults = faults.to_vec();
    for fault in faults.iter_mut().filter(|fault| is_on_folder(fault)) {
        let hint = text!(
            "机关“{id}”一份报告也没有：代码改过的，把文件夹改名为 content/reports/{id}，或把代码改回来",
            "the agency `{id}` has no reports: if this is its former id, rename the folder to content/reports/{id} or restore the id"
        );
        fault.hints = vec![hint.with("id", id)];
    }
    faults
}

impl Entry {
    /// Whether it is a report in a folder that is no agency's.
    pub(super) fn is_of_unknown(&self) -> bool {
        matches!(self, Self::Faults(faults, _) if faults.iter().any(is_on_folder))
    }
}

/// Whether no agency is called like the folder, and not like what the report says.
fn is_on_folder(fault: &Finding) -> bool {
    fault.rule == UNKNOWN_AGENCY && fault.place.span == Span::default()
}
