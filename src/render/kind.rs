//! Kinds of files, each typed by what its files are about.

use super::{Format, RenderError, Renderer};
use crate::{
    archive::{PageId, ReportId},
    config::AgencyId,
    site::{self, Address, Site, Subject},
};

/// A kind of file: where its files stand and how they are made. `T` is what each of them is about.
pub struct Kind<T: 'static> {
    /// What holds whatever its files are about.
    pub profile: Profile,
    /// Where the file about something stands.
    pub path: fn(&Site, T) -> String,
    /// Whether there is one about something.
    has: fn(&Site, T) -> bool,
    render: Render<T>,
}

/// What may be asked of any kind, whatever its files are about.
#[derive(Clone, Copy)]
pub struct Profile {
    /// No other kind has it.
    pub name: &'static str,
    /// For machine-readable forms of a page: what links to them say.
    pub format: Option<Format>,
    /// Whether the sitemap names its files.
    pub is_listed: bool,
    /// Whether a site has files of it.
    pub is_wanted: fn(&Site) -> bool,
    /// Whether pages say how large its files are: readers take these away.
    pub is_measured: bool,
}

type Render<T> = fn(&Renderer<'_>, &Address, T) -> Result<Vec<u8>, RenderError>;

/// A kind of file as it stands in [`super::KINDS`]: one file for each of these.
pub enum AnyKind {
    /// A single file.
    Site(&'static Kind<()>),
    /// Each year that has a report.
    Year(&'static Kind<u16>),
    /// Each agency of `site.toml`.
    Agency(&'static Kind<AgencyId>),
    /// Each report.
    Report(&'static Kind<ReportId>),
    /// Each page of the author's, the home page's introduction aside.
    Page(&'static Kind<PageId>),
    /// As many as the site has of them, by number.
    Items(&'static Kind<usize>, fn(&Site) -> usize),
}

/// One file of the site: its kind, and what it is about.
#[derive(Clone, Copy)]
pub enum File {
    /// Of the site as a whole.
    Site(&'static Kind<()>),
    /// Of one year.
    Year(&'static Kind<u16>, u16),
    /// Of one agency.
    Agency(&'static Kind<AgencyId>, AgencyId),
    /// Of one report.
    Report(&'static Kind<ReportId>, ReportId),
    /// Of one of the author’s pages.
    Page(&'static Kind<PageId>, PageId),
    /// One of a numbered set.
    Item(&'static Kind<usize>, usize),
}

/// A machine-readable form of a page.
pub(super) struct DataFile {
    pub format: Format,
    pub path: String,
    /// Pages say how large it is.
    pub is_measured: bool,
}

impl<T: Copy + Into<Subject>> Kind<T> {
    /// A kind that the sitemap does not name, and that is no other form of a page.
    pub const fn new(name: &'static str, path: fn(&Site, T) -> String, render: Render<T>) -> Self {
        Self {
            profile: Profile { name, format: None, is_listed: false, is_wanted: |_| true, is_measured: false },
            path,
            has: |_, _| true,
            render,
        }
    }

    /// Only some of what there is has a file of it.
    #[must_use]
    pub(super) const fn where_there_is(mut self, has: fn(&Site, T) -> bool) -> Self {
        self.has = has;
        self
    }

    /// Where its file about something stands, if there is one.
    fn path_of(&self, site: &Site, about: T) -> Option<String> {
        (self.has)(site, about).then(|| (self.path)(site, about))
    }

    /// The sitemap names its files.
    #[must_use]
    pub const fn listed(mut self) -> Self {
        self.profile.is_listed = true;
        self
    }

    /// Its files are a machine-readable form of the page about the same: that page links to them.
    #[must_use]
    pub const fn format(mut self, format: Format) -> Self {
        self.profile.format = Some(format);
        self
    }

    /// Pages say how large its files are.
    #[must_use]
    pub(super) const fn measured(mut self) -> Self {
        self.profile.is_measured = true;
        self
    }

    /// Only some sites have files of it.
    #[must_use]
    pub(super) const fn only_if(mut self, is_wanted: fn(&Site) -> bool) -> Self {
        self.profile.is_wanted = is_wanted;
        self
    }

    fn files(
        &'static self,
        site: &Site,
        all: impl Iterator<Item = T>,
        file: impl Fn(&'static Self, T) -> File,
    ) -> Vec<(Address, File)> {
        if !(self.profile.is_wanted)(site) {
            return Vec::new();
        }
        let files = all.filter_map(|about| {
            let path = self.path_of(site, about)?;
            Some((Address { path, subject: about.into() }, file(self, about)))
        });
        files.collect()
    }
}

impl site::Kind for AnyKind {
    type File = File;

    fn files(&'static self, site: &Site) -> Vec<(Address, File)> {
        let archive = &site.archive;
        match self {
            Self::Site(kind) => kind.files(site, std::iter::once(()), |kind, ()| File::Site(kind)),
            Self::Year(kind) => kind.files(site, archive.years().into_keys(), File::Year),
            Self::Agency(kind) => kind.files(site, site.config.agencies.ids(), File::Agency),
            Self::Report(kind) => kind.files(site, archive.ids(), File::Report),
            Self::Page(kind) => kind.files(site, archive.page_ids(), File::Page),
            Self::Items(kind, count) => kind.files(site, 0..count(site), File::Item),
        }
    }

    fn count(&self, site: &Site) -> Option<usize> {
        match self {
            Self::Items(_, count) => Some(count(site)),
            _ => None,
        }
    }
}

impl AnyKind {
    /// What may be asked of it, whatever its files are about.
    pub fn profile(&self) -> &'static Profile {
        match self {
            Self::Site(kind) => &kind.profile,
            Self::Year(kind) => &kind.profile,
            Self::Agency(kind) => &kind.profile,
            Self::Report(kind) => &kind.profile,
            Self::Page(kind) => &kind.profile,
            Self::Items(kind, _) => &kind.profile,
        }
    }

    /// Its files that are a form of the page about something. Of a numbered set, all belong to the site as a whole.
    pub(super) fn forms_of(&self, site: &Site, subject: Subject) -> Vec<DataFile> {
        let profile = self.profile();
        let Some(format) = profile.format.filter(|_| (profile.is_wanted)(site)) else {
            return Vec::new();
        };
        let data_file = |path| DataFile { format, path, is_measured: profile.is_measured };
        if let (Self::Items(kind, count), Subject::Site) = (self, subject) {
            return (0..count(site)).filter_map(|item| kind.path_of(site, item)).map(data_file).collect();
        }
        self.only_path(site, subject).map(data_file).into_iter().collect()
    }

    /// Where its one file about something stands, if it has one.
    fn only_path(&self, site: &Site, subject: Subject) -> Option<String> {
        match (self, subject) {
            (Self::Site(kind), Subject::Site) => kind.path_of(site, ()),
            (Self::Year(kind), Subject::Year(year)) => kind.path_of(site, year),
            (Self::Agency(kind), Subject::Agency(agency)) => kind.path_of(site, agency),
            (Self::Report(kind), Subject::Report(report)) => kind.path_of(site, report),
            (Self::Page(kind), Subject::Page(page)) => kind.path_of(site, page),
            _ => None,
        }
    }
}

impl File {
    /// The profile of the file's kind.
    pub fn profile(&self) -> &'static Profile {
        match self {
            Self::Site(kind) => &kind.profile,
            Self::Year(kind, _) => &kind.profile,
            Self::Agency(kind, _) => &kind.profile,
            Self::Report(kind, _) => &kind.profile,
            Self::Page(kind, _) => &kind.profile,
            Self::Item(kind, _) => &kind.profile,
        }
    }

    pub(super) fn render(&self, renderer: &Renderer<'_>, address: &Address) -> Result<Vec<u8>, RenderError> {
        match *self {
            Self::Site(kind) => (kind.render)(renderer, address, ()),
            Self::Year(kind, year) => (kind.render)(renderer, address, year),
            Self::Agency(kind, agency) => (kind.render)(renderer, address, agency),
            Self::Report(kind, report) => (kind.render)(renderer, address, report),
            Self::Page(kind, page) => (kind.render)(renderer, address, page),
            Self::Item(kind, item) => (kind.render)(renderer, address, item),
        }
    }
}
