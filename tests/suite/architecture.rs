//! The architecture, kept by tests: modules use only those before them, labels live in one place, two builds agree.

use giar::{check::RULES, diag::Level, i18n::Lang};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// Each module uses only those before it. Everyone may use `i18n`, which uses nobody.
const ORDER: &[&str] = &[
    "i18n", "diag", "spanned", "markdown", "form", "config", "report", "prose", "archive", "site", "check", "fix",
    "render", "pipeline", "preview", "io", "cli",
];

fn sources() -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    collect(Path::new("src"), &mut found);
    found
}

fn collect(folder: &Path, found: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if let Ok(text) = fs::read_to_string(&path) {
            found.insert(path, text);
        }
    }
}

fn module_of(path: &Path) -> String {
    let first = path.components().nth(1).unwrap().as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// The modules named in `use crate::…` and in paths that begin with `crate::`.
fn used(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]").next().unwrap();
    let word = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut used: Vec<_> = code.split("crate::").skip(1).map(word).collect();
    for group in code.split("use crate::{").skip(1) {
        let mut depth = 1;
        let mut item = String::new();
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 1 => used.push(word(&std::mem::take(&mut item))),
                c if depth == 1 && !c.is_whitespace() => item.push(c),
                _ => {}
            }
            if depth == 0 {
                used.push(word(&item));
                break;
            }
        }
    }
    used.retain(|name| ORDER.contains(&name.as_str()));
    used
}

#[test]
fn modules_use_only_those_before_them() {
    let place = |name: &str| ORDER.iter().position(|module| *module == name);
    let mut looked_at = 0;
    for (path, text) in sources().iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "rs")) {
        let Some(own) = place(&module_of(path)) else { continue };
        for other in used(text) {
            looked_at += 1;
            assert!(place(&other).unwrap() <= own, "{} uses {other}, which comes after it", path.display());
        }
    }
    assert!(looked_at > 200, "the test no longer sees the imports");
}

/// A form's label or equation is written once, in its edition.
#[test]
fn official_labels_stand_in_the_editions_alone() {
    let mut labels = Vec::new();
    for edition in giar::form::EDITIONS {
        for block in edition.form().tables.iter().flat_map(|table| &table.blocks) {
            let lines = block.rows.iter().chain(&block.columns);
            labels.extend(lines.flat_map(|line| &line.labels).map(|label| without_number(label)));
        }
    }
    labels.retain(|label| label.chars().count() >= 6);
    assert!(labels.len() > 30);
    let mut files = sources();
    collect(Path::new("themes"), &mut files);
    let elsewhere = files.iter().filter(|(path, _)| {
        let path = path.to_string_lossy();
        let is_page = path.starts_with("src/check/rules") && path.ends_with(".md");
        !is_page && !path.starts_with("src/form")
    });
    for (path, text) in elsewhere {
        let code = text.split("#[cfg(test)]").next().unwrap();
        for label in &labels {
            assert!(!code.contains(label.as_str()), "{} repeats the label {label}", path.display());
        }
    }
}

fn without_number(label: &str) -> String {
    let rest = label.trim_start_matches(|c: char| "（）、.一二三四五六七0123456789".contains(c));
    rest.to_owned()
}

/// The rule tables of the READMEs are the registry's. After a change: `GIAR_BLESS=1 cargo test --test suite architecture`.
#[test]
fn the_readmes_list_every_rule() {
    for (file, lang) in [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)] {
        let text = fs::read_to_string(file).unwrap();
        let (before, rest) = text.split_once("<!-- rules -->\n").unwrap();
        let (table, after) = rest.split_once("<!-- /rules -->").unwrap();
        let wanted = rule_table(lang);
        if std::env::var_os("GIAR_BLESS").is_some() {
            fs::write(file, format!("{before}<!-- rules -->\n{wanted}<!-- /rules -->{after}")).unwrap();
        } else {
            assert_eq!(table, wanted, "{file}");
        }
    }
}

fn rule_table(lang: Lang) -> String {
    let mut table = match lang {
        Lang::En => "| rule | level | what it finds |\n|---|---|---|\n",
        Lang::Zh => "| 规则 | 级别 | 查什么 |\n|---|---|---|\n",
    }
    .to_owned();
    for rule in RULES {
        let level = match rule.level {
            Level::Error => "E",
            Level::Warning => "W",
            Level::Info => "I",
        };
        let waivable = if rule.waivable { " w" } else { "" };
        let fixable = if rule.fixable { " f" } else { "" };
        let family = format!("{:?}", rule.group).to_lowercase();
        let file = rule.name.0.replace('-', "_");
        let summary = rule.summary.get(lang);
        let row = format!(
            "| [`{}`](src/check/rules/{family}/{file}.md) | {level}{waivable}{fixable} | {summary} |\n",
            rule.name
        );
        table.push_str(&row);
    }
    table
}
