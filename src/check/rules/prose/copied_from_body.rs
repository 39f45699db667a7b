#![doc = include_str!("copied_from_body.md")]

use super::copied_text;
use crate::{
    check::{
        Check, Group, Rule, SiteContext,
        rules::characters::{is_han, is_han_numeral},
    },
    diag::{Finding, Level, RuleName},
    report::Report,
    text,
};
use rayon::prelude::*;
use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};

const NAME: RuleName = RuleName("copied-from-body");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("copied_from_body.md"))
    .summary(text!("文字与别的机关同年的报告大体相同", "Largely the same text as another agency’s of the same year"))
    .waivable()
    .check(Check::Site(check));

/// What an agency writes of its own year.
const SECTION: &str = "overview";
/// How much of both texts must be the same, in per cent.
const SAME: usize = 80;
/// One stretch of so many is looked up first.
const SAMPLED: u64 = 16;
/// Characters of a stretch that is looked up.
const STRETCH: usize = 8;
/// What more reports have than this is a form of words, not a copy.
const COMMON: usize = 8;
/// How many of its sampled stretches a report must share with another to be compared with it, one of so many.
const SHARED: usize = 3;

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let reports = &whole.site.archive.reports;
    let samples: Vec<Vec<u64>> = reports.par_iter().map(|report| sample(report)).collect();
    let mut alike: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for ((one, other), count) in shared(reports, &samples) {
        if count * SHARED < samples[one].len().min(samples[other].len()) {
            continue;
        }
        if let Some(share) = share(&reports[one], &reports[other]).filter(|share| *share >= SAME) {
            alike.entry(one).or_default().push((other, share));
            alike.entry(other).or_default().push((one, share));
        }
    }
    let reported = alike.into_iter().filter_map(|(one, others)| finding(whole, &reports[one], &others));
    findings.extend(reported);
}

/// How many sampled stretches two reports of one year have in common.
fn shared(reports: &[Arc<Report>], samples: &[Vec<u64>]) -> BTreeMap<(usize, usize), usize> {
    // A stretch and its holder in one number: a million of them are sorted.
    let mut held: Vec<u64> = Vec::with_capacity(samples.iter().map(Vec::len).sum());
    for (at, sample) in (0_u64..).zip(samples) {
        held.extend(sample.iter().map(|stretch| (stretch & !HOLDER) | (at & HOLDER)));
    }
    held.par_sort_unstable();
    let mut shared = BTreeMap::new();
    let by_stretch = held.chunk_by(|a, b| a & !HOLDER == b & !HOLDER);
    for holders in by_stretch.filter(|holders| (2..=COMMON).contains(&holders.len())) {
        let holders: Vec<_> = holders.iter().map(|held| (held & HOLDER) as usize).collect();
        for (nth, &one) in holders.iter().enumerate() {
            let others = holders[nth + 1..].iter().copied();
            for other in others.filter(|&other| reports[other].agency != reports[one].agency) {
                *shared.entry((one, other)).or_default() += 1;
            }
        }
    }
    shared
}

/// Some stretches of a report's first section, chosen by what they are.
fn sample(report: &Report) -> Vec<u64> {
    let Some(section) = report.body.section(SECTION) else { return Vec::new() };
    let characters = report.source.slice(section.text).chars().filter(|&c| is_han(c) && !is_han_numeral(c));
    let (mut last, mut hash) = ([0_u64; STRETCH], 0_u64);
    let mut sample = Vec::new();
    for (at, c) in characters.enumerate() {
        // The hash of a stretch follows from that of the one before.
        let (c, place) = (u64::from(u32::from(c)), at % STRETCH);
        hash = hash.wrapping_sub(last[place].wrapping_mul(BASE_OF_FIRST)).wrapping_mul(BASE).wrapping_add(c);
        last[place] = c;
        // What is low in a sum of products says little.
        let mixed = (hash ^ (hash >> 32)).wrapping_mul(MIXER);
        if at + 1 >= STRETCH && (mixed >> 32) % SAMPLED == 0 {
            // Stretches of other years are others.
            sample.push(mixed ^ u64::from(report.year));
        }
    }
    sample.sort_unstable();
    sample.dedup();
    sample
}

/// The bits that say which report holds a stretch; a site has fewer reports than they count.
const HOLDER: u64 = (1 << 24) - 1;

/// An odd number, and its power by which the first character of a stretch counts.
const BASE: u64 = 0x0001_0000_01b3;
const BASE_OF_FIRST: u64 = BASE.wrapping_pow(STRETCH as u32 - 1);
const MIXER: u64 = 0x9e37_79b9_7f4a_7c15;

fn share(one: &Report, other: &Report) -> Option<usize> {
    let of = |report: &Report| Some(copied_text::hashes(report, report.body.section(SECTION)?));
    copied_text::share(&of(one)?, &of(other)?)
}

/// One finding a report, on the text most like its own, however many others have the same.
fn finding(whole: &SiteContext<'_>, report: &Report, others: &[(usize, usize)]) -> Option<Finding> {
    let &(closest, share) = others.iter().max_by_key(|(other, share)| (*share, Reverse(*other)))?;
    let other = &whole.site.archive.reports[closest];
    let (section, theirs) = (report.body.section(SECTION)?, other.body.section(SECTION)?);
    let message = if others.len() == 1 {
        text!(
            "“{heading}”与{other}同年的报告有 {share}% 相同（数字不计）",
            "“{heading}” is {share}% identical to the report of {other} for the same year (numbers aside)"
        )
    } else {
        text!(
            "“{heading}”与{n} 个机关同年的报告大体相同，其中与{other}的有 {share}% 相同（数字不计）",
            "“{heading}” is largely the same as in the reports of {n} agencies for the same year; {share}% of it as in that of {other} (numbers aside)"
        )
    };
    let message = message
        .with("heading", &section.heading)
        .with("other", whole.site.name_of(other))
        .with("share", share)
        .with("n", others.len());
    let finding = Finding::new(NAME, report.place(section.heading_span), message)
        .at(SECTION)
        .related(other.place(theirs.heading_span), text!("那份报告的这一部分", "this section of that report"));
    Some(finding.hint(text!("按本机关的工作重新写", "rewrite it to describe this agency’s own work")))
}
