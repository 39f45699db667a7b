//! What was found in each report, kept for as long as all that it was found from is the same.

use super::{
    Check, RULES, Rule,
    context::{Answer, Context, is_on},
    names::Names,
    settle,
};
use crate::{
    archive::Archive,
    config::Config,
    diag::Finding,
    prose::{Prose, Reading},
    report::Report,
    site::Addresses,
};
use rayon::prelude::*;
use std::{collections::HashMap, sync::Arc};

/// Findings of reports from one check to the next. An empty one is as right as any, only slower.
#[derive(Debug, Default)]
pub struct Ledger {
    config: Option<Arc<Config>>,
    /// By the report's address in memory, which is no other's for as long as it stands here.
    judged: HashMap<usize, Arc<Judged>>,
    /// Where files stood when nothing was wrong with that.
    clear: Option<Arc<Addresses>>,
}

/// One report, what its rules were told of others, and what they found.
#[derive(Debug)]
pub struct Judged {
    pub report: Arc<Report>,
    answers: Vec<Answer>,
    /// As found, without regard to waivers and levels.
    pub found: Vec<Finding>,
    /// As told, if nothing is found elsewhere that concerns this report.
    pub settled: Arc<[Finding]>,
}

impl Ledger {
    /// Every report, judged: as before, where nothing it was judged from has changed.
    pub fn judge(&mut self, config: &Arc<Config>, archive: &Archive) -> Vec<Arc<Judged>> {
        if !self.config.as_ref().is_some_and(|before| judges_alike(before, config)) {
            self.judged.clear();
        }
        let bench = Bench { config, archive, names: Names::of(&config.agencies), on: rules_on(config) };
        let known = |report: &Arc<Report>| {
            let judged = self.judged.get(&key(report))?;
            judged.answers.iter().all(|answer| answer.holds_in(archive)).then(|| Arc::clone(judged))
        };
        let judge = |report| known(report).unwrap_or_else(|| Arc::new(bench.judge(report)));
        let judged: Vec<_> = archive.reports.par_iter().with_min_len(FEW).map(judge).collect();
        self.judged = judged.iter().map(|judged| (key(&judged.report), Arc::clone(judged))).collect();
        self.config = Some(Arc::clone(config));
        judged
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
        self.clear = (found.len() == before).then(|| Arc::clone(addresses));
    }
}

/// Asking whether a report must be judged again is quicker than handing it to another thread.
const FEW: usize = 16;

fn key(report: &Arc<Report>) -> usize {
    Arc::as_ptr(report).addr()
}

/// Whether reports are judged by one configuration as by the other: what rules may see of it is the same.
fn judges_alike(a: &Arc<Config>, b: &Arc<Config>) -> bool {
    let levels =
        |config: &Config| config.rules.iter().map(|(name, (level, _))| (name.clone(), *level)).collect::<Vec<_>>();
    Arc::ptr_eq(a, b) || (a.agencies == b.agencies && a.identity == b.identity && levels(a) == levels(b))
}

fn rules_on(config: &Config) -> Vec<&'static Rule> {
    RULES.iter().filter(|rule| is_on(config, rule)).collect()
}

/// What judging a report takes.
struct Bench<'a> {
    config: &'a Config,
    archive: &'a Archive,
    names: Names<'a>,
    on: Vec<&'static Rule>,
}

impl Bench<'_> {
    fn judge(&self, report: &Arc<Report>) -> Judged {
        let context = Context::new(self.config, &self.names, self.archive);
        let mut found = report.findings.clone();
        for rule in &self.on {
            if let Check::Report(check) = rule.check {
                check(&context, report, &mut found);
            }
        }
        if self.on.iter().any(|rule| matches!(rule.check, Check::Prose(_))) {
            let prose = Prose::of(report, context.agency_of(report));
            let reading = Reading::of(&prose);
            for rule in &self.on {
                if let Check::Prose(check) = rule.check {
                    check(&context, &reading, &mut found);
                }
            }
        }
        let settled = settle(self.config, report, found.clone()).into();
        Judged { report: Arc::clone(report), answers: context.into_answers(), found, settled }
    }
}
