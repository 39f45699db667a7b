//! Whether a sentence agrees with the tables, read as a whole.
//!
//! Each number has every reading that the tables allow: what they state for it, and what is left of that when others
//! have been named beside it. 办结27件、不再处理1件 is right of 28 that were done. A number is wrong only if none fits.

use super::{
    Approximation, Claim, Numeral, Prose, QuantityKind as Kind, Sense, Slice, Statement, Subject, Term, Token,
    completion::{leaves_some, tells_done},
    complexity::step,
    holds,
    numeral::sum,
    vocabulary::AMONG,
};
use crate::{form::CellId, report::Number};
use std::ops::Range;

/// The claims of a sentence that no reading makes agree with the tables.
pub(crate) fn disagreeing<'s>(prose: &Prose<'_>, sentence: &'s Statement<'_>) -> Vec<&'s Claim> {
    let wrong = sentence.claims.iter().filter(|claim| !agrees(prose, sentence, claim));
    wrong.filter(|claim| !is_what_is_left(prose, sentence, claim)).collect()
}

/// Whether a claim is what the tables state, or they state nothing.
fn agrees(prose: &Prose<'_>, sentence: &Statement<'_>, claim: &Claim) -> bool {
    if is_one_way(prose, sentence, claim) {
        return true;
    }
    let mut stated = prose.stated(meant(prose, sentence, claim));
    if holds_carried_in(prose, sentence, claim) {
        let carried = prose.lexicon.quantity(Kind::CarriedIn).map(|at| &prose.lexicon.quantities[at].readings[0]);
        stated.retain(|stated| carried.is_none_or(|carried| holds(&stated.cells, carried)));
    }
    let is_stated = stated.iter().any(|stated| claim.numeral.agrees(stated.value));
    stated.is_empty() || (is_stated && !leaves_out_others(prose, sentence, claim))
}

/// 受理10件，其中按程序办结2件、不掌握6件、重复申请2件: as one way among others, 办结 is not all that was done.
fn is_one_way(prose: &Prose<'_>, sentence: &Statement<'_>, claim: &Claim) -> bool {
    let is_done = matches!(prose.kind(claim), Kind::Finished | Kind::Handled);
    let ends_otherwise = |part: &Numeral| {
        let mut others = sentence.claims.iter().filter(|other| other.numeral.range == part.range);
        !part.value.is_zero() && others.any(|other| prose.kind(other) == Kind::Outcome)
    };
    let mut listings = sentence.listings.iter().filter(|listing| {
        let is_part = listing.parts.iter().any(|part| part.range == claim.numeral.range);
        is_part && sum(&listing.parts) == listing.total.value
    });
    is_done && listings.any(|listing| listing.parts.iter().any(ends_otherwise))
}

/// 收到12件（含上年结转2件）: those carried in are among them.
fn holds_carried_in(prose: &Prose<'_>, sentence: &Statement<'_>, claim: &Claim) -> bool {
    let mut parts = sentence.claims.iter().filter(|other| {
        prose.kind(other) == Kind::CarriedIn
            && !other.numeral.value.is_zero()
            && other.numeral.range != claim.numeral.range
    });
    let text = &sentence.passage.text;
    prose.kind(claim) == Kind::Received
        && parts.any(|part| {
            let between = text.slice(claim.numeral.range.end..part.range.start);
            between.strip_prefix(['（', '(']).is_some_and(|between| HOLDING.is(between))
        })
}

/// 含: in brackets, before a part of the number before them.
static HOLDING: Sense = Sense::new("holding");

/// 答复9件，2件正在办理: as many were done, and not as many as came in, which 答复 may count otherwise.
fn meant(prose: &Prose<'_>, sentence: &Statement<'_>, claim: &Claim) -> Subject {
    let mut words = sentence.tokens.iter().filter(|token| {
        claim.range.start <= token.range.start && token.range.end <= claim.range.end && tells_done(sentence, token)
    });
    let is_answered = prose.kind(claim) == Kind::Handled && words.next().is_some();
    let none_left =
        sentence.claims.iter().any(|other| prose.kind(other) == Kind::CarriedOut && other.numeral.value.is_zero());
    let finished = prose.lexicon.quantity(Kind::Finished).map(Subject::new);
    let finished = finished.filter(|finished| !prose.stated(*finished).is_empty());
    finished.filter(|_| is_answered && !none_left && leaves_some(prose, sentence)).unwrap_or(claim.subject)
}

/// What came in and what was done with it, as one sentence states both: 受理24件，上年结转1件，办结23件，结转下年度4件.
pub(crate) struct Balance {
    pub came: [Numeral; 2],
    pub went: [Numeral; 2],
    pub range: Range<usize>,
}

