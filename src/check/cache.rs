//! What was found in each report, kept for as long as all that it was found from is the same.

use super::{
    RULES, Rule,
    apply::{
        apply, drop_consequences, drop_what_follows_from_exchanged_rows, drop_what_is_said_of_another_s,
        name_tables_left,
    },
    context::{Answer, Context, is_on},
    kept::{self, Kept},
    names::Names,
    settle,
    stretches::Stretches,
};
use crate::{
    archive::Archive,
    config::Config,
    diag::{Finding, Level},
    report::Report,
    site::Addresses,
};
use rayon::prelude::*;
use std::{
    collections::HashMap,
    mem,
    sync::{Arc, OnceLock},
};

/// Findings of reports from one check to the next. An empty one is as right as any, only slower.
#[derive(Debug, Default)]
pub struct CheckCache {
    config: Option<Arc<Config>>,
    /// In the order of the archive.
    judged: Vec<Arc<CheckedReport>>,
    /// Where files stood when nothing was wrong with that.
    clear: Option<Arc<Addresses>>,
    /// What an earlier run of giar has found.
    kept: Kept,
    /// What the reports say in the same words.
    pub(super) stretches: Stretches,
}

/// One report, what its rules learnt of others, and what they found.
#[derive(Debug)]
pub struct CheckedReport {
    pub report: Arc<Report>,
    answers: Vec<Answer>,
    /// As found, without regard to waivers and levels.
    pub found: Vec<Finding>,
    /// The same after waivers and levels; good for as long as nothing about this report is found elsewhere.
    pub settled: Arc<[Finding]>,
}

impl CheckCache {
    /// One that knows what an earlier run of this program has found, as [`Self::written`].
    pub fn read(bytes: &[u8], program: &str) -> Self {
        Self { kept: Kept::read(bytes, program), ..Self::default() }
    }

    /// What was found in each report, for a later run of this program.
    pub fn written(&self, program: &str) -> Vec<u8> {
        let judged = self.judged.iter().map(|judged| (&*judged.report, &*judged.answers, &*judged.found));
        self.config.as_ref().map(|config| kept::write(config, program, judged)).unwrap_or_default()
    }

    /// Every report, judged: as before, where nothing it was judged from has changed.
    pub fn judge(&mut self, config: &Arc<Config>, archive: &Archive) -> &[Arc<CheckedReport>] {
        // A rule may ask for anything in the configuration, and its questions about it are not noted.
        if !self.config.as_ref().is_some_and(|before| judges_alike(before, config)) {
            self.judged.clear();
        }
        let checker = ReportChecker { config, archive, names: Names::of(&config.agencies), on: rules_on(config) };
        let kept = mem::take(&mut self.kept).under(config);
        let moved = OnceLock::new();
        let reports = archive.reports.par_iter().enumerate().with_min_len(FEW);
        let judged = reports.map(|(at, report)| {
            let known = self.known(at, report, &moved).filter(|judged| judged.holds_in(archive));
            known.map_or_else(|| Arc::new(checker.judge(report, &kept)), Arc::clone)
        });
        self.judged = judged.collect();
        self.config = Some(Arc::clone(config));
        &self.judged
    }

    /// What is known of a report: mostly it stands where it stood.
    fn known<'l>(
        &'l self,
        at: usize,
        report: &Arc<Report>,
        moved: &OnceLock<ByReport<'l>>,
    ) -> Option<&'l Arc<CheckedReport>> {
        match self.judged.get(at) {
            Some(judged) if judged.report.source.path == report.source.path => {
                // Whoever reads a file again makes a report of its own: the same in memory is the same in all.
                Arc::ptr_eq(&judged.report, report).then_some(judged)
            }
            _ => moved.get_or_init(|| by_report(&self.judged)).get(&key(report)).copied(),
        }
    }

    /// Looks at where files stand, unless they stand where they stood when nothing was wrong with that.
    pub fn addresses(
        &mut self,
        addresses: &Arc<Addresses>,
        found: &mut Vec<Finding>,
        look: impl FnOnce(&mut Vec<Finding>),
    ) {
        if self.clear.as_ref().is_some_and(|clear| Arc::ptr_eq(clear, addresses)) {
            return;
        }
        let before = found.len();
        look(found);
        // Only a clear result is kept: findings would have to be kept with it.
        self.clear = (found.len() == before).then(|| Arc::clone(addresses));
    }
}

