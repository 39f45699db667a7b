//! Catalogues of the data files: of a year, of a body, of the site.

use super::{
    json,
    report_json::{AgencyRef, SCHEMA_VERSION, agency_ref},
    schema,
};
use crate::{
    archive::ReportId,
    render::{
        Format, Kind, Output, Page, RenderError, Scope,
        html::pages::{agency::agency_of, year::year_of},
    },
    site::url,
    text,
};
use serde::Serialize;

pub const YEAR: Kind = Kind {
    name: "year index.json",
    scope: Scope::Year,
    path: |_, subject| format!("{}index.json", url::year(year_of(subject))),
    render: |output, page| of_year(output, page),
    format: Some(Format {
        name: "JSON",
        media_type: "application/json",
        label: text!("本年度报告目录", "Catalogue of the year"),
    }),
    listed: false,
};

pub const AGENCY: Kind = Kind {
    name: "agency index.json",
    scope: Scope::Agency,
    path: |output, subject| agency_path(output, agency_of(subject)),
    render: |output, page| of_agency(output, page),
    format: Some(Format {
        name: "JSON",
        media_type: "application/json",
        label: text!("本机关报告目录", "Catalogue of the body"),
    }),
    listed: false,
};

pub const SITE: Kind = Kind {
    name: "index.json",
    scope: Scope::Site,
    path: |_, _| "index.json".into(),
    render: |output, _| of_site(output),
    format: Some(Format {
        name: "JSON",
        media_type: "application/json",
        label: text!("全站数据目录", "Catalogue of all data"),
    }),
    listed: false,
};

fn agency_path(output: &Output, agency: usize) -> String {
    format!("{}index.json", url::agency(&output.site.config.agencies[agency].id))
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

fn absolute(output: &Output, path: &str) -> String {
    output.site.config.base_url.join(&url::encoded(path))
}

fn entry(output: &Output, id: ReportId) -> ReportEntry<'_> {
    let report = output.site.report(id);
    let place = url::report(&output.site, report);
    ReportEntry {
        id: format!("{}-{}", output.site.agency_of(report).id, report.year),
        year: report.year,
        agency: agency_ref(output, report),
        edition: report.edition.id,
        title: output.site.title_of(report),
        published: report.published.map(|published| published.to_string()),
        json: absolute(output, &format!("{place}report.json")),
        csv: absolute(output, &format!("{place}report.csv")),
        url: absolute(output, &place),
    }
}

fn catalogue<'a>(output: &'a Output, kind: &'static str, place: &str, reports: Vec<ReportId>) -> Catalogue<'a> {
    Catalogue {
        schema: output.site.config.base_url.join(schema::INDEX_PATH),
        schema_version: SCHEMA_VERSION,
        kind,
        title: &output.site.config.title,
        url: absolute(output, place),
        year: None,
        agency: None,
        years: Vec::new(),
        agencies: Vec::new(),
        reports: reports.into_iter().map(|id| entry(output, id)).collect(),
    }
}

fn of_year(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let year = year_of(page.address.subject);
    let reports = output.site.archive.of_year(year);
    json(&Catalogue { year: Some(year), ..catalogue(output, "year", &url::year(year), reports) })
}

fn of_agency(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let place = agency_of(page.address.subject);
    let agency = &output.site.config.agencies[place];
    let named = AgencyRef { id: &agency.id, name: &agency.name, kind: agency.kind.key(), rank: agency.rank.key() };
    let reports = output.site.archive.of_agency(place).collect();
    json(&Catalogue { agency: Some(named), ..catalogue(output, "agency", &url::agency(&agency.id), reports) })
}

/// The site's catalogue leads to those of years and bodies, which lead to the reports.
fn of_site(output: &Output) -> Result<Vec<u8>, RenderError> {
    let site = &output.site;
    let years = site.archive.years().into_iter().map(|(year, reports)| {
        let place = url::year(year);
        YearEntry {
            year,
            reports,
            json: absolute(output, &format!("{place}index.json")),
            csv: absolute(output, &format!("{place}reports.csv")),
            url: absolute(output, &place),
        }
    });
    let agencies = site.config.agencies.iter().enumerate().map(|(at, agency)| AgencyEntry {
        id: &agency.id,
        name: &agency.name,
        kind: agency.kind.key(),
        rank: agency.rank.key(),
        url: absolute(output, &url::agency(&agency.id)),
        json: absolute(output, &agency_path(output, at)),
    });
    let reports = (0..site.archive.reports.len()).collect();
    json(&Catalogue { years: years.collect(), agencies: agencies.collect(), ..catalogue(output, "site", "", reports) })
}
