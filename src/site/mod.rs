//! The site as a plan: every page it consists of and where each stands. Nothing is rendered here.

pub mod anchor;
mod link;
pub mod path;
pub mod url;

use crate::{
    archive::{Archive, ReportId, below_content},
    config::{Agency, Config},
    report::Report,
};
pub use link::{Destination, fragment, percent_decoded};
use std::{collections::HashMap, ops::Deref, sync::Arc};

/// Everything that a check or a page may ask about.
#[derive(Clone, Debug)]
pub struct Site {
    pub config: Arc<Config>,
    pub archive: Archive,
    pub visibility: Visibility,
    /// Where the files below `content/` are published, by their path.
    published: Arc<HashMap<String, String>>,
}

/// What is shown besides reports and pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visibility {
    /// Drafts; their pages are marked and robots stay out.
    pub drafts: bool,
    /// A search page.
    pub search: bool,
    /// Which line of its file each cell and paragraph comes from: for previews.
    pub sources: bool,
}

impl Site {
    pub fn new(config: Arc<Config>, archive: Archive, visibility: Visibility) -> Self {
        let mut site = Self { config, archive, visibility, published: Arc::default() };
        site.published = Arc::new(published(&site));
        site
    }

    /// The same with other settings of the same bodies, and another archive in which every file stands where it stood.
    #[must_use]
    pub fn with(&self, config: Arc<Config>, archive: Archive) -> Self {
        debug_assert!(self.archive.has_same_layout(&archive) && self.config.agencies == config.agencies);
        Self { config, archive, visibility: self.visibility, published: Arc::clone(&self.published) }
    }

    /// Where the file at a path below `content/` is published.
    pub fn published(&self, source: &str) -> Option<&str> {
        self.published.get(source).map(String::as_str)
    }

    /// The paths below `content/` of everything that is published.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.published.keys().map(String::as_str)
    }

    pub fn agency_of(&self, report: &Report) -> &Agency {
        &self.config.agencies[report.agency]
    }

    /// What the reporting body was called in the report's year.
    pub fn name_of(&self, report: &Report) -> &str {
        self.agency_of(report).name_in(report.year)
    }

    pub fn title_of(&self, report: &Report) -> String {
        match &report.title {
            Some(title) => title.clone(),
            None => format!("{}{}年政府信息公开工作年度报告", self.name_of(report), report.year),
        }
    }

    pub fn report(&self, id: ReportId) -> &Report {
        &self.archive.reports[id]
    }

    /// Whether one body alone reports here.
    pub fn is_single(&self) -> bool {
        self.config.agencies.len() == 1
    }
}

fn published(site: &Site) -> HashMap<String, String> {
    let archive = &site.archive;
    let reports = archive.reports.iter().map(|report| (below_content(&report.source), url::report(site, report)));
    let pages = archive.pages.iter().map(|page| (below_content(&page.source), page.path.clone()));
    let texts = reports.chain(pages).map(|(source, place)| (source.to_owned(), url::index(&place)));
    texts.chain(archive.attachments().iter().map(|path| (path.clone(), url::attachment(site, path)))).collect()
}

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The site as a whole.
    Site,
    Year(u16),
    Agency(usize),
    Report(ReportId),
    /// A page of the author's, by its place in [`Archive::pages`].
    Page(usize),
    /// One of a numbered set: an asset, an attachment, a schema, a redirect.
    Item(usize),
}

/// Where one file of the published site stands, and what it is about. How it is made is its kind's business.
#[derive(Clone, Debug)]
pub struct Address {
    pub path: String,
    pub subject: Subject,
}

/// Where every file of the published site stands, in a fixed order.
#[derive(Debug, Default)]
pub struct Addresses {
    list: Vec<Address>,
    by_path: HashMap<String, usize>,
}

impl Addresses {
    pub fn new(list: Vec<Address>) -> Self {
        let by_path = list.iter().enumerate().map(|(at, address)| (address.path.clone(), at)).collect();
        Self { list, by_path }
    }

    /// The place in the list of what stands at a path.
    pub fn find(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// What stands at a path.
    pub fn at(&self, path: &str) -> Option<&Address> {
        self.find(path).map(|at| &self.list[at])
    }
}

impl Deref for Addresses {
    type Target = [Address];

    fn deref(&self) -> &[Address] {
        &self.list
    }
}
