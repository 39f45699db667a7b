//! Every report and page of a site, by agency and year.

mod former;
mod page;
mod rate;
mod reason;
mod redirect;
mod stray;
mod trend;
mod units;
mod withheld;

use crate::{
    config::{Agencies, AgencyId},
    diag::{Finding, Place, Source},
    markdown::{self, Document, INVALID_FRONT_MATTER},
    report::{self, Report, ReportPath, Revision},
    text,
};
pub use page::ContentPage;
pub(crate) use rate::{Rate, stated};
use rayon::prelude::*;
pub(crate) use reason::{Reason, reasons};
pub use redirect::{Moved, Redirect};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    sync::Arc,
};
pub use stray::UNREAD_REPORT;
pub(crate) use stray::{BEGINNING, Misnamed, copied_from, ending_of_document, is_document, report_by_content};
pub use trend::{Trend, TrendYear};
pub(crate) use units::{Counted, hosts};

/// The index of a report in [`Archive::reports`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(usize);

impl ReportId {
    /// The number of reports before it.
    pub fn index(self) -> usize {
        self.0
    }
}

/// The index of an author's page in [`Archive::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(usize);

/// A file below `content/` as it was found.
#[derive(Clone, Debug)]
pub struct Input {
    /// Relative to `content/`, `/`-separated.
    pub path: String,
    /// Its text, or why it has none.
    pub content: InputContent,
}

/// The content of a file below `content/`.
#[derive(Clone, Debug)]
pub enum InputContent {
    /// A report or an author’s page, still to be read.
    Markdown(Arc<Source>),
    /// A Markdown file that cannot be decoded, and why.
    Unreadable(Box<Finding>),
    /// Any other file, with its size in bytes; it is copied unchanged.
    Attachment(u64),
}

impl Input {
    /// The finding for a file whose name is not valid text.
    pub fn nameless(path: String) -> Self {
        let source = Arc::new(Source::new(format!("content/{path}"), ""));
        let message = text!("文件名不是 UTF-8 文字", "the file name is not valid UTF-8");
        let finding = Finding::new(INVALID_FRONT_MATTER, Place::file(&source), message)
            .hint(text!("给文件改名，报告用年份，如 2023.md", "rename the file; name a report by its year: 2023.md"));
        Self { path, content: InputContent::Unreadable(Box::new(finding)) }
    }
}

/// Every report and page that a site shows. Clones share them, so that updating a site after a change of one file costs
/// little.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    /// By agency in the order of `site.toml`, then by year.
    pub reports: Vec<Arc<Report>>,
    /// The author’s other pages and the introduction of the home page, by path.
    pub pages: Vec<Arc<ContentPage>>,
    /// Findings in files that are neither, by path relative to `content/`.
    pub faults: BTreeMap<String, Arc<[Finding]>>,
    /// The layout of the site; shared for as long as no file is added, removed or moved.
    order: Arc<Order>,
}

#[derive(Debug, Default)]
struct Order {
    /// Whether there are reports outside the folders from which reports are read.
    has_strays: bool,
    /// Paths below `content/` of the files that are copied.
    attachments: Vec<String>,
    /// Their sizes in bytes.
    sizes: HashMap<String, u64>,
    /// Paths below `content/` of the drafts that are left out, and of the files that go with them.
    left_out: Vec<String>,
    /// Paths below `content/` of the files that go with drafts that are shown.
    with_drafts: HashSet<String>,
    /// Whether files stand beside drafts that go with them unless a published text links to them.
    has_beside_drafts: bool,
    /// Those that one links to, and the text that does.
    linked_beside_drafts: BTreeMap<String, String>,
    /// Agencies and years of which there is a draft that is left out.
    drafted: BTreeSet<(AgencyId, u16)>,
    /// Agencies and years with a report that cannot be read.
    unread: BTreeSet<(AgencyId, u16)>,
    /// Agencies and years with a file that seems to be a report but has the wrong path or format.
    misplaced: BTreeSet<(AgencyId, u16)>,
    /// The reports of each agency by year; of two on the same year, the first.
    by_agency: Vec<Vec<(u16, ReportId)>>,
    /// The number of reports on each year.
    years: BTreeMap<u16, usize>,
    /// Joint reports, by year.
    joint: BTreeMap<u16, Vec<ReportId>>,
    /// The index of each file's report or page, by path relative to `content/`.
    index: HashMap<String, usize>,
}

