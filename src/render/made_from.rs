//! What files are made from, as a number that changes with it: a build keeps the files for which it has not.
//!
//! Only what follows from one report, one agency or one year is told apart from the rest; everything else counts as made
//! from everything. `tests/suite/rebuild.rs` compares random edits with a build from nothing.

use super::{
    File, Peers, Planned, Renderer, SearchIndex,
    data::{cells_csv, files},
    html::{
        Compared,
        pages::{compare, year},
    },
    search::files as pieces,
};
use crate::{
    archive::ReportId,
    config::{Agency, AgencyId},
    i18n::Lang,
    report::Report,
    site::Site,
};
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Stands for all that a file is made from.
pub type Key = [u8; 16];

type Hash = [u8; 32];

/// The keys of a site's files.
pub struct MadeFrom<'a> {
    site: &'a Site,
    /// What every file may depend on: settings, theme, the author's pages, where everything stands.
    frame: Hash,
    /// By report: its text, and what was found in it.
    reports: Vec<Hash>,
    /// By report: whether no other page decides where its links lead.
    alone: Vec<bool>,
    /// By what agencies are compared.
    compared: Hash,
    /// The reports in which several agencies report.
    joint: Hash,
    /// By year: all its reports.
    years: BTreeMap<u16, Hash>,
    peers: &'a Peers,
    search: &'a SearchIndex,
    everything: Hash,
}

impl<'a> MadeFrom<'a> {
    /// `settings` stand for `site.toml`, the options of the build, and the program itself.
    pub(crate) fn of(renderer: &Renderer<'a>, settings: &[u8]) -> Self {
        let site = renderer.site;
        let reports: Vec<_> = site.archive.reports.par_iter().map(|report| report_hash(renderer, report)).collect();
        let alone = site.archive.reports.par_iter().map(|report| stands_alone(report)).collect();
        let compared = hash(Compared::edition(site).map(|edition| edition.id.as_bytes()).into_iter());
        let joint = site.archive.ids().filter(|id| !site.report(*id).joint.is_empty());
        let joint = hash(joint.map(|id| &reports[id.index()][..]));
        let years = site.archive.years().into_keys().map(|year| (year, of_year(site, year, &reports))).collect();
        let frame = frame(renderer, settings);
        let everything = hash([&frame[..]].into_iter().chain(reports.iter().map(|hash| &hash[..])));
        Self {
            site,
            frame,
            peers: renderer.peers,
            search: renderer.search,
            reports,
            alone,
            compared,
            joint,
            years,
            everything,
        }
    }

    /// The id of the site whose files' keys [`Self::key`] may be given.
    pub fn published(&self) -> Option<&str> {
        self.search.published()
    }

    /// The key of a planned file, or that of the published one, which holds the same whatever else has changed; none if it
    /// is made anew every time.
    pub fn key(&self, planned: &Planned<'_>, published: Option<Key>) -> Option<Key> {
        if let File::Item(kind, item) = planned.file
            && std::ptr::eq(kind, &raw const pieces::GRAMS)
            && published.is_some()
            && self.search.stands(self.site, item)
        {
            return published;
        }
        // It is large, and what it holds is not read before.
        let is_copied =
            matches!(planned.file, File::Item(kind, _) if std::ptr::eq(kind, &raw const files::ATTACHMENTS));
        (!is_copied).then(|| {
            let sources = self.sources(planned.file);
            // The path is part of it: links in a page are relative to where it stands.
            let parts = [&self.frame[..], planned.address.path.as_bytes()].into_iter();
            key(&parts.chain(sources.iter().map(|hash| &hash[..])).collect::<Vec<_>>())
        })
    }

    /// What a file is made from besides the frame.
    fn sources(&self, file: File) -> Vec<Hash> {
        match file {
            File::Report(_, id) if self.alone[id.index()] => self.of_reports(self.with_previous(id)),
            File::Agency(_, id) => {
                let peers = self.peers.of_agency(self.site, id);
                let own = self.of_reports(self.of_agency_and_relatives(id));
                // Of a year without a report it says whose report it stands in.
                own.into_iter().chain(peers.map(|peers| peers.hash)).chain([self.joint]).collect()
            }
            File::Year(_, year) => self.of_years(vec![year]),
            File::Item(kind, item) if std::ptr::eq(kind, &raw const year::LISTS) => {
                self.of_years(vec![year::year_of(self.site, item)])
            }
            File::Item(kind, item) if std::ptr::eq(kind, &raw const cells_csv::KIND) => {
                let years = cells_csv::years(self.site, item).into_iter();
                years.filter_map(|year| self.years.get(&year)).copied().collect()
            }
            File::Item(kind, item) if std::ptr::eq(kind, &raw const compare::FIGURES) => {
                let reports = compare::agencies_of(self.site, item).flat_map(|id| self.site.archive.of_agency(id));
                self.of_reports(reports).into_iter().chain([self.compared]).collect()
            }
            // What else it may hold is in the frame.
            File::Item(kind, item) if std::ptr::eq(kind, &raw const pieces::TEXTS) => {
                let range = pieces::documents_of(item);
                self.of_reports(self.site.archive.ids().skip(range.start).take(range.len()))
            }
            _ => vec![self.everything],
        }
    }

