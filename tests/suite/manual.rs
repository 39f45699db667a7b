//! The manual: a page for every rule, whole in both languages, whose examples are what they say.
//!
//! An example is put into a small site that is right: YAML into the front matter of its report (or of the one that a
//! comment names: `# content/reports/2022.md`, in Markdown `<!-- content/reports/2022.md -->`), JSON where the data of the report stands published, Markdown into its text in place of the sections it gives, TOML into
//! `site.toml`, and a list of files is made. An example that says 其余不变 changes the wrong one before it.

use crate::common::*;
use giar::check::{RULES, Rule};
use giar::diag::manual::{EXAMPLES, PARTS, parts};
use giar::i18n::Lang;
use std::collections::BTreeMap;

const HEAD: &str =
    "title = \"赤眉镇政府信息公开\"\nbase_url = \"https://www.example.gov.cn/xxgk/\"\ndescription = \"历年年报。\"\n";
const IDENTITY: &str = "[identity]\norganiser = \"赤眉镇人民政府\"\ncontact = \"党政办公室\"\nid_code = \"4100000001\"\nicp = \"豫ICP备00000001号\"\npolice = \"豫公网安备00000000000001号\"\n";
const AGENCY: &str = "[[agency]]\nid = \"chimei\"\nname = \"赤眉镇人民政府\"\nkind = \"government\"\nrank = \"town\"\n";
const PUBLISHED: &str = "2023/chimei/report.json";
const SAME: &str = "其余不变";
/// Characters of a part in which nothing is explained.
const LEAST: usize = 20;

/// A fenced block.
#[derive(Clone, Debug)]
struct Block {
    language: String,
    text: String,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut is_open = false;
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(_) if is_open => is_open = false,
            Some(language) => {
                is_open = true;
                found.push(Block { language: language.to_owned(), text: String::new() });
            }
            None if is_open => found.last_mut().unwrap().text += &format!("{line}\n"),
            None => {}
        }
    }
    found
}

/// The part of a page's Chinese half.
fn part(rule: &Rule, title: &str) -> String {
    let found = parts(&rule.manual().markdown(Lang::Zh), "## ").into_iter().find(|(name, _)| name == title);
    found.unwrap_or_else(|| panic!("{} has no part {title}", rule.name)).1
}

/// The examples of a page: whether the rule finds something, and the blocks.
fn examples(rule: &Rule) -> Vec<(bool, Vec<Block>)> {
    let text = part(rule, PARTS[1].get(Lang::Zh));
    let mut found: Vec<(bool, String)> = Vec::new();
    for line in text.lines() {
        match EXAMPLES.iter().find(|(word, _)| line == word.get(Lang::Zh)) {
            Some((_, is_wrong)) => found.push((*is_wrong, String::new())),
            None => {
                if let Some((_, text)) = found.last_mut() {
                    *text += &format!("{line}\n");
                }
            }
        }
    }
    found.into_iter().map(|(is_wrong, text)| (is_wrong, blocks(&text))).collect()
}

/// A line of YAML and what is indented below it.
#[derive(Clone, Debug)]
struct Line {
    text: String,
    below: Vec<Line>,
}

impl Line {
    fn key(&self) -> &str {
        self.text.split_once(':').map_or(&*self.text, |(key, _)| key)
    }
}

fn tree(lines: &[&str]) -> Vec<Line> {
    fn indent(line: &str) -> usize {
        line.len() - line.trim_start().len()
    }

    let mut found = Vec::new();
    let mut rest = lines;
    while let Some((first, after)) = rest.split_first() {
        let below = after.iter().take_while(|line| indent(line) > indent(first)).count();
        found.push(Line { text: first.trim().to_owned(), below: tree(&after[..below]) });
        rest = &after[below..];
    }
    found
}

fn untree(lines: &[Line], indent: usize) -> String {
    let each =
        lines.iter().map(|line| format!("{}{}\n{}", " ".repeat(indent), line.text, untree(&line.below, indent + 2)));
    each.collect()
}

/// Puts lines in place of those with the same key. A line with nothing below replaces all that was below.
fn merge(old: &mut Vec<Line>, new: Vec<Line>) {
    for line in new {
        match old.iter_mut().find(|known| known.key() == line.key()) {
            Some(known) if !line.below.is_empty() && !known.below.is_empty() => merge(&mut known.below, line.below),
            Some(known) => *known = line,
            None => old.push(line),
        }
    }
}

