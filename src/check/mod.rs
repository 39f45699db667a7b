//! The rules, and how they are applied: levels, waivers, reports that stand as published.

mod arithmetic;
mod like;
mod links;
mod names;
mod private;
mod rules;
mod told;
mod typography;
mod waivers;

use crate::{
    config::{Config, INVALID_CONFIGURATION},
    diag::{Finding, Level, Manual, Place, RuleName},
    i18n::{Message, Text},
    located::fields::nearest,
    prose::{Prose, Reading},
    report::Report,
    site::{Address, Site},
    text,
};
use rayon::prelude::*;
pub use rules::{RULES, rule};
use std::collections::{BTreeSet, HashSet};

/// A rule: what it is called, how grave it is, and how it looks for its fault.
#[derive(Debug)]
pub struct Rule {
    pub name: RuleName,
    pub group: Group,
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
    pub check: Check,
}

impl Rule {
    /// Whether it is an error on every site: what it finds could not be published rightly.
    pub fn is_firm(&self) -> bool {
        self.level == Level::Error && !self.waivable
    }

    /// What is said of it where it is explained.
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
    /// The sentences of one report.
    Prose(fn(&Context<'_>, &Reading<'_>, &mut Vec<Finding>)),
    /// The site as a whole.
    Site(fn(&Context<'_>, &mut Vec<Finding>)),
    /// Found while waivers are applied.
    Waivers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Reading,
    Identity,
    Arithmetic,
    Years,
    Dates,
    Structure,
    Prose,
    Typography,
    Privacy,
    Bodies,
    Site,
    Waivers,
}

/// What a rule may ask about.
pub struct Context<'a> {
    pub site: &'a Site,
    pub addresses: &'a [&'a Address],
    /// Ids that the theme's templates write into pages.
    pub theme_ids: &'a BTreeSet<String>,
    /// What the site's bodies are called.
    names: names::Names<'a>,
}

impl<'a> Context<'a> {
    pub fn new(site: &'a Site, addresses: &'a [&'a Address], theme_ids: &'a BTreeSet<String>) -> Self {
        Self { site, addresses, theme_ids, names: names::Names::of(&site.config) }
    }

    /// Whether a rule is switched on.
    pub fn is_on(&self, rule: &Rule) -> bool {
        level_of(&self.site.config, rule).is_some()
    }
}

/// Applies every rule. `found` is what reading has already found.
pub fn run(context: &Context<'_>, found: Vec<Finding>) -> Vec<Finding> {
    let site = context.site;
    let on: Vec<_> = RULES.iter().filter(|rule| context.is_on(rule)).collect();
    let reads_prose = on.iter().any(|rule| matches!(rule.check, Check::Prose(_)));
    let mut findings: Vec<_> = site
        .archive
        .reports
        .par_iter()
        .flat_map_iter(|report| {
            let mut findings = Vec::new();
            for rule in &on {
                if let Check::Report(check) = rule.check {
                    check(context, report, &mut findings);
                }
            }
            if reads_prose {
                let prose = Prose::of(report, site.agency_of(report));
                let reading = Reading::of(&prose);
                for rule in &on {
                    if let Check::Prose(check) = rule.check {
                        check(context, &reading, &mut findings);
                    }
                }
            }
            findings
        })
        .collect();
    findings.extend(found);
    for rule in &on {
        if let Check::Site(check) = rule.check {
            check(context, &mut findings);
        }
    }
    waivers::apply(context, &mut findings);
    let as_published = site.archive.reports.iter().filter(|report| report.as_published);
    let as_published: HashSet<_> = as_published.map(|report| report.source.path.as_str()).collect();
    let mut findings: Vec<_> =
        findings.into_iter().filter_map(|finding| levelled(site, &as_published, finding)).collect();
    findings.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    findings
}

fn sort_key(finding: &Finding) -> (&str, crate::diag::Span, RuleName, Option<&str>) {
    (&finding.place.source.path, finding.place.span, finding.rule, finding.at.as_deref())
}

/// The level a rule has on this site; none if it is off.
pub fn level_of(config: &Config, rule: &Rule) -> Option<Level> {
    config.rules.get(rule.name.0).map_or(Some(rule.level), |(level, _)| *level)
}

fn levelled(site: &Site, as_published: &HashSet<&str>, mut finding: Finding) -> Option<Finding> {
    let Some(rule) = rule(finding.rule) else {
        debug_assert!(false, "{} is not registered", finding.rule);
        return Some(finding);
    };
    let mut level = level_of(&site.config, rule)?;
    if rule.softened && level == Level::Error && as_published.contains(finding.place.source.path.as_str()) {
        level = Level::Warning;
    }
    finding.level = finding.at_most.map_or(level, |most| level.min(most));
    Some(finding)
}

/// Faults in the `[rules]` of `site.toml`: names that no rule has, and levels that a rule cannot have.
pub fn wrong_levels(config: &Config) -> Vec<Finding> {
    let names: Vec<_> = RULES.iter().map(|rule| rule.name.0).collect();
    let mut faults = Vec::new();
    for (name, (level, span)) in &config.rules {
        let fault = |message: Message| Finding::new(INVALID_CONFIGURATION, Place::new(&config.source, *span), message);
        match RULES.iter().find(|rule| rule.name.0 == name) {
            None => {
                let finding = fault(text!("没有叫“{name}”的规则", "there is no rule `{name}`").with("name", name));
                faults.push(match nearest(name, &names) {
                    Some(near) => finding.hint(text!("是不是“{near}”？", "did you mean `{near}`?").with("near", near)),
                    None => finding,
                });
            }
            Some(rule) if rule.is_firm() && *level != Some(Level::Error) => {
                let message = text!("“{name}”总是错误，不能降级", "`{name}` is always an error").with("name", name);
                faults.push(fault(message).hint(text!("改正它所指的问题", "correct what it finds")));
            }
            Some(_) => {}
        }
    }
    faults
}
