#![doc = include_str!("copied_text.md")]

use crate::{
    check::{
        Check, Context, Group, Rule,
        rules::characters::{is_han, is_han_numeral},
    },
    diag::{Finding, Level, RuleName},
    report::{Report, ReportSection},
    text,
};

const NAME: RuleName = RuleName("copied-text");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("copied_text.md"))
    .summary(text!("文字与上年报告大体相同", "Largely the same text as last year"))
    .waivable()
    .check(Check::Report(check));

/// What differs from year to year; the others may say the same again.
const SECTIONS: [&str; 2] = ["overview", "problems"];
/// Shorter texts say the same every year and may.
const LEAST: usize = 60;
/// How much of both texts must be the same, in per cent.
const SAME: usize = 80;

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(last) = context.previous(report) else { return };
    for key in SECTIONS {
        let (Some(section), Some(before)) = (report.body.section(key), last.body.section(key)) else { continue };
        let share = share(&hashes(report, section), &hashes(last, before));
        let Some(share) = share.filter(|share| *share >= SAME) else { continue };
        let message = text!(
            "“{heading}”与上年报告有 {share}% 相同（数字不计）",
            "“{heading}” is {share}% identical to last year’s report (numbers aside)"
        );
        findings.push(
            Finding::new(
                NAME,
                report.place(section.heading_span),
                message.with("heading", &section.heading).with("share", share),
            )
            .at(key)
            .related(last.place(before.heading_span), text!("上年的这一部分", "this section last year"))
            .hint(text!("按本年的工作重新写", "rewrite it to describe this year's work")),
        );
    }
}

/// What two sections have in common, in per cent of both; none if that is little, or one of them too short to tell.
pub(super) fn share(a: &[u64], b: &[u64]) -> Option<usize> {
    let sorted = |hashes: &mut dyn Iterator<Item = u64>| {
        let mut sorted: Vec<_> = hashes.collect();
        sorted.sort_unstable();
        sorted
    };
    // What a few show to be different need not be sorted whole.
    let few = |hashes: &[u64]| sorted(&mut hashes.iter().copied().filter(|hash| hash % SAMPLED == 0));
    if common(&few(a), &few(b)).is_some_and(|share| share < SURELY_OTHER) {
        return None;
    }
    common(&sorted(&mut a.iter().copied()), &sorted(&mut b.iter().copied()))
}

/// One stretch of so many is compared first.
const SAMPLED: u64 = 8;
/// Of texts of which so little of the sample is the same, in per cent, most is not.
const SURELY_OTHER: usize = 40;

/// Every five Chinese characters of a section that follow each other, as hashes. Numbers, punctuation and markup do not
/// count; the order of sentences hardly does.
pub(super) fn hashes(report: &Report, section: &ReportSection) -> Vec<u64> {
    let text = report.source.slice(section.text).chars();
    let text: Vec<_> = text.filter(|&c| is_han(c) && !is_han_numeral(c)).collect();
    text.windows(5).map(hash).collect()
}

fn hash(stretch: &[char]) -> u64 {
    // Nobody gains by a collision, so a hash that is fast will do.
    stretch
        .iter()
        .fold(0, |hash, &c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23))
}

/// What two texts have in common, in per cent of both; none if one is too short to tell.
fn common(a: &[u64], b: &[u64]) -> Option<usize> {
    if a.len().min(b.len()) < LEAST {
        return None;
    }
    let (mut i, mut j, mut same) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        same += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    Some(2 * same * 100 / (a.len() + b.len()))
}
