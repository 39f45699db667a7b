//! The plan: every file of a site with its path and subject, before any is made.

use super::Site;
use crate::{
    archive::{PageId, ReportId},
    config::AgencyId,
};
use std::{ops::Deref, sync::Arc};

/// The subject of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The site as a whole.
    Site,
    /// All reports on one year.
    Year(u16),
    /// One agency in all years.
    Agency(AgencyId),
    /// One report.
    Report(ReportId),
    /// An author's page.
    Page(PageId),
    /// An item of a numbered set: an asset, an attachment, a schema, a redirect.
    Item(usize),
}

/// The path of a published file, and its subject.
#[derive(Clone, Debug)]
pub struct Address {
    /// Below the output folder, `/`-separated.
    pub path: String,
    /// Its subject.
    pub subject: Subject,
}

/// What the plan needs to know about a kind of file. How its files are made is not the plan's concern.
pub trait Kind: 'static {
    /// One file of the kind.
    type File: Copy;

    /// Every file of this kind, in a fixed order.
    fn files(&'static self, site: &Site) -> Vec<(Address, Self::File)>;

    /// The number of files of this kind, if an edit can change it although no text is added, removed or moved.
    fn count(&self, site: &Site) -> Option<usize>;
}

/// Every file of a site, in a fixed order.
#[derive(Debug)]
pub struct Plan<F> {
    files: Vec<F>,
    addresses: Arc<Addresses>,
    counts: Vec<usize>,
}

/// One file of a plan.
#[derive(Clone, Copy, Debug)]
pub struct Planned<'a, F> {
    /// What it is and how it is rendered.
    pub file: F,
    /// Its path and subject.
    pub address: &'a Address,
}

/// Plans a site: the files of each kind in order, with the kinds in the order of their list.
pub fn plan<K: Kind>(site: &Site, kinds: &'static [K]) -> Plan<K::File> {
    let (addresses, files) = kinds.iter().flat_map(|kind| kind.files(site)).unzip();
    Plan { files, addresses: Arc::new(Addresses::new(addresses)), counts: counts(site, kinds) }
}

fn counts<K: Kind>(site: &Site, kinds: &[K]) -> Vec<usize> {
    kinds.iter().filter_map(|kind| kind.count(site)).collect()
}

impl<F: Copy> Plan<F> {
    /// Whether the plan is still valid when the site it was made from (`before`) has become `after`.
    pub fn still_holds<K: Kind<File = F>>(&self, before: &Site, after: &Site, kinds: &[K]) -> bool {
        before.archive.has_same_layout(&after.archive)
            && Arc::ptr_eq(&before.theme, &after.theme)
            && self.counts == counts(after, kinds)
    }

    /// The addresses of all files.
    pub fn addresses(&self) -> &Arc<Addresses> {
        &self.addresses
    }

    /// The file with this index.
    ///
    /// # Panics
    /// If the plan has fewer files.
    pub fn get(&self, at: usize) -> Planned<'_, F> {
        Planned { file: self.files[at], address: &self.addresses[at] }
    }

    /// The file at a path.
    pub fn at(&self, path: &str) -> Option<Planned<'_, F>> {
        self.addresses.find(path).map(|at| self.get(at))
    }

    /// Every file, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Planned<'_, F>> + Clone {
        (0..self.files.len()).map(|at| self.get(at))
    }
}

/// The addresses of all published files, in a fixed order.
#[derive(Debug, Default)]
pub struct Addresses {
    list: Vec<Address>,
    /// Indices into the list, sorted by path.
    by_path: Vec<u32>,
}

impl Addresses {
    fn new(list: Vec<Address>) -> Self {
        let mut by_path: Vec<_> = (0..list.len() as u32).collect();
        by_path.sort_by(|a, b| list[*a as usize].path.cmp(&list[*b as usize].path));
        Self { list, by_path }
    }

    /// If several files have this path, the last of them.
    fn find(&self, path: &str) -> Option<usize> {
        let after = self.by_path.partition_point(|at| self.list[*at as usize].path.as_str() <= path);
        let at = self.by_path[..after].last().map(|at| *at as usize)?;
        (self.list[at].path == path).then_some(at)
    }

    /// The page or file at a path.
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

impl From<()> for Subject {
    fn from((): ()) -> Self {
        Self::Site
    }
}

impl From<u16> for Subject {
    fn from(year: u16) -> Self {
        Self::Year(year)
    }
}

impl From<AgencyId> for Subject {
    fn from(agency: AgencyId) -> Self {
        Self::Agency(agency)
    }
}

impl From<ReportId> for Subject {
    fn from(report: ReportId) -> Self {
        Self::Report(report)
    }
}

impl From<PageId> for Subject {
    fn from(page: PageId) -> Self {
        Self::Page(page)
    }
}

impl From<usize> for Subject {
    fn from(item: usize) -> Self {
        Self::Item(item)
    }
}
