#![doc = include_str!("prose_share_mismatch.md")]

use super::{Check, Context, Group, Rule};
use crate::{
    check::told,
    diag::{Finding, Level, RuleName},
    prose::{Approximation, Claim, QuantityKind as Kind, Reading},
    report::{Number, Report},
    text,
};

const NAME: RuleName = RuleName("prose-share-mismatch");

pub const RULE: Rule = Rule {
    name: NAME,
    group: Group::Prose,
    level: Level::Warning,
    waivable: true,
    softened: false,
    summary: text!("正文的占比和表格算出的不一致", "A percentage of the text is not the table’s"),
    page: include_str!("prose_share_mismatch.md"),
    check: Check::Prose(check),
};

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let (report, lexicon) = (reading.prose.report, reading.prose.lexicon);
    for (sentence, claim) in reading.claims() {
        let Some(share) = claim.share.as_ref().map(|share| &share.numeral) else { continue };
        let quantity = &lexicon.quantities[claim.quantity];
        let parts: Vec<_> = told::stated(report, quantity).into_iter().map(|stated| stated.value).collect();
        // A wrong part is told by its own rule; its share is wrong with it.
        if share.approximation != Approximation::Exact || !parts.contains(&claim.numeral.value) {
            continue;
        }
        let part = claim.numeral.value;
        let wholes = wholes(report, reading, claim);
        if wholes.is_empty() || wholes.iter().any(|whole| is_share(share.value, part, *whole)) {
            continue;
        }
        let told = &sentence.passage.text[share.range.clone()];
        let message = text!("正文写占 {told}，{part} 除以 {whole} 却是 {ratio}%", "the text says {told}, but {part} of {whole} is {ratio}%")
            .with("told", told)
            .with("part", part)
            .with("whole", wholes[0])
            .with("ratio", percent(part, wholes[0]));
        let range = claim.range.start..share.range.end;
        let finding = told::finding(NAME, reading, sentence, range, quantity, message);
        findings.push(finding.value(share.value.to_string()).hint(text!(
            "按表格的数字重新计算占比",
            "work the percentage out again from the table"
        )));
    }
}

/// What the part may be a part of; nothing if that is not known.
fn wholes(report: &Report, reading: &Reading<'_>, claim: &Claim) -> Vec<Number> {
    let kinds: &[Kind] = match reading.prose.kind(claim) {
        Kind::Applicant | Kind::CarriedIn | Kind::CarriedOut | Kind::Finished | Kind::NewlyReceived => &[Kind::Received],
        Kind::Outcome => &[Kind::Finished, Kind::Received],
        Kind::Review | Kind::Litigation => &[Kind::Review, Kind::Litigation],
        _ => return Vec::new(),
    };
    let lexicon = reading.prose.lexicon;
    let quantities = kinds.iter().filter_map(|kind| Some(&lexicon.quantities[lexicon.quantity(*kind)?]));
    let mut wholes: Vec<_> = quantities.flat_map(|q| told::stated(report, q)).map(|stated| stated.value).collect();
    if kinds.contains(&Kind::Review) {
        wholes = vec![wholes.into_iter().sum()];
    }
    // 占全部申请的比例 may be told of any of these.
    wholes.retain(|whole| !whole.is_zero());
    wholes
}

/// Whether `part` of `whole` is this percentage to the digits it is written with, rounded or cut off.
fn is_share(told: Number, part: Number, whole: Number) -> bool {
    let (ratio, next) = (ratio(part, whole, told.decimals()), told.decimals());
    let told = told.scaled(next);
    told == ratio.0 || told == ratio.1
}

/// The percentage in units of its last digit: cut off, and rounded.
fn ratio(part: Number, whole: Number, decimals: u8) -> (i128, i128) {
    let unit = 100 * 10_i128.pow(decimals.into());
    let scale = 4;
    let (part, whole) = (part.scaled(scale) * unit, whole.scaled(scale));
    (part / whole, (2 * part + whole) / (2 * whole))
}

fn percent(part: Number, whole: Number) -> String {
    let (_, rounded) = ratio(part, whole, 1);
    format!("{}.{}", rounded / 10, rounded % 10)
}
