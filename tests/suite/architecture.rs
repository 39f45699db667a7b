//! The architecture, kept by tests: modules use only those before them, labels live in one place, lists are whole.

use crate::kept::assert_part;
use giar::{
    check::RULES,
    diag::Level,
    i18n::{Lang, words::WORDS},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Rooms whose modules need each other in a circle. Nothing may join them; what is mended must leave the list.
const CIRCLES: &[&str] = &[];

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

/// Where each module stands in `src/`, by its path: `["render", "html"]`.
type Modules = BTreeMap<Vec<String>, Code>;

/// A module's own text, without comments and tests, and what its `use` lines name.
struct Code {
    text: String,
    names: BTreeMap<String, Vec<String>>,
}

fn modules() -> Modules {
    fn is_code(path: &Path) -> bool {
        path.extension().is_some_and(|end| end == "rs") && !path.ends_with("main.rs")
    }

    let files = sources().into_iter().filter(|(path, _)| is_code(path));
    let texts: BTreeMap<_, _> = files.map(|(path, text)| (path_of(&path), code(&text))).collect();
    let named = |path: &Vec<String>, text: &str| {
        let absolute = imports(text).into_iter().filter_map(|(name, import)| Some((name, absolute(path, &import)?)));
        absolute.collect()
    };
    let modules =
        texts.iter().map(|(path, text)| (path.clone(), Code { text: text.clone(), names: named(path, text) }));
    modules.collect()
}

/// `src/render/html/mod.rs` is `["render", "html"]`.
fn path_of(file: &Path) -> Vec<String> {
    let file = file.with_extension("");
    let parts = file.components().skip(1).map(|part| part.as_os_str().to_string_lossy().into_owned());
    parts.filter(|part| part != "mod" && part != "lib").collect()
}

/// Without comments, and without the tests at its end.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let lines = text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
    lines.collect::<Vec<_>>().join("\n")
}

/// What the `use` lines of a text name, and the paths these names stand for.
fn imports(text: &str) -> Vec<(String, Vec<String>)> {
    let mut names = Vec::new();
    let starts = text.match_indices("use ").filter(|(at, _)| {
        let line = text[..*at].rsplit('\n').next().unwrap_or_default().trim();
        line.is_empty() || line.starts_with("pub")
    });
    for (at, _) in starts {
        let tree: String = text[at + 4..].split(';').next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
        expand(&[], &tree, &mut names);
    }
    names
}

/// `a::{b, c as d}` is b at `a::b` and d at `a::c`.
fn expand(before: &[String], tree: &str, names: &mut Vec<(String, Vec<String>)>) {
    let tree = tree.trim();
    let (path, group) = tree.split_once('{').map_or((tree, None), |(path, group)| (path, group.strip_suffix('}')));
    let (path, alias) = path.split_once(" as ").map_or((path, None), |(path, alias)| (path, Some(alias)));
    let own = path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned);
    let path: Vec<_> = before.iter().cloned().chain(own).collect();
    match group {
        Some(group) => top_level(group).iter().for_each(|tree| expand(&path, tree, names)),
        None => {
            let path: Vec<_> = path.iter().filter(|part| *part != "self").cloned().collect();
            names.extend(path.last().map(|last| (alias.unwrap_or(last).to_owned(), path.clone())));
        }
    }
}

/// The parts of a group, divided at the commas that stand in no inner group.
fn top_level(group: &str) -> Vec<String> {
    let (mut depth, mut parts) = (0, vec![String::new()]);
    for c in group.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        match c {
            ',' if depth == 0 => parts.push(String::new()),
            c => parts.last_mut().unwrap().push(c),
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// A path from the root of the crate; none if it leads out of it for certain.
fn absolute(own: &[String], path: &[String]) -> Option<Vec<String>> {
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "super" => {
            let up = path.iter().take_while(|part| *part == "super").count();
            Some([&own[..own.len().checked_sub(up)?], &path[up..]].concat())
        }
        _ => Some([own, path].concat()),
    }
}

/// Every path that a module's text names, in `use` lines and elsewhere, from the root of the crate.
fn named(own: &[String], code: &Code) -> Vec<Vec<String>> {
    let mut paths: Vec<_> = code.names.values().cloned().collect();
    for start in ["crate::", "super::"] {
        for (at, _) in code.text.match_indices(start) {
            let is_start = !code.text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '$'));
            let word = code.text[at..].split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).next().unwrap();
            let path: Vec<_> = word.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
            paths.extend(absolute(own, &path).filter(|_| is_start));
        }
    }
    paths
}

