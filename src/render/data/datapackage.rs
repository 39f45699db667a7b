//! `datapackage.json`: describes the CSV files (Frictionless Data Package).

use super::{
    agencies_csv, json,
    reports_csv::{self, Column, HEAD, TAIL},
};
use crate::{
    form::Measure,
    render::{Format, Kind, RenderError, Renderer},
    site::{Address, Site},
    text,
};
use serde_json::{Value, json};

pub(crate) static KIND: Kind<()> =
    Kind::new("datapackage.json", |_, ()| "datapackage.json".into(), render).format(Format {
        name: "JSON",
        media_type: "application/vnd.datapackage+json",
        label: text!("数据包说明（Data Package）", "Data package description"),
    });

fn render(renderer: &Renderer<'_>, _: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let (site, config) = (renderer.site, &renderer.site.config);
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "government-information-disclosure-reports",
        "title": config.title,
        "resources": resources(site),
    });
    if !config.description.is_empty() {
        package["description"] = config.description.clone().into();
    }
    if let Some(license) = config.license.as_deref().and_then(license) {
        package["licenses"] = json!([license]);
    }
    json(&package)
}

/// A licence is known by its address or its name in the Open Definition's list; a sentence is neither.
fn license(text: &str) -> Option<Value> {
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let is_name = text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    match (is_address, is_name) {
        (true, _) => Some(json!({ "path": text })),
        (_, true) => Some(json!({ "name": text })),
        _ => None,
    }
}

/// The files for programs: a byte order mark is more than many readers of data packages take.
fn resources(site: &Site) -> Vec<Value> {
    let all =
        reports(site, "reports", &(reports_csv::ALL_FOR_PROGRAMS.path)(site, ()), &reports_csv::columns_of_all(site));
    let agencies = resource("agencies", &(agencies_csv::FOR_PROGRAMS.path)(site, ()), &agency_fields());
    let of_years = site.archive.years().into_keys().map(|year| {
        let path = (reports_csv::OF_YEAR_FOR_PROGRAMS.path)(site, year);
        reports(site, &format!("reports-{year}"), &path, &reports_csv::columns_of_year(site, year))
    });
    [all, agencies].into_iter().chain(of_years).collect()
}

fn reports(site: &Site, name: &str, path: &str, columns: &[Column]) -> Value {
    let lang = site.config.language;
    let [head, tail] = [&HEAD[..], &TAIL[..]]
        .map(|names| names.iter().map(|(name, title)| head_field(name, title.get(lang))).collect::<Vec<_>>());
    let fields = [head, columns.iter().map(field).collect(), tail].concat();
    resource(name, path, &fields)
}

fn resource(name: &str, path: &str, fields: &[Value]) -> Value {
    json!({
        "name": name,
        "path": path,
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": { "fields": fields, "primaryKey": ["id"], "missingValues": [""] },
    })
}

fn agency_fields() -> Vec<Value> {
    agencies_csv::HEAD.iter().map(|(name, title)| head_field(name, title)).collect()
}

fn head_field(name: &str, title: &str) -> Value {
    let kind = match name {
        "year" | "from" | "until" => "year",
        "published" => "date",
        "as_published" => "boolean",
        "indicators" => "object",
        _ => "string",
    };
    json!({ "name": name, "type": kind, "title": title })
}

fn field(column: &Column) -> Value {
    let Column { form, cell, is_unit } = *column;
    let (name, title) = (column.name(), form.name(cell));
    match form.cells[cell].measure {
        _ if is_unit => json!({ "name": name, "type": "string", "title": format!("{title}（单位）") }),
        Measure::Count | Measure::Change => json!({ "name": name, "type": "integer", "title": title }),
        Measure::Amount(unit) => {
            json!({ "name": name, "type": "number", "title": title, "description": format!("单位：{unit}") })
        }
        Measure::Money => json!({ "name": name, "type": "number", "title": title }),
    }
}
