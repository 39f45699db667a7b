//! `datapackage.json`: describes the years' CSV files (Frictionless Data Package).

use super::{
    json,
    year_csv::{self, Column},
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
    let resources: Vec<_> = site.archive.years().into_keys().map(|year| resource(site, year)).collect();
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "government-information-disclosure-reports",
        "title": config.title,
        "resources": resources,
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

fn resource(site: &Site, year: u16) -> Value {
    json!({
        "name": format!("reports-{year}"),
        "path": (year_csv::KIND.path)(site, year),
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": { "fields": fields(site, year), "primaryKey": ["id"], "missingValues": [""] },
    })
}

fn fields(site: &Site, year: u16) -> Vec<Value> {
    let head = year_csv::HEAD.iter().map(|name| {
        let kind = match *name {
            "year" => "year",
            _ => "string",
        };
        json!({ "name": name, "type": kind })
    });
    head.chain(year_csv::columns(site, year).iter().map(field)).collect()
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