/// The result of reading one file.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A report whose agency and year, at least, are known.
    Report(Arc<Report>),
    /// An author’s page.
    Page(Arc<ContentPage>),
    /// A report whose agency or year is unknown, or a text that cannot be read; with the agency and year that its path
    /// suggests.
    Faults(Arc<[Finding]>, Option<(AgencyId, u16)>),
    /// A report outside the folders from which reports are read, with the agency and year that it seems to have.
    Stray(Arc<Source>, Option<(AgencyId, u16)>),
    /// A file that is not Markdown, with its size in bytes; it is copied unchanged. With the agency and year of the
    /// report that it seems to be.
    Attachment(u64, Option<(AgencyId, u16)>),
}

impl Entry {
    /// Reads one file.
    pub fn read(input: Input, agencies: &Agencies) -> Self {
        let source = match input.content {
            InputContent::Markdown(source) => source,
            InputContent::Unreadable(finding) => {
                let of = meant(&input.path, agencies).or_else(|| misnamed(&input.path, agencies));
                return Self::Faults([*finding].into(), of);
            }
            InputContent::Attachment(size) => return Self::Attachment(size, misnamed(&input.path, agencies)),
        };
        let (document, findings) = Document::read(&source);
        match ReportPath::parse(&input.path) {
            Some(path) => match report::bind(&document, findings, path, agencies) {
                Ok(report) => Self::Report(Arc::new(report)),
                Err(findings) => Self::Faults(findings.into(), meant(&input.path, agencies)),
            },
            // An author's page may contain tables, too; but one that reads like a report was meant as one.
            None if stray::is_report(&document) => Self::Stray(source, stray::meant(&document, &input.path, agencies)),
            None => Self::Page(Arc::new(ContentPage::read(&input.path, document, findings))),
        }
    }

    /// Whether either leads to the same files at the same places, whatever these files contain.
    fn has_same_layout(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Report(a), Self::Report(b)) => layout(a) == layout(b),
            (Self::Page(a), Self::Page(b)) => {
                (&a.path, a.draft, &a.redirect_from) == (&b.path, b.draft, &b.redirect_from)
            }
            // Pages show the size of attachments.
            (Self::Attachment(a, _), Self::Attachment(b, _)) => a == b,
            // What is in a folder of a former id shows in the files of that folder.
            (Self::Faults(..), Self::Faults(..)) => !self.is_of_unknown() && !other.is_of_unknown(),
            (Self::Stray(_, a), Self::Stray(_, b)) => a == b,
            _ => false,
        }
    }
}

/// Every file below `content/` as read, by its path.
pub type Entries = BTreeMap<String, Entry>;

impl Archive {
    /// Reads all files in parallel and arranges them. Drafts are left out unless requested.
    pub fn gather(agencies: &Agencies, inputs: Vec<Input>, drafts: bool) -> Self {
        Self::of(agencies, &read_all(agencies, inputs).into_iter().collect(), drafts)
    }

    /// Arranges files that have been read.
    pub fn of(agencies: &Agencies, entries: &Entries, drafts: bool) -> Self {
        let (mut archive, mut order) = (Self::default(), Order::default());
        for (path, entry) in entries {
            match entry {
                // A draft may be unfinished.
                Entry::Report(draft) if draft.draft && !drafts => {
                    order.left_out.push(path.clone());
                    order.drafted.insert((draft.agency, draft.year));
                }
                Entry::Page(draft) if draft.draft && !drafts => order.left_out.push(path.clone()),
                Entry::Report(report) => {
                    // The report may belong to either year, so neither counts as missing.
                    let filed = report.filed_year().filter(|filed| *filed != report.year);
                    order.unread.extend(filed.map(|year| (report.agency, year)));
                    archive.reports.push(Arc::clone(report));
                }
                Entry::Page(page) => archive.pages.push(Arc::clone(page)),
                Entry::Faults(faults, of) => {
                    archive.faults.insert(path.clone(), Arc::clone(faults));
                    order.unread.extend(*of);
                }
                Entry::Attachment(size, _) => {
                    order.attachments.push(path.clone());
                    order.sizes.insert(path.clone(), *size);
                }
                Entry::Stray(_, of) => {
                    order.has_strays = true;
                    order.misplaced.extend(*of);
                }
            }
        }
        order.misplaced.extend(in_other_formats(entries));
        archive.faults.extend(stray::faults(entries));
        withheld::withhold(&mut order, entries, drafts);
        archive.reports.sort_by(|a, b| key(a).cmp(&key(b)));
        archive.pages.sort_by(|a, b| a.path.cmp(&b.path));
        for id in archive.ids() {
            order.add(id, archive.report(id));
        }
        if let Some((agency, paths)) = former::find(&order, agencies, entries) {
            for path in paths {
                let faults = former::hinted(&archive.faults[path], &agencies[agency].id);
                archive.faults.insert(path.to_owned(), faults.into());
                // What is misplaced is not missing.
                order.misplaced.extend(ReportPath::parse(path).and_then(|path| path.year()).map(|year| (agency, year)));
            }
        }
        let pages = archive.pages.iter().enumerate();
        order.index.extend(pages.map(|(at, page)| (below_content(&page.source).to_owned(), at)));
        archive.order = Arc::new(order);
        archive
    }

