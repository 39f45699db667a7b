//! Findings as SARIF 2.1.0, for code scanning services and editors.

use super::{Finding, Format, Level, Manual, Place, RenderInput};
use crate::i18n::Lang;
use serde_json::{Value, json};

pub(crate) const FORMAT: Format = Format { name: "sarif", is_for_people: false, render };

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

fn render(input: &RenderInput<'_>) -> String {
    let rules = input.manuals.iter().map(|manual| rule(manual, input.lang));
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "giar",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.collect::<Vec<_>>(),
            } },
            "language": input.lang.tag(),
            "columnKind": "unicodeCodePoints",
            "results": input.each().map(|each| result(each, input)).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rule(manual: &Manual, lang: Lang) -> Value {
    json!({
        "id": manual.name.0,
        "shortDescription": { "text": braced(manual.summary.get(lang)) },
        "help": { "text": braced(&manual.plain(lang)), "markdown": braced(&manual.markdown(lang)) },
        "defaultConfiguration": { "level": level(manual.level) },
    })
}

fn result((finding, fingerprint): (&Finding, &str), input: &RenderInput<'_>) -> Value {
    let lang = input.lang;
    let mut location = physical(&finding.place, input.prefix);
    if let Some(at) = &finding.at {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": at }]);
    }
    if let Some(label) = &finding.label {
        location["message"] = json!({ "text": braced(&label.get(lang)) });
    }
    let related = finding.related.iter().map(|other| {
        let mut location = physical(&other.place, input.prefix);
        location["message"] = json!({ "text": braced(&other.label.get(lang)) });
        location
    });
    // The reason is in the report itself. SARIF requires that either every result has suppressions or none has.
    let suppressions = finding.waived.iter().map(|reason| json!({ "kind": "inSource", "justification": reason }));
    let mut result = json!({
        "ruleId": finding.rule.0,
        "level": level(finding.level),
        "message": { "text": braced(&finding.in_full(lang)) },
        "locations": [location],
        "relatedLocations": related.collect::<Vec<_>>(),
        "partialFingerprints": { "giar/v1": fingerprint },
        "suppressions": suppressions.collect::<Vec<_>>(),
    });
    if let Some(index) = input.manuals.iter().position(|manual| manual.name == finding.rule) {
        result["ruleIndex"] = index.into();
    }
    if let Some(fix) = &finding.fix {
        let place = Place::new(&finding.place.source, fix.span);
        let replacement = json!({ "deletedRegion": region(&place), "insertedContent": { "text": fix.text } });
        let file = artifact(&place, input.prefix);
        result["fixes"] = json!([{ "artifactChanges": [{ "artifactLocation": file, "replacements": [replacement] }] }]);
    }
    if input.compared.is_some() {
        result["baselineState"] = "new".into();
    }
    result
}

fn physical(place: &Place, prefix: &str) -> Value {
    json!({ "physicalLocation": { "artifactLocation": artifact(place, prefix), "region": region(place) } })
}

fn artifact(place: &Place, prefix: &str) -> Value {
    json!({ "uri": uri(&format!("{prefix}{}", place.source.path)) })
}

fn region(place: &Place) -> Value {
    let (start, end) = (place.position(), place.end());
    json!({ "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column })
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

/// In messages `{` starts a placeholder.
fn braced(text: &str) -> String {
    text.replace('{', "{{").replace('}', "}}")
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_chinese_become_addresses() {
        assert_eq!(uri("content/年报 1.md"), "content/%E5%B9%B4%E6%8A%A5%201.md");
    }
}
