//! The ids of sections and headings, as published: the one place that makes them. A letter comes first, then letters,
//! digits, `-` and `_`.

use super::{Site, Subject};
use crate::{
    archive::ContentPage,
    form::{Content, Section},
    markdown::{self, Anchor},
    report::{Report, ReportSection},
};

/// Before the ids of headings in the home page's introduction.
pub const INTRO: &str = "intro-";
/// Before the ids of headings in a page of the author's.
pub const PAGE: &str = "s-";
/// Before the ids of headings above a report's first section.
pub const PREAMBLE: &str = "p-";

/// The id of a section, and what the ids of the headings in it begin with: `overview` and `overview-`. Sections of the
/// free form are numbered; so is one that was written twice.
pub fn section_id(report: &Report, section: &ReportSection) -> String {
    let same = report.body.sections.iter().filter(|other| other.key() == section.key());
    let before = same.take_while(|other| !std::ptr::eq(*other, section)).count();
    match (section.key(), before) {
        (Some(key), 0) => key.to_owned(),
        (Some(key), before) => format!("{key}-{}", before + 1),
        (None, before) => format!("section-{}", before + 1),
    }
}

pub fn heading_prefix(report: &Report, section: &ReportSection) -> String {
    format!("{}-", section_id(report, section))
}

/// Whether a report's page shows a section of its form: tables stand in their place by themselves, prose only where
/// somebody wrote it.
pub fn is_shown(report: &Report, official: &Section) -> bool {
    official.content == Content::Table || report.body.section(official.key).is_some()
}

/// The places of a page that come from what its author wrote, in their order.
pub fn of(site: &Site, subject: Subject) -> Vec<Anchor> {
    match subject {
        Subject::Report(id) => of_report(site.report(id)),
        Subject::Page(id) => of_page(site.archive.page(id), PAGE),
        Subject::Site => site.archive.introduction().map_or_else(Vec::new, |page| of_page(page, INTRO)),
        Subject::Year(_) | Subject::Agency(_) | Subject::Item(_) => Vec::new(),
    }
}

fn of_page(page: &ContentPage, prefix: &str) -> Vec<Anchor> {
    markdown::anchors(page.source.slice(page.body), prefix)
}

fn of_report(report: &Report) -> Vec<Anchor> {
    let mut anchors = markdown::anchors(report.source.slice(report.body.preamble), PREAMBLE);
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