    /// Likewise with some files changed, given by path relative to `content/`, old and new entry. None if the change
    /// affects the layout.
    pub fn with<'e>(
        &self,
        changed: impl Iterator<Item = (&'e str, Option<&'e Entry>, Option<&'e Entry>)>,
    ) -> Option<Self> {
        let mut archive = self.clone();
        for (path, before, after) in changed {
            let (before, after) = match (before, after) {
                (Some(before), Some(after)) => (before, after),
                (None, None) => continue,
                _ => return None,
            };
            if !before.has_same_layout(after) || (self.order.has_beside_drafts && !leads_alike(before, after)) {
                return None;
            }
            match (self.order.index.get(path), after) {
                (Some(&at), Entry::Report(report)) => archive.reports[at] = Arc::clone(report),
                (Some(&at), Entry::Page(page)) => archive.pages[at] = Arc::clone(page),
                (_, Entry::Faults(faults, _)) => _ = archive.faults.insert(path.to_owned(), Arc::clone(faults)),
                // Left out or copied.
                _ => {}
            }
        }
        Some(archive)
    }

    /// Whether every file has the same place as in another archive.
    pub fn has_same_layout(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.order, &other.order)
    }

    /// Paths below `content/` of the files that are copied.
    pub fn attachments(&self) -> &[String] {
        &self.order.attachments
    }

    /// Whether a file, given by path relative to `content/`, is copied.
    pub(crate) fn has_attachment(&self, path: &str) -> bool {
        self.order.sizes.contains_key(path)
    }

    /// The size in bytes of a file that is copied, by path relative to `content/`.
    pub(crate) fn size_of(&self, path: &str) -> Option<u64> {
        self.order.sizes.get(path).copied()
    }

    /// Paths below `content/` of the drafts that are left out, and of the files that go with them.
    pub fn left_out(&self) -> &[String] {
        &self.order.left_out
    }

    /// Paths below `content/` of the files that go with drafts, whether these are shown or left out.
    pub(crate) fn files_of_drafts(&self) -> Vec<&str> {
        let left_out = self.order.left_out.iter().filter(|path| markdown::stem(path).is_none());
        let mut files: Vec<_> = left_out.chain(&self.order.with_drafts).map(String::as_str).collect();
        files.sort_unstable();
        files
    }

    /// Files that stand beside a draft by its name and are published, since a published text links to them; and that
    /// text. Both are paths below `content/`.
    pub(crate) fn linked_beside_drafts(&self) -> &BTreeMap<String, String> {
        &self.order.linked_beside_drafts
    }

    /// Whether a file that is copied belongs to a draft, by path relative to `content/`.
    pub(crate) fn goes_with_draft(&self, path: &str) -> bool {
        self.order.with_drafts.contains(path)
    }

    /// The ids of all reports, in order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = ReportId> + DoubleEndedIterator + use<> {
        (0..self.reports.len()).map(ReportId)
    }

    /// The report with an id.
    pub fn report(&self, id: ReportId) -> &Arc<Report> {
        &self.reports[id.0]
    }

    /// The report in a file, by path relative to `content/`.
    pub fn report_in(&self, path: &str) -> Option<&Arc<Report>> {
        let report = self.reports.get(*self.order.index.get(path)?)?;
        // Pages are indexed separately.
        (below_content(&report.source) == path).then_some(report)
    }

    /// The ids of the author's pages in order, without the home page's introduction.
    pub fn page_ids(&self) -> impl Iterator<Item = PageId> + '_ {
        (0..self.pages.len()).map(PageId).filter(|id| !self.page(*id).is_introduction())
    }

    /// The author’s page with an id.
    pub fn page(&self, id: PageId) -> &Arc<ContentPage> {
        &self.pages[id.0]
    }

    /// Every old address with its target.
    pub fn redirects(&self) -> impl Iterator<Item = Redirect<'_>> {
        let pages = self.pages.iter().map(|page| (&page.redirect_from, Moved::Page(page)));
        let reports = self.reports.iter().map(|report| (&report.redirect_from, Moved::Report(report)));
        pages
            .chain(reports)
            .flat_map(|(from, to)| from.iter().map(move |(from, span)| Redirect { from, span: *span, to }))
    }

    /// The old address with this index. A site may have thousands, each requested by index.
    pub fn redirect(&self, mut at: usize) -> Option<Redirect<'_>> {
        let pages = self.pages.iter().map(|page| (&page.redirect_from, Moved::Page(page)));
        let reports = self.reports.iter().map(|report| (&report.redirect_from, Moved::Report(report)));
        for (from, to) in pages.chain(reports) {
            match from.get(at) {
                Some((from, span)) => return Some(Redirect { from, span: *span, to }),
                None => at -= from.len(),
            }
        }
        None
    }

    /// The introduction of the home page, if its author wrote one.
    pub fn introduction(&self) -> Option<&ContentPage> {
        self.pages.iter().find(|page| page.is_introduction()).map(|page| &**page)
    }

    /// An agency's report on a year.
    pub fn find(&self, agency: AgencyId, year: u16) -> Option<&Report> {
        self.id_of(agency, year).map(|id| &**self.report(id))
    }

    pub(crate) fn id_of(&self, agency: AgencyId, year: u16) -> Option<ReportId> {
        self.order.of_agency(agency).iter().find(|(of, _)| *of == year).map(|(_, id)| *id)
    }

    /// The report of the same agency on the year before.
    pub fn previous(&self, report: &Report) -> Option<&Report> {
        self.find(report.agency, report.year.checked_sub(1)?)
    }

    /// The same agency's report on the year before, if it covers the same agencies.
    pub fn comparable(&self, report: &Report) -> Option<&Report> {
        self.previous(report).filter(|before| before.covers_as(report))
    }

    /// An agency's reports, the earliest first.
    pub fn of_agency(&self, agency: AgencyId) -> impl DoubleEndedIterator<Item = ReportId> + '_ {
        self.order.of_agency(agency).iter().map(|(_, id)| *id)
    }

    /// The years an agency has reports on, the earliest first.
    pub fn years_of(&self, agency: AgencyId) -> impl Iterator<Item = u16> + '_ {
        self.order.of_agency(agency).iter().map(|(year, _)| *year)
    }

    /// Whether reports on a year may be missing only because their files cannot be read.
    pub fn may_lack(&self, year: u16) -> bool {
        let Order { has_strays, unread, misplaced, .. } = &*self.order;
        *has_strays || unread.iter().chain(misplaced).any(|(_, of)| *of == year)
    }

    /// Whether an agency has a file for a year that cannot be read or is in the wrong place.
    pub(crate) fn may_lack_of(&self, agency: AgencyId, year: u16) -> bool {
        self.order.elsewhere(agency).any(|of| of == year)
    }

    /// Whether a report would be found at this path below `content/` if its file were readable and named correctly.
    pub(crate) fn may_lack_report(&self, path: &str, agencies: &Agencies) -> bool {
        meant(path, agencies).is_some_and(|(agency, year)| {
            self.may_lack_of(agency, year) || self.find(agency, year).is_some_and(Report::is_misfiled)
        })
    }

    /// The years for which an agency has files, readable or not.
    pub fn filed_years_of(&self, agency: AgencyId) -> BTreeSet<u16> {
        let read = self.of_agency(agency).map(|id| self.report(id)).filter(|report| !report.is_year_doubtful());
        years_among(&self.order.unread, agency).chain(read.map(|report| report.year)).collect()
    }

    /// The same with those whose files are not where reports are read, or not in a format that is, and with drafts,
    /// whether they are shown or not: of such a year nothing is missing.
    pub(crate) fn handed_in_years_of(&self, agency: AgencyId) -> BTreeSet<u16> {
        let others = self.order.elsewhere(agency).chain(years_among(&self.order.drafted, agency));
        self.filed_years_of(agency).into_iter().chain(others).collect()
    }

    /// The joint reports on a year.
    pub fn joint(&self, year: u16) -> impl Iterator<Item = &Arc<Report>> {
        self.order.joint.get(&year).into_iter().flatten().map(|&id| self.report(id))
    }

    /// A year's reports, by agency.
    pub fn of_year(&self, year: u16) -> Vec<ReportId> {
        self.order.by_agency.iter().flatten().filter(|(of, _)| *of == year).map(|(_, id)| *id).collect()
    }

    /// The year of each report, by file.
    pub fn years_by_file(&self) -> HashMap<&str, u16> {
        self.reports.iter().map(|report| (report.source.path.as_str(), report.year)).collect()
    }

    /// Every correction after publication, the newest first and those without a date last. Drafts have none.
    pub(crate) fn corrections(&self) -> Vec<(&Report, &Revision)> {
        let published = self.reports.iter().filter(|report| !report.draft);
        let mut all: Vec<_> =
            published.flat_map(|report| report.revisions.iter().map(move |revision| (&**report, revision))).collect();
        all.sort_by_key(|(_, revision)| Reverse(revision.date));
        all
    }

    /// Every year with reports, the earliest first, and their number.
    pub fn years(&self) -> BTreeMap<u16, usize> {
        self.order.years.clone()
    }
}

