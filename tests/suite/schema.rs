//! The schema of front matter accepts what giar accepts and names what is wrong, as an editor would.

use crate::common::*;
use giar::{check::RULES, form::EDITIONS, report::Draft};
use serde_json::{Map, Value, json};
use std::{fs, path::Path};

fn schema() -> jsonschema::Validator {
    let printed = Folder::new().giar(&["schema", "front-matter"]).expect(0).stdout;
    let most = 300_000 * EDITIONS.iter().filter(|edition| !edition.tables.is_empty()).count();
    assert!(printed.len() < most, "an editor loads it each time a report is opened: {} bytes", printed.len());
    let schema: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    jsonschema::validator_for(&schema).unwrap()
}

/// Front matter as an editor's YAML reader sees it. It knows what reports are written in: mappings by indentation, lists in
/// brackets, lists of mappings in braces.
fn json_of(text: &str) -> Value {
    let head = text.split("---\n").nth(1).unwrap();
    let lines: Vec<&str> = head.lines().map(without_comment).filter(|line| !line.trim().is_empty()).collect();
    mapping(&lines)
}

fn without_comment(line: &str) -> &str {
    if line.trim_start().starts_with('#') { "" } else { line.split("  #").next().unwrap() }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn mapping(lines: &[&str]) -> Value {
    let mut map = Map::new();
    let mut at = 0;
    while at < lines.len() {
        let below = lines[at + 1..].iter().take_while(|line| indent(line) > indent(lines[at])).count();
        let (key, value) = lines[at].trim().split_once(':').unwrap();
        let inner = &lines[at + 1..=at + below];
        let value = match inner.first() {
            None => flow(value.trim()),
            Some(first) if first.trim_start().starts_with("- ") => {
                Value::Array(inner.iter().map(|line| flow(line.trim().trim_start_matches("- "))).collect())
            }
            Some(_) => mapping(inner),
        };
        map.insert(key.trim().to_owned(), value);
        at += 1 + below;
    }
    Value::Object(map)
}

fn flow(text: &str) -> Value {
    let inner = |open, close| text.strip_prefix(open)?.strip_suffix(close).map(str::trim);
    if let Some(items) = inner('[', ']') {
        return Value::Array(parts(items).into_iter().map(flow).collect());
    }
    if let Some(items) = inner('{', '}') {
        let entries = parts(items).into_iter().map(|entry| entry.split_once(':').unwrap());
        return Value::Object(entries.map(|(key, value)| (key.trim().to_owned(), flow(value.trim()))).collect());
    }
    match text {
        "" | "~" | "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => match text.trim_matches('"') {
            quoted if quoted.len() < text.len() => quoted.into(),
            plain => plain
                .trim_start_matches('+')
                .parse::<i64>()
                .map(Value::from)
                .or_else(|_| plain.parse::<f64>().map(Value::from))
                .unwrap_or_else(|_| plain.into()),
        },
    }
}

/// At the commas that stand in no inner brackets.
fn parts(text: &str) -> Vec<&str> {
    let (mut depth, mut start, mut found) = (0, 0, Vec::new());
    for (at, c) in text.char_indices() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(text[start..].trim());
    found.retain(|part| !part.is_empty());
    found
}

#[track_caller]
fn accepts(schema: &jsonschema::Validator, name: &str, text: &str) {
    let value = json_of(text);
    let errors: Vec<_> =
        schema.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
}

