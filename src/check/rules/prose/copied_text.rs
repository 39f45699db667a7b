#![doc = include_str!("copied_text.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    report::{Report, ReportSection, STRETCH, words},
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
/// How much of both texts must be the same for a copy, in per cent.
const SAME: usize = 80;

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(last) = context.previous(report) else { return };
    for key in SECTIONS {
        let (Some(section), Some(before)) = (report.body.section(key), last.body.section(key)) else { continue };
        let Some(share) = share((report, section), (last, before)) else { continue };
        let message = text!(
            "“{heading}”与上年报告有 {share}% 相同（数字不计）",
            "“{heading}” is {share}% identical to last year’s report (ignoring numbers)"
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

/// What two sections have in common, in per cent of both, if one is a copy of the other and neither too short to tell.
pub(super) fn share(one: (&Report, &ReportSection), other: (&Report, &ReportSection)) -> Option<usize> {
    let [a, b] = [one, other].map(|(report, section)| section.sketch(&report.source));
    if are_surely_other(a, b) {
        return None;
    }
    let [a, b] = [one, other].map(|(report, section)| hashes(report, section));
    Some(common(&a, &b)).filter(|share| *share >= SAME && a.len().min(b.len()) >= LEAST)
}

/// By how much the share of what is the same strays in a sample of n, hardly ever by more: four times 40 / √n per cent.
const STRAYS: usize = 160;

/// Whether samples show that less than [`SAME`] of two texts is the same.
fn are_surely_other(a: &[u32], b: &[u32]) -> bool {
    let size = a.len().min(b.len());
    size > 0 && common(a, b) + STRAYS / size.isqrt() < SAME
}

/// Every five Chinese characters of a section that follow each other, as hashes in order. Numbers, punctuation and
/// markup do not count; the order of sentences hardly does.
fn hashes(report: &Report, section: &ReportSection) -> Vec<u64> {
    let text: Vec<_> = words(report.source.slice(section.text)).collect();
    let mut hashes: Vec<_> = text.windows(STRETCH).map(hash).collect();
    hashes.sort_unstable();
    hashes
}

fn hash(stretch: &[char]) -> u64 {
    // Nobody gains by a collision, so a hash that is fast will do.
    stretch
        .iter()
        .fold(0, |hash, &c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23))
}

/// What two lists in order have in common, in per cent of both.
fn common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut same) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        same += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    2 * same * 100 / (a.len() + b.len()).max(1)
}