/// A site in the making.
#[derive(Clone)]
struct Example {
    /// Keys of `site.toml` before its tables.
    head: String,
    identity: String,
    agency: String,
    files: BTreeMap<String, String>,
    /// What has been published of the report.
    standing: BTreeMap<String, Vec<u8>>,
    /// Whether a table given stands as it is given; an example cannot show otherwise that a row is missing.
    gives_whole_tables: bool,
}

impl Example {
    fn new(rule: &Rule) -> Self {
        let gives_whole_tables = rule.name.0 == "missing-row";
        Self {
            head: HEAD.into(),
            identity: IDENTITY.into(),
            agency: AGENCY.into(),
            files: BTreeMap::new(),
            standing: BTreeMap::new(),
            gives_whole_tables,
        }
    }

    fn with(mut self, blocks: &[Block]) -> Self {
        for Block { language, text } in blocks {
            match &**language {
                "yaml" => self.front_matter(text),
                "markdown" => self.text(text),
                "toml" if text.starts_with("as_of") => self.head += text,
                "toml" if text.starts_with("[identity]") => self.identity.clone_from(text),
                "toml" if text.starts_with("[brand]") => self.identity = format!("{IDENTITY}{text}"),
                "toml" if text.starts_with("[[agency]]") => self.agency.clone_from(text),
                "text" => self.made(text),
                "json" => _ = self.standing.insert(PUBLISHED.to_owned(), text.clone().into_bytes()),
                other => panic!("nobody knows what to do with {other}: {text}"),
            }
        }
        self
    }

    fn report(&mut self, path: &str) -> &mut String {
        let year: String = path.trim_end_matches("/index.md").chars().filter(char::is_ascii_digit).collect();
        let year = year.parse().unwrap();
        self.files.entry(path.to_owned()).or_insert_with(|| in_year(ZEROS, year))
    }

    /// The report that an example speaks of which names none.
    fn newest(&self) -> String {
        let reports = self.files.keys().filter(|path| path.starts_with("reports/"));
        reports.max().map_or_else(|| REPORT.to_owned(), Clone::clone)
    }

    fn made(&mut self, list: &str) {
        for path in list.lines().filter_map(|line| line.strip_prefix("content/")) {
            if path.starts_with("reports/") {
                self.report(path);
            } else {
                self.files.insert(path.to_owned(), "# 指南\n".to_owned());
            }
        }
    }

    fn front_matter(&mut self, text: &str) {
        let whole = self.gives_whole_tables;
        let mut by_file: Vec<(String, Vec<&str>)> = Vec::new();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            if let Some(path) = line.strip_prefix("# content/") {
                by_file.push((path.to_owned(), Vec::new()));
            } else if !line.trim_start().starts_with('#') {
                if by_file.is_empty() {
                    by_file.push((self.newest(), Vec::new()));
                }
                by_file.last_mut().unwrap().1.push(line);
            }
        }
        for (path, lines) in by_file {
            let report = self.report(&path);
            let (head, body) = report.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
            let mut known = tree(&head.lines().collect::<Vec<_>>());
            let new = tree(&lines);
            if whole {
                known.retain(|line| new.iter().all(|new| new.key() != line.key()));
            }
            merge(&mut known, new);
            *report = format!("---\n{}---\n{body}", untree(&known, 0));
        }
    }

    fn text(&mut self, text: &str) {
        let named = text.strip_prefix("<!-- content/").and_then(|rest| rest.split_once(" -->\n"));
        let (path, text) = named.map_or_else(|| (self.newest(), text), |(path, text)| (path.to_owned(), text));
        if !path.starts_with("reports/") {
            self.files.insert(path, text.to_owned());
            return;
        }
        let report = self.report(&path);
        let (head, body) = report.split_once("\n---\n").unwrap();
        let (mut sections, mut at) = (Vec::<String>::new(), 0);
        for line in body.lines() {
            if line.starts_with("## ") || sections.is_empty() {
                sections.push(String::new());
            }
            *sections.last_mut().unwrap() += &format!("{line}\n");
        }
        let titles: Vec<_> =
            sections.iter().map(|section| section.lines().next().unwrap_or_default().to_owned()).collect();
        for line in text.lines() {
            if let Some(known) =
                titles.iter().position(|title| title.strip_prefix("## ").is_some_and(|title| line.ends_with(title)))
            {
                sections.iter_mut().filter(|section| section.starts_with(&titles[known])).for_each(String::clear);
                at = if at == 0 { known } else { at };
            }
        }
        // A text without a section of its own belongs to the first; one with a new heading stands behind it.
        sections.insert(if at == 0 { 2 } else { at }, format!("\n{text}\n"));
        *report = format!("{head}\n---\n{}", sections.concat());
    }

    fn site(mut self) -> Site {
        if self.files.is_empty() {
            self.report(REPORT);
        }
        self.files.insert("reports/2023/list.txt".into(), "目录".into());
        let config = format!("{}{}{}", self.head, self.identity, self.agency);
        let site = Site { config, files: BTreeMap::new(), standing: self.standing };
        self.files.into_iter().fold(site, |site, (path, text)| site.with(&path, text))
    }

    /// What the rule finds.
    fn found(self, rule: &Rule) -> Vec<Found> {
        self.site().check().into_iter().filter(|found| found.rule == rule.name.0).collect()
    }
}

