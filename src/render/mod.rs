//! A planned page to bytes: pure, one page at a time, from the site alone.

pub mod data;
pub mod html;
mod search;
mod theme;

use crate::{
    archive::ReportId,
    check::rule,
    diag::{Finding, Findings, Level},
    i18n::{Message, Text},
    report::Report,
    site::{Address, Addresses, Site, Subject},
};
use std::{
    io,
    sync::{Arc, OnceLock},
};
pub use theme::Theme;

/// A site that has been checked, with all that rendering its pages needs.
pub struct Output {
    pub site: Site,
    pub theme: Arc<Theme>,
    engine: Arc<html::Engine>,
    tables: Arc<html::Tables>,
    /// What the checks say of it: some of that stands on pages.
    findings: Findings,
    attachment: ReadAttachment,
    search: OnceLock<search::Index>,
}

/// Reads an attachment by its path below `content/`.
pub type ReadAttachment = Arc<dyn Fn(&str) -> io::Result<Vec<u8>> + Send + Sync>;

/// A kind of file: which there are, where they stand, how they are made.
pub struct Kind {
    pub name: &'static str,
    pub scope: Scope,
    pub path: fn(&Output, Subject) -> String,
    pub render: fn(&Output, &Page<'_>) -> Result<Vec<u8>, RenderError>,
    /// For machine-readable forms of a page: what links to them say.
    pub format: Option<Format>,
    /// Whether the sitemap names it.
    pub listed: bool,
}

/// What a kind has one file for each of.
#[derive(Clone, Copy)]
pub enum Scope {
    Site,
    Year,
    Agency,
    Report,
    Page,
    Items(fn(&Output) -> usize),
}

/// A machine-readable form.
#[derive(Clone, Copy)]
pub struct Format {
    pub name: &'static str,
    pub media_type: &'static str,
    pub label: Text,
}

/// One file of the site.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub kind: &'static Kind,
    pub address: &'a Address,
}

/// Every file of a site, in a fixed order.
#[derive(Default)]
pub struct Pages {
    kinds: Vec<&'static Kind>,
    addresses: Arc<Addresses>,
    /// How many items the kinds have that count their own.
    items: Vec<usize>,
}

impl Pages {
    pub fn addresses(&self) -> &Arc<Addresses> {
        &self.addresses
    }

    pub fn get(&self, at: usize) -> Page<'_> {
        Page { kind: self.kinds[at], address: &self.addresses[at] }
    }

    /// The file at a path.
    pub fn at(&self, path: &str) -> Option<Page<'_>> {
        self.addresses.find(path).map(|at| self.get(at))
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = Page<'_>> + Clone {
        (0..self.kinds.len()).map(|at| self.get(at))
    }
}

/// Why a page could not be made.
#[derive(Clone, Debug)]
pub enum RenderError {
    /// A template is wrong; the detail tells where. None of the pages could be made, or one.
    Template { page: Option<String>, detail: String },
    /// Something could not be read.
    Read(Message),
}

/// Every kind of file a site has. A new one is its own file and a line here; navigation, sitemap, and links to
/// formats follow.
pub static KINDS: &[Kind] = &[
    html::pages::home::KIND,
    html::pages::year::KIND,
    html::pages::report::KIND,
    html::pages::agency::KIND,
    html::pages::content::KIND,
    html::pages::site_map::KIND,
    html::pages::not_found::KIND,
    html::pages::redirect::KIND,
    html::pages::search::KIND,
    data::report_json::KIND,
    data::report_csv::KIND,
    data::catalogue::YEAR,
    data::catalogue::AGENCY,
    data::catalogue::SITE,
    data::year_csv::KIND,
    data::datapackage::KIND,
    data::schema::KIND,
    data::feed::KIND,
    data::sitemap::KIND,
    data::robots::KIND,
    search::files::TABLE,
    search::files::GRAMS,
    search::files::TEXTS,
    data::files::ASSETS,
    data::files::ATTACHMENTS,
];

impl Output {
    /// # Errors
    /// If a template of the theme is wrong.
    pub fn new(site: Site, theme: Theme, attachment: ReadAttachment) -> Result<Self, RenderError> {
        let engine = Arc::new(html::Engine::new(&theme, site.config.language)?);
        let (theme, tables) = (Arc::new(theme), Arc::default());
        Ok(Self { site, theme, engine, tables, findings: Findings::default(), attachment, search: OnceLock::new() })
    }

