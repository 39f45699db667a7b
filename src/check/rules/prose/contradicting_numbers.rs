#![doc = include_str!("contradicting_numbers.md")]

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    prose::{About, Bounds, Claim, Numeral, QuantityKind as Kind, Reading, Sense, Sentence, Slice, Statement, Term},
    report::Number,
    text,
};
use std::{collections::HashMap, ops::Range};

const NAME: RuleName = RuleName("contradicting-numbers");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("contradicting_numbers.md"))
    .summary(text!("同一件事前后写了两个数", "The text gives two numbers for the same thing"))
    .waivable()
    .check(Check::Prose(check));

/// What is stated in one way only; of what was received, two readings are right.
const PLAIN: &[Kind] = &[
    Kind::NewlyReceived,
    Kind::CarriedIn,
    Kind::CarriedOut,
    Kind::Finished,
    Kind::Review,
    Kind::Litigation,
    Kind::Issued,
    Kind::Repealed,
    Kind::InForce,
    Kind::RegulationsIssued,
    Kind::RegulationsRepealed,
    Kind::RegulationsInForce,
];

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    findings.extend(reading.sentences.iter().filter_map(|sentence| against_the_trend(reading, sentence)));
    findings.extend(reading.sentences.windows(2).filter_map(|pair| more_than_all(reading, &pair[0], &pair[1])));
    let lexicon = reading.prose.lexicon;
    let mut first: HashMap<(&str, &str), Mentioned<'_, '_>> = HashMap::new();
    for sentence in reading.sentences.iter().filter(|sentence| !sentence.names_another_year()) {
        let counts = sentence.counts.iter().map(|count| {
            let stated = Mentioned {
                sentence,
                numeral: &count.numeral,
                counted_before: count.counted_before.as_ref(),
                range: count.range.clone(),
            };
            ((count.what.as_str(), count.unit.as_str()), stated)
        });
        let claims = sentence.claims.iter().filter(|claim| is_plain(reading, claim)).map(|claim| {
            let stated =
                Mentioned { sentence, numeral: &claim.numeral, counted_before: None, range: claim.range.clone() };
            ((lexicon.quantities[claim.subject.quantity].name.as_str(), ""), stated)
        });
        let mut here = Vec::new();
        for (key, stated) in counts.chain(claims) {
            match first.get(&key) {
                None => drop(first.insert(key, stated)),
                Some(earlier) if earlier.contradicts(&stated) => here.push(finding(reading, earlier, &stated)),
                Some(_) => {}
            }
        }
        // A claim is a count as well.
        here.dedup_by_key(|finding| finding.place.span.end);
        findings.extend(here);
    }
}

/// What the form has no cells for is compared in sentences only.
fn is_plain(reading: &Reading<'_>, claim: &Claim) -> bool {
    let quantity = &reading.prose.lexicon.quantities[claim.subject.quantity];
    let is_of_all = claim.subject.applicant.is_none();
    is_of_all && PLAIN.contains(&quantity.kind) && !quantity.readings[0].is_empty()
}

/// 公开60条。其中公众号100条: a part of what the sentence before counts, and more than all that it counts.
fn more_than_all(reading: &Reading<'_>, before: &Statement<'_>, sentence: &Statement<'_>) -> Option<Finding> {
    let begins = sentence.tokens.first()?;
    let is_part = begins.term() == Some(Term::Among) && begins.range.start == sentence.range.start;
    if !is_part || !std::ptr::eq(before.passage, sentence.passage) || [before, sentence].iter().any(|s| is_of_less(s)) {
        return None;
    }
    sentence.numbers().find_map(|part| {
        let all: Vec<_> = before.numbers().filter(|number| number.measure.is_like(part.measure, &OF_ITEMS)).collect();
        let is_counted = part.counts_things() && !all.is_empty();
        let most = all.iter().map(|number| Bounds::around(number).most).sum::<Number>();
        if !is_counted || Bounds::around(part).least <= most {
            return None;
        }
        let start =
            sentence.stretches().into_iter().find(|clause| clause.range.contains(&part.range.start))?.range.start;
        let (first, last) = (all.first()?, all.last()?);
        let earlier = Mentioned {
            sentence: before,
            numeral: first,
            counted_before: None,
            range: first.range.start..last.range.end,
        };
        let stated = Mentioned { sentence, numeral: part, counted_before: None, range: start..part.range.end };
        Some(finding(reading, &earlier, &stated))
    })
}

/// 条, 篇: what is put out is counted in any of them.
static OF_ITEMS: Sense = Sense::new("measure-words-of-items");

/// Whether a sentence compares, plans, or counts for a part of the year.
fn is_of_less(statement: &Statement<'_>) -> bool {
    statement.about.is_any(&[About::PartOfYear, About::Compared, About::Planned])
}

/// 逐年递增 of numbers that do not all rise.
fn against_the_trend(reading: &Reading<'_>, sentence: &Statement<'_>) -> Option<Finding> {
    let series = sentence.series.as_ref()?;
    let (before, after) = &series.against;
    let [before, after] = [before, after].map(|numeral| sentence.passage.text.slice(numeral.range.clone()));
    let message =
        text!("正文说“{word}”，{before}之后却是{after}", "the text says “{word}”, but {after} follows {before}");
    let message = message.with("word", series.word).with("before", before).with("after", after);
    let finding = statement::plain(NAME, reading, sentence, series.range.clone(), message);
    Some(finding.hint(text!("核对各年的数字，或改写趋势", "check the numbers of the years, or what is said of them")))
}

/// A number with its words.
struct Mentioned<'s, 'p> {
    sentence: &'s Sentence<'p>,
    numeral: &'s Numeral,
    /// What was counted before it: of another inspection, other faults were found.
    counted_before: Option<&'s (String, Number)>,
    range: Range<usize>,
}

impl Mentioned<'_, '_> {
    fn contradicts(&self, other: &Self) -> bool {
        let is_same = self.counted_before.is_none()
            || other.counted_before.is_none()
            || self.counted_before == other.counted_before;
        is_same && !Bounds::around(self.numeral).meets(Bounds::around(other.numeral))
    }

    fn words(&self) -> &str {
        self.sentence.passage.text.slice(self.range.clone())
    }
}

fn finding(reading: &Reading<'_>, earlier: &Mentioned<'_, '_>, stated: &Mentioned<'_, '_>) -> Finding {
    let place = reading.prose.report.place(earlier.sentence.span(earlier.range.clone()));
    let message = text!("这里写“{here}”，前面写“{there}”", "“{here}” here contradicts “{there}” earlier")
        .with("here", stated.words())
        .with("there", earlier.words());
    statement::plain(NAME, reading, stated.sentence, stated.range.clone(), message)
        .related(place, text!("前面写的", "stated earlier"))
        .hint(text!(
            "核对后统一；口径不同的写明",
            "check and use one number; if they count different things, say so in the text"
        ))
}