/// The years of an agency's files.
fn years_among(files: &BTreeSet<(AgencyId, u16)>, agency: AgencyId) -> impl Iterator<Item = u16> {
    files.range((agency, u16::MIN)..=(agency, u16::MAX)).map(|(_, year)| *year)
}

/// Of two reports on one year, the one whose file is named after the year comes first.
fn key(report: &Report) -> (AgencyId, u16, bool, &str) {
    (report.agency, report.year, report.is_misfiled(), &report.source.path)
}

/// The agency and year of a report, judging by its path.
fn meant(path: &str, agencies: &Agencies) -> Option<(AgencyId, u16)> {
    let (agency, year) = ReportPath::parse(path)?.meant(agencies);
    agency.zip(year)
}

/// Whose report on which year a file of another name or format seems to be.
fn misnamed(path: &str, agencies: &Agencies) -> Option<(AgencyId, u16)> {
    Misnamed::of(path)?.meant(path, agencies)
}

/// Reports that exist only as documents in other formats.
fn in_other_formats(entries: &Entries) -> Vec<(AgencyId, u16)> {
    let documents = entries.values().filter_map(|entry| match entry {
        Entry::Attachment(_, of) => *of,
        _ => None,
    });
    let mut documents: Vec<_> = documents.collect();
    if !documents.is_empty() {
        let read: HashSet<_> = entries
            .values()
            .filter_map(|entry| match entry {
                Entry::Report(report) => Some((report.agency, report.year)),
                _ => None,
            })
            .collect();
        documents.retain(|of| !read.contains(of));
    }
    documents
}

