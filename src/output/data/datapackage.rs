//! `datapackage.json`: describes the years' CSV files (Frictionless Data Package).

use super::{
    json,
    year_csv::{self, forms},
};
use crate::{
    edition::Measure,
    output::{Format, Kind, Output, Page, RenderError, Scope},
    text,
};
use serde_json::{Value, json};

pub const KIND: Kind = Kind {
    name: "datapackage.json",
    scope: Scope::Site,
    path: |_, _| "datapackage.json".into(),
    render,
    format: Some(Format {
        name: "JSON",
        media_type: "application/vnd.datapackage+json",
        label: text!("数据包说明（Data Package）", "Data package of every year"),
    }),
    listed: false,
};

fn render(output: &Output, _: &Page) -> Result<Vec<u8>, RenderError> {
    let config = &output.site.config;
    let resources: Vec<_> = output.site.archive.years().into_keys().map(|year| resource(output, year)).collect();
    let mut package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "government-information-disclosure-reports",
        "title": config.title,
        "resources": resources,
    });
    if !config.description.is_empty() {
        package["description"] = config.description.clone().into();
    }
    if let Some(license) = &config.license {
        package["licenses"] = json!([{ "title": license }]);
    }
    json(&package)
}

fn resource(output: &Output, year: u16) -> Value {
    json!({
        "name": format!("reports-{year}"),
        "path": year_csv::path(year),
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": { "fields": fields(output, year), "primaryKey": ["id"], "missingValues": [""] },
    })
}

fn fields(output: &Output, year: u16) -> Vec<Value> {
    let head = year_csv::HEAD.iter().map(|name| {
        let kind = match *name {
            "year" => "year",
            _ => "string",
        };
        json!({ "name": name, "type": kind })
    });
    let forms = forms(output, year);
    let cells = year_csv::columns(output, year).into_iter().filter_map(|path| {
        let (form, cell) = forms.iter().find_map(|form| Some((form, form.cell(path)?)))?;
        let kind = match form.cells[cell].measure {
            Measure::Count | Measure::Change => "integer",
            Measure::Amount(_) | Measure::Money => "number",
        };
        Some(json!({ "name": path, "type": kind, "title": form.name(cell) }))
    });
    head.chain(cells).collect()
}