    fn of_reports(&self, ids: impl IntoIterator<Item = ReportId>) -> Vec<Hash> {
        ids.into_iter().map(|id| self.reports[id.index()]).collect()
    }

    /// The reports on years, and those of the years before, with which they are compared.
    fn of_years(&self, years: Vec<u16>) -> Vec<Hash> {
        let with_previous = years.into_iter().flat_map(|year| year.checked_sub(1).into_iter().chain([year]));
        with_previous.filter_map(|year| self.years.get(&year)).copied().collect()
    }

    /// A report, and that of the year before, with which its page compares it.
    fn with_previous(&self, id: ReportId) -> impl Iterator<Item = ReportId> {
        let report = self.site.report(id);
        let last = report.year.checked_sub(1).and_then(|year| self.site.archive.id_of(report.agency, year));
        std::iter::once(id).chain(last)
    }

    /// The reports of an agency, of those below and above it, and of those it has succeeded or that succeed it.
    fn of_agency_and_relatives(&self, id: AgencyId) -> Vec<ReportId> {
        let agencies = &self.site.config.agencies;
        let agency: &Agency = &agencies[id];
        let named = agency.parent.iter().chain(&agency.succeeds).filter_map(|id| agencies.index_of(id));
        let found = agencies.units_of(agency).iter().chain(agencies.successors_of(agency)).copied();
        let all = std::iter::once(id).chain(named).chain(found);
        all.flat_map(|id| self.site.archive.of_agency(id)).collect()
    }
}

/// A text with a link to another page may show where on that page something stands.
fn stands_alone(report: &Report) -> bool {
    let text = report.source.slice(report.body.whole());
    memchr::memchr2_iter(b'<', b']', text.as_bytes()).all(|at| {
        let rest = &text[at..];
        let link = rest.strip_prefix('<').or_else(|| rest.strip_prefix("]("));
        link.map_or_else(|| !rest.starts_with("]:"), leads_out)
    })
}

/// Whether a link leads to a page as a whole that is not the site's. What is no link at all does not.
fn leads_out(link: &str) -> bool {
    let end = link.find([')', '>', '\n']).unwrap_or(link.len());
    ["https://", "http://", "mailto:"].iter().any(|scheme| link.starts_with(scheme)) && !link[..end].contains('#')
}

fn report_hash(renderer: &Renderer<'_>, report: &Report) -> Hash {
    let mut digest = Sha256::new();
    digest.update(report.source.hash());
    for finding in renderer.findings.in_file(&report.source.path) {
        put(&mut digest, finding.rule.0.as_bytes());
        put(&mut digest, format!("{:?} {:?} {:?}", finding.level, finding.waived, finding.at).as_bytes());
        put(&mut digest, finding.in_full(Lang::Zh).as_bytes());
        put(&mut digest, finding.in_full(Lang::En).as_bytes());
    }
    digest.finalize().into()
}

fn of_year(site: &Site, year: u16, reports: &[Hash]) -> Hash {
    hash(site.archive.of_year(year).iter().map(|id| &reports[id.index()][..]))
}

fn frame(renderer: &Renderer<'_>, settings: &[u8]) -> Hash {
    let site = renderer.site;
    let mut digest = Sha256::new();
    put(&mut digest, settings);
    for (name, text) in site.theme.templates() {
        put(&mut digest, name.as_bytes());
        put(&mut digest, text.as_bytes());
    }
    for (published, file) in site.theme.assets() {
        put(&mut digest, published.as_bytes());
        put(&mut digest, site.theme.file(file).unwrap_or_default());
    }
    for planned in renderer.plan.iter() {
        put(&mut digest, planned.address.path.as_bytes());
    }
    for path in site.archive.attachments() {
        put(&mut digest, &site.archive.size_of(path).unwrap_or_default().to_le_bytes());
    }
    for page in &site.archive.pages {
        digest.update(page.source.hash());
    }
    digest.finalize().into()
}

/// With its length before it, so that no two lists of parts are one text.
fn put(digest: &mut Sha256, part: &[u8]) {
    digest.update((part.len() as u64).to_le_bytes());
    digest.update(part);
}

fn hash<'p>(parts: impl Iterator<Item = &'p [u8]>) -> Hash {
    let mut digest = Sha256::new();
    parts.for_each(|part| put(&mut digest, part));
    digest.finalize().into()
}

fn key(parts: &[&[u8]]) -> Key {
    let hash = hash(parts.iter().copied());
    *hash.first_chunk().expect("a hash is longer")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_links_to_whole_pages_elsewhere_lead_out() {
        assert!(["https://a.cn/b)", "http://a.cn>", "mailto:a@b.cn)"].into_iter().all(leads_out));
        assert!(
            !["guide.md)", "#top)", "https://a.cn/#x)", "a href=\"https://a.cn\">", "b>"].into_iter().any(leads_out)
        );
    }
}