#[test]
fn real_figures_and_every_layout_fit() {
    let schema = schema();
    let folders = [
        "content/reports",
        "tests/fixtures/real",
        "tests/fixtures/filled",
        "tests/fixtures/zeros",
        "tests/fixtures/county/content/reports",
    ];
    let mut tried = 0;
    for entry in folders.iter().flat_map(|folder| walkdir::WalkDir::new(Path::new(folder))).map(Result::unwrap) {
        let name = entry.path().display().to_string();
        let is_report = name.ends_with(".md") && (name.contains("/reports/") || name.contains("fixtures"));
        let Some(text) = is_report.then(|| fs::read_to_string(entry.path()).unwrap()) else { continue };
        // The reader above knows no quotation marks.
        if text.starts_with("---\n") && !text.contains('"') {
            accepts(&schema, &name, &text);
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried}");
    for edition in EDITIONS {
        accepts(&schema, edition.id, &Draft::blank(edition, edition.since.max(2010)).to_markdown());
    }
}

#[test]
fn what_is_wrong_is_wrong_where_it_stands() {
    let schema = schema();
    for (old, new, at) in [
        ("本年新收:", "本年新受:", "/申请"),
        ("517", "517件", "/主动公开"),
        ("517", "５１７", "/主动公开"),
        ("517", "-3", "/主动公开"),
        ("[6, 6, 32]", "[6, 6]", "/主动公开"),
        ("[6, 2, 3, 1, 12]", "[6, 2, 3, 1, x]", "/复议诉讼"),
        ("2024-01-20", "去年", "/published"),
        ("year: 2023\n", "yaer: 2023\n", ""),
        ("year: 2023\n", "year: 2023\nwaivers: [{rule: x}]\n", "/waivers/0"),
        ("year: 2023\n", "year: 2023\nwaivers: [{rule: x, reason: 属实}]\n", "/waivers/0/rule"),
        ("year: 2023\n", "year: 2023\nreview: [{at: x}]\n", "/review/0"),
        ("year: 2023\n", "year: 2020\n", "/主动公开"),
    ] {
        let value = json_of(&FILLED_2021.replacen(old, new, 1));
        let places: Vec<_> = schema.iter_errors(&value).map(|error| error.instance_path().to_string()).collect();
        assert!(places.iter().any(|place| place.starts_with(at)) && !places.is_empty(), "{new}: {places:?}");
    }
}

#[test]
fn a_waiver_names_a_rule_that_may_be_waived() {
    let schema = schema();
    for rule in RULES {
        let waiver = format!("year: 2023\nwaivers: [{{rule: {}, reason: 属实}}]\n", rule.name.0);
        let value = json_of(&FILLED_2021.replacen("year: 2023\n", &waiver, 1));
        assert_eq!(schema.is_valid(&value), rule.waivable, "{}", rule.name.0);
    }
}

#[test]
fn both_languages_and_the_official_labels_are_keys() {
    let schema = schema();
    for (old, new) in [
        ("year: 2023\n", "年度: 2023\n"),
        ("published: 2024-01-20", "发布日期: 不详"),
        ("  行政许可: 517", "  licensing: {decisions: 517}"),
        ("  行政许可: 517", "  行政许可: 517（其中续期2件）"),
        ("  行政许可: 517", "  行政许可: /"),
        ("  本年新收:", "  一、本年新收政府信息公开申请数量:"),
        ("    予以公开:", "    (一)予以公开:"),
        ("    不予公开:", "    （三）不予公开:"),
        ("      危及“三安全一稳定”:", "      3.危及三安全一稳定:"),
    ] {
        assert!(FILLED_2021.contains(old), "{old}");
        accepts(&schema, new, &FILLED_2021.replacen(old, new, 1));
    }
}

/// The keys that reading a report asks for are those the schema has.
#[test]
fn every_key_of_a_report_is_described_in_chinese() {
    let printed = Folder::new().giar(&["schema", "front-matter"]).expect(0).stdout;
    let schema: Value = serde_json::from_str(&printed).unwrap();
    let properties = schema["properties"].as_object().unwrap();
    let source = fs::read_to_string("src/report/bind.rs").unwrap();
    let asked = ["text", "texts", "flag", "year", "list", "get"].iter().flat_map(|call| {
        source.split(&format!("f.{call}(\"")).skip(1).map(|rest| rest.split('"').next().unwrap()).collect::<Vec<_>>()
    });
    let inner = ["date", "note", "was", "rule", "reason", "at", "value"];
    let asked: Vec<_> = asked.filter(|key| !inner.contains(key)).collect();
    assert!(asked.len() > 8, "the test no longer sees the keys: {asked:?}");
    for key in asked {
        let about = properties.get(key).unwrap_or_else(|| panic!("the schema lacks {key}"))["description"].as_str();
        assert!(about.is_some_and(|about| about.chars().any(|c| c > '一')), "{key}: {about:?}");
    }
    assert_eq!(properties["主动公开"], json!({ "description": "表二：主动公开政府信息情况" }));
}

#[test]
fn init_and_new_name_the_schema_beside_the_site() {
    let folder = Folder::new();
    folder.giar(&["init", ".", "--name", "青石镇人民政府", "--id", "qingshi", "--year", "2025"]).expect(0);
    folder.giar(&["new", "2026"]).expect(0);
    let printed = folder.giar(&["schema", "front-matter"]).expect(0).stdout;
    for year in ["2025", "2026"] {
        let text = folder.read(&format!("content/reports/{year}.md"));
        assert!(text.starts_with("---\n# yaml-language-server: $schema=../../front-matter.schema.json\n"), "{text}");
    }
    assert_eq!(folder.read("front-matter.schema.json"), printed);
    assert!(folder.giar(&["build"]).expect(0).stderr.contains("unfinished-page"));
    assert!(!folder.join("public/front-matter.schema.json").exists());
    // A site without the file gets no line that leads nowhere.
    let bare = town().write();
    bare.giar(&["new", "2026"]).expect(0);
    assert!(!bare.read("content/reports/2026.md").contains("yaml-language-server"));
}
