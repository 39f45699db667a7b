//! The JSON Schema (2020-12) of a report's front matter, made from the forms and rules: for editors that complete and check
//! keys while a report is written. It describes what is usual; what giar accepts is decided when a report is read.

use super::RULES;
use crate::{
    form::{EDITIONS, Edition, Form, Measure, Slot, without_number},
    i18n::Lang,
    spanned::keys,
};
use serde_json::{Map, Value, json};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Makes the schema of what stands at a key.
type Make = fn() -> Value;

/// Every key above the tables, with what it is for.
const HEADER: &[(&str, &str, Make)] = &[
    ("title", "报告的标题。不写就用“机关名称＋年度＋政府信息公开工作年度报告”", text),
    ("year", "报告的年度，四位数，与文件名一致", || json!({ "type": "integer", "minimum": 1949, "maximum": 2999 })),
    ("agency", "site.toml 里登记的机关代码。放在以代码命名的文件夹里，或只有一个机关时，不用写", text),
    ("edition", "格式的版本。不写就用该年度适用的", edition),
    ("published", "发布日期，如 2024-01-25 或 2024-01-25 09:30；不知道写 unknown，不能估计", published),
    ("draft", "写 true 表示还是草稿，不发布；写好以后删去这一行", flag),
    ("as_published", "写 true 表示报告已依法公布、不能再改，算术错误改为标注在页面上", flag),
    ("joint", "并入本报告的其他机关，写代码或名称", texts),
    (
        "revisions",
        "发布以后的更正，每条写 date（日期）和 note（说明），知道的再写 was（改前的数），印在页面上",
        revisions,
    ),
    ("review", "还要对照原件核对的内容，核对过的整条删去", reviews),
    ("waivers", "豁免：规则有疑问而数字属实的，写明理由，印在表格下面", waivers),
    ("redirect_from", "本报告原来的网址，从网站根目录写起，旧链接会转到这里", texts),
    ("indicators", "没有统一格式的年份，自选的关键数字：名称和数值", indicators),
];

/// What every report's front matter fits.
pub(crate) fn front_matter(_: &str) -> Value {
    let mut properties = Map::new();
    for (key, about, make) in HEADER {
        let value = described(make(), about);
        for name in std::iter::once(key).chain(keys::labels(key)) {
            properties.insert((*name).to_owned(), value.clone());
        }
    }
    let tables = EDITIONS.iter().flat_map(|edition| &edition.form().tables);
    for table in tables {
        let about = json!({ "description": format!("{}：{}", table.table.name, section_title(table.table.key)) });
        for name in [table.slot.key, table.slot.label, table.table.name] {
            properties.insert(name.to_owned(), about.clone());
        }
    }
    let mut places = Map::new();
    let editions: Vec<_> = EDITIONS.iter().map(|edition| of_edition(edition, &mut places)).collect();
    // No `$id`: with one, yaml-language-server completes keys but reports nothing that is wrong.
    json!({
        "$schema": DIALECT,
        "title": "政府信息公开工作年度报告的基本信息和统计表",
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
        "allOf": editions,
        "$defs": places,
    })
}

fn section_title(key: &str) -> &'static str {
    let sections = EDITIONS.iter().rev().filter_map(|edition| edition.section(key));
    sections.map(|section| section.title).next().unwrap_or_default()
}

fn described(mut value: Value, about: &str) -> Value {
    value["description"] = about.into();
    value
}

/// The tables of the reports that are written in an edition. What stands at a place of a form is described once, in `places`,
/// however many names lead there: written out under each of them, every level would multiply the next.
fn of_edition(edition: &'static Edition, places: &mut Map<String, Value>) -> Value {
    let after = EDITIONS.iter().map(|other| other.since).filter(|since| *since > edition.since).min();
    let mut years = json!({ "minimum": edition.since });
    if let Some(after) = after {
        years["maximum"] = (after - 1).into();
    }
    let is_named = named("edition", &json!({ "const": edition.id }));
    let is_usual = json!({ "allOf": [{ "not": named("edition", &json!(true)) }, named("year", &years)] });
    let mut properties = Map::new();
    for table in &edition.form().tables {
        let value = slot(edition, &table.slot, table.slot.key, places);
        for name in [table.slot.key, table.slot.label, table.table.name] {
            properties.insert(name.to_owned(), value.clone());
        }
    }
    json!({ "if": { "anyOf": [is_named, is_usual] }, "then": { "properties": properties } })
}

/// What holds where a key is given under any of its names and fits.
fn named(key: &str, fits: &Value) -> Value {
    let names = std::iter::once(key).chain(keys::labels(key).iter().copied());
    let each = names.map(|name| json!({ "required": [name], "properties": { name: fits } }));
    json!({ "anyOf": each.collect::<Vec<_>>() })
}

/// A table, group, row or cell: a list of numbers, a mapping, or a number, as its place allows. Gives the reference to it.
fn slot(edition: &'static Edition, of: &Slot, path: &str, places: &mut Map<String, Value>) -> Value {
    let form = edition.form();
    let mut ways = Vec::new();
    if of.cells.len() == 1 {
        ways.push(cell(form.cells[of.cells.first()].measure, places));
    } else if of.takes_list {
        ways.push(row(form, of, places));
    }
    if !of.is_cell() {
        ways.push(mapping(edition, of, path, places));
        ways.push(json!({ "type": "null" }));
    }
    let value = if ways.len() == 1 { ways.remove(0) } else { json!({ "anyOf": ways }) };
    let name = format!("{}.{path}", edition.id);
    let reference = json!({ "$ref": format!("#/$defs/{name}") });
    places.insert(name, described(value, &about(form, of)));
    reference
}

