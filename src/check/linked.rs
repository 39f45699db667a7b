//! The texts that hold links and pictures, for the rules that look at them.

use super::SiteContext;
use crate::{
    archive::{ContentPage, below_content},
    diag::{Finding, Place, RuleName, Source, Span},
    i18n::{Message, Text},
    markdown::{LinkKind, LinkRef},
    report::{Report, ReportSection},
    site::{Site, url},
    text,
};
use std::sync::Arc;

/// A report or page, with its links.
pub struct Linked<'a> {
    pub source: &'a Arc<Source>,
    pub links: &'a [LinkRef],
    of: Of<'a>,
}

/// A report states in which section a link stands, so that a waiver can name it.
enum Of<'a> {
    Report(&'a Report),
    Page(&'a ContentPage),
}

impl<'a> Linked<'a> {
    /// Every report and page that has links.
    pub fn all(whole: &'a SiteContext<'_>) -> impl Iterator<Item = Self> {
        let archive = &whole.site.archive;
        let reports = archive.reports.iter().map(|report| Self::report(report));
        reports.chain(archive.pages.iter().map(|page| Self::page(page))).filter(|text| !text.links.is_empty())
    }

    pub fn report(report: &'a Report) -> Self {
        Self { source: &report.source, links: &report.body.links, of: Of::Report(report) }
    }

    pub fn page(page: &'a ContentPage) -> Self {
        Self { source: &page.source, links: &page.links, of: Of::Page(page) }
    }

    /// The report, if it is one.
    pub fn as_report(&self) -> Option<&'a Report> {
        match self.of {
            Of::Report(report) => Some(report),
            Of::Page(_) => None,
        }
    }

    /// The file it is shown in.
    pub fn shown_in(&self, site: &Site) -> String {
        match self.of {
            Of::Report(report) => url::index(&url::report(site, report)),
            Of::Page(page) => url::index(&page.path),
        }
    }

    /// Its text, front matter aside.
    pub fn body(&self) -> Span {
        match self.of {
            Of::Report(report) => {
                let end = self.source.text.len();
                Span::new(report.body.preamble.start as usize, end)
            }
            Of::Page(page) => page.body,
        }
    }

    pub fn is_draft(&self) -> bool {
        match self.of {
            Of::Report(report) => report.draft,
            Of::Page(page) => page.draft,
        }
    }

    /// Where its links start from.
    pub fn from(&self) -> &'a str {
        below_content(self.source)
    }

    /// A finding at a link's target.
    pub fn at_target(&self, rule: RuleName, link: &LinkRef, message: impl Into<Message>) -> Finding {
        self.finding(rule, link, Place::new(self.source, link.target_span), message)
    }

    /// A finding at the whole link.
    pub fn at_link(&self, rule: RuleName, link: &LinkRef, message: impl Into<Message>) -> Finding {
        self.finding(rule, link, Place::new(self.source, link.span), message)
    }

    fn finding(&self, rule: RuleName, link: &LinkRef, place: Place, message: impl Into<Message>) -> Finding {
        let finding = Finding::new(rule, place, message).value(&link.target);
        match self.section(link).and_then(ReportSection::key) {
            Some(key) => finding.at(key),
            None => finding,
        }
    }

    /// The section of the report that a link stands in.
    pub fn section(&self, link: &LinkRef) -> Option<&'a ReportSection> {
        match self.of {
            Of::Report(report) => report.body.section_at(link.span),
            Of::Page(_) => None,
        }
    }
}

/// The word for such a link in messages.
pub(super) fn noun(kind: LinkKind) -> Text {
    match kind {
        LinkKind::Link => text!("链接", "link"),
        LinkKind::Image => text!("图片", "picture"),
        LinkKind::Note => text!("脚注", "footnote"),
        LinkKind::Embedded => text!("嵌入的内容", "embedded content"),
    }
}
