//! The texts that hold links and pictures, for the rules that look at them.

use super::Whole;
use crate::{
    archive::{ContentPage, below_content},
    diag::{Finding, Place, RuleName, Source},
    document::{LinkKind, LinkRef},
    i18n::{Message, Text},
    report::{Report, ReportSection},
    site::url,
    text,
};
use std::sync::Arc;

/// A report or page with links.
pub struct Linked<'a> {
    pub source: &'a Arc<Source>,
    /// The file it is shown in.
    pub page: String,
    pub draft: bool,
    pub links: &'a [LinkRef],
    /// A report states in which section a link stands, so that a waiver can name it.
    report: Option<&'a Report>,
}

impl<'a> Linked<'a> {
    /// Every report and page that has links.
    pub fn all(whole: &'a Whole<'_>) -> impl Iterator<Item = Self> {
        let site = whole.site;
        let reports = site.archive.reports.iter().filter(|report| !report.body.links.is_empty());
        let pages = site.archive.pages.iter().filter(|page| !page.links.is_empty());
        reports
            .map(|report| Self::report(report, url::index(&url::report(site, report))))
            .chain(pages.map(|page| Self::page(page)))
    }

    fn report(report: &'a Report, page: String) -> Self {
        Self { source: &report.source, page, draft: report.draft, links: &report.body.links, report: Some(report) }
    }

    fn page(page: &'a ContentPage) -> Self {
        Self { source: &page.source, page: url::index(&page.path), draft: page.draft, links: &page.links, report: None }
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
        self.report?.body.section_at(link.span)
    }
}

/// What a message calls it.
pub fn noun(kind: LinkKind) -> Text {
    match kind {
        LinkKind::Link => text!("链接", "link"),
        LinkKind::Image => text!("图片", "picture"),
    }
}
