//! The rules, and how they are applied: levels, waivers, reports that stand as published.

#![warn(clippy::string_slice)]

mod apply;
mod cache;
mod context;
mod kept;
mod levels;
mod linked;
mod meant;
mod names;
pub(crate) mod notes;
mod rules;
pub(crate) mod schema;
mod stretches;
mod waivers;

use crate::{
    archive::Archive,
    config::Config,
    diag::{Finding, Findings, Level, Manual, RuleName, Span},
    i18n::Text,
    prose::Reading,
    report::Report,
    site::{Addresses, PublishedSite, Site},
};
pub use cache::CheckCache;
use cache::CheckedReport;
use context::is_on;
pub use context::{Context, SiteContext};
use linked::Linked;
pub(crate) use rules::active_ending;
pub(crate) use rules::masked;
pub use rules::{RULES, rule};
use std::{
    collections::HashMap,
    mem,
    sync::{Arc, Mutex},
};

/// A rule: what it is called, how grave it is, and how it looks for its fault.
#[derive(Debug)]
pub struct Rule {
    /// What waivers, `site.toml` and `giar explain` call it.
    pub name: RuleName,
    /// The folder of its file, and what it is applied to: see [`Group`].
    pub group: Group,
    /// Its level unless `site.toml` sets another.
    pub level: Level,
    /// Whether a report may state a reason to let a finding stand.
    pub waivable: bool,
    /// Whether `as_published` makes its errors warnings.
    pub softened: bool,
    /// Whether `check --fix` can write what it asks for, in some cases or in all.
    pub fixable: bool,
    /// One line for tables and lists.
    pub summary: Text,
    /// The manual page, in Markdown.
    pub page: &'static str,
    /// What it looks at, and the function that looks.
    pub check: Check,
}

impl Rule {
    /// A rule that can be neither waived nor softened nor fixed, and that is found while a file is read.
    pub const fn new(name: RuleName, group: Group, level: Level, page: &'static str) -> Self {
        let (waivable, softened, fixable) = (false, false, false);
        Self { name, group, level, waivable, softened, fixable, summary: Text::EMPTY, page, check: Check::Reading }
    }

    /// One line for tables and lists.
    #[must_use]
    pub const fn summary(mut self, summary: Text) -> Self {
        self.summary = summary;
        self
    }

    /// A report may state a reason to let a finding stand.
    #[must_use]
    pub const fn waivable(mut self) -> Self {
        self.waivable = true;
        self
    }

    /// `as_published` makes its errors warnings.
    #[must_use]
    pub const fn softened(mut self) -> Self {
        self.softened = true;
        self
    }

    /// `check --fix` can write what it asks for, in some cases or in all.
    #[must_use]
    pub const fn fixable(mut self) -> Self {
        self.fixable = true;
        self
    }

    /// What it looks at, and how.
    #[must_use]
    pub const fn check(mut self, check: Check) -> Self {
        self.check = check;
        self
    }

    /// Whether it is an error on every site: what it finds could not be published rightly.
    pub fn is_firm(&self) -> bool {
        self.level == Level::Error && !self.waivable
    }

    /// Whether it looks for what depends on the year of a report, and not for what is wrong with that.
    fn rests_on_the_year(&self) -> bool {
        self.group.knows_the_year() && !matches!(self.check, Check::Year(_))
    }

    /// Its line in the list of rules.
    pub fn manual(&self) -> Manual {
        Manual { name: self.name, level: self.level, summary: self.summary, page: self.page }
    }
}