/// Whether the links of a published text lead where they led.
fn leads_alike(before: &Entry, after: &Entry) -> bool {
    let targets = |entry| withheld::links(entry).iter().map(|link| &link.target);
    targets(before).eq(targets(after))
}

/// Everything that determines where a report's pages and addresses are.
fn layout(report: &Report) -> impl PartialEq {
    (report.agency, report.year, report.draft, report.is_misfiled(), &report.joint, &report.redirect_from)
}

impl Order {
    /// Reports are added in order of agency and year.
    fn add(&mut self, id: ReportId, report: &Report) {
        self.index.insert(below_content(&report.source).to_owned(), id.0);
        if !report.joint.is_empty() {
            self.joint.entry(report.year).or_default().push(id);
        }
        if self.by_agency.len() <= report.agency.index() {
            self.by_agency.resize_with(report.agency.index() + 1, Vec::new);
        }
        let own = &mut self.by_agency[report.agency.index()];
        // The first is kept, which after sorting is the one whose file is named after the year.
        if own.last().is_none_or(|(year, _)| *year != report.year) {
            own.push((report.year, id));
            *self.years.entry(report.year).or_default() += 1;
        }
    }

    fn has_nothing_of(&self, agency: AgencyId) -> bool {
        self.of_agency(agency).is_empty() && self.elsewhere(agency).next().is_none()
    }

    /// The years of which an agency has files that are not read as its reports.
    fn elsewhere(&self, agency: AgencyId) -> impl Iterator<Item = u16> {
        [&self.unread, &self.misplaced].into_iter().flat_map(move |files| years_among(files, agency))
    }

    fn of_agency(&self, agency: AgencyId) -> &[(u16, ReportId)] {
        self.by_agency.get(agency.index()).map_or(&[], Vec::as_slice)
    }
}

/// Reads files in parallel.
pub fn read_all(agencies: &Agencies, inputs: Vec<Input>) -> Vec<(String, Entry)> {
    inputs.into_par_iter().map(|input| (input.path.clone(), Entry::read(input, agencies))).collect()
}

/// The path of a text below `content/`, where links start from.
pub fn below_content(source: &Source) -> &str {
    source.path.strip_prefix("content/").unwrap_or(&source.path)
}
