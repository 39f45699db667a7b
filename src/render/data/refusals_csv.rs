//! `refusals.csv` of a year: how often each agency refused for each reason.

use super::csv;
use crate::{
    archive::{Reason, reasons},
    render::{Format, Kind, RenderError, Renderer},
    report::Report,
    site::{Address, Site, url},
    text,
};
use std::iter;

pub(crate) static KIND: Kind<u16> =
    Kind::new("year refusals.csv", |_, year| format!("{}refusals.csv", url::year(year)), render)
        .format(Format {
            name: "CSV",
            media_type: "text/csv",
            label: text!("不予公开的理由，按机关和理由分行", "Reasons for refusing by agency"),
        })
        .where_there_is(|site, year| {
            site.archive.of_year(year).into_iter().any(|id| !reasons(site.report(id)).is_empty())
        });

const HEAD: [&str; 6] = ["agency", "agency_name", "year", "reason", "label", "count"];

/// A blank is an empty field, not a zero.
fn render(renderer: &Renderer<'_>, _: &Address, year: u16) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let reports = site.archive.of_year(year).into_iter().map(|id| site.report(id));
    let lines = reports.flat_map(|report| reasons(report).iter().map(move |reason| line(site, report, reason)));
    Ok(csv(iter::once(HEAD.map(str::to_owned).to_vec()).chain(lines)))
}

fn line(site: &Site, report: &Report, reason: &Reason) -> Vec<String> {
    vec![
        site.agency_of(report).id.clone(),
        site.name_of(report).to_owned(),
        report.year.to_string(),
        reason.node.key.to_owned(),
        reason.node.short().to_owned(),
        reason.count(report).map(|count| count.to_string()).unwrap_or_default(),
    ]
}