    /// The same for another site that looks alike: in the same language, by the same theme.
    #[must_use]
    pub fn with(&self, site: Site) -> Self {
        debug_assert_eq!(site.config.language, self.site.config.language);
        Self {
            site,
            theme: Arc::clone(&self.theme),
            engine: Arc::clone(&self.engine),
            tables: Arc::clone(&self.tables),
            findings: Findings::default(),
            attachment: Arc::clone(&self.attachment),
            search: OnceLock::new(),
        }
    }

    /// Puts what the checks say of reports that stand as published onto their pages.
    pub fn take_remarks(&mut self, findings: &Findings) {
        self.findings = findings.clone();
    }

    /// Every file of the site, in a fixed order.
    pub fn plan(&self) -> Pages {
        let (mut kinds, mut addresses) = (Vec::new(), Vec::new());
        for kind in KINDS {
            for subject in self.subjects(kind.scope) {
                kinds.push(kind);
                addresses.push(Address { path: (kind.path)(self, subject), subject });
            }
        }
        Pages { kinds, addresses: Arc::new(Addresses::new(addresses)), items: self.items() }
    }

    /// Whether the files of another site, which were planned as `pages`, are also this one's.
    pub fn has_same_layout(&self, other: &Self, pages: &Pages) -> bool {
        let are_texts_alike = self.site.archive.has_same_layout(&other.site.archive);
        are_texts_alike && Arc::ptr_eq(&self.theme, &other.theme) && self.items() == pages.items
    }

    fn items(&self) -> Vec<usize> {
        let items = KINDS.iter().filter_map(|kind| match kind.scope {
            Scope::Items(count) => Some(count(self)),
            _ => None,
        });
        items.collect()
    }

    pub fn render(&self, page: &Page<'_>) -> Result<Vec<u8>, RenderError> {
        (page.kind.render)(self, page).map_err(|error| match error {
            RenderError::Template { page: None, detail } => {
                RenderError::Template { page: Some(page.address.path.clone()), detail }
            }
            error => error,
        })
    }

    fn subjects(&self, scope: Scope) -> Vec<Subject> {
        let archive = &self.site.archive;
        match scope {
            Scope::Site => vec![Subject::Site],
            Scope::Year => archive.years().into_keys().map(Subject::Year).collect(),
            Scope::Agency => (0..self.site.config.agencies.len()).map(Subject::Agency).collect(),
            Scope::Report => (0..archive.reports.len()).map(Subject::Report).collect(),
            // The home page's introduction is no page of its own.
            Scope::Page => (0..archive.pages.len())
                .filter(|&page| !archive.pages[page].path.is_empty())
                .map(Subject::Page)
                .collect(),
            Scope::Items(count) => (0..count(self)).map(Subject::Item).collect(),
        }
    }

    /// The machine-readable forms of what a page is about.
    fn formats(&self, subject: Subject) -> impl Iterator<Item = (Format, String)> + '_ {
        KINDS.iter().filter_map(move |kind| {
            let format = kind.format.filter(|_| kind.scope.holds(subject))?;
            Some((format, (kind.path)(self, subject)))
        })
    }

    /// Made when a piece of it is first asked for, and never for a mere check.
    fn search_index(&self) -> &search::Index {
        self.search.get_or_init(|| search::Index::of(self))
    }

    /// What readers are told about a report that stands as published.
    fn remarks(&self, report: &Report) -> impl Iterator<Item = &Finding> {
        let found = if report.as_published { self.findings.in_file(&report.source.path) } else { &[] };
        found.iter().filter(|finding| {
            let tells = finding.level >= Level::Warning && finding.waived.is_none();
            tells && rule(finding.rule).is_some_and(|rule| rule.softened)
        })
    }
}

impl Scope {
    fn holds(self, subject: Subject) -> bool {
        matches!(
            (self, subject),
            (Self::Site, Subject::Site)
                | (Self::Year, Subject::Year(_))
                | (Self::Agency, Subject::Agency(_))
                | (Self::Report, Subject::Report(_))
                | (Self::Page, Subject::Page(_))
        )
    }
}

/// The report a page is about.
fn report_of<'a>(output: &'a Output, page: &Page) -> (ReportId, &'a Report) {
    match page.address.subject {
        Subject::Report(id) => (id, output.site.report(id)),
        subject => unreachable!("a page on a report is about {subject:?}"),
    }
}
