//! The questions that rules may ask.

use super::{Rule, levels::level_of, names::Names, stretches::Stretches};
use crate::{
    archive::Archive,
    config::{Agencies, Agency, AgencyId, Config, Identity},
    report::Report,
    site::{Addresses, PublishedSite, Site},
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    cell::{Cell, RefCell},
    sync::{Arc, Mutex},
};

/// What a rule on the site as a whole may ask about.
pub struct SiteContext<'a> {
    /// The site as planned.
    pub site: &'a Site,
    /// Where each of its files will stand.
    pub addresses: &'a Arc<Addresses>,
    /// What stands where it is to be published.
    pub published_site: &'a PublishedSite,
    /// The stretches of text that the reports of the last check held.
    pub(super) stretches: &'a Mutex<Stretches>,
}

/// What a rule on one report may ask about. Other reports are asked for one by one and each answer is noted, so that a
/// report is judged again when, and only when, one of them is another.
pub struct Context<'a> {
    /// The agencies of `site.toml`.
    pub agencies: &'a Agencies,
    /// Who runs the site.
    pub identity: &'a Identity,
    /// What the agencies are and were called, to find them in prose.
    pub names: &'a Names<'a>,
    config: &'a Config,
    archive: &'a Archive,
    answers: RefCell<Vec<Answer>>,
    is_mended: Cell<bool>,
}

/// What a rule may ask the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Question {
    Report(AgencyId, u16),
    Years(AgencyId),
    Joint(u16),
}

/// What the archive said when a rule asked.
#[derive(Debug)]
pub(super) enum Answer {
    Report { agency: AgencyId, year: u16, report: Option<Arc<Report>> },
    Years { agency: AgencyId, years: Vec<u16> },
    Joint { year: u16, reports: Vec<Arc<Report>> },
}

impl<'a> Context<'a> {
    pub(super) fn new(config: &'a Config, names: &'a Names<'a>, archive: &'a Archive) -> Self {
        let (agencies, identity) = (&config.agencies, &config.identity);
        Self { agencies, identity, names, config, archive, answers: RefCell::default(), is_mended: Cell::default() }
    }

    pub(super) fn into_answers(self) -> Vec<Answer> {
        self.answers.into_inner()
    }

    /// Whether a rule is switched on.
    pub fn is_on(&self, rule: &Rule) -> bool {
        is_on(self.config, rule)
    }

    pub(crate) fn agency_of(&self, report: &Report) -> &'a Agency {
        &self.agencies[report.agency]
    }

    /// What the reporting agency was called in the report's year.
    pub fn name_of(&self, report: &Report) -> &'a str {
        self.agency_of(report).name_in(report.year)
    }

    /// An agency's report on a year.
    pub fn find(&self, agency: AgencyId, year: u16) -> Option<&'a Report> {
        self.note(Question::Report(agency, year));
        let report = &**found(self.archive, agency, year)?;
        // What is noted is the report itself: its mended form follows from it.
        Some(report.mended().filter(|_| self.is_mended.get()).unwrap_or(report))
    }

    fn note(&self, question: Question) {
        // Rules ask for three or four things, many times: so few are found sooner in a list than in a map.
        let mut answers = self.answers.borrow_mut();
        if !answers.iter().any(|answer| answer.question() == question) {
            answers.push(question.ask(self.archive));
        }
    }

    /// From now on answers with reports as they are meant, their certain mistakes mended. There is no way back: for when
    /// all that rules find by themselves has been found.
    pub(super) fn mend(&self) {
        self.is_mended.set(true);
    }

    /// Whether a report that was asked for has a mistake that is certain.
    pub(super) fn has_mended(&self) -> bool {
        let answers = self.answers.borrow();
        let mut reports = answers.iter().filter_map(|answer| match answer {
            Answer::Report { report, .. } => report.as_ref(),
            _ => None,
        });
        reports.any(|report| report.mended().is_some())
    }

    /// The report of the same agency on the year before.
    pub fn previous(&self, report: &Report) -> Option<&'a Report> {
        self.find(report.agency, report.year.checked_sub(1)?)
    }

    /// The years an agency has reports on, the earliest first. What cannot be read is no report that is missing.
    pub fn years_of(&self, agency: AgencyId) -> Vec<u16> {
        self.note(Question::Years(agency));
        self.archive.handed_in_years_of(agency).into_iter().collect()
    }

    /// A year's reports in which other agencies report too.
    pub fn joint_reports(&self, year: u16) -> Vec<&'a Report> {
        self.note(Question::Joint(year));
        self.archive.joint(year).map(|report| &**report).collect()
    }
}

impl Question {
    pub(super) fn ask(self, archive: &Archive) -> Answer {
        match self {
            Self::Report(agency, year) => {
                Answer::Report { agency, year, report: found(archive, agency, year).cloned() }
            }
            Self::Years(agency) => {
                Answer::Years { agency, years: archive.handed_in_years_of(agency).into_iter().collect() }
            }
            Self::Joint(year) => Answer::Joint { year, reports: archive.joint(year).cloned().collect() },
        }
    }
}

impl Answer {
    pub(super) fn question(&self) -> Question {
        match *self {
            Self::Report { agency, year, .. } => Question::Report(agency, year),
            Self::Years { agency, .. } => Question::Years(agency),
            Self::Joint { year, .. } => Question::Joint(year),
        }
    }

    /// What was learnt, as part of a hash.
    pub(super) fn put_into(&self, digest: &mut Sha256) {
        match self {
            Self::Report { report, .. } => put_reports(report.as_slice(), digest),
            Self::Joint { reports, .. } => put_reports(reports, digest),
            Self::Years { years, .. } => {
                digest.update((years.len() as u64).to_le_bytes());
                for year in years {
                    digest.update(year.to_le_bytes());
                }
            }
        }
    }

    /// Whether an archive would say the same.
    pub(super) fn holds_in(&self, archive: &Archive) -> bool {
        match self {
            Self::Report { agency, year, report } => match (report, found(archive, *agency, *year)) {
                (Some(then), Some(now)) => Arc::ptr_eq(then, now),
                (then, now) => then.is_none() && now.is_none(),
            },
            Self::Joint { year, reports } => {
                let now: Vec<_> = archive.joint(*year).collect();
                now.len() == reports.len() && now.iter().zip(reports).all(|(now, then)| Arc::ptr_eq(now, then))
            }
            Self::Years { agency, years } => archive.handed_in_years_of(*agency).into_iter().eq(years.iter().copied()),
        }
    }
}

fn put_reports(reports: &[Arc<Report>], digest: &mut Sha256) {
    digest.update((reports.len() as u64).to_le_bytes());
    for report in reports {
        digest.update(report.source.hash());
    }
}

fn found(archive: &Archive, agency: AgencyId, year: u16) -> Option<&Arc<Report>> {
    archive.id_of(agency, year).map(|id| archive.report(id))
}

/// Whether a rule is switched on.
pub(super) fn is_on(config: &Config, rule: &Rule) -> bool {
    level_of(config, rule).is_some()
}
