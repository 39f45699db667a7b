//! A planned page to bytes: pure, one page at a time, from the site alone.

pub mod data;
pub mod html;
mod search;
mod theme;

use crate::{
    archive::ReportId,
    check::rule,
    diag::{Finding, Level},
    i18n::{Message, Text},
    report::Report,
    site::{Address, Site, Subject},
};
use std::{collections::HashMap, io, sync::OnceLock};
pub use theme::Theme;

/// A site that has been checked, with all that rendering its pages needs.
pub struct Output {
    pub site: Site,
    pub theme: Theme,
    engine: html::Engine,
    tables: html::Tables,
    /// Findings that stand on the pages of reports published as they were, by file.
    remarks: HashMap<String, Vec<Finding>>,
    attachment: ReadAttachment,
    search: OnceLock<search::Index>,
}

/// Reads an attachment by its path below `content/`.
pub type ReadAttachment = Box<dyn Fn(&str) -> io::Result<Vec<u8>> + Send + Sync>;

/// A kind of file: which there are, where they stand, how they are made.
pub struct Kind {
    pub name: &'static str,
    pub scope: Scope,
    pub path: fn(&Output, Subject) -> String,
    pub render: fn(&Output, &Page) -> Result<Vec<u8>, RenderError>,
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
pub struct Page {
    pub kind: &'static Kind,
    pub address: Address,
}

/// Why a page could not be made.
#[derive(Debug)]
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
        let engine = html::Engine::new(&theme, site.config.language)?;
        let (tables, remarks, search) = (html::Tables::default(), HashMap::new(), OnceLock::new());
        Ok(Self { site, theme, engine, tables, remarks, attachment, search })
    }

    /// Puts what the checks say of reports that stand as published onto their pages.
    pub fn take_remarks(&mut self, findings: &[Finding]) {
        self.remarks = remarks(&self.site, findings);
    }

    /// Every file of the site, in a fixed order.
    pub fn plan(&self) -> Vec<Page> {
        let mut pages = Vec::new();
        for kind in KINDS {
            for subject in self.subjects(kind.scope) {
                pages.push(Page { kind, address: Address { path: (kind.path)(self, subject), subject } });
            }
        }
        pages
    }

    pub fn render(&self, page: &Page) -> Result<Vec<u8>, RenderError> {
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

    fn remarks(&self, report: &Report) -> &[Finding] {
        self.remarks.get(&report.source.path).map_or(&[], Vec::as_slice)
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

/// What readers are told about reports that stand as published.
fn remarks(site: &Site, findings: &[Finding]) -> HashMap<String, Vec<Finding>> {
    let softened: std::collections::HashSet<&str> =
        site.archive.reports.iter().filter(|report| report.as_published).map(|report| &*report.source.path).collect();
    let mut remarks: HashMap<String, Vec<Finding>> = HashMap::new();
    for finding in findings {
        let path = &finding.place.source.path;
        let tells = finding.level >= Level::Warning && finding.waived.is_none();
        if tells && softened.contains(path.as_str()) && rule(finding.rule).is_some_and(|rule| rule.softened) {
            remarks.entry(path.clone()).or_default().push(finding.clone());
        }
    }
    remarks
}

/// The report a page is about.
fn report_of<'a>(output: &'a Output, page: &Page) -> (ReportId, &'a Report) {
    match page.address.subject {
        Subject::Report(id) => (id, output.site.report(id)),
        subject => unreachable!("a page on a report is about {subject:?}"),
    }
}
