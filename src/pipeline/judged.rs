//! Reads and checks one file with a different text, so that a form can show the result before anything is saved.

use super::Prepared;
use crate::{
    archive::{Entry, Input, InputContent, below_content},
    check::{self, Check},
    diag::{Finding, Source},
    report::Report,
};
use std::{cell::OnceCell, sync::Arc};

/// A report's file, read on its own. It is checked only when its findings are requested, because most of the work is in
/// the rules.
pub struct Judged<'p> {
    prepared: &'p Prepared,
    source: Arc<Source>,
    read: Entry,
    findings: OnceCell<Vec<Finding>>,
}

impl Prepared {
    /// Reads a report's file with this text, without changing the site.
    pub fn judge(&self, source: &Arc<Source>) -> Judged<'_> {
        let content = InputContent::Markdown(Arc::clone(source));
        let input = Input { path: below_content(source).to_owned(), content };
        let read = Entry::read(input, &self.site.config.agencies);
        Judged { prepared: self, source: Arc::clone(source), read, findings: OnceCell::new() }
    }
}

impl Judged<'_> {
    /// None if not even year and agency can be read.
    pub fn report(&self) -> Option<&Arc<Report>> {
        match &self.read {
            Entry::Report(report) => Some(report),
            _ => None,
        }
    }

    /// The findings of reading and checking, waived ones included. Findings of rules on the whole site are those of the
    /// last time the site was read.
    pub fn findings(&self) -> &[Finding] {
        self.findings.get_or_init(|| match &self.read {
            Entry::Report(report) => self.check(report),
            Entry::Faults(faults, _) => faults.to_vec(),
            Entry::Page(_) | Entry::Stray(..) | Entry::Attachment(..) => Vec::new(),
        })
    }

    fn check(&self, report: &Arc<Report>) -> Vec<Finding> {
        let (site, path) = (&self.prepared.site, below_content(&self.source));
        let archive = site.archive.report_in(path).and_then(|before| {
            let before = Entry::Report(Arc::clone(before));
            site.archive.with(std::iter::once((path, Some(&before), Some(&self.read))))
        });
        let archive = archive.as_ref().unwrap_or(&site.archive);
        let others = self.prepared.findings.in_file(&self.source.path);
        let others = others.iter().filter(|finding| is_of_site(finding)).cloned();
        check::judge(&site.config, archive, report, others)
    }
}

/// Whether a finding comes from a rule on the whole site.
fn is_of_site(finding: &Finding) -> bool {
    let rule = check::rule(finding.rule);
    rule.is_some_and(|rule| matches!(rule.check, Check::Site(_) | Check::Addresses(_)))
}
