//! Catalogues of the data files: of a year, of an agency, of the site.

use super::{
    absolute, json, report_csv,
    report_json::{self, AgencyRef, SCHEMA_VERSION, agency_ref},
    reports_csv, schema,
};
use crate::{
    archive::ReportId,
    config::AgencyId,
    render::{Format, Kind, RenderError, Renderer},
    site::{Address, Site, url},
    text,
};
use serde::Serialize;

pub(crate) static YEAR: Kind<u16> =
    Kind::new("year index.json", |_, year| format!("{}index.json", url::year(year)), of_year).format(Format {
        name: "JSON",
        media_type: "application/json",
        label: text!("本年度报告目录", "Catalogue of the year’s reports"),
    });

pub(crate) static AGENCY: Kind<AgencyId> = Kind::new("agency index.json", agency_path, of_agency).format(Format {
    name: "JSON",
    media_type: "application/json",
    label: text!("本机关报告目录", "Catalogue of the agency’s reports"),
});

pub(crate) static SITE: Kind<()> = Kind::new("index.json", |_, ()| "index.json".into(), of_site).format(Format {
    name: "JSON",
    media_type: "application/json",
    label: text!("全站数据目录", "Catalogue of all data"),
});

fn agency_path(site: &Site, agency: AgencyId) -> String {
    format!("{}index.json", url::agency(&site.config.agencies[agency].id))
}

#[derive(Serialize)]
struct Catalogue<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    schema_version: u32,
    kind: &'static str,
    title: &'a str,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    agency: Option<AgencyRef<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    years: Vec<YearEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    agencies: Vec<AgencyEntry<'a>>,
    reports: Vec<ReportEntry<'a>>,
}

#[derive(Serialize)]
struct YearEntry {
    year: u16,
    reports: usize,
    url: String,
    json: String,
    csv: String,
}

#[derive(Serialize)]
struct AgencyEntry<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    rank: &'static str,
    url: String,
    json: String,
}

#[derive(Serialize)]
struct ReportEntry<'a> {
    id: String,
    year: u16,
    agency: AgencyRef<'a>,
    edition: &'static str,
    title: String,
    published: Option<String>,
    url: String,
    json: String,
    csv: String,
}

fn entry(site: &Site, id: ReportId) -> ReportEntry<'_> {
    let report = site.report(id);
    ReportEntry {
        id: site.id_of(report),
        year: report.year,
        agency: agency_ref(site, report),
        edition: report.edition.id,
        title: site.title_of(report),
        published: report.published.map(|published| published.to_string()),
        json: absolute(site, &(report_json::KIND.path)(site, id)),
        csv: absolute(site, &(report_csv::KIND.path)(site, id)),
        url: absolute(site, &url::report(site, report)),
    }
}

fn catalogue<'a>(site: &'a Site, kind: &'static str, place: &str, reports: Vec<ReportId>) -> Catalogue<'a> {
    Catalogue {
        schema: site.config.base_url.join(schema::INDEX_PATH),
        schema_version: SCHEMA_VERSION,
        kind,
        title: &site.config.title,
        url: absolute(site, place),
        year: None,
        agency: None,
        years: Vec::new(),
        agencies: Vec::new(),
        reports: reports.into_iter().map(|id| entry(site, id)).collect(),
    }
}

fn of_year(renderer: &Renderer<'_>, _: &Address, year: u16) -> Result<Vec<u8>, RenderError> {
    let reports = renderer.site.archive.of_year(year);
    json(&Catalogue { year: Some(year), ..catalogue(renderer.site, "year", &url::year(year), reports) })
}

fn of_agency(renderer: &Renderer<'_>, _: &Address, id: AgencyId) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let agency = &site.config.agencies[id];
    let named = AgencyRef { id: &agency.id, name: &agency.name, kind: agency.kind.key(), rank: agency.rank.key() };
    let reports = site.archive.of_agency(id).collect();
    json(&Catalogue { agency: Some(named), ..catalogue(site, "agency", &url::agency(&agency.id), reports) })
}

/// The site's catalogue leads to those of years and agencies, which lead to the reports.
fn of_site(renderer: &Renderer<'_>, _: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let years = site.archive.years().into_iter().map(|(year, reports)| YearEntry {
        year,
        reports,
        json: absolute(site, &(YEAR.path)(site, year)),
        csv: absolute(site, &(reports_csv::OF_YEAR.path)(site, year)),
        url: absolute(site, &url::year(year)),
    });
    let agencies = site.config.agencies.ids().map(|id| {
        let agency = &site.config.agencies[id];
        AgencyEntry {
            id: &agency.id,
            name: &agency.name,
            kind: agency.kind.key(),
            rank: agency.rank.key(),
            url: absolute(site, &url::agency(&agency.id)),
            json: absolute(site, &agency_path(site, id)),
        }
    });
    let reports = site.archive.ids().collect();
    json(&Catalogue { years: years.collect(), agencies: agencies.collect(), ..catalogue(site, "site", "", reports) })
}
