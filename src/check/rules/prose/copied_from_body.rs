#![doc = include_str!("copied_from_body.md")]

use super::copied_text;
use crate::{
    check::{Check, Group, Rule, SiteContext, is_on, rules::identity::title_mismatch, stretches::holder},
    diag::{Finding, Level, RuleName},
    report::Report,
    text,
};
use rayon::prelude::*;
use std::{
    cmp::Reverse,
    collections::BTreeMap,
    sync::{Arc, PoisonError},
};

const NAME: RuleName = RuleName("copied-from-body");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("copied_from_body.md"))
    .summary(text!("文字与别的机关同年的报告大体相同", "Largely the same text as another agency’s of the same year"))
    .waivable()
    .check(Check::Site(check));

/// What an agency writes of its own year.
const SECTION: &str = "overview";
/// What more reports have than this is a form of words, not a copy.
const COMMON: usize = 8;
/// One stretch of so many of a sample is looked up.
const SAMPLED: u32 = 2;
/// How many of these a report must share with another to be compared with it, one of so many.
const SHARED: usize = 3;

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let reports = &whole.site.archive.reports;
    let samples: Vec<&[u32]> = reports.par_iter().map(|report| sample(report)).collect();
    let mut alike: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    let mut stretches = whole.stretches.lock().unwrap_or_else(PoisonError::into_inner);
    let held = stretches.held(reports, |at, held| hold(at, reports[at].year, samples[at], held));
    for ((one, other), count) in shared(reports, held) {
        if count * SHARED < samples[one].len().min(samples[other].len()) / SAMPLED as usize {
            continue;
        }
        // A report in the folder of another agency is reported as such.
        let is_misfiled = [one, other].iter().any(|&at| is_of_another(whole, &reports[at]));
        if let Some(share) = share(&reports[one], &reports[other]).filter(|_| !is_misfiled) {
            alike.entry(one).or_default().push((other, share));
            alike.entry(other).or_default().push((one, share));
        }
    }
    let reported = alike.into_iter().filter_map(|(one, alike)| finding(whole, &reports[one], &alike));
    findings.extend(reported);
}

fn is_of_another(whole: &SiteContext<'_>, report: &Report) -> bool {
    let site = whole.site;
    is_on(&site.config, &title_mismatch::RULE)
        && title_mismatch::owner(&site.config.agencies, report, |agency, year| site.archive.find(agency, year))
            .is_some()
}

/// Adds what is looked up of a report's sample, each stretch and its holder in one number. Stretches of other years are
/// others.
fn hold(at: usize, year: u16, sample: &[u32], held: &mut Vec<u64>) {
    let year = u32::from(year).wrapping_mul(SPREAD);
    let looked_up = sample.iter().filter(|stretch| *stretch % SAMPLED == 0);
    held.extend(looked_up.map(|stretch| (u64::from(stretch ^ year) << u32::BITS) | at as u64));
}

/// How many stretches of their samples two reports of one year have in common.
fn shared(reports: &[Arc<Report>], held: &[u64]) -> BTreeMap<(usize, usize), usize> {
    let mut shared = BTreeMap::new();
    let by_stretch = held.chunk_by(|a, b| a >> u32::BITS == b >> u32::BITS);
    for holders in by_stretch.filter(|holders| (2..=COMMON).contains(&holders.len())) {
        let holders: Vec<_> = holders.iter().map(|held| holder(*held)).collect();
        for (nth, &one) in holders.iter().enumerate() {
            let later = holders[nth + 1..].iter().copied();
            for other in later.filter(|&other| reports[other].agency != reports[one].agency) {
                *shared.entry((one, other)).or_default() += 1;
            }
        }
    }
    shared
}

/// An odd number that keeps the years apart.
const SPREAD: u32 = 0x9e37_79b1;

fn sample(report: &Report) -> &[u32] {
    report.body.section(SECTION).map_or(&[], |section| section.sketch(&report.source))
}

fn share(one: &Report, other: &Report) -> Option<usize> {
    copied_text::share((one, one.body.section(SECTION)?), (other, other.body.section(SECTION)?))
}

/// One finding a report, on the text most like its own, however many others have the same.
fn finding(whole: &SiteContext<'_>, report: &Report, alike: &[(usize, usize)]) -> Option<Finding> {
    let &(closest, share) = alike.iter().max_by_key(|(other, share)| (*share, Reverse(*other)))?;
    let other = &whole.site.archive.reports[closest];
    let (section, theirs) = (report.body.section(SECTION)?, other.body.section(SECTION)?);
    let message = if alike.len() == 1 {
        text!(
            "“{heading}”与{other}同年的报告有 {share}% 相同（数字不计）",
            "“{heading}” is {share}% identical to the report of {other} for the same year (ignoring numbers)"
        )
    } else {
        text!(
            "“{heading}”与 {n} 个机关同年的报告大体相同，其中与{other}的有 {share}% 相同（数字不计）",
            "“{heading}” largely matches the reports of {n} agencies for the same year; {share}% of it matches that of {other} (ignoring numbers)"
        )
    };
    let message = message
        .with("heading", &section.heading)
        .with("other", whole.site.name_of(other))
        .with("share", share)
        .with("n", alike.len());
    let finding = Finding::new(NAME, report.place(section.heading_span), message)
        .at(SECTION)
        .related(other.place(theirs.heading_span), text!("那份报告的这一部分", "this section of that report"));
    Some(finding.hint(text!("按本机关的工作重新写", "rewrite it to describe this agency’s own work")))
}
