//! The JSON Schemas (2020-12) of the published JSON, made from the forms.

use super::{json, rows};
use crate::{
    config::{AgencyKind, Rank},
    form::{CellId, EDITIONS, Edition, Form, Measure, Slot, TableForm},
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

/// How many schemas there are.
pub(crate) fn count(_: &Site) -> usize {
    SCHEMAS.len()
}

fn render(renderer: &Renderer<'_>, page: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    let (_, schema) = SCHEMAS[item];
    json(&schema(&renderer.site.config.base_url.join(&page.path)))
}

/// What every `report.json` fits: one of the editions, each with tables of its own.
///
/// Every part that a program would make a type of has a name under `$defs`, and nothing depends on a condition, which
/// makers of types pass over.
pub(crate) fn report(id: &str) -> Value {
    let mut parts = parts();
    for edition in EDITIONS {
        let tables = tables(edition, &mut parts);
        parts.insert(named("Tables", edition), tables);
        parts.insert(named("Report", edition), report_of(edition));
    }
    let reports: Vec<_> = EDITIONS.iter().map(|edition| reference(&named("Report", edition))).collect();
    json!({
        "$schema": DIALECT,
        "$id": id,
        "title": "Report",
        "description": "政府信息公开工作年度报告",
        "oneOf": reports,
        "$defs": parts,
    })
}

/// `Report2021`, `TablesFree`.
fn named(what: &str, edition: &Edition) -> String {
    format!("{what}{}", capitalised(edition.id))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn or_null(value: &Value) -> Value {
    json!({ "anyOf": [value, { "type": "null" }] })
}

fn list_of(name: &str) -> Value {
    json!({ "type": "array", "items": reference(name) })
}

/// A report in one edition.
fn report_of(edition: &'static Edition) -> Value {
    let text = json!({ "type": "string" });
    let texts = json!({ "type": "array", "items": text });
    let by_name = json!({ "type": "object", "additionalProperties": text });
    object(&json!({
        "$schema": text,
        "schema_version": { "const": 1 },
        "id": text,
        "url": text,
        "agency": reference("Agency"),
        "joint": texts,
        "year": year(),
        "edition": { "const": edition.id },
        "title": text,
        "published": published(),
        "revisions": list_of("Revision"),
        "period": or_null(&reference("Period")),
        "as_published": { "type": "boolean" },
        "tables": reference(&named("Tables", edition)),
        "indicators": by_name,
        "raw": by_name,
        "notes": list_of("Note"),
        "waivers": list_of("Waiver"),
        "remarks": list_of("Remark"),
        "computed": texts,
        "sections": list_of("Section"),
        "license": { "type": ["string", "null"] },
    }))
}

/// What reports of every edition are made of.
fn parts() -> Map<String, Value> {
    let text = json!({ "type": "string" });
    let maybe_text = json!({ "type": ["string", "null"] });
    let date = json!({ "type": "string", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" });
    let equations = json!({ "type": "array", "items": text });
    let by_name = json!({ "type": "object", "additionalProperties": text });
    let parts = [
        ("Agency", agency()),
        ("Revision", object(&json!({ "date": or_null(&date), "note": text, "was": by_name }))),
        ("Period", object(&json!({ "start": date, "end": date }))),
        ("Note", object(&json!({ "at": text, "text": text }))),
        ("Waiver", object(&json!({ "rule": text, "at": maybe_text, "value": maybe_text, "reason": text }))),
        ("Remark", object(&json!({ "rule": text, "at": maybe_text, "text": text, "equations": equations }))),
        (
            "Section",
            object(&json!({ "number": text, "key": maybe_text, "title": text, "markdown": text, "text": text })),
        ),
    ];
    parts.into_iter().map(|(name, part)| (name.to_owned(), part)).collect()
}

/// What every catalogue fits.
pub(crate) fn index(id: &str) -> Value {
    let text = json!({ "type": "string" });
    json!({
        "$schema": DIALECT,
        "$id": id,
        "title": "Catalogue",
        "description": "政府信息公开工作年度报告目录",
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

/// The tables of a form, nested as their slots are; the rows they are made of become parts.
fn tables(edition: &'static Edition, parts: &mut Map<String, Value>) -> Value {
    let form = edition.form();
    let entries = form.tables.iter().map(|table| {
        let row = row_of(edition, table);
        let part = row.as_ref().map(|(name, _)| name.clone());
        parts.extend(row);
        (table.slot.key.to_owned(), slot(form, &table.slot, part.as_deref()))
    });
    let entries = entries.collect();
    object(&Value::Object(entries))
}

/// The part that all rows of a table are, with its name: `ApplicationsRow2021`. None if they differ.
fn row_of(edition: &'static Edition, table: &'static TableForm) -> Option<(String, Value)> {
    let form = edition.form();
    let rows = rows::rows(form).iter().filter(|row| row.table == table.slot.key);
    let mut shapes = rows.map(|row| row.cells.iter().map(|(key, _)| *key).collect::<Vec<_>>());
    let first = shapes.next()?;
    if shapes.any(|shape| shape != first) {
        return None;
    }
    let row = rows::rows(form).iter().find(|row| row.table == table.slot.key)?;
    let cells = row.cells.iter().map(|(key, id)| ((*key).to_owned(), cell(form, *id)));
    let name = named(&format!("{}Row", capitalised(table.slot.key)), edition);
    Some((name, object(&Value::Object(cells.collect()))))
}

fn slot(form: &Form, of: &Slot, row: Option<&str>) -> Value {
    let mut value = match row {
        _ if of.is_cell() => cell(form, of.cells.first()),
        // With a description beside it, makers of types would make each row a type of its own.
        Some(row) if of.children.iter().all(Slot::is_cell) => return reference(row),
        _ => {
            let children = of.children.iter().map(|child| (child.key.to_owned(), slot(form, child, row)));
            object(&Value::Object(children.collect()))
        }
    };
    // No `title`: makers of types would take it for a name.
    value["description"] = of.label.into();
    value
}

fn cell(form: &Form, cell: CellId) -> Value {
    match form.cells[cell].measure {
        Measure::Count => json!({ "type": ["integer", "null"], "minimum": 0 }),
        Measure::Change => json!({ "type": ["integer", "null"] }),
        Measure::Amount(_) => json!({ "type": ["number", "null"], "minimum": 0 }),
        Measure::Money => object(&json!({
            "value": { "type": ["number", "null"], "minimum": 0 },
            "unit": { "type": ["string", "null"] },
        })),
    }
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
    object(&json!({
        "id": text,
        "name": text,
        "kind": { "enum": AgencyKind::keys().collect::<Vec<_>>() },
        "rank": { "enum": Rank::keys().collect::<Vec<_>>() },
    }))
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
