//! The ids of sections and headings, as published; only this module makes them. They begin with a letter, followed by
//! letters, digits, `-` and `_`.

use super::{Site, Subject};
use crate::{
    archive::ContentPage,
    form::{Content, Section},
    markdown::{self, Anchor},
    report::{Report, ReportSection},
};
use std::collections::{HashMap, HashSet};

/// The prefix of heading ids in the home page's introduction.
pub(crate) const INTRO: &str = "intro-";
/// The prefix of heading ids on an author's page.
pub(crate) const PAGE: &str = "s-";
/// The prefix of heading ids above a report's first section.
pub(crate) const PREAMBLE: &str = "p-";

/// The id of a section, which is also the prefix of the heading ids in it: `overview` and `overview-`. Sections of the
/// free form are numbered; so is a section that occurs twice.
pub(crate) fn section_id(report: &Report, section: &ReportSection) -> String {
    let same = report.body.sections.iter().filter(|other| other.key() == section.key());
    let before = same.take_while(|other| !std::ptr::eq(*other, section)).count();
    match (section.key(), before) {
        (Some(key), 0) => key.to_owned(),
        (Some(key), before) => format!("{key}-{}", before + 1),
        (None, before) => format!("section-{}", before + 1),
    }
}

pub(crate) fn heading_prefix(report: &Report, section: &ReportSection) -> String {
    format!("{}-", section_id(report, section))
}

/// Whether a report's page shows a section of its form: always if it has a table, otherwise only if the author wrote
/// it.
pub(crate) fn is_shown(report: &Report, official: &Section) -> bool {
    official.content == Content::Table || report.body.section(official.key).is_some()
}

/// The anchors of a page, for looking up links.
#[derive(Debug, Default)]
pub(crate) struct Anchors {
    pub list: Vec<Anchor>,
    ids: HashSet<String>,
    /// By the words of their headings.
    by_words: HashMap<String, usize>,
}

impl Anchors {
    pub(crate) fn new(list: Vec<Anchor>) -> Self {
        let mut by_words = HashMap::new();
        for (at, anchor) in list.iter().enumerate() {
            for words in words(&anchor.text) {
                by_words.entry(words).or_insert(at);
            }
        }
        Self { ids: list.iter().map(|anchor| anchor.id.clone()).collect(), by_words, list }
    }

    /// The id of the anchor that a link means: an id, or the words of a heading without its number.
    pub(crate) fn find(&self, wanted: &str) -> Option<&str> {
        if let Some(id) = self.ids.get(wanted) {
            return Some(id);
        }
        let at = words(wanted).find_map(|words| self.by_words.get(&words))?;
        Some(&self.list[*at].id)
    }

    /// Whether a heading has these words.
    pub(crate) fn is_headed(&self, wanted: &str) -> bool {
        words(wanted).any(|words| self.by_words.contains_key(&words))
    }
}

/// The words of a heading, without punctuation; and without its number.
fn words(heading: &str) -> impl Iterator<Item = String> {
    let bare = heading.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let plain = bare.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit()).to_owned();
    [bare, plain].into_iter().filter(|words| !words.is_empty())
}

/// The anchors of a page that come from its author's text, in order.
pub(crate) fn of(site: &Site, subject: Subject) -> Vec<Anchor> {
    match subject {
        Subject::Report(id) => of_report(site, site.report(id)),
        Subject::Page(id) => of_page(site, site.archive.page(id), PAGE),
        Subject::Site => site.archive.introduction().map_or_else(Vec::new, |page| of_page(site, page, INTRO)),
        Subject::Year(_) | Subject::Agency(_) | Subject::Item(_) => Vec::new(),
    }
}

fn of_page(site: &Site, page: &ContentPage, prefix: &str) -> Vec<Anchor> {
    markdown::anchors(page.source.slice(site.text_of(page)), prefix)
}

fn of_report(site: &Site, report: &Report) -> Vec<Anchor> {
    let mut anchors = markdown::anchors(report.source.slice(site.preamble_of(report)), PREAMBLE);
    for official in report.edition.sections.iter().filter(|official| is_shown(report, official)) {
        anchors.push(Anchor { id: official.key.to_owned(), text: official.title.to_owned() });
    }
    for section in &report.body.sections {
        if section.key().is_none() {
            anchors.push(Anchor { id: section_id(report, section), text: section.heading.clone() });
        }
        anchors.extend(markdown::anchors(report.source.slice(section.text), &heading_prefix(report, section)));
    }
    anchors
}
