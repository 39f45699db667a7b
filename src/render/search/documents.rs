//! What can be found: every report, every agency, every page of the author's, in that order. A document's number is its
//! place in this order.

use super::{figures, grams::has_variants};
use crate::{
    archive::ContentPage,
    config::Agency,
    diag::{Source, Span},
    form::Section,
    i18n::words::{self, word},
    markdown::{Excerpt, Heading, headings, plain_text},
    report::Report,
    site::{Site, anchor, url},
};
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// How many documents' texts a file holds: about 25 kB of reports, of which a phone can afford some for a page of results.
pub(super) const DOCUMENTS_A_TEXT: usize = 4;
/// Grams take somewhat less than half of what the text does.
const TEXT_BYTES_A_SHARD: usize = 48 << 10;

/// A page as it is searched and shown among the results.
#[derive(Serialize, Deserialize)]
pub(super) struct Document {
    /// From the root of the site.
    pub url: String,
    /// Of a report, whose and when: what else its own title says, the titles of all reports say.
    pub title: String,
    /// The title of a report, other names of an agency, the description of a page; searched like the title.
    pub byline: String,
    pub parts: Vec<Part>,
    /// Official tables, of which only the numbers are searched here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Stated>,
}

/// A stretch of a page.
#[derive(Deserialize)]
pub(super) struct Part {
    /// Empty if nothing on the page leads to it.
    pub anchor: String,
    pub heading: String,
    /// With a line a block.
    pub text: String,
}

/// What an official table says.
#[derive(Deserialize)]
pub(super) struct Stated {
    pub anchor: String,
    pub heading: String,
    /// Each with the number of its labels.
    pub figures: Vec<(usize, String)>,
}

// Arrays, for the sake of their size.
impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.anchor, &self.heading, &self.text).serialize(serializer)
    }
}

impl Serialize for Stated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (&self.anchor, &self.heading, &self.figures).serialize(serializer)
    }
}

impl Part {
    pub(super) fn new(anchor: &str, heading: &str, text: String) -> Self {
        Self { anchor: anchor.to_owned(), heading: heading.to_owned(), text }
    }

    /// Whether there is nothing to be read in it but its heading.
    fn is_silent(&self) -> bool {
        self.text.is_empty()
    }
}

/// How many documents there are.
pub(super) fn count(site: &Site) -> usize {
    site.archive.reports.len() + site.config.agencies.len() + site.archive.pages.len()
}

/// How many files the grams are dealt out to. Known without reading any text, so that the plan is.
pub(super) fn shards(site: &Site) -> usize {
    let mut bytes: usize = site.archive.pages.iter().map(|page| length(page.body)).sum();
    for report in &site.archive.reports {
        bytes += length(report.body.preamble);
        bytes += report.body.sections.iter().map(|section| length(section.text)).sum::<usize>();
    }
    bytes.div_ceil(TEXT_BYTES_A_SHARD).max(1)
}

fn length(span: Span) -> usize {
    (span.end - span.start) as usize
}

/// Changes with what can be found and with the program that cuts it up, so that no browser mixes old pieces with new ones.
pub(crate) fn version(site: &Site) -> String {
    let mut digest = Sha256::new().chain_update(env!("CARGO_PKG_VERSION")).chain_update(site.config.language.tag());
    for source in sources(site) {
        digest.update(source.hash());
    }
    for agency in site.config.agencies.iter().map(of_agency) {
        for text in [&agency.url, &agency.title, &agency.byline] {
            // With its length: two agencies may have the same letters, divided otherwise.
            digest.update((text.len() as u64).to_le_bytes());
            digest.update(text);
        }
    }
    digest.update(&site.config.title);
    digest.finalize()[..4].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a text has characters that stand in the index in a simpler way.
pub(super) fn have_variants(site: &Site) -> bool {
    let agencies = site.config.agencies.iter().map(of_agency);
    sources(site).any(|source| has_variants(&source.text))
        || has_variants(&site.config.title)
        || agencies.flat_map(|agency| [agency.title, agency.byline]).any(|text| has_variants(&text))
}

/// Of everything that can be found, agencies aside.
fn sources(site: &Site) -> impl Iterator<Item = &Arc<Source>> {
    let reports = site.archive.reports.iter().map(|report| &report.source);
    reports.chain(site.archive.pages.iter().map(|page| &page.source))
}

/// The reports in their order, run by run of the same agency: its place in `site.toml`, then the years.
pub(super) fn runs(site: &Site) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for report in &site.archive.reports {
        let (agency, year) = (report.agency.index(), usize::from(report.year));
        match runs.last_mut() {
            Some(run) if run[0] == agency => run.push(year),
            _ => runs.push(vec![agency, year]),
        }
    }
    runs
}

