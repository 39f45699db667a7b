//! The JSON Schemas (2020-12) of the published JSON, made from the forms.

use super::json;
use crate::{
    form::{EDITIONS, Form, Measure, Slot},
    render::{Kind, RenderError, Renderer},
    site::{Address, Site},
};
use serde_json::{Map, Value, json};

pub(crate) static KIND: Kind<usize> = Kind::new("schema", |_, item| SCHEMAS[item].0.into(), render);

pub(crate) const REPORT_PATH: &str = "schema/v1/report.json";
pub(crate) const INDEX_PATH: &str = "schema/v1/index.json";
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Makes a schema that has this address.
type Schema = fn(&str) -> Value;

/// Where each stands, and what it says.
const SCHEMAS: [(&str, Schema); 2] = [(REPORT_PATH, report), (INDEX_PATH, index)];

/// How many there are.
pub(crate) fn count(_: &Site) -> usize {
    SCHEMAS.len()
}

fn render(renderer: &Renderer<'_>, page: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    let (_, schema) = SCHEMAS[item];
    json(&schema(&renderer.site.config.base_url.join(&page.path)))
}

/// What every `report.json` fits.
pub(crate) fn report(id: &str) -> Value {
    let editions = EDITIONS.iter().map(|edition| {
        json!({
            "if": { "properties": { "edition": { "const": edition.id } } },
            "then": { "properties": { "tables": tables(edition.form()) } },
        })
    });
    let ids: Vec<_> = EDITIONS.iter().map(|edition| edition.id).collect();
    let text = json!({ "type": "string" });
    let maybe_text = json!({ "type": ["string", "null"] });
    let date = json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" });
    json!({
        "$schema": DIALECT,
        "$id": id,
        "title": "政府信息公开工作年度报告",
        "type": "object",
        "required": [
            "$schema", "schema_version", "id", "url", "agency", "joint", "year", "edition", "title", "published",
            "revisions", "period", "as_published", "tables", "indicators", "raw", "notes", "waivers", "remarks",
            "computed", "sections", "license"
        ],
        "properties": {
            "$schema": text,
            "schema_version": { "const": 1 },
            "id": text,
            "url": text,
            "agency": agency(),
            "joint": { "type": "array", "items": text },
            "year": year(),
            "edition": { "enum": ids },
            "title": text,
            "published": published(),
            "revisions": list(&json!({ "date": { "anyOf": [date, { "type": "null" }] }, "note": text })),
            "period": { "anyOf": [object(&json!({ "start": date, "end": date })), { "type": "null" }] },
            "as_published": { "type": "boolean" },
            "tables": { "type": "object" },
            "indicators": { "type": "object", "additionalProperties": text },
            "raw": { "type": "object", "additionalProperties": text },
            "notes": list(&json!({ "at": text, "text": text })),
            "waivers": list(&json!({ "rule": text, "at": maybe_text, "value": maybe_text, "reason": text })),
            "remarks": list(&json!({
                "rule": text, "at": maybe_text, "text": text, "equations": { "type": "array", "items": text }
            })),
            "computed": { "type": "array", "items": text },
            "sections": list(&json!({
                "number": text, "key": maybe_text, "title": text, "markdown": text, "text": text, "html": text
            })),
            "license": maybe_text,
        },
        "allOf": editions.collect::<Vec<_>>(),
    })
}

/// What every catalogue fits.
pub(crate) fn index(id: &str) -> Value {
    let text = json!({ "type": "string" });
    json!({
        "$schema": DIALECT,
        "$id": id,
        "title": "政府信息公开工作年度报告目录",
        "type": "object",
        "required": ["$schema", "schema_version", "kind", "title", "url", "reports"],
        "properties": {
            "$schema": text,
            "schema_version": { "const": 1 },
            "kind": { "enum": ["site", "year", "agency"] },
            "title": text,
            "url": text,
            "year": year(),
            "agency": agency(),
            "years": list(&json!({
                "year": year(), "reports": { "type": "integer" }, "url": text, "json": text, "csv": text
            })),
            "agencies": list(&json!({
                "id": text, "name": text, "kind": text, "rank": text, "url": text, "json": text
            })),
            "reports": list(&json!({
                "id": text, "year": year(), "agency": agency(), "edition": text, "title": text,
                "published": published(), "url": text, "json": text, "csv": text
            })),
        },
    })
}

/// The tables of a form, nested as their slots are.
fn tables(form: &'static Form) -> Value {
    let entries = form.tables.iter().map(|table| (table.slot.key.to_owned(), slot(form, &table.slot)));
    object(&Value::Object(entries.collect()))
}

fn slot(form: &Form, of: &Slot) -> Value {
    let mut value = if of.is_cell() {
        match form.cells[of.cells.first()].measure {
            Measure::Count => json!({ "type": ["integer", "null"], "minimum": 0 }),
            Measure::Change => json!({ "type": ["integer", "null"] }),
            Measure::Amount(_) => json!({ "type": ["number", "null"], "minimum": 0 }),
            Measure::Money => object(&json!({
                "value": { "type": ["number", "null"], "minimum": 0 },
                "unit": { "type": ["string", "null"] },
            })),
        }
    } else {
        object(&Value::Object(of.children.iter().map(|child| (child.key.to_owned(), slot(form, child))).collect()))
    };
    value["title"] = of.label.into();
    value
}

/// An object that has all of these properties.
fn object(properties: &Value) -> Value {
    let names: Vec<_> = properties.as_object().map(Map::keys).into_iter().flatten().cloned().collect();
    json!({ "type": "object", "properties": properties, "required": names })
}

fn list(properties: &Value) -> Value {
    json!({ "type": "array", "items": object(properties) })
}

fn agency() -> Value {
    let text = json!({ "type": "string" });
    object(&json!({ "id": text, "name": text, "kind": text, "rank": text }))
}

fn year() -> Value {
    json!({ "type": "integer", "minimum": 1949 })
}

fn published() -> Value {
    json!({
        "type": ["string", "null"],
        "pattern": "^\\d{4}-\\d{2}-\\d{2}(T\\d{2}:\\d{2}:\\d{2}\\+08:00)?$",
    })
}
