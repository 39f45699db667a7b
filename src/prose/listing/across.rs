//! A total in one sentence, its parts in the next: 公开165条。其中，甲类10条，其他155条.

use super::{Listing, Unit, goes_deeper, parts, whole::listing};
use crate::prose::{
    About, Clause, Numeral, Prose, QuantityKind, Sentence, Term, Token, numeral::sum, vocabulary::AMONG,
};

/// By one part in so many, a slip makes a sum larger than its total; where things are counted in several parts, it is more.
const SLIGHTLY: i64 = 10;

/// 公开165条。其中，甲类10条，其他155条: the parts of what the sentence before counts last, if they leave nothing over or
/// are too many.
pub(crate) fn across(prose: &Prose<'_>, before: &Sentence<'_>, sentence: &Sentence<'_>) -> Option<Listing> {
    let begins = sentence.tokens.first()?;
    let is_part = begins.term() == Some(Term::Among) && begins.range.start == sentence.range.start;
    if !is_part || !std::ptr::eq(before.passage, sentence.passage) {
        return None;
    }
    let (openings, clauses) = (prose.clauses(before), prose.clauses(sentence));
    // 收到5件申请，均按期办结。其中，……
    let counted = openings.iter().rposition(|opening| opening.counts().next().is_some())?;
    let opening = &openings[counted];
    let is_alone = before.numbers().filter(|number| number.counts_things()).count() == 1;
    let [total] = opening.counts().collect::<Vec<_>>()[..] else { return None };
    let is_last_word = counted + 1 == openings.len();
    if opening.scope.is_any(&[About::Compared, About::Planned]) || (!is_alone && !is_last_word) {
        return None;
    }
    let unit = Unit::of(prose, sentence, opening, total);
    let found: Vec<_> = clauses
        .iter()
        .map(|clause| (clause, parts(sentence, clause, unit)))
        .filter(|(_, numbers)| !numbers.is_empty())
        .collect();
    let numbers_of = |clause: &Clause<'_>| {
        let numbers = clause.tokens.iter().filter_map(Token::number);
        numbers.filter(|number| unit.counts(sentence, clause, number)).count()
    };
    let are_all =
        clauses.iter().map(numbers_of).sum::<usize>() == found.iter().map(|(_, numbers)| numbers.len()).sum::<usize>();
    let is_last = clauses.iter().rev().find(|clause| clause.has_numbers()).map(|clause| clause.range.start)
        == found.last().map(|(clause, _)| clause.range.start);
    if !are_all || !is_last {
        return None;
    }
    let mut listing = listing(prose, sentence, total, &found, opening, AMONG.first())?;
    let are_too_many = is_alone && are_too_many(prose, sentence, &listing, &found);
    listing.divides_once |= are_too_many && are_outcomes(prose, sentence);
    (listing.is_whole || are_too_many).then_some(listing)
}

/// Whether parts that are of one kind and beside each other make up more than their total.
fn are_too_many(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    listing: &Listing,
    found: &[(&Clause<'_>, Vec<&Numeral>)],
) -> bool {
    let are_beside = found.iter().enumerate().all(|(at, (clause, _))| {
        let divides = at > 0 && goes_deeper(sentence, clause);
        clause.depth == 0
            && !divides
            && !clause.has_any(OTHERWISE)
            && !prose.names_kind(clause.tokens, |kind| OF_OTHER_DIVISIONS.contains(&kind))
    });
    let total = listing.total.value;
    let sum = sum(&listing.parts);
    let is_slightly_more =
        sum.as_count().zip(total.as_count()).is_some_and(|(sum, total)| sum.saturating_sub(total) <= total / SLIGHTLY);
    let is_slip = is_slightly_more || are_outcomes(prose, sentence);
    are_beside && listing.parts.len() > 2 && listing.channels < 2 && sum > total && is_slip
}

/// Whether a sentence tells of several ways in which requests ended.
fn are_outcomes(prose: &Prose<'_>, sentence: &Sentence<'_>) -> bool {
    let mut kinds = sentence.tokens.iter().filter_map(|token| prose.named_kind(token));
    kinds.by_ref().any(|kind| kind == QuantityKind::Outcome) && kinds.any(|kind| kind == QuantityKind::Outcome)
}

/// What divides requests in another way than by how they ended.
const OF_OTHER_DIVISIONS: &[QuantityKind] =
    &[QuantityKind::Applicant, QuantityKind::CarriedIn, QuantityKind::Review, QuantityKind::Litigation];

/// By these words parts divide their total in another way than by what they are called.
const OTHERWISE: &[Term] =
    &[Term::Channel, Term::Receive, Term::ReceiveNew, Term::Finish, Term::Handle, Term::Period, Term::Elsewhere];
