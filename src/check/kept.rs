//! What judging reports has found, kept in a file from one run of giar to the next.
//!
//! Of each report is kept what was found, and a hash of all that it was found from: its text, and what its rules learnt
//! of others. It holds for the same giar with the same `site.toml`. What differs in any way is judged again.

use super::{
    RULES,
    context::{Answer, Question},
};
use crate::{
    archive::Archive,
    config::Config,
    diag::{Edit, Finding, Level, Place, Related, Source, Span},
    i18n::Message,
    report::Report,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, sync::Arc};

/// What was found in reports by their files, and by which giar.
#[derive(Debug, Default)]
pub(super) struct Kept {
    program: String,
    settings: String,
    reports: HashMap<String, KeptReport>,
}

#[derive(Serialize, Deserialize)]
struct Record {
    settings: String,
    reports: Vec<KeptReport>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptReport {
    file: String,
    made_from: String,
    asked: Vec<Question>,
    found: Vec<KeptFinding>,
}

/// A finding without what waivers and levels make of it.
#[derive(Debug, Serialize, Deserialize)]
struct KeptFinding {
    rule: String,
    at_most: Option<Level>,
    place: KeptPlace,
    message: Message,
    label: Option<Message>,
    at: Option<String>,
    value: Option<String>,
    equations: Vec<Message>,
    related: Vec<(KeptPlace, Message, bool)>,
    hints: Vec<Message>,
    fix: Option<Edit>,
    suggested: Vec<(String, String)>,
}

/// In the report itself unless another file is named.
#[derive(Debug, Serialize, Deserialize)]
struct KeptPlace {
    file: Option<String>,
    span: Span,
}

impl Kept {
    /// What was written to a file; nothing, if that cannot be read.
    pub(super) fn read(bytes: &[u8], program: &str) -> Self {
        let Ok(Record { settings, reports }) = serde_json::from_slice(bytes) else { return Self::default() };
        let reports = reports.into_iter().map(|report| (report.file.clone(), report));
        Self { program: program.to_owned(), settings, reports: reports.collect() }
    }

    /// The same without all that was found under other settings.
    pub(super) fn under(self, config: &Config) -> Self {
        if self.settings == settings(config, &self.program) { self } else { Self::default() }
    }

    /// What was found in a report, and what was learnt of others for it, if both would come out the same again.
    pub(super) fn find(&self, report: &Arc<Report>, archive: &Archive) -> Option<(Vec<Finding>, Vec<Answer>)> {
        let kept = self.reports.get(&report.source.path)?;
        let answers: Vec<_> = kept.asked.iter().map(|question| question.ask(archive)).collect();
        if kept.made_from != made_from(report, &answers) {
            return None;
        }
        let found = kept.found.iter().map(|finding| finding.of_report(&report.source, archive));
        Some((found.collect::<Option<_>>()?, answers))
    }
}

/// What was found in each report with what was learnt for it, to be written to a file.
pub(super) fn write<'r>(
    config: &Config,
    program: &str,
    judged: impl Iterator<Item = (&'r Report, &'r [Answer], &'r [Finding])>,
) -> Vec<u8> {
    let reports = judged.map(|(report, answers, found)| KeptReport::of(report, answers, found)).collect();
    serde_json::to_vec(&Record { settings: settings(config, program), reports }).unwrap_or_default()
}

fn settings(config: &Config, program: &str) -> String {
    hex(Sha256::new().chain_update(config.source.hash()).chain_update(program))
}

fn made_from(report: &Report, answers: &[Answer]) -> String {
    let mut digest = Sha256::new().chain_update(report.source.hash());
    for answer in answers {
        answer.put_into(&mut digest);
    }
    hex(digest)
}

fn hex(digest: Sha256) -> String {
    let hash: [u8; 32] = digest.finalize().into();
    let half = hash.first_chunk().expect("a hash is longer");
    format!("{:032x}", u128::from_be_bytes(*half))
}

impl KeptReport {
    fn of(report: &Report, answers: &[Answer], found: &[Finding]) -> Self {
        Self {
            file: report.source.path.clone(),
            made_from: made_from(report, answers),
            asked: answers.iter().map(Answer::question).collect(),
            found: found.iter().map(|finding| KeptFinding::of(finding, &report.source)).collect(),
        }
    }
}

impl KeptFinding {
    fn of(finding: &Finding, own: &Arc<Source>) -> Self {
        let Finding {
            rule,
            level: _,
            at_most,
            waived: _,
            place,
            message,
            label,
            at,
            value,
            equations,
            related,
            hints,
            fix,
            suggested,
        } = finding.clone();
        let related =
            related.into_iter().map(|Related { place, label, is_minor }| (KeptPlace::of(&place, own), label, is_minor));
        Self {
            rule: rule.0.to_owned(),
            at_most,
            place: KeptPlace::of(&place, own),
            message,
            label,
            at,
            value,
            equations,
            related: related.collect(),
            hints,
            fix,
            suggested,
        }
    }

    /// Nothing, if it speaks of what is no longer there.
    fn of_report(&self, own: &Arc<Source>, archive: &Archive) -> Option<Finding> {
        let rule = RULES.iter().find(|rule| rule.name.0 == self.rule)?;
        let related = self.related.iter().map(|(place, label, is_minor)| {
            Some(Related { place: place.of_report(own, archive)?, label: label.clone(), is_minor: *is_minor })
        });
        Some(Finding {
            at_most: self.at_most,
            label: self.label.clone(),
            at: self.at.clone(),
            value: self.value.clone(),
            equations: self.equations.clone(),
            related: related.collect::<Option<_>>()?,
            hints: self.hints.clone(),
            fix: self.fix.clone(),
            suggested: self.suggested.clone(),
            ..Finding::new(rule.name, self.place.of_report(own, archive)?, self.message.clone())
        })
    }
}

impl KeptPlace {
    fn of(place: &Place, own: &Arc<Source>) -> Self {
        Self { file: (place.source.path != own.path).then(|| place.source.path.clone()), span: place.span }
    }

    fn of_report(&self, own: &Arc<Source>, archive: &Archive) -> Option<Place> {
        let source = match &self.file {
            None => own,
            Some(path) => &archive.report_in(path.strip_prefix("content/")?)?.source,
        };
        Some(Place::new(source, self.span))
    }
}