/// What a rule looks at.
#[derive(Debug)]
pub enum Check {
    /// Found while a file is read.
    Reading,
    /// One report, with the rest of the archive to compare it with.
    Report(fn(&Context<'_>, &Report, &mut Vec<Finding>)),
    /// The same, even of a report of which the year itself is in doubt.
    Year(fn(&Context<'_>, &Report, &mut Vec<Finding>)),
    /// One report or page with its links, and nothing else.
    Text(fn(&Linked<'_>, &mut Vec<Finding>)),
    /// The sentences of one report.
    Prose(fn(&Context<'_>, &Reading<'_>, &mut Vec<Finding>)),
    /// Where the files of the site stand, and nothing else.
    Addresses(fn(&SiteContext<'_>, &mut Vec<Finding>)),
    /// The site as a whole.
    Site(fn(&SiteContext<'_>, &mut Vec<Finding>)),
    /// The site beside the one that it is to replace. What it finds is gone as soon as that is done, so that a waiver of
    /// it is never unused.
    Replacement(fn(&SiteContext<'_>, &mut Vec<Finding>)),
    /// Found while waivers are applied.
    Waivers,
}

/// Rules of one kind, in the order of the READMEs’ tables. Some groups are applied in another way than the rest:
/// `compares` and `knows_the_year`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Files and cells that cannot be read as they stand.
    Reading,
    /// Whose report it is, and on which year.
    Identity,
    /// Sums and 勾稽 within one report.
    Arithmetic,
    /// Figures carried from one year’s report to the next.
    Years,
    /// Publication and the period covered.
    Dates,
    /// The six sections and what must stand in them.
    Structure,
    /// Sentences that contradict the tables, or each other.
    Prose,
    /// Punctuation and spaces; never a figure.
    Typography,
    /// Personal information, which no page may show.
    Privacy,
    /// Figures of an agency beside those of the units below it.
    Units,
    /// Links, pictures and addresses, and what the site says of itself.
    Site,
    /// Waivers that silence nothing, or no longer what they did.
    Waivers,
}

impl Group {
    /// Whether its rules compare a report's tables with its text and with other reports. Their findings are dropped where they
    /// follow from a wrong sum that is reported itself.
    fn compares(self) -> bool {
        matches!(self, Self::Years | Self::Prose | Self::Units)
    }

    /// Whether its rules rest on the year of a report. They are not applied while that is in doubt.
    fn knows_the_year(self) -> bool {
        matches!(self, Self::Identity | Self::Years | Self::Dates | Self::Prose | Self::Units)
    }
}

/// Applies every rule. Reports that the cache knows, and that nothing has changed about, are not judged again.
pub fn run(
    site: &Site,
    addresses: &Arc<Addresses>,
    published_site: &PublishedSite,
    cache: &mut CheckCache,
) -> Findings {
    let stretches = Mutex::new(mem::take(&mut cache.stretches));
    let mut others = others(&SiteContext { site, addresses, published_site, stretches: &stretches }, cache);
    cache.stretches = stretches.into_inner().unwrap_or_default();
    let judged = cache.judge(&site.config, &site.archive);
    let mut files: Vec<_> = judged.iter().map(|judged| with_others(&site.config, judged, &mut others)).collect();
    files.extend(others.into_values().map(|findings| levelled(&site.config, findings, false).into()));
    Findings::of(files)
}

/// One report of an archive, judged by itself: what its rules find, and what was found elsewhere about it.
pub fn judge(
    config: &Config,
    archive: &Archive,
    report: &Arc<Report>,
    others: impl Iterator<Item = Finding>,
) -> Vec<Finding> {
    cache::judge(config, archive, report, others)
}

/// What is found elsewhere than in judging a report, by file.
fn others(context: &SiteContext<'_>, cache: &mut CheckCache) -> HashMap<String, Vec<Finding>> {
    let archive = &context.site.archive;
    let mut found: Vec<_> = archive.faults.values().flat_map(|faults| faults.iter().cloned()).collect();
    found.extend(archive.pages.iter().flat_map(|page| page.findings.iter().cloned()));
    let on: Vec<_> = RULES.iter().filter(|rule| is_on(&context.site.config, rule)).collect();
    for rule in &on {
        match rule.check {
            Check::Site(check) => check(context, &mut found),
            Check::Replacement(check) if !context.published_site.is_empty() => check(context, &mut found),
            Check::Text(check) => archive.pages.iter().for_each(|page| check(&Linked::page(page), &mut found)),
            _ => {}
        }
    }
    cache.addresses(context.addresses, &mut found, |found| {
        for rule in &on {
            if let Check::Addresses(check) = rule.check {
                check(context, found);
            }
        }
    });
    let mut by_file: HashMap<String, Vec<Finding>> = HashMap::new();
    for finding in found {
        by_file.entry(finding.place.source.path.clone()).or_default().push(finding);
    }
    by_file
}

/// What is found in a report, with what is found elsewhere about it.
fn with_others(config: &Config, judged: &CheckedReport, others: &mut HashMap<String, Vec<Finding>>) -> Arc<[Finding]> {
    match others.remove(&judged.report.source.path) {
        None => Arc::clone(&judged.settled),
        Some(more) => settle(config, &judged.report, judged.found.iter().cloned().chain(more).collect()).into(),
    }
}

/// Waivers and levels applied to what was found in a report.
fn settle(config: &Config, report: &Report, mut findings: Vec<Finding>) -> Vec<Finding> {
    waivers::apply(report, &mut findings);
    levelled(config, findings, report.as_published)
}

/// The rule that somebody means who writes this: its name with a slip, or what it is about.
pub(crate) fn meant(written: &str) -> Option<&'static Rule> {
    meant::among(RULES, written)
}

/// Names the rule that is meant where `site.toml` calls it by what it is about.
pub fn name_rules(faults: &mut [Finding]) {
    for fault in faults {
        levels::name_rule(fault, RULES);
    }
}

/// Faults in the `[rules]` of `site.toml`: names that no rule has, and levels that a rule cannot have.
pub fn wrong_levels(config: &Config) -> Vec<Finding> {
    levels::wrong_levels(config, RULES)
}

/// Findings of one file with their levels, by place. What is off is gone.
fn levelled(config: &Config, findings: Vec<Finding>, as_published: bool) -> Vec<Finding> {
    let levelled = findings.into_iter().filter_map(|finding| match rule(finding.rule) {
        Some(rule) => levels::with_level(config, rule, finding, as_published),
        None => {
            debug_assert!(false, "{} is not registered", finding.rule);
            Some(finding)
        }
    });
    let mut findings: Vec<_> = levelled.collect();
    // What one rule finds at one place stays in the order of the form.
    findings.sort_by_key(|finding| (finding.place.span, finding.rule));
    findings
}

fn sort_key(finding: &Finding) -> (Span, RuleName, Option<&str>) {
    (finding.place.span, finding.rule, finding.at.as_deref())
}
