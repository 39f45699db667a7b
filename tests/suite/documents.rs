//! What the documents say of the configuration is true and whole.

use crate::common::*;
use std::{collections::BTreeSet, fs};

const SITE: &str = "docs/site.md";

/// The fenced examples of a language.
fn examples(markdown: &str, language: &str) -> Vec<String> {
    let fence = format!("```{language}\n");
    let rest = markdown.split(&fence).skip(1);
    rest.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// The keys that reading the configuration asks for, as the source names them.
fn keys() -> BTreeSet<String> {
    let asking = ["text", "texts", "flag", "year", "list", "choice", "get", "number", "entry"];
    let mut keys = BTreeSet::new();
    for file in walkdir::WalkDir::new("src/config").into_iter().map(Result::unwrap).filter(|f| f.path().is_file()) {
        let source = fs::read_to_string(file.path()).unwrap();
        let code = source.split("#[cfg(test)]").next().unwrap();
        for call in asking {
            for rest in code.split(&format!("{call}(\"")).skip(1) {
                keys.insert(rest.split('"').next().unwrap().to_owned());
            }
        }
    }
    keys
}

#[test]
fn every_key_of_the_configuration_is_documented() {
    let keys = keys();
    assert!(keys.len() > 25, "the test no longer sees the keys: {keys:?}");
    let document = fs::read_to_string(SITE).unwrap();
    let (chinese, english) = document.split_once("\n## English\n").unwrap();
    for key in keys {
        let names = [format!("`{key}`"), format!("[{key}]"), format!("[[{key}]]"), format!("\n{key} = ")];
        let is_in = |text: &str| names.iter().any(|name| text.contains(name));
        assert!(is_in(chinese), "{SITE} does not explain {key}");
        assert!(is_in(english), "{SITE} does not name {key} in English");
    }
}

/// Each example, with what it leaves out, configures a site.
#[test]
fn every_example_of_the_configuration_can_be_pasted() {
    let examples = examples(&fs::read_to_string(SITE).unwrap(), "toml");
    assert!(examples.len() > 8);
    for example in examples {
        let title = if example.contains("title = ") { "" } else { "title = \"青河县政府信息公开\"\n" };
        let site = Site { config: format!("{title}{example}"), ..town() };
        site.prepare().unwrap_or_else(|stop| panic!("{example}\n{stop:?}"));
    }
}

/// The paths that a document lists, in the first column of its first table.
fn listed_paths(markdown: &str) -> BTreeSet<String> {
    let table =
        markdown.lines().skip_while(|line| !line.starts_with('|')).skip(2).take_while(|line| line.starts_with('|'));
    let first = table.map(|line| line.split('|').nth(1).unwrap());
    first.flat_map(|cell| cell.split('`').skip(1).step_by(2)).map(str::to_owned).collect()
}

#[test]
fn both_languages_list_the_same_output() {
    let of = |file| listed_paths(&fs::read_to_string(file).unwrap());
    let (english, chinese) = (of("docs/output.md"), of("docs/output.zh-CN.md"));
    assert!(english.len() > 15, "the test no longer sees the paths: {english:?}");
    assert_eq!(chinese, english);
}
