//! Every report and page of a site, by body and year.

mod page;
mod trend;

use crate::{
    config::Config,
    diag::{Finding, Place, Source},
    document::{Document, INVALID_FRONT_MATTER},
    report::{self, Bound, Report, ReportPath},
    text,
};
pub use page::ContentPage;
use rayon::prelude::*;
use std::{collections::BTreeMap, sync::Arc};
pub use trend::{Trend, TrendYear};

/// A report's place in [`Archive::reports`].
pub type ReportId = usize;

/// A file below `content/` as it was found.
#[derive(Clone, Debug)]
pub struct Input {
    /// Relative to `content/`, `/`-separated.
    pub path: String,
    pub content: InputContent,
}

#[derive(Clone, Debug)]
pub enum InputContent {
    Markdown(Arc<Source>),
    /// A Markdown file that is no text of ours, and why.
    Unreadable(Box<Finding>),
    /// Anything else: copied as it is.
    Attachment,
}

impl Input {
    /// The finding for a file whose name is no text.
    pub fn nameless(path: String) -> Self {
        let source = Arc::new(Source::new(format!("content/{path}"), ""));
        let message = text!("文件名不是 UTF-8 文字", "the file's name is not UTF-8 text");
        let finding = Finding::new(INVALID_FRONT_MATTER, Place::file(&source), message)
            .hint(text!("给文件改名，报告用年份，如 2023.md", "rename it; a report by its year: 2023.md"));
        Self { path, content: InputContent::Unreadable(Box::new(finding)) }
    }
}

#[derive(Debug, Default)]
pub struct Archive {
    /// By body in the order of `site.toml`, then by year.
    pub reports: Vec<Report>,
    pub pages: Vec<ContentPage>,
    /// Paths below `content/` of the files that are copied.
    pub attachments: Vec<String>,
    /// Paths below `content/` of the drafts that are left out.
    pub left_out: Vec<String>,
    index: BTreeMap<(usize, u16), ReportId>,
}

/// What reading one file gave.
enum Read {
    Report(Box<Bound>),
    Page(Box<ContentPage>, Vec<Finding>),
    Fault(Box<Finding>),
    Attachment(String),
}

impl Archive {
    /// Reads every file, in parallel, and puts them in order. Drafts are left out unless asked for.
    pub fn gather(config: &Config, inputs: Vec<Input>, drafts: bool) -> (Self, Vec<Finding>) {
        let read: Vec<_> = inputs.into_par_iter().map(|input| read(input, config)).collect();
        let (mut archive, mut findings) = (Self::default(), Vec::new());
        for read in read {
            match read {
                Read::Report(bound) if drafts || !bound.report.as_ref().is_some_and(|report| report.draft) => {
                    findings.extend(bound.findings);
                    archive.reports.extend(bound.report);
                }
                Read::Page(page, faults) if drafts || !page.draft => {
                    findings.extend(faults);
                    archive.pages.push(*page);
                }
                // A draft may be unfinished.
                Read::Report(bound) => {
                    archive.left_out.extend(bound.report.map(|draft| below_content(&draft.source).to_owned()));
                }
                Read::Page(draft, _) => archive.left_out.push(below_content(&draft.source).to_owned()),
                Read::Fault(finding) => findings.push(*finding),
                Read::Attachment(path) => archive.attachments.push(path),
            }
        }
        archive.reports.sort_by(|a, b| (a.agency, a.year, &a.source.path).cmp(&(b.agency, b.year, &b.source.path)));
        archive.pages.sort_by(|a, b| a.path.cmp(&b.path));
        archive.attachments.sort();
        for (id, report) in archive.reports.iter().enumerate() {
            archive.index.entry((report.agency, report.year)).or_insert(id);
        }
        (archive, findings)
    }

    pub fn find(&self, agency: usize, year: u16) -> Option<&Report> {
        self.index.get(&(agency, year)).map(|&id| &self.reports[id])
    }

    pub fn id_of(&self, agency: usize, year: u16) -> Option<ReportId> {
        self.index.get(&(agency, year)).copied()
    }

    /// The report of the same body on the year before.
    pub fn previous(&self, report: &Report) -> Option<&Report> {
        self.find(report.agency, report.year.checked_sub(1)?)
    }

    /// A body's reports, the earliest first.
    pub fn of_agency(&self, agency: usize) -> impl DoubleEndedIterator<Item = ReportId> + '_ {
        self.index.range((agency, 0)..=(agency, u16::MAX)).map(|(_, &id)| id)
    }

    /// A year's reports, by body.
    pub fn of_year(&self, year: u16) -> Vec<ReportId> {
        self.index.iter().filter(|((_, y), _)| *y == year).map(|(_, &id)| id).collect()
    }

    /// Every year there is a report on, the earliest first, with how many.
    pub fn years(&self) -> BTreeMap<u16, usize> {
        let mut years = BTreeMap::new();
        for &(_, year) in self.index.keys() {
            *years.entry(year).or_default() += 1;
        }
        years
    }
}

/// The path of a text below `content/`, where links start from.
pub fn below_content(source: &Source) -> &str {
    source.path.strip_prefix("content/").unwrap_or(&source.path)
}

fn read(input: Input, config: &Config) -> Read {
    let source = match input.content {
        InputContent::Markdown(source) => source,
        InputContent::Unreadable(finding) => return Read::Fault(finding),
        InputContent::Attachment => return Read::Attachment(input.path),
    };
    let (document, findings) = Document::read(&source);
    match ReportPath::parse(&input.path) {
        Some(path) => Read::Report(Box::new(report::bind(&document, findings, path, config))),
        None => {
            let (page, findings) = ContentPage::read(&input.path, document, findings);
            Read::Page(Box::new(page), findings)
        }
    }
}
