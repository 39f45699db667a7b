//! A planned file turned into bytes: pure, one file at a time, from the site, its plan and what the checks found.

pub(crate) mod data;
pub(crate) mod html;
mod kind;
mod made_from;
mod search;
mod written;

use crate::{
    check::notes,
    diag::{Finding, Findings},
    i18n::{Message, Text},
    report::Report,
    site::{self, Site, Subject},
};
pub use data::dataset::{DESCRIPTION as DATASET_DESCRIPTION, KINDS as DATASET};
pub use html::{Peers, Templates};
use kind::DataFile;
pub use kind::{AnyKind, File, Kind, Profile};
pub use made_from::{Key, MadeFrom};
pub use search::SearchIndex;
use std::{error, fmt, io, sync::Arc};

/// Every file of a site, and how each is made.
pub type Plan = site::Plan<File>;

/// One file of a plan.
pub type Planned<'a> = site::Planned<'a, File>;

/// What a file holds, bit by bit: attachments and tables of every figure may be larger than the memory.
pub type Reader<'a> = Box<dyn io::Read + Send + 'a>;

/// Opens an attachment by its path below `content/`.
pub type ReadAttachment = Arc<dyn Fn(&str) -> io::Result<Reader<'static>> + Send + Sync>;

/// All that files are made from.
#[derive(Clone, Copy)]
pub struct Renderer<'a> {
    /// What was read.
    pub site: &'a Site,
    /// Where everything stands that a page may link to.
    pub plan: &'a Plan,
    /// Some of what the checks found stands on pages.
    pub findings: &'a Findings,
    /// Of the site's theme, in the site's language.
    pub templates: &'a Templates,
    /// The way to the bytes of files that are only copied.
    pub attachment: &'a ReadAttachment,
    /// The site's, made when a piece of it is first asked for.
    pub search: &'a SearchIndex,
    /// Which agencies are alike, and their figures.
    pub peers: &'a Peers,
}

/// A machine-readable form.
#[derive(Clone, Copy)]
pub struct Format {
    /// What links show: JSON, CSV, Atom.
    pub name: &'static str,
    /// For `type` in links: `application/json`.
    pub media_type: &'static str,
    /// What the file is, in words.
    pub label: Text,
}

/// Why a file could not be made.
#[derive(Clone, Debug)]
pub enum RenderError {
    /// A template is wrong; the detail names the place. None of the pages could be made, or one.
    Template {
        /// The file that could not be made; none if it concerns them all.
        page: Option<String>,
        /// The template, the line and the fault, as the engine words them.
        detail: Message,
    },
    /// Something could not be read.
    Read(Message),
}

