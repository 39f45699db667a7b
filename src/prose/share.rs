//! Percentages: 占71.4%.

use super::{
    Approximation, Claim, Clause, Measure, Numeral, QuantityId, Sense, Sentence, Slice, Subject, Term, Token,
    numeral::sum,
    vocabulary::{REACHES, TOGETHER},
};
use std::ops::Range;

/// This percentage of that: 占71.4%.
#[derive(Clone, Debug)]
pub struct Share {
    pub subject: Subject,
    pub percent: Numeral,
    /// The number the text gives beside it.
    pub stated: Option<Numeral>,
    /// What it is a share of, if the words after 占 name it: 占不予公开总数的.
    pub whole: Option<QuantityId>,
    pub range: Range<usize>,
}

/// The percentage of a clause: it belongs to what the clause names, or to the number before it. `last_number` is where
/// the last count of the sentence stands.
pub(super) fn read(
    sentence: &Sentence<'_>,
    clause: &Clause<'_>,
    claims: &[Claim],
    last_number: Option<&Range<usize>>,
) -> Option<Share> {
    let percents = clause.tokens.iter().filter_map(Token::number).filter(|n| n.measure == Measure::Percent);
    let [percent] = percents.collect::<Vec<_>>()[..] else { return None };
    // 两项合计占73.3%: of what stands before, together.
    let text = &sentence.passage.text;
    if sums(text.slice(clause.range.start..percent.range.start)) {
        return None;
    }
    // 公开率57.97%: of what, the rate says.
    if text.slice(clause.range.start..percent.range.start).contains(|c| RATES.has(c)) {
        return None;
    }
    let says = clause.tokens.iter().find(|token| token.term() == Some(Term::Share));
    if says.is_none() && clause.tokens.len() > 1 {
        return None;
    }
    // 公开比例为55.0%: of what, the word says, not the number before it.
    let is_plain = says.is_none_or(|says| !text.slice(..says.range.start).ends_with(|c| DEEDS.has(c)));
    let last = claims.last().filter(|claim| last_number == Some(&claim.numeral.range));
    // 占信访总量的5%: of something that stands in no table.
    let whole = says.and_then(|says| text.get(says.range.end..percent.range.start));
    if whole.is_some_and(|whole| !is_of_requests(whole)) {
        return None;
    }
    // What stands after 占 is the whole.
    let until = says.map_or(percent.range.start, |says| says.range.start.min(percent.range.start));
    let names = clause.tokens.iter().take_while(|token| token.range.start < until).filter_map(Token::named);
    let names: Vec<_> = names.collect();
    let is_of_clause = last.is_none_or(|claim| says.is_some() && claim.range.end <= clause.range.start);
    let after =
        clause.tokens.iter().filter(|token| token.range.start >= until && token.range.end <= percent.range.start);
    let whole = after.filter_map(Token::named).map(|(quantity, _)| quantity).next_back();
    let share = match (names.as_slice(), last) {
        (&[(quantity, word)], _) if is_of_clause && (last_number.is_none() || says.is_some()) => Share {
            subject: Subject::new(quantity),
            percent: percent.clone(),
            stated: None,
            whole,
            range: word.range.start..percent.range.end,
        },
        (_, Some(claim)) if claim.range.start < percent.range.start && is_plain => Share {
            subject: claim.subject,
            percent: percent.clone(),
            stated: Some(claim.numeral.clone()),
            whole,
            range: claim.range.start..percent.range.end,
        },
        _ => return None,
    };
    Some(share)
}

/// A whole, and parts of it with a percentage each, that make it up: 80条。其中甲类40条，占50%；乙类20条，占25%；丙类20条，占25%.
pub(crate) struct Divided {
    pub whole: Numeral,
    pub parts: Vec<(Numeral, Numeral)>,
}

/// Fewer percentages may be of anything.
const FEWEST_PARTS: usize = 2;

/// 占, or 占比为: whether a percentage says nothing of what it is a share of.
fn is_bare(sentence: &Sentence<'_>, percent: &Numeral) -> bool {
    let mut words = sentence.tokens.iter().filter(|token| token.term() == Some(Term::Share));
    let before = sentence.passage.text.slice(..percent.range.start);
    let before = REACHES.before(before).unwrap_or(before);
    words.any(|word| word.range.end == before.len())
}

impl Divided {
    /// What a sentence divides so, or what the one before it counts last.
    pub(crate) fn read(before: Option<&Sentence<'_>>, sentence: &Sentence<'_>) -> Option<Self> {
        let mut counts = Vec::new();
        let mut parts: Vec<(Numeral, Numeral)> = Vec::new();
        for number in sentence.numbers() {
            match number.measure {
                Measure::Things(_) => counts.push(number),
                // 答复率100%: of what, the rate says.
                Measure::Percent if is_rate(sentence, number) => {}
                Measure::Percent => parts.push(((*counts.last()?).clone(), number.clone())),
                _ => {}
            }
        }
        // 增长25%, 占政策的25%: of something else than the whole.
        let are_bare = parts.iter().all(|(_, percent)| is_bare(sentence, percent));
        if parts.len() < FEWEST_PARTS || (parts.len() == FEWEST_PARTS && !are_bare) || sentence.has(Term::Compare) {
            return None;
        }
        let sum = sum(parts.iter().map(|(part, _)| part));
        let whole = match counts.len().checked_sub(parts.len())? {
            // 受理59件，新收47件，比上年增加42件。其中……
            0 => before?.numbers().filter(|number| number.counts_things() && number.value == sum).last()?,
            1 => counts[0],
            _ => return None,
        };
        let begin = counts.len() - parts.len();
        let each = parts.iter().zip(&counts[begin..]).all(|((part, _), count)| part.range == count.range);
        let numerals = parts.iter().map(|(part, _)| part).chain([whole]);
        let is_exact = numerals
            .into_iter()
            .all(|numeral| numeral.approximation == Approximation::Exact && numeral.measure == whole.measure);
        (each && is_exact && sum == whole.value && !whole.value.is_zero()).then(|| Self { whole: whole.clone(), parts })
    }
}

/// Whether a rate ends right before a percentage, or a word that states it: 答复率为100%.
fn is_rate(sentence: &Sentence<'_>, percent: &Numeral) -> bool {
    let before = sentence.passage.text.slice(sentence.range.start..percent.range.start);
    let before = REACHES.before(before).unwrap_or(before);
    before.ends_with(|c| RATES.has(c))
}

/// What requests, of whatever kind, are called where a share is taken of them.
static OF_REQUESTS: Sense = Sense::new("of-requests");

/// Whether what stands between 占 and its percentage is nothing but requests, of whatever kind: 全部办结申请总数的.
fn is_of_requests(whole: &str) -> bool {
    OF_REQUESTS.trimmed(whole).is_empty()
}

/// 公开, 办结: what words of deeds end with.
static DEEDS: Sense = Sense::new("ends-of-deeds");

/// 率: of what, it says itself.
static RATES: Sense = Sense::new("rates");

/// 项, 者: how several things are counted that are taken together.
static SEVERAL: Sense = Sense::new("several-of-a-kind");

/// 两项合计, 三者共计: what follows is of several things named before.
fn sums(clause: &str) -> bool {
    TOGETHER.matches(clause).any(|place| clause.slice(..place.start).ends_with(|c| SEVERAL.has(c)))
}