fn about(form: &Form, of: &Slot) -> String {
    if !of.takes_list || of.cells.len() == 1 {
        return of.label.to_owned();
    }
    let columns = of.cells.clone().map(|cell| without_number(form.lines_of(cell).1.node.label));
    format!("{}。依次是{}", of.label, columns.collect::<Vec<_>>().join("、"))
}

fn row(form: &Form, of: &Slot, places: &mut Map<String, Value>) -> Value {
    let cells = of.cells.clone().map(|id| {
        let label = without_number(form.lines_of(id).1.node.label);
        described(cell(form.cells[id].measure, places), label)
    });
    let cells: Vec<_> = cells.collect();
    json!({ "type": "array", "prefixItems": cells, "items": false, "minItems": cells.len(), "maxItems": cells.len() })
}

fn mapping(edition: &'static Edition, of: &Slot, path: &str, places: &mut Map<String, Value>) -> Value {
    let (mut properties, mut variants) = (Map::new(), Map::new());
    for child in &of.children {
        let value = slot(edition, child, &format!("{path}.{}", child.key), places);
        for name in [child.key, without_number(child.label), child.short] {
            properties.insert(name.to_owned(), value.clone());
        }
        variants.insert(variant(child), value);
    }
    json!({ "type": "object", "properties": properties, "patternProperties": variants, "additionalProperties": false })
}

/// A label with its number, or another name of it: what is read as well, but not proposed.
fn variant(slot: &Slot) -> String {
    let names = slot.names().map(|name| name.chars().map(String::from).collect::<Vec<_>>().join("[^0-9A-Za-z一-龥]*"));
    let number = "[（(]?[0-9一二三四五六七八九十]+[）)、.．,]+[ 　]*";
    format!("^(?:{number})?[“]?(?:{})[”）)]?$", names.collect::<Vec<_>>().join("|"))
}

const NOTE: &str = "[ ]*[（(].*[）)]";

/// A number, a number with a remark, or a sign for none. Gives the reference to what all cells of a measure share.
fn cell(measure: Measure, places: &mut Map<String, Value>) -> Value {
    let (name, number, digits) = match measure {
        Measure::Count => ("count", json!({ "type": "integer", "minimum": 0 }), "[0-9]+"),
        Measure::Change => ("change", json!({ "type": "integer" }), "[+-]?[0-9]+"),
        Measure::Amount(_) => ("amount", json!({ "type": "number", "minimum": 0 }), "[0-9]+(?:\\.[0-9]+)?"),
        Measure::Money => {
            ("money", json!({ "type": "number", "minimum": 0 }), "[0-9]+(?:\\.[0-9]+)?[ ]*(?:元|万元|亿元)?")
        }
    };
    let text = json!({
        "type": "string",
        "pattern": format!("^(?:{digits}(?:{NOTE})?|[/／—－-]|——|)$"),
        "patternErrorMessage": "写半角数字；没有发生写 0，没有数据写 /，说明放在括号里：22（其中修订16件）",
    });
    places.insert(name.to_owned(), json!({ "anyOf": [number, { "type": "null" }, text] }));
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn text() -> Value {
    json!({ "type": ["string", "number"] })
}

fn texts() -> Value {
    json!({ "type": ["array", "null"], "items": text() })
}

fn flag() -> Value {
    json!({ "enum": [true, false, "是", "否"] })
}

fn edition() -> Value {
    json!({ "enum": EDITIONS.iter().map(|edition| edition.id).collect::<Vec<_>>() })
}

fn published() -> Value {
    json!({
        "type": ["string", "null"],
        "pattern": "^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:\\+08:00)?)?|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|unknown|不详|未知)$",
        "patternErrorMessage": "写成 2024-01-25 或 2024-01-25 09:30；不知道写 unknown",
    })
}

/// Entries with these keys, of which some must be there.
fn entries(fields: &[(&str, &str, Value)], required: &[&str]) -> Value {
    let mut properties = Map::new();
    for (key, about, value) in fields {
        let value = described(value.clone(), about);
        for name in std::iter::once(key).chain(keys::labels(key)) {
            properties.insert((*name).to_owned(), value.clone());
        }
    }
    let given = required.iter().map(|key| named(key, &json!(true)));
    json!({
        "type": ["array", "null"],
        "items": {
            "type": "object",
            "properties": properties,
            "additionalProperties": false,
            "allOf": given.collect::<Vec<_>>(),
        },
    })
}

fn revisions() -> Value {
    let was = json!({ "type": "object", "additionalProperties": { "type": ["number", "string", "null"] } });
    let was = ("was", "改前的数，按位置写，如 主动公开.行政许可: 517", was);
    entries(&[("date", "更正的日期", published()), ("note", "更正了什么", text()), was], &["note"])
}

fn reviews() -> Value {
    let at = ("at", "在哪里，如 申请.上年结转", text());
    entries(&[at, ("reason", "要核对什么", text()), ("candidates", "可能的值", texts())], &["at", "reason"])
}

fn waivers() -> Value {
    let at = ("at", "放过哪一处，如 主动公开.规章；不写就是整份报告", text());
    let value = ("value", "那里现在写的数；以后改了，豁免就不再算数", text());
    let reason = ("reason", "理由，印在表格下面", text());
    entries(&[("rule", "规则的名称，见 giar explain", waivable()), at, value, reason], &["rule", "reason"])
}

/// The rules that a waiver may name, each with what it finds.
fn waivable() -> Value {
    let rules = RULES.iter().filter(|rule| rule.waivable);
    let names = rules.map(|rule| json!({ "const": rule.name.0, "description": rule.summary.get(Lang::Zh) }));
    json!({ "oneOf": names.collect::<Vec<_>>() })
}

fn indicators() -> Value {
    json!({ "type": ["object", "null"], "additionalProperties": text() })
}
