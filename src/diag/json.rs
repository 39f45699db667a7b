//! Findings as JSON, in both languages at once. `docs/findings.md` describes the format, [`schema`] defines it.

use super::{Compared, Counts, Finding, Format, Place, Related, RenderInput, Source, Span};
use crate::i18n::{Lang, Message};
use serde::Serialize;
use serde_json::{Value, json};

pub(crate) const FORMAT: Format = Format { name: "json", is_for_people: false, render };

/// Increased when a program that reads the old form would misread the new one.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    tool: Tool,
    counts: Counts,
    compared: Option<Compared>,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'static str,
    level: &'static str,
    #[serde(flatten)]
    place: Where<'a>,
    at: Option<&'a str>,
    value: Option<&'a str>,
    message: Both,
    label: Option<Both>,
    equations: Vec<Both>,
    hints: Vec<Both>,
    related: Vec<Other<'a>>,
    waived: Option<&'a str>,
    fix: Option<Fix<'a>>,
    fingerprint: &'a str,
}

#[derive(Serialize)]
struct Fix<'a> {
    #[serde(flatten)]
    place: Where<'a>,
    text: &'a str,
}

#[derive(Serialize)]
struct Other<'a> {
    #[serde(flatten)]
    place: Where<'a>,
    message: Both,
}

#[derive(Serialize)]
struct Where<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'a> Where<'a> {
    fn new(source: &'a Source, span: Span) -> Self {
        let (start, end) = (source.position(span.start), source.position(span.end));
        let (line, column, end_line, end_column) = (start.line, start.column, end.line, end.column);
        Self { path: &source.path, line, column, end_line, end_column }
    }
}

impl<'a> From<&'a Place> for Where<'a> {
    fn from(place: &'a Place) -> Self {
        Self::new(&place.source, place.span)
    }
}

#[derive(Serialize)]
struct Both {
    zh: String,
    en: String,
}

impl From<&Message> for Both {
    fn from(message: &Message) -> Self {
        Self { zh: message.get(Lang::Zh), en: message.get(Lang::En) }
    }
}

impl<'a> From<&'a Related> for Other<'a> {
    fn from(related: &'a Related) -> Self {
        Self { place: (&related.place).into(), message: (&related.label).into() }
    }
}

fn render(input: &RenderInput<'_>) -> String {
    let document = Document {
        schema_version: SCHEMA_VERSION,
        tool: Tool { name: "giar", version: env!("CARGO_PKG_VERSION") },
        counts: Counts::of(input.findings),
        compared: input.compared,
        findings: input.each().map(|(finding, fingerprint)| entry(finding, fingerprint)).collect(),
    };
    serde_json::to_string_pretty(&document).expect("text and numbers alone") + "\n"
}

fn entry<'a>(finding: &'a Finding, fingerprint: &'a str) -> Entry<'a> {
    Entry {
        rule: finding.rule.0,
        level: finding.level.key(),
        place: (&finding.place).into(),
        at: finding.at.as_deref(),
        value: finding.value.as_deref(),
        message: (&finding.message).into(),
        label: finding.label.as_ref().map(Both::from),
        equations: finding.equations.iter().map(Both::from).collect(),
        hints: finding.hints.iter().map(Both::from).collect(),
        related: finding.related.iter().map(Other::from).collect(),
        waived: finding.waived.as_deref(),
        fix: finding
            .fix
            .as_ref()
            .map(|fix| Fix { place: Where::new(&finding.place.source, fix.span), text: &fix.text }),
        fingerprint,
    }
}

/// The schema of every result.
pub fn schema(id: &str) -> Value {
    let text = json!({ "type": "string" });
    let both = json!({ "$ref": "#/$defs/both" });
    let many = json!({ "type": "array", "items": both });
    let number = json!({ "type": "integer", "minimum": 0 });
    let from_one = json!({ "type": "integer", "minimum": 1 });
    let place = json!({
        "path": { "type": "string", "description": "relative to the site's folder, with /" },
        "line": from_one,
        "column": { "type": "integer", "minimum": 1, "description": "in characters" },
        "end_line": from_one,
        "end_column": { "type": "integer", "minimum": 1, "description": "the first character after the place" },
    });
    let finding = json!({
        "rule": text,
        "level": { "enum": ["error", "warning", "info"] },
        "at": { "type": ["string", "null"], "description": "what a waiver names: applications.received.total" },
        "value": { "type": ["string", "null"], "description": "the value at the place, as a waiver can pin it" },
        "message": both,
        "label": { "anyOf": [both, { "type": "null" }] },
        "equations": many,
        "hints": many,
        "related": { "type": "array", "items": object(&[&place, &json!({ "message": both })]) },
        "waived": { "type": ["string", "null"], "description": "the reason that the report gives" },
        "fix": {
            "description": "what check --fix writes in place of a span of the same file",
            "anyOf": [object(&[&place, &json!({ "text": text })]), { "type": "null" }],
        },
        "fingerprint": { "type": "string", "pattern": "^[0-9a-f]{32}$" },
    });
    let mut schema = object(&[&json!({
        "schema_version": { "const": SCHEMA_VERSION },
        "tool": object(&[&json!({ "name": { "const": "giar" }, "version": text })]),
        "counts": object(&[&json!({ "error": number, "warning": number, "info": number, "waived": number })]),
        "compared": {
            "description": "with --new-since: how many findings are not new, and how many are resolved",
            "anyOf": [object(&[&json!({ "known": number, "resolved": number })]), { "type": "null" }],
        },
        "findings": { "type": "array", "items": object(&[&place, &finding]) },
    })]);
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    schema["$id"] = id.into();
    schema["title"] = "giar check --format json".into();
    schema["$defs"] = json!({ "both": object(&[&json!({ "zh": text, "en": text })]) });
    schema
}

/// An object with all of these properties. Others are allowed, so that additions do not break readers.
fn object(parts: &[&Value]) -> Value {
    let parts = parts.iter().filter_map(|part| part.as_object());
    let properties: serde_json::Map<_, _> = parts.flatten().map(|(key, value)| (key.clone(), value.clone())).collect();
    let names: Vec<_> = properties.keys().cloned().collect();
    json!({ "type": "object", "properties": properties, "required": names })
}