impl Balance {
    /// Where the tables say nothing of it and the sentence contradicts itself.
    pub(crate) fn off(prose: &Prose<'_>, sentence: &Statement<'_>) -> Option<Self> {
        let is_of_another_agency = !sentence.of_another_agency.is_empty();
        let claims = if is_of_another_agency { &sentence.of_another_agency } else { &sentence.claims };
        let came = [&[Kind::Received, Kind::NewlyReceived][..], &[Kind::CarriedIn]];
        let went = [&[Kind::Finished, Kind::Handled][..], &[Kind::CarriedOut]];
        let [came, went] = [came, went].map(|kinds| kinds.map(|kinds| only_claim(prose, claims, kinds)));
        let ([Some(received), Some(carried_in)], [Some(done), Some(carried_out)]) = (came, went) else { return None };
        let (came, went) = ([received, carried_in], [done, carried_out]);
        let stated = [came, went].concat();
        if !is_of_another_agency && stated.iter().any(|claim| !prose.stated(claim.subject).is_empty()) {
            return None;
        }
        let begin = stated.iter().map(|claim| claim.range.start).min()?;
        let range = begin..stated.iter().map(|claim| claim.range.end).max()?;
        let [came, went] = [came, went].map(|claims| claims.map(|claim| &claim.numeral));
        let [came_in, gone] = [came, went].map(|[one, other]| one.value + other.value);
        // 受理24件，其中上年结转1件: what was carried in may be among what was received.
        if came_in == gone || came[0].value == gone {
            return None;
        }
        let [came, went] = [came, went].map(|numerals| numerals.map(Numeral::clone));
        Some(Self { came, went, range })
    }
}

/// The only claim of these kinds, if its number is meant exactly.
fn only_claim<'c>(prose: &Prose<'_>, claims: &'c [Claim], kinds: &[Kind]) -> Option<&'c Claim> {
    let mut claims = claims.iter().filter(|claim| kinds.contains(&prose.kind(claim)));
    let claim = claims.next().filter(|claim| claim.numeral.approximation == Approximation::Exact)?;
    (claim.subject.also.is_none() && claims.next().is_none()).then_some(claim)
}

/// 已答复9件，另有1件不再处理: the first is not all that was done, though the table has 9.
fn leaves_out_others(prose: &Prose<'_>, sentence: &Statement<'_>, claim: &Claim) -> bool {
    if !matches!(prose.kind(claim), Kind::Finished | Kind::Handled) {
        return false;
    }
    sentence.claims.iter().any(|other| {
        let before = sentence.passage.text.slice(sentence.range.start..other.numeral.range.start);
        let is_more = prose.kind(other) == Kind::Outcome && !other.numeral.value.is_zero() && ALSO.ends(before);
        is_more && other.numeral.range.start > claim.numeral.range.end
    })
}

/// 另有: what is counted next comes on top.
static ALSO: Sense = Sense::new("on-top");

/// Whether a number is what a class leaves when others of it, named in the same sentence, are taken away.
fn is_what_is_left(prose: &Prose<'_>, sentence: &Statement<'_>, claim: &Claim) -> bool {
    if claim.subject.also.is_some() || claim.numeral.approximation != Approximation::Exact {
        return false;
    }
    prose.stated(claim.subject).iter().any(|stated| {
        let parts = parts_beside(prose, sentence, claim, &stated.cells);
        leaves(stated.value, claim.numeral.value, &parts)
    })
}

