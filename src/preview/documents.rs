//! Documents of reports, made when a reader of the preview requests one.

use super::{FOLDER, Preview};
use crate::{
    archive::ReportId,
    diag::Level,
    export::{Exporter, FORMATS, Format},
    pipeline::Prepared,
    site::{Subject, url},
};
use serde::Serialize;

/// A document that a page offers.
#[derive(Serialize)]
pub(super) struct Offer {
    href: String,
    label: &'static str,
    /// The suggested file name.
    name: String,
}

/// The documents of the report on a page; none while it has errors.
pub(super) fn offers(preview: &Preview, path: &str) -> Vec<Offer> {
    let now = &preview.now;
    let Some(id) = report_at(now, path).filter(|id| preview.trouble().is_none() && is_sound(now, *id)) else {
        return Vec::new();
    };
    let folder = preview.own(&format!("export/{}", path.strip_suffix("index.html").unwrap_or(path)));
    let offers = FORMATS.iter().map(|format| Offer {
        href: url::encoded(&format!("{folder}report.{}", format.name)),
        label: format.label.get(preview.lang),
        name: exporter(now).file_name(now.site.report(id), format),
    });
    offers.collect()
}

/// The document at an address of the preview, if there is one.
pub(super) fn find(preview: &Preview, path: &str) -> Option<(ReportId, &'static Format)> {
    let (page, ending) = path.strip_prefix(FOLDER)?.strip_prefix("export/")?.rsplit_once("report.")?;
    Some((report_at(&preview.now, &url::index(page))?, Format::find(ending)?))
}

pub(super) fn write(preview: &Preview, (id, format): (ReportId, &Format)) -> Vec<u8> {
    exporter(&preview.now).write(preview.now.site.report(id), format)
}

fn exporter(now: &Prepared) -> Exporter<'_> {
    Exporter { site: &now.site, findings: &now.findings, filing: false }
}

fn report_at(now: &Prepared, path: &str) -> Option<ReportId> {
    match now.plan.at(path)?.address.subject {
        Subject::Report(id) => Some(id),
        _ => None,
    }
}

/// As in `giar export`, a draft may have errors.
fn is_sound(now: &Prepared, id: ReportId) -> bool {
    let report = now.site.report(id);
    let mut found = now.findings.in_file(&report.source.path).iter();
    report.draft || !found.any(|finding| finding.level == Level::Error && finding.waived.is_none())
}
