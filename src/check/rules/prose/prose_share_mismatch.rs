#![doc = include_str!("prose_share_mismatch.md")]

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    i18n::Message,
    prose::{Approximation, Divided, Numeral, QuantityKind as Kind, Reading, Sentence, Share, Slice, Subject, holds},
    report::Number,
    text,
};

const NAME: RuleName = RuleName("prose-share-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("prose_share_mismatch.md"))
    .summary(text!("正文的占比和表格算出的不一致", "A percentage in the text does not follow from the table"))
    .waivable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    of_lists(reading, findings);
    let shares =
        reading.sentences.iter().flat_map(|sentence| sentence.shares.iter().map(move |share| (sentence, share)));
    for (sentence, share) in shares {
        let percent = &share.percent;
        let mut parts: Vec<_> = reading.prose.stated(share.subject).into_iter().map(|stated| stated.value).collect();
        if let Some(stated) = share.stated.as_ref().filter(|stated| stated.approximation == Approximation::Exact) {
            // Of readings the one that the text gives; a number that is no reading may have been divided rightly.
            if parts.contains(&stated.value) {
                parts.retain(|part| *part == stated.value);
            } else {
                parts.push(stated.value);
            }
        }
        let wholes = possible_wholes(reading, share);
        let pairs: Vec<_> = parts.iter().flat_map(|part| wholes.iter().map(move |whole| (*part, *whole))).collect();
        let is_right = pairs.iter().any(|&(part, whole)| is_share(percent.value, part, whole));
        if percent.approximation != Approximation::Exact || is_right {
            continue;
        }
        let Some(&(part, whole)) = pairs.first() else { continue };
        let message = message(sentence, percent, part, whole);
        let finding = statement::finding(NAME, reading, sentence, share.range.clone(), share.subject, message);
        findings.push(
            finding
                .value(percent.value.to_string())
                .hint(text!("按表格的数字重新计算占比", "recalculate the percentage from the table")),
        );
    }
}

/// Percentages of a list that makes up its whole, which stands in no table: wrong, if most of the others are right, or the only other is.
fn of_lists(reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    for (at, sentence) in reading.sentences.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &reading.sentences[before]);
        let before = before.filter(|before| std::ptr::eq(before.passage, sentence.passage));
        let Some(list) = Divided::read(before.map(|before| &before.sentence), sentence) else { continue };
        let parts = list.parts.iter();
        let wrong = parts.filter(|(part, percent)| !is_share(percent.value, part.value, list.whole.value));
        let wrong: Vec<_> = wrong.collect();
        // Of two, one that is right shows of what they are.
        let are_mostly_right = 2 * wrong.len() < list.parts.len() || (list.parts.len() == 2 && wrong.len() == 1);
        for (part, percent) in wrong.iter().filter(|_| are_mostly_right) {
            let mut judged = sentence.shares.iter().filter(|share| share.percent.range == percent.range);
            let is_judged = judged.any(|share| !possible_wholes(reading, share).is_empty());
            if is_judged || percent.approximation != Approximation::Exact {
                continue;
            }
            let range = part.range.start..percent.range.end;
            let message = message(sentence, percent, part.value, list.whole.value);
            let finding = statement::plain(NAME, reading, sentence, range, message);
            findings.push(
                finding.hint(text!(
                    "按这一句的数字重新计算占比",
                    "recalculate the percentage from the numbers of the list"
                )),
            );
        }
    }
}

fn message(sentence: &Sentence<'_>, percent: &Numeral, part: Number, whole: Number) -> Message {
    let message = text!(
        "正文写占 {stated}，{part} 除以 {whole} 却是 {ratio}%",
        "the text says {stated}, but {part} of {whole} is {ratio}%"
    );
    let message = message.with("stated", sentence.passage.text.slice(percent.range.clone()));
    message.with("part", part).with("whole", whole).with("ratio", ratio_of(part, whole, percent.value.decimals()))
}

/// What a share may be of, by the tables and the words after 占.
fn possible_wholes(reading: &Reading<'_>, share: &Share) -> Vec<Number> {
    let mut wholes = wholes(reading, reading.prose.lexicon.quantities[share.subject.quantity].kind);
    wholes.extend(groups(reading, share.subject));
    let named = share.whole.into_iter().flat_map(|whole| reading.prose.stated(Subject::new(whole)));
    wholes.extend(named.map(|stated| stated.value).filter(|whole| !whole.is_zero()));
    wholes
}

/// What the part may be a part of; nothing if that is not known.
fn wholes(reading: &Reading<'_>, kind: Kind) -> Vec<Number> {
    let kinds: &[Kind] = match kind {
        Kind::Applicant | Kind::CarriedIn | Kind::CarriedOut | Kind::Finished | Kind::NewlyReceived => {
            &[Kind::Received]
        }
        Kind::Outcome => &[Kind::Finished, Kind::Received],
        Kind::Review | Kind::Litigation | Kind::Dispute => &[Kind::Review, Kind::Litigation],
        _ => return Vec::new(),
    };
    let subjects = kinds.iter().filter_map(|kind| reading.prose.lexicon.quantity(*kind)).map(Subject::new);
    let mut wholes: Vec<_> =
        subjects.flat_map(|subject| reading.prose.stated(subject)).map(|stated| stated.value).collect();
    if kinds.contains(&Kind::Review) {
        let all = wholes.iter().copied().sum();
        match kind {
            Kind::Dispute => wholes.push(all),
            _ => wholes = vec![all],
        }
    }
    // 占全部申请的比例 may be of any of these.
    wholes.retain(|whole| !whole.is_zero());
    wholes
}

/// What the groups state that hold the part: 不掌握相关政府信息 stands in 无法提供, 商业企业 in 法人和组织.
fn groups(reading: &Reading<'_>, part: Subject) -> Vec<Number> {
    let quantities = &reading.prose.lexicon.quantities;
    let own = &quantities[part.quantity];
    let groups = quantities.with_ids().filter(|(at, quantity)| {
        let mut readings = quantity.readings.iter();
        *at != part.quantity
            && quantity.kind == own.kind
            && readings.any(|cells| own.readings.iter().any(|part| cells.len() > part.len() && holds(cells, part)))
    });
    let stated = groups.flat_map(|(at, _)| reading.prose.stated(Subject::new(at)));
    stated.map(|stated| stated.value).filter(|whole| !whole.is_zero()).collect()
}

/// Whether `part` of `whole` is this percentage to the digits it is written with, rounded or cut off.
fn is_share(stated: Number, part: Number, whole: Number) -> bool {
    let (ratio, next) = (ratio(part, whole, stated.decimals()), stated.decimals());
    let stated = stated.scaled(next);
    stated == ratio.0 || stated == ratio.1
}

/// Those that amounts of the tables have at most.
const DECIMALS: u8 = 4;

/// The percentage in units of its last digit: cut off, and rounded.
fn ratio(part: Number, whole: Number, decimals: u8) -> (i128, i128) {
    let unit = 100 * 10_i128.pow(decimals.into());
    let (part, whole) = (part.scaled(DECIMALS) * unit, whole.scaled(DECIMALS));
    (part / whole, (2 * part + whole) / (2 * whole))
}

/// With as many decimals as somebody has written, and one at least.
fn ratio_of(part: Number, whole: Number, decimals: u8) -> String {
    let decimals = decimals.max(1);
    let (_, rounded) = ratio(part, whole, decimals);
    let unit = 10_i128.pow(decimals.into());
    format!("{}.{:0width$}", rounded / unit, rounded % unit, width = decimals.into())
}