/// What the sentence counts besides the claim that may be a part of these cells.
fn parts_beside(prose: &Prose<'_>, sentence: &Statement<'_>, claim: &Claim, cells: &[CellId]) -> Vec<Number> {
    let quantities = &prose.lexicon.quantities;
    // What was carried over is a part of what came in, and none of what was done.
    let came_in = prose.lexicon.quantity(Kind::NewlyReceived).map(|at| &quantities[at].readings[0]);
    let is_of_what_came = came_in.is_some_and(|came_in| came_in.iter().any(|cell| cells.contains(cell)));
    let may_hold = |other: &Claim| match (prose.kind(claim), prose.kind(other)) {
        // 办结4件，其中予以公开2件: a part of those, and none beside them.
        (Kind::Finished | Kind::Handled, Kind::Outcome) => {
            !divides(sentence, claim, other) && !are_all_of(prose, sentence, claim)
        }
        // 办理上年结转5件；新收61件，办结57件，结转4件: of what came in this year.
        (Kind::Finished | Kind::Handled, Kind::CarriedIn) => is_done_apart(prose, sentence, claim, other),
        (Kind::Handled, Kind::CarriedOut) => is_of_what_came,
        (Kind::Outcome, Kind::Outcome) => {
            let part = &quantities[other.subject.quantity].readings[0];
            part.len() < cells.len() && holds(cells, part)
        }
        _ => false,
    };
    let is_apart = |numeral: &Numeral| numeral.range != claim.numeral.range && !numeral.value.is_zero();
    let is_alike =
        |numeral: &Numeral| numeral.counts_things() && numeral.measure == claim.numeral.measure && is_apart(numeral);
    let named = sentence.claims.iter().filter(|other| is_apart(&other.numeral) && may_hold(other));
    let mut parts: Vec<_> = named.map(|other| other.numeral.value).collect();
    // 不属于本机关公开8件，信息不存在2件: both in one row of the table.
    if prose.kind(claim) == Kind::Outcome {
        let numbers: Vec<_> = sentence.numbers().collect();
        let beside = numbers.windows(2).filter_map(|pair| match pair {
            [before, own] if own.range == claim.numeral.range => Some(*before),
            [own, after] if own.range == claim.numeral.range => Some(*after),
            _ => None,
        });
        let unread = beside.filter(|other| {
            is_alike(other)
                && sentence.claims.iter().all(|claim| claim.numeral.range != other.range)
                && sentence.listings.iter().all(|listing| listing.total.range != other.range)
        });
        parts.extend(unread.map(|numeral| numeral.value));
    }
    // 撤回1件: of something that stands in no table by that name.
    if matches!(prose.kind(claim), Kind::Finished | Kind::Handled) {
        let unread = sentence.numbers().filter(|numeral| is_alike(numeral) && !is_accounted_for(sentence, numeral));
        parts.extend(unread.map(|numeral| numeral.value));
    }
    parts
}

/// Whether a number is given as a part of another.
fn divides(sentence: &Statement<'_>, whole: &Claim, part: &Claim) -> bool {
    let mut listings = sentence.listings.iter().filter(|listing| listing.total.range == whole.numeral.range);
    listings.any(|listing| listing.parts.iter().any(|other| other.range == part.numeral.range))
}

/// 办结177件（含上年结转3件），其中，予以公开60件……: after 其中 the outcomes make up what was done.
fn are_all_of(prose: &Prose<'_>, sentence: &Statement<'_>, whole: &Claim) -> bool {
    let after = sentence.claims.iter().filter(|other| other.numeral.range.start > whole.numeral.range.end);
    let outcomes: Vec<_> = after.filter(|other| prose.kind(other) == Kind::Outcome).collect();
    let Some(first) = outcomes.first() else { return false };
    let between = sentence.passage.text.slice(whole.numeral.range.end..first.numeral.range.start);
    sum(outcomes.iter().map(|outcome| &outcome.numeral)) == whole.numeral.value && AMONG.is_in(between)
}

/// Whether what was carried in is told as done by itself, and the rest of the sentence as what came in, was done and left.
fn is_done_apart(prose: &Prose<'_>, sentence: &Statement<'_>, done: &Claim, carried: &Claim) -> bool {
    let [came, left] = [&[Kind::Received, Kind::NewlyReceived][..], &[Kind::CarriedOut]].map(|kinds| {
        let mut claims = sentence.claims.iter().filter(|claim| kinds.contains(&prose.kind(claim)));
        claims.next().map(|claim| claim.numeral.value)
    });
    let before = sentence.tokens.iter().rev().skip_while(|token| token.range.end > carried.numeral.range.start);
    let mut deeds = before.take_while(|token| token.mark().is_none()).filter_map(Token::term);
    came == Some(done.numeral.value + left.unwrap_or(Number::ZERO))
        && deeds.any(|term| matches!(term, Term::Handle | Term::Finish))
}

/// Whether it is known what a number counts: it is claimed, or one of parts that are all there are.
fn is_accounted_for(sentence: &Statement<'_>, numeral: &Numeral) -> bool {
    sentence.claims.iter().any(|claim| claim.numeral.range == numeral.range)
        || sentence.listings.iter().any(|listing| listing.tells_all_with(numeral))
}

/// More are not tried: each doubles the ways to choose.
const MAX_PARTS: usize = 6;

/// Whether some of the parts, taken from the whole, leave this much.
fn leaves(whole: Number, left: Number, parts: &[Number]) -> bool {
    let parts = &parts[..parts.len().min(MAX_PARTS)];
    (1..1_usize << parts.len()).any(|choice| {
        step();
        let chosen = parts.iter().enumerate().filter(|(at, _)| choice & (1 << at) != 0);
        left + chosen.map(|(_, part)| *part).sum::<Number>() == whole
    })
}