#[test]
fn the_site_of_the_examples_is_right() {
    assert_eq!(Example::new(&RULES[0]).site().check(), []);
}

#[test]
fn every_page_says_what_why_by_example_and_what_to_do_in_both_languages() {
    for rule in RULES {
        for lang in [Lang::Zh, Lang::En] {
            let page = rule.manual().markdown(lang);
            let found = parts(&page, "## ");
            let titles: Vec<_> = found.iter().map(|(title, _)| title.as_str()).collect();
            let wanted = [&[""][..], &PARTS.map(|part| part.get(lang))].concat();
            assert_eq!(titles, wanted, "{} in {}", rule.name, lang.tag());
            for (title, body) in &found {
                let length = body.chars().count();
                assert!(
                    length > LEAST,
                    "{}: “{title}” has {length} characters, {LEAST} are too few: {body}",
                    rule.name
                );
            }
        }
    }
}

#[test]
fn every_page_says_how_to_waive_or_that_one_cannot() {
    let mut faults = Vec::new();
    for rule in RULES {
        for (lang, can, cannot) in [(Lang::Zh, "豁免", "不能豁免"), (Lang::En, "waive", "cannot be waived")] {
            let page = rule.manual().markdown(lang);
            let (_, advice) = parts(&page, "## ").pop().unwrap();
            let advice = advice.split_whitespace().collect::<Vec<_>>().join(" ");
            if !advice.to_lowercase().contains(can) || advice.contains(cannot) == rule.waivable {
                faults.push(format!("{}: {advice}", rule.name));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn wrong_examples_are_found_and_right_ones_are_not() {
    let mut faults = Vec::new();
    for rule in RULES {
        let examples = examples(rule);
        let kinds: Vec<_> = examples.iter().map(|(is_wrong, blocks)| (*is_wrong, blocks.is_empty())).collect();
        if !(kinds.contains(&(true, false)) && kinds.contains(&(false, false)) && kinds[0].0) {
            faults.push(format!("{}: needs a wrong example, then a right one", rule.name));
        }
        let mut wrong = Example::new(rule);
        for (is_wrong, blocks) in examples {
            let changes = blocks.iter().any(|block| block.text.contains(SAME));
            let example = if changes { wrong.clone() } else { Example::new(rule) }.with(&blocks);
            if is_wrong {
                wrong = example.clone();
            }
            if example.clone().found(rule).is_empty() == is_wrong {
                faults.push(format!("{} ({is_wrong}): {blocks:#?} gives {:#?}", rule.name, example.site().check()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn waivers_in_the_advice_are_read_and_are_of_that_rule() {
    let mut faults = Vec::new();
    for rule in RULES {
        for block in blocks(&part(rule, PARTS[2].get(Lang::Zh))) {
            let wrong = examples(rule).into_iter().find(|(is_wrong, _)| *is_wrong).unwrap().1;
            let found = Example::new(rule).with(&wrong).with(std::slice::from_ref(&block)).site().check();
            let reported: Vec<_> =
                found.iter().filter(|found| found.rule == rule.name.0 && found.waived.is_some()).collect();
            if reported.is_empty() {
                faults.push(format!("{}: {} waives nothing: {found:#?}", rule.name, block.text));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
