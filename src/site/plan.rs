//! The plan: every file of a site, where it stands and what it is about, before any is made.

use super::Site;
use crate::{
    archive::{PageId, ReportId},
    config::AgencyId,
};
use std::{ops::Deref, sync::Arc};

/// What a file of the site is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The site as a whole.
    Site,
    /// All reports on one year.
    Year(u16),
    /// One agency, through the years.
    Agency(AgencyId),
    /// One report.
    Report(ReportId),
    /// A page of the author's.
    Page(PageId),
    /// One of a numbered set: an asset, an attachment, a schema, a redirect.
    Item(usize),
}

/// Where one file of the published site stands, and what it is about.
#[derive(Clone, Debug)]
pub struct Address {
    /// Below the output folder, `/`-separated.
    pub path: String,
    /// What it is about.
    pub subject: Subject,
}

/// What a plan asks of a kind of file. How its files are made is not the plan's business.
pub trait Kind: 'static {
    /// One file of the kind.
    type File: Copy;

    /// Every file of this kind, in a fixed order.
    fn files(&'static self, site: &Site) -> Vec<(Address, Self::File)>;

    /// How many files of the kind there are, where an edit may change that although no text comes, goes or moves.
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
    /// What it is and, for rendering, how it is made.
    pub file: F,
    /// Where it stands.
    pub address: &'a Address,
}

/// Plans a site: each kind's files in their order, the kinds in the order of their list.
pub fn plan<K: Kind>(site: &Site, kinds: &'static [K]) -> Plan<K::File> {
    let (addresses, files) = kinds.iter().flat_map(|kind| kind.files(site)).unzip();
    Plan { files, addresses: Arc::new(Addresses::new(addresses)), counts: counts(site, kinds) }
}

fn counts<K: Kind>(site: &Site, kinds: &[K]) -> Vec<usize> {
    kinds.iter().filter_map(|kind| kind.count(site)).collect()
}

impl<F: Copy> Plan<F> {
    /// Whether it is still the plan when what it was made of (`before`) has become `after`.
    pub fn still_holds<K: Kind<File = F>>(&self, before: &Site, after: &Site, kinds: &[K]) -> bool {
        before.archive.has_same_layout(&after.archive)
            && Arc::ptr_eq(&before.theme, &after.theme)
            && self.counts == counts(after, kinds)
    }

    /// Where the files stand.
    pub fn addresses(&self) -> &Arc<Addresses> {
        &self.addresses
    }

    /// The file at a place of the plan.
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

/// Where every file of the published site stands, in a fixed order.
#[derive(Debug, Default)]
pub struct Addresses {
    list: Vec<Address>,
    /// Their places in the list, in the order of their paths.
    by_path: Vec<u32>,
}

impl Addresses {
    fn new(list: Vec<Address>) -> Self {
        let mut by_path: Vec<_> = (0..list.len() as u32).collect();
        by_path.sort_by(|a, b| list[*a as usize].path.cmp(&list[*b as usize].path));
        Self { list, by_path }
    }

    /// Of several at one path the last.
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
