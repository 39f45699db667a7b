//! One file as it would be with another text: what a form shows before anything is saved.

use super::Prepared;
use crate::{
    archive::{Archive, Entry, Input, InputContent, below_content},
    check::{self, Check},
    diag::{Finding, Source},
    report::Report,
};
use std::sync::Arc;

/// A report's file, read and checked on its own.
pub struct Judged {
    /// None if not even year and agency can be read.
    pub report: Option<Arc<Report>>,
    /// What reading and checking it found, waived findings included.
    pub findings: Vec<Finding>,
}

impl Prepared {
    /// What the site would make of a report's file with this text, and of nothing else. What rules on the whole site
    /// found in it stands until the site is read again.
    pub fn judge(&self, source: &Arc<Source>) -> Judged {
        let (site, path) = (&self.site, below_content(source));
        let input = Input { path: path.to_owned(), content: InputContent::Markdown(Arc::clone(source)) };
        let read = Entry::read(input, &site.config.agencies);
        let report = match &read {
            Entry::Report(report) => Arc::clone(report),
            Entry::Faults(faults, _) => return Judged { report: None, findings: faults.to_vec() },
            _ => return Judged { report: None, findings: Vec::new() },
        };
        let before = site.archive.reports.iter().find(|other| other.source.path == source.path);
        let before = before.map(|before| Entry::Report(Arc::clone(before)));
        let with = |before| site.archive.with(std::iter::once((path, Some(before), Some(&read))));
        let archive: Option<Archive> = before.as_ref().and_then(with);
        let archive = archive.as_ref().unwrap_or(&site.archive);
        let others = self.findings.in_file(&source.path).iter().filter(|finding| is_of_site(finding)).cloned();
        let findings = check::judge(&site.config, archive, &report, others);
        Judged { report: Some(report), findings }
    }
}

/// Whether a finding comes from looking at the site as a whole.
fn is_of_site(finding: &Finding) -> bool {
    let rule = check::rule(finding.rule);
    rule.is_some_and(|rule| matches!(rule.check, Check::Site(_) | Check::Addresses(_)))
}