/// The document with this number.
pub(super) fn document(site: &Site, number: usize) -> Document {
    let (reports, agencies): (_, &[Agency]) = (&site.archive.reports, &site.config.agencies);
    if let Some(report) = reports.get(number) {
        return of_report(site, report);
    }
    let number = number - reports.len();
    match agencies.get(number) {
        Some(agency) => of_agency(agency),
        None => of_page(site, &site.archive.pages[number - agencies.len()]),
    }
}

fn of_report(site: &Site, report: &Report) -> Document {
    let lang = site.config.language;
    let preamble = Part::new("", "", text(report, site.preamble_of(report)));
    let sections = report.body.sections.iter().enumerate().map(|(at, section)| {
        let anchor = section.key().map_or_else(|| format!("section-{}", at + 1), str::to_owned);
        let heading = section.section.map_or_else(|| section.heading.clone(), official_heading);
        Part { anchor, heading, text: text(report, section.text) }
    });
    // A section of a form that says nothing is in every report.
    let sections = sections.filter(|part| report.edition.sections.is_empty() || !part.is_silent());
    let indicators = report.indicators.iter().map(|(label, value)| format!("{label}\t{value}"));
    let revisions = report.revisions.iter().map(|revision| report.revised(revision, lang));
    let waivers = report.waivers.iter().map(|waiver| waiver.reason.as_str());
    let besides = [
        Part::new("indicators", word("indicators", lang), indicators.collect::<Vec<_>>().join("\n")),
        Part::new("revisions", word("revisions", lang), revisions.collect::<Vec<_>>().join("\n")),
        Part::new("", word("waiver", lang), waivers.collect::<Vec<_>>().join("\n")),
    ];
    let mut parts = Vec::new();
    parts.extend(Some(preamble).filter(|part| !part.is_silent()));
    parts.extend(sections);
    parts.extend(besides.into_iter().filter(|part| !part.is_silent()));
    let tables = report.edition.sections.iter().map(|section| table(report, section));
    Document {
        url: url::encoded(&url::index(&url::report(site, report))),
        title: format!("{} {}", site.name_of(report), words::year(report.year, lang)),
        byline: site.title_of(report),
        parts,
        tables: tables.filter(|table| !table.figures.is_empty()).collect(),
    }
}

fn text(report: &Report, part: Span) -> String {
    plain_text(Excerpt::new(&report.source, report.body.whole(), part))
}

fn table(report: &Report, section: &Section) -> Stated {
    let figures = figures::stated(report, section.key);
    Stated { anchor: section.key.to_owned(), heading: official_heading(section), figures }
}

fn official_heading(section: &Section) -> String {
    format!("{}、{}", section.number, section.title)
}

fn of_agency(agency: &Agency) -> Document {
    let names = agency.short_name.iter().chain(agency.names.iter().map(|former| &former.name));
    Document {
        url: url::encoded(&url::index(&url::agency(&agency.id))),
        title: agency.name.clone(),
        byline: names.cloned().collect::<Vec<_>>().join("，"),
        parts: Vec::new(),
        tables: Vec::new(),
    }
}

fn of_page(site: &Site, page: &ContentPage) -> Document {
    // What introduces the home page has that page's title.
    let (title, prefix) =
        if page.is_introduction() { (&site.config.title, anchor::INTRO) } else { (&page.title, anchor::PAGE) };
    let parts = parts(page.source.slice(site.text_of(page)), prefix);
    Document {
        url: url::encoded(&url::index(&page.path)),
        title: title.clone(),
        byline: page.description.clone().unwrap_or_default(),
        parts,
        tables: Vec::new(),
    }
}

/// A text divided at its headings, whose ids on the page are `prefix` and their number.
fn parts(text: &str, prefix: &str) -> Vec<Part> {
    let headings: Vec<Heading> = headings(text);
    let ends = headings.iter().map(|heading| heading.span.start as usize).chain([text.len()]);
    let begins =
        std::iter::once((String::new(), String::new(), 0)).chain(headings.iter().enumerate().map(|(at, heading)| {
            (format!("{prefix}{}", at + 1), heading.text.trim().to_owned(), heading.span.end as usize)
        }));
    let parts = begins.zip(ends).map(|((anchor, heading, from), to)| {
        let text = plain_text(text.get(from..to).unwrap_or_default());
        Part { anchor, heading, text }
    });
    parts.filter(|part| !part.heading.is_empty() || !part.is_silent()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_divided_at_its_headings() {
        let parts = parts("前言\n\n## 时限\n\n二十日\n\n### 补正\n", "s-");
        let shown: Vec<_> = parts.iter().map(|part| [&part.anchor, &part.heading, &part.text]).collect();
        assert_eq!(shown, [["", "", "前言"], ["s-1", "时限", "二十日"], ["s-2", "补正", ""]]);
    }
}