/// The module in which the thing at a path is written, whatever module it is named through.
fn home_of(modules: &Modules, path: &[String]) -> Option<Vec<String>> {
    let mut path = path.to_vec();
    // A name may stand for a name that stands for another.
    for _ in 0..8 {
        let inside =
            (0..=path.len()).rev().map(|end| &path[..end]).find(|module| modules.contains_key(*module))?.to_vec();
        let next = path.get(inside.len()).and_then(|name| modules[&inside].names.get(name));
        match next {
            Some(target) if *target != path[..=inside.len()] => {
                path = [target.as_slice(), &path[inside.len() + 1..]].concat();
            }
            _ => return (!inside.is_empty()).then_some(inside),
        }
    }
    None
}

/// For every room (a folder of modules), which of its modules use which.
fn uses() -> BTreeMap<Vec<String>, BTreeSet<(String, String)>> {
    let modules = modules();
    let mut uses: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (own, code) in &modules {
        for other in named(own, code).iter().filter_map(|path| home_of(&modules, path)) {
            let common = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
            if let (Some(from), Some(to)) = (own.get(common), other.get(common)) {
                uses.entry(own[..common].to_vec()).or_default().insert((from.clone(), to.clone()));
            }
        }
    }
    uses
}

/// The modules of `lib.rs`, in its order.
fn order() -> Vec<String> {
    let text = fs::read_to_string("src/lib.rs").unwrap();
    let names = text.lines().filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'));
    names.map(str::to_owned).collect()
}

#[test]
fn modules_use_only_those_before_them_in_lib_rs() {
    let order = order();
    let place = |name: &String| order.iter().position(|module| module == name).expect("lib.rs names every module");
    let uses = uses().remove(&Vec::new()).unwrap();
    assert!(uses.len() > 60, "the test no longer sees the imports");
    for (from, to) in &uses {
        assert!(place(to) < place(from), "{from} uses {to}, which comes after it");
    }
}

#[test]
fn no_modules_of_a_room_need_each_other_in_a_circle() {
    let uses = uses();
    assert!(uses.len() > 15, "the test no longer sees the rooms");
    let mut circles = Vec::new();
    for (room, uses) in &uses {
        let names: BTreeSet<_> = uses.iter().flat_map(|(from, to)| [from, to]).collect();
        let in_circle = names.iter().filter(|name| reaches(uses, name, name)).map(|name| name.as_str());
        let in_circle: Vec<_> = in_circle.collect();
        if !in_circle.is_empty() {
            circles.push(format!("{}: {}", room.join("/"), in_circle.join(", ")));
        }
    }
    assert_eq!(circles, CIRCLES);
}

/// Whether one module uses another, by whatever number of steps.
fn reaches(uses: &BTreeSet<(String, String)>, from: &str, to: &str) -> bool {
    let (mut seen, mut waiting) = (BTreeSet::new(), vec![from]);
    while let Some(at) = waiting.pop() {
        for (_, next) in uses.iter().filter(|(from, _)| from == at) {
            if next == to {
                return true;
            }
            if seen.insert(next.as_str()) {
                waiting.push(next);
            }
        }
    }
    false
}

/// Data and search are made without pages: a theme cannot change them.
#[test]
fn data_and_search_know_nothing_of_html() {
    let uses = &uses()[&vec!["render".to_owned()]];
    for from in ["data", "search"] {
        assert!(!reaches(uses, from, "html"), "render/{from} uses render/html");
    }
    assert!(reaches(uses, "html", "data"), "the test no longer sees the imports");
}