/// Every kind of file a site has. A new one is its own file and a line here; the sitemap and links to formats
/// follow.
pub static KINDS: &[AnyKind] = &[
    AnyKind::Site(&html::pages::home::KIND),
    AnyKind::Year(&html::pages::year::KIND),
    AnyKind::Items(&html::pages::year::LISTS, html::pages::year::lists),
    AnyKind::Report(&html::pages::report::KIND),
    AnyKind::Agency(&html::pages::agency::KIND),
    AnyKind::Page(&html::pages::content::KIND),
    AnyKind::Site(&html::pages::agencies::KIND),
    AnyKind::Items(&html::pages::agencies::LISTS, html::pages::agencies::lists),
    AnyKind::Items(&html::pages::compare::KIND, html::pages::compare::one),
    AnyKind::Items(&html::pages::compare::AGENCIES, html::pages::compare::one),
    AnyKind::Items(&html::pages::compare::FIGURES, html::pages::compare::files),
    AnyKind::Site(&html::pages::corrections::KIND),
    AnyKind::Items(&html::pages::corrections::PAGES, html::pages::corrections::pages),
    AnyKind::Site(&html::pages::data::KIND),
    AnyKind::Site(&html::pages::site_map::KIND),
    AnyKind::Site(&html::pages::not_found::KIND),
    AnyKind::Items(&html::pages::redirect::KIND, html::pages::redirect::count),
    AnyKind::Items(&html::pages::search::KIND, search::files::one),
    AnyKind::Report(&data::report_json::KIND),
    AnyKind::Report(&data::report_csv::KIND),
    AnyKind::Report(&data::documents::DOCX),
    AnyKind::Report(&data::documents::XLSX),
    AnyKind::Year(&data::catalogue::YEAR),
    AnyKind::Agency(&data::catalogue::AGENCY),
    AnyKind::Site(&data::reports_csv::ALL),
    AnyKind::Site(&data::reports_csv::ALL_FOR_PROGRAMS),
    AnyKind::Items(&data::cells_csv::KIND, data::cells_csv::count),
    AnyKind::Site(&data::agencies_csv::KIND),
    AnyKind::Site(&data::agencies_csv::FOR_PROGRAMS),
    AnyKind::Site(&data::catalogue::SITE),
    AnyKind::Year(&data::reports_csv::OF_YEAR),
    AnyKind::Year(&data::reports_csv::OF_YEAR_FOR_PROGRAMS),
    AnyKind::Year(&data::refusals_csv::KIND),
    AnyKind::Site(&data::datapackage::KIND),
    AnyKind::Site(&data::dataset::OF_SITE),
    AnyKind::Items(&data::dataset::FILES_OF_SITE, data::dataset::count_of_site),
    AnyKind::Items(&data::schema::KIND, data::schema::count),
    AnyKind::Site(&data::feed::KIND),
    AnyKind::Site(&data::feed::CORRECTIONS),
    AnyKind::Agency(&data::feed::AGENCY),
    AnyKind::Items(&data::picture::KIND, data::picture::count),
    AnyKind::Site(&data::sitemap::KIND),
    AnyKind::Site(&data::robots::KIND),
    AnyKind::Items(&search::files::TABLE, search::files::one),
    AnyKind::Items(&search::files::GRAMS, search::files::shards),
    AnyKind::Items(&search::files::FIGURES, search::files::labels),
    AnyKind::Items(&search::files::TEXTS, search::files::texts),
    AnyKind::Items(&search::files::SIMPLIFIED, search::files::one),
    AnyKind::Items(&data::files::ASSETS, data::files::assets),
    AnyKind::Items(&data::files::ATTACHMENTS, data::files::attachments),
];

impl<'a> Renderer<'a> {
    /// The bytes of a planned file.
    ///
    /// # Errors
    /// If a template is wrong, or an attachment cannot be read.
    pub fn render(&self, planned: &Planned<'_>) -> Result<Vec<u8>, RenderError> {
        planned.file.render(self, planned.address).map_err(|error| match error {
            RenderError::Template { page: None, detail } => {
                RenderError::Template { page: Some(planned.address.path.clone()), detail }
            }
            error => error,
        })
    }

    /// What a planned file holds, if it is an attachment.
    pub fn attachment(&self, planned: &Planned<'_>) -> Option<Result<Reader<'static>, RenderError>> {
        let File::Item(kind, item) = planned.file else { return None };
        std::ptr::eq(kind, &raw const data::files::ATTACHMENTS).then(|| data::files::open(self, item))
    }

    /// What a planned file holds, if it need not be in memory at once.
    pub fn stream(&self, planned: &Planned<'_>) -> Option<Result<Reader<'a>, RenderError>> {
        match planned.file {
            File::Item(kind, item) if std::ptr::eq(kind, &raw const data::cells_csv::KIND) => {
                Some(Ok(data::cells_csv::lines(self.site, item)))
            }
            _ => self.attachment(planned).map(|opened| opened.map(|reader| reader as Reader<'a>)),
        }
    }

    /// The machine-readable forms of what a page is about, and where they stand.
    fn formats(&self, subject: Subject) -> impl Iterator<Item = DataFile> {
        KINDS.iter().flat_map(move |kind| kind.forms_of(self.site, subject))
    }

    /// What readers learn about a report that stands as published.
    fn remarks(&self, report: &Report) -> impl Iterator<Item = &Finding> {
        notes::remarks(report, self.findings)
    }
}

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Template { page: Some(page), detail } => write!(f, "{page}: {detail}"),
            Self::Template { page: None, detail } => detail.fmt(f),
            Self::Read(message) => message.fmt(f),
        }
    }
}

impl error::Error for RenderError {}
