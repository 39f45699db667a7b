//! The site as a plan: every page, and its address. Nothing is rendered here.

pub(crate) mod anchor;
mod link;
pub(crate) mod lists;
pub(crate) mod path;
mod plan;
mod published_site;
mod standing;
pub(crate) mod url;

pub use crate::markdown::percent_decoded;
use crate::{
    archive::{Archive, ContentPage, ReportId, below_content},
    config::{Agency, AgencyId, Config},
    diag::{Source, Span},
    markdown,
    report::Report,
    theme::Theme,
};
pub use link::{Destination, author_link, fragment, nav_target};
pub(crate) use lists::{List, Lists};
pub use plan::{Address, Addresses, Kind, Plan, Planned, Subject, plan};
pub use published_site::PublishedSite;
pub(crate) use standing::Standing;
use std::{collections::HashMap, sync::Arc};

/// The title of a report whose file gives none.
pub(crate) fn usual_title(agency: &str, year: u16) -> String {
    format!("{agency}{year}年政府信息公开工作年度报告")
}

/// Everything that a check or a page may query.
#[derive(Clone, Debug)]
pub struct Site {
    /// `site.toml`.
    pub config: Arc<Config>,
    /// Reports and pages that are shown; drafts only if requested.
    pub archive: Archive,
    /// Templates and assets.
    pub theme: Arc<Theme>,
    /// What else is shown.
    pub visibility: Visibility,
    /// How agencies are divided over pages.
    pub(crate) lists: Arc<Lists>,
    /// Where the files below `content/` are published, by path.
    published: Arc<HashMap<String, String>>,
}

/// What is shown besides reports and pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visibility {
    /// Drafts; their pages are marked and excluded from search engines.
    pub drafts: bool,
    /// A search page.
    pub search: bool,
    /// The line of each cell and paragraph in its file, for previews.
    pub sources: bool,
}

impl Site {
    /// A site made of what was read, before anything is planned.
    pub fn new(config: Arc<Config>, archive: Archive, theme: Arc<Theme>, visibility: Visibility) -> Self {
        let lists = Arc::new(Lists::of(&config.agencies));
        let mut site = Self { config, archive, theme, visibility, lists, published: Arc::default() };
        site.published = Arc::new(published(&site));
        site
    }

    /// Likewise, with other settings of the same agencies, and an archive in which every file has the same place.
    #[must_use]
    pub fn with(&self, config: Arc<Config>, archive: Archive, theme: Arc<Theme>) -> Self {
        debug_assert!(self.archive.has_same_layout(&archive) && self.config.agencies == config.agencies);
        let (lists, published) = (Arc::clone(&self.lists), Arc::clone(&self.published));
        Self { config, archive, theme, visibility: self.visibility, lists, published }
    }

    /// The published path of a file below `content/`.
    pub fn published(&self, source: &str) -> Option<&str> {
        self.published.get(source).map(String::as_str)
    }

    /// The paths below `content/` of all published files.
    pub fn sources(&self) -> impl Iterator<Item = &str> {
        self.published.keys().map(String::as_str)
    }

    /// The agency of a report.
    pub fn agency_of(&self, report: &Report) -> &Agency {
        &self.config.agencies[report.agency]
    }

    /// The name of the reporting agency in the report's year.
    pub fn name_of(&self, report: &Report) -> &str {
        self.agency_of(report).name_in(report.year)
    }

    pub(crate) fn title_of(&self, report: &Report) -> String {
        match &report.title {
            Some(title) => title.clone(),
            None => usual_title(self.name_of(report), report.year),
        }
    }

    /// The id of a report in data and file names: its agency and year.
    pub(crate) fn id_of(&self, report: &Report) -> String {
        format!("{}-{}", self.agency_of(report).id, report.year)
    }

    /// A page's text as shown: without a heading that repeats the title.
    pub fn text_of(&self, page: &ContentPage) -> Span {
        let title = if page.is_introduction() { &self.config.title } else { &page.title };
        below_title(&page.source, page.body, title)
    }

    /// The text between a report's title and its first section.
    pub fn preamble_of(&self, report: &Report) -> Span {
        below_title(&report.source, report.body.preamble, &self.title_of(report))
    }

    /// The report with this id.
    pub fn report(&self, id: ReportId) -> &Report {
        self.archive.report(id)
    }

    /// Whether the subject of a file is not yet published.
    pub fn is_draft(&self, subject: Subject) -> bool {
        match subject {
            Subject::Report(id) => self.report(id).draft,
            Subject::Page(id) => self.archive.page(id).draft,
            Subject::Site | Subject::Year(_) | Subject::Agency(_) | Subject::Item(_) => false,
        }
    }

    /// The names of the agencies in a joint report; an entry that is no agency's id is itself a name.
    pub fn joint_names<'a>(&'a self, report: &'a Report) -> Vec<&'a str> {
        let joint = report.joint.iter();
        joint.map(|id| self.config.agency(id).map_or(id.as_str(), |agency| agency.name_in(report.year))).collect()
    }

    /// Another agency's report on a year that includes the figures of this one.
    pub fn host_of(&self, agency: AgencyId, year: u16) -> Option<&Report> {
        let own = &self.config.agencies[agency];
        let mut others = self.archive.joint(year).filter(|host| host.agency != agency);
        others.find(|host| host.joint.iter().any(|name| own.is_called(name))).map(|host| &**host)
    }

    /// Whether the site has only one agency.
    pub fn is_single(&self) -> bool {
        self.config.agencies.len() == 1
    }
}

fn below_title(source: &Source, text: Span, title: &str) -> Span {
    Span { start: text.start + markdown::below_title(source.slice(text), title) as u32, ..text }
}

fn published(site: &Site) -> HashMap<String, String> {
    let archive = &site.archive;
    let reports = archive.reports.iter().map(|report| (below_content(&report.source), url::report(site, report)));
    let pages = archive.pages.iter().map(|page| (below_content(&page.source), page.path.clone()));
    let texts = reports.chain(pages).map(|(source, place)| (source.to_owned(), url::index(&place)));
    texts.chain(archive.attachments().iter().map(|path| (path.clone(), url::attachment(site, path)))).collect()
}