/// After a change: `UPDATE_EXPECT=1 cargo test --test suite architecture`.
#[test]
fn contributing_shows_the_modules_in_their_order() {
    let lines = order().into_iter().map(|name| {
        let file =
            [format!("src/{name}/mod.rs"), format!("src/{name}.rs")].into_iter().find(|file| Path::new(file).exists());
        let text = fs::read_to_string(file.unwrap()).unwrap();
        let about = text.lines().map_while(|line| line.strip_prefix("//! ")).collect::<Vec<_>>().join(" ");
        let sentence = about.split(". ").next().unwrap().trim_end_matches('.');
        format!("    {name:<10}{sentence}.\n")
    });
    assert_part("CONTRIBUTING.md", "modules", &format!("\n{}\n", lines.collect::<String>()));
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

/// Rooms whose code reads what officials write.
const READERS: &[&[&str]] = &[&["prose"], &["check", "rules", "prose"], &["check", "rules", "privacy"]];

/// Long literals of these rooms that are no vocabulary: the law's name and number, and words that belong to numerals.
const NO_VOCABULARY: &[&str] = &["政府信息公开条例", "国务院令第", "百分之", "不少于"];

/// A synonym is a line of the vocabulary and no code: in code stand the particles, marks and measure words that hold a
/// sentence together. What quantities are called in messages stands in the lexicon.
#[test]
fn words_that_are_looked_for_stand_in_the_vocabulary_alone() {
    fn is_in(path: &[String], room: &[&str]) -> bool {
        path.len() >= room.len() && path.iter().zip(room).all(|(a, b)| a == b)
    }

    let is_reader = |path: &[String]| READERS.iter().any(|room| is_in(path, room));
    for (path, code) in modules().into_iter().filter(|(path, _)| is_reader(path)) {
        if path == ["prose", "lexicon"] {
            continue;
        }
        for literal in literals(&code.text) {
            let is_word = longest_run(literal) > 2 && !NO_VOCABULARY.contains(&literal);
            assert!(!is_word, "{}: {literal} belongs in src/prose/vocabulary.txt", path.join("::"));
        }
    }
}

/// Who needs a sense that another module asks for shares its static.
#[test]
fn every_sense_is_asked_for_in_one_place() {
    let modules = modules();
    let mut places = BTreeMap::new();
    for (path, code) in &modules {
        for rest in code.text.split("Sense::new(\"").skip(1) {
            let sense = rest.split('"').next().unwrap();
            let before = places.insert(sense, path.join("::"));
            assert_eq!(before, None, "{} asks for {sense} again", path.join("::"));
        }
    }
    assert!(places.len() > 150, "the test no longer sees the senses");
}

/// The string literals of a code, but for messages: the Chinese ones begin `text!`, the English ones hold blanks.
fn literals(code: &str) -> impl Iterator<Item = &str> {
    let mut before = "";
    code.split('"').enumerate().filter_map(move |(at, part)| {
        if at % 2 == 0 {
            before = part;
            return None;
        }
        (!before.trim_end().ends_with("text!(") && !part.contains(' ')).then_some(part)
    })
}

/// How many Chinese characters stand in one stretch, at most.
fn longest_run(text: &str) -> usize {
    text.split(|c| !matches!(c, '\u{4e00}'..='\u{9fff}')).map(|run| run.chars().count()).max().unwrap_or(0)
}

/// Whether a name goes on where another ends.
fn is_longer(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// The interface says nothing that no page uses. Tera reports what templates ask for in vain.
#[test]
fn every_word_of_the_interface_is_used() {
    let mut files = BTreeMap::new();
    collect(Path::new("themes/default/templates"), &mut files);
    let templates: String = files.into_values().collect();
    let code: String = sources().into_values().collect();
    for (key, _) in WORDS {
        let named = format!("words.{key}");
        let is_in_templates = templates.split(&named).skip(1).any(|rest| !is_longer(rest));
        assert!(
            is_in_templates || code.contains(&format!("word(\"{key}\"")),
            "nothing uses the word `{key}`: ask for it in a template or delete its line in src/i18n/words.rs"
        );
    }
}

/// The same of `giar edit`. A name that a script puts together is known by how it begins.
#[test]
fn every_word_of_the_form_is_used() {
    fn is_asked_for(text: &str, name: &str) -> bool {
        let uses = ["words.", "Words::of(lang)."].into_iter().flat_map(|words| text.split(words).skip(1));
        uses.filter_map(|rest| rest.strip_prefix(name)).any(|rest| !is_longer(rest))
    }

    const WORDS: &str = "src/preview/edit/words.rs";
    let mut files = BTreeMap::new();
    collect(Path::new("src/preview"), &mut files);
    let list = files.remove(Path::new(WORDS)).unwrap();
    let users: String = files.into_values().collect();
    let put_together: Vec<_> = users.split("words[`").skip(1).filter_map(|rest| rest.split("${").next()).collect();
    let names = list.lines().filter_map(|line| line.strip_prefix("    ")?.split_once(": text!"));
    let names: Vec<_> = names.map(|(name, _)| name).filter(|name| !name.starts_with(' ')).collect();
    assert!(names.len() > 50, "the test no longer sees the words");
    for name in names {
        let is_used = is_asked_for(&users, name) || put_together.iter().any(|start| name.starts_with(start));
        assert!(is_used, "nothing uses the word `{name}`: ask for it or delete its line in {WORDS}");
    }
}

/// Words that have given way to one of the glossary's, by how they begin.
const RETIRED: &[&str] =
    &["bench", "bodies", "dangl", "dress", "elsewhen", "ledger", "misus", "telling", "told", "whose"];

/// What the glossary of CONTRIBUTING calls a thing, the code calls it.
#[test]
fn names_in_the_code_are_those_of_the_glossary() {
    let names: BTreeSet<String> = modules().values().flat_map(|code| names(&code.text)).collect();
    let text = fs::read_to_string("CONTRIBUTING.md").unwrap();
    let table = text.split("## Glossary").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = table.lines().filter_map(|line| line.strip_prefix("| ")?.split(" | ").next());
    let words: Vec<_> = rows.skip(1).flat_map(|cell| cell.split(", ")).flat_map(|word| word.split(' ')).collect();
    assert!(words.len() > 25, "the test no longer sees the glossary: {words:?}");
    let used: BTreeSet<String> = names.iter().flat_map(|name| parts(name)).collect();
    for word in words {
        let is_named = [word.to_owned(), format!("{word}s"), format!("{}ies", word.trim_end_matches('y'))]
            .iter()
            .any(|form| used.contains(form));
        assert!(is_named, "nothing in the code is called {word}");
    }
}

#[test]
fn no_name_holds_a_word_that_has_given_way() {
    let mut files = BTreeMap::new();
    for folder in ["src", "tests"] {
        collect(Path::new(folder), &mut files);
    }
    files.retain(|path, _| path.extension().is_some_and(|end| end == "rs"));
    let names: BTreeSet<String> = files.values().flat_map(|text| names(text)).collect();
    assert!(names.contains("no_name_holds_a_word_that_has_given_way"), "the test no longer sees the names");
    for name in names {
        // Names of tests are sentences.
        let parts = Some(parts(&name)).filter(|parts| parts.len() <= 4).unwrap_or_default();
        let retired = parts.iter().find(|part| RETIRED.iter().any(|word| part.starts_with(word)));
        assert_eq!(retired, None, "{name} is not in the glossary");
    }
}

/// Every name that a code gives or uses, but for its comments and strings.
fn names(code: &str) -> BTreeSet<String> {
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let lines = lines.map(|line| line.split("// ").next().unwrap_or_default());
    let text = lines.collect::<Vec<_>>().join("\n").replace("\\\"", "").replace("'\"'", "");
    let outside_strings = text.split('"').step_by(2);
    let words = outside_strings.flat_map(|code| code.split(|c: char| !(c.is_alphanumeric() || c == '_')));
    words.filter(|word| word.starts_with(|c: char| c.is_alphabetic())).map(str::to_owned).collect()
}

/// `CheckCache` and `check_cache` are check, cache.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if c == '_' || (c.is_uppercase() && was_lower) {
            parts.push(String::new());
        }
        was_lower = c.is_lowercase();
        parts.last_mut().unwrap().extend(c.to_lowercase().filter(|c| *c != '_'));
    }
    parts
}

fn without_number(label: &str) -> String {
    let rest = label.trim_start_matches(|c: char| "（）、.一二三四五六七0123456789".contains(c));
    rest.to_owned()
}

/// The rule tables of the READMEs are the registry's. After a change: `UPDATE_EXPECT=1 cargo test --test suite architecture`.
#[test]
fn the_readmes_list_every_rule() {
    for (file, lang) in [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)] {
        assert_part(file, "rules", &rule_table(lang));
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