impl CheckedReport {
    /// Whether everything that was asked of an archive would be answered alike.
    fn holds_in(&self, archive: &Archive) -> bool {
        self.answers.iter().all(|answer| answer.holds_in(archive))
    }
}

/// By the report's address in memory, which is no other's for as long as it is kept.
type ByReport<'l> = HashMap<usize, &'l Arc<CheckedReport>>;

fn by_report(judged: &[Arc<CheckedReport>]) -> ByReport<'_> {
    judged.iter().map(|judged| (key(&judged.report), judged)).collect()
}

/// Asking whether a report must be judged again is quicker than handing it to another thread.
const FEW: usize = 16;

fn key(report: &Arc<Report>) -> usize {
    Arc::as_ptr(report).addr()
}

/// Whether reports are judged by one configuration as by the other: what rules may see of it is the same.
fn judges_alike(a: &Arc<Config>, b: &Arc<Config>) -> bool {
    // Titles, navigation and colours stand on pages alone, and to change them is no reason to judge ten thousand reports.
    Arc::ptr_eq(a, b) || (a.agencies == b.agencies && a.identity == b.identity && levels(a).eq(levels(b)))
}

/// The levels of rules that a site sets itself, wherever it does so.
fn levels(config: &Config) -> impl Iterator<Item = (&str, Option<Level>)> {
    config.rules.iter().map(|(name, (level, _))| (name.as_str(), *level))
}

fn rules_on(config: &Config) -> Vec<&'static Rule> {
    RULES.iter().filter(|rule| is_on(config, rule)).collect()
}

/// What is found in one report that stands in an archive, with what was found elsewhere about it.
pub(super) fn judge(
    config: &Config,
    archive: &Archive,
    report: &Arc<Report>,
    others: impl Iterator<Item = Finding>,
) -> Vec<Finding> {
    let checker = ReportChecker { config, archive, names: Names::of(&config.agencies), on: rules_on(config) };
    let (mut found, _) = checker.find(report);
    // The waivers of this version of the report decide, not those that it had when they were found.
    found.extend(others.map(|finding| Finding { waived: None, ..finding }));
    settle(config, report, found)
}

/// What judging a report takes.
struct ReportChecker<'a> {
    config: &'a Config,
    archive: &'a Archive,
    names: Names<'a>,
    on: Vec<&'static Rule>,
}

impl ReportChecker<'_> {
    fn judge(&self, report: &Arc<Report>, kept: &Kept) -> CheckedReport {
        let (found, answers) = kept.find(report, self.archive).unwrap_or_else(|| self.find(report));
        let settled = settle(self.config, report, found.clone()).into();
        CheckedReport { report: Arc::clone(report), answers, found, settled }
    }

    /// What is found, without regard to waivers and levels, and what was learnt of others for it.
    fn find(&self, report: &Report) -> (Vec<Finding>, Vec<Answer>) {
        let context = Context::new(self.config, &self.names, self.archive);
        let mut found = report.findings.clone();
        // On a year that may be wrong, other years would be compared with the wrong ones, and one mistake would be many.
        let is_doubtful = report.is_year_doubtful();
        let on = self.on.iter().copied();
        let on = on.filter(|rule| !is_doubtful || !rule.rests_on_the_year());
        let on: Vec<_> = on.collect();
        apply(&on, &context, report, &mut found);
        // As it stands, before it is looked at as it is meant.
        let last = context.previous(report).filter(|_| !is_doubtful);
        drop_consequences(&on, &context, report, &mut found);
        if let Some(last) = last {
            name_tables_left(&context, last, report, &mut found);
            drop_what_follows_from_exchanged_rows(last, report, &mut found);
        }
        drop_what_is_said_of_another_s(&context, report, &mut found);
        (found, context.into_answers())
    }
}
