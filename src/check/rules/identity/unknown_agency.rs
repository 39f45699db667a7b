#![doc = include_str!("unknown_agency.md")]

use crate::{
    archive::below_content,
    check::{Check, Group, Rule},
    diag::{Finding, Level, Span},
    report::{ReportPath, UNKNOWN_AGENCY},
    site::Site,
    text,
};
use std::collections::BTreeSet;

/// Found by [`report::bind`](crate::report::bind) (`Header::agency`).
pub(crate) const RULE: Rule =
    Rule::new(UNKNOWN_AGENCY, Group::Identity, Level::Error, include_str!("unknown_agency.md"))
        .summary(text!("机关没有登记", "The agency is not listed in site.toml"))
        .check(Check::Hindsight(hint_at_former_id));

/// Says of the only folder that is no agency's that it may be the only agency's that has no reports, under a former id.
fn hint_at_former_id(site: &Site, found: &mut [Finding]) {
    let agencies = &site.config.agencies;
    let mut without_reports = agencies.ids().filter(|&id| site.archive.handed_in_years_of(id).is_empty());
    let (Some(agency), None) = (without_reports.next(), without_reports.next()) else { return };
    let folders: BTreeSet<_> = found.iter().filter_map(unknown_folder).filter_map(|path| path.agency).collect();
    if folders.len() != 1 {
        return;
    }
    let id = &agencies[agency].id;
    for finding in found {
        // Where the path names an agency or a year, it is known what to do.
        let path = unknown_folder(finding).filter(|path| path.named(agencies).is_none());
        if path.and_then(|path| path.agency).is_some_and(|folder| folder.parse::<u16>().is_err()) {
            let hint = text!(
                "机关“{id}”一份报告也没有：代码改过的，把文件夹改名为 content/reports/{id}，或把代码改回来",
                "the agency `{id}` has no reports: if this is its former id, rename the folder to content/reports/{id} or restore the id"
            );
            finding.hints = vec![hint.with("id", id)];
        }
    }
}

/// The path of a file, if a finding is about its folder.
fn unknown_folder(finding: &Finding) -> Option<ReportPath<'_>> {
    let is_on_folder = finding.rule == UNKNOWN_AGENCY && finding.place.span == Span::default();
    let source = Some(&finding.place.source).filter(|_| is_on_folder)?;
    ReportPath::parse(below_content(source))
}
