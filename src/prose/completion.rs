//! 均已办结, 收到2件，已在期限内答复: statements that all requests of the year have been dealt with.

use super::{
    About, Claim, Clause, Measure, Numeral, Prose, QuantityKind as Kind, Scope, Sense, Sentence, Slice, Subject, Term,
    Terms, Token,
    vocabulary::{CARRY, REACHES},
};
use crate::report::Number;
use std::ops::Range;

/// After these words stand requests that had to be answered by now: of the others nothing is said.
static DUE: Sense = Sense::new("requests-that-are-due");
/// 连同上年结转在内: last year's requests and this year's.
static WITH_LAST_YEAR: Sense = Sense::new("with-last-year");
/// 办结率.
static RATES: Sense = Sense::new("rates-of-completion");
/// What stands before 办结率 where it is of requests that were due.
static OF_DUE: Sense = Sense::new("rate-of-due");
/// 并非 before 均.
static NEGATIONS: Sense = Sense::new("negations");
/// 已, right before 均.
static ALREADY: Sense = Sense::new("already");
/// 中 of 答复中: after a deed that goes on.
static GOES_ON: Sense = Sense::new("goes-on");
/// 已 at the head of a clause that tells what was done.
static DONE: Sense = Sense::new("done-already");
/// 答复: of all that came in as good as done.
static ANSWERED: Sense = Sense::new("answered");
/// Some are open: 仍在办理.
static STILL_OPEN: Sense = Sense::new("still-open");
/// What stands before 结转 where none is, or last year's.
static NONE_OR_BEFORE: Sense = Sense::new("before-other-carries");
/// What stands after 结转 where those carried in are meant: 结转的申请均已办结.
static CARRIED_IN: Sense = Sense::new("after-carried-in");

/// 内容涉及: what was asked for follows.
static CONTENTS: Sense = Sense::new("contents");

/// Whether words of a sentence may say so.
pub(super) fn may_be_said(sentence: &Sentence<'_>) -> bool {
    sentence.terms.meets(Terms::new(&[Term::Finish, Term::Handle])) || sentence.numbers().any(is_everything)
}

/// Where a sentence says that all requests have been dealt with.
pub(super) fn read(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    clauses: &[Clause<'_>],
    claims: &[Claim],
) -> Option<Range<usize>> {
    if !may_be_said(sentence) || sentence.names_another_year() || DUE.is_in(sentence.text()) {
        return None;
    }
    let is_on_requests =
        sentence.is_on_requests() || sentence.terms.meets(Terms::new(&[Term::Request, Term::AnyRequest]));
    let on_contents = on_contents(sentence, clauses);
    let on_outcomes: Vec<_> =
        clauses.iter().zip(on_contents).filter_map(|(clause, is)| (!is).then_some(clause)).collect();
    if !is_on_requests || on_outcomes.iter().any(|clause| prose.names_decisions(clause.tokens)) {
        return None;
    }
    whole_sentence(prose, sentence, clauses)
        .or_else(|| all_that_came(prose, sentence, &on_outcomes, claims))
        .or_else(|| all_of_those(prose, sentence, &on_outcomes))
}

/// 申请内容涉及行政处罚、投诉举报等，均已答复: by clause, whether it tells what was asked for.
fn on_contents(sentence: &Sentence<'_>, clauses: &[Clause<'_>]) -> Vec<bool> {
    let mut goes_on = false;
    let are_on = clauses.iter().map(|clause| {
        let is_on = goes_on || CONTENTS.is_in(sentence.text_of(clause));
        goes_on = is_on && clause.end == Some('、');
        is_on
    });
    are_on.collect()
}

/// Where a sentence that is on nothing but this year's requests says so: 均已办结, 办结率100%.
fn whole_sentence(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>]) -> Option<Range<usize>> {
    let about = clauses.iter().map(|clause| clause.scope).fold(Scope::default(), Scope::with);
    // 收到8件，其中线上7件、来信1件: letters with requests.
    let mut apart = clauses.iter().filter(|clause| !clause.scope.is(About::Among));
    let is_of_other_things = apart.any(|clause| clause.has(Term::Unrelated))
        || about.is_any(&[About::Except, About::LastYear, About::OfOtherAgencies, About::PartOfYear]);
    if is_of_other_things || is_about_last_year(prose, sentence) || names_another_recipient(prose, sentence) {
        return None;
    }
    rate_of_all(prose, sentence)
        .filter(|_| !about.is(About::Planned))
        .or_else(|| all_finished(prose, sentence, clauses, about.is(About::Planned)))
}

/// 县财政局收到申请2件，均已办结
fn names_another_recipient(prose: &Prose<'_>, sentence: &Sentence<'_>) -> bool {
    sentence.terms().any(|(token, term)| {
        matches!(term, Term::Receive | Term::ReceiveNew | Term::Request) && prose.is_about_another(sentence, token)
    })
}

/// 均 or 100%, and 办结 soon after it.
fn all_finished(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    clauses: &[Clause<'_>],
    is_planned: bool,
) -> Option<Range<usize>> {
    let mut all: Option<Range<usize>> = None;
    for token in &sentence.tokens {
        let is_all = token.term() == Some(Term::All) || token.number().is_some_and(is_everything);
        if is_all {
            all = Some(token.range.clone());
        } else if token.term() == Some(Term::Finish) {
            let Some(all) = all.take().filter(|all| token.range.start - all.end <= NEAR) else { continue };
            let before = sentence.passage.text.slice(..all.start);
            // 力争件件有答复，7件申请已全部办结: a fact beside a plan.
            let is_fact = !is_planned || ALREADY.ends(before);
            if is_fact
                && !NEGATIONS.ends(before)
                && !is_of_last_year(prose, sentence, clauses, token)
                && !is_of_disputes(prose, sentence, all.start)
                && !prose.is_about_another(sentence, token)
            {
                return Some(all.start..token.range.end);
            }
        }
    }
    None
}

/// Bytes between 均 and 办结: 均已在法定期限内.
const NEAR: usize = 30;

/// 收到申请4件，均依法答复; 收到2件，已在规定期限内办结: what was done with all that the sentence says came in.
fn all_that_came(
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    clauses: &[&Clause<'_>],
    claims: &[Claim],
) -> Option<Range<usize>> {
    // How many were done is said in numbers, and judged by them.
    if claims.iter().any(|claim| tells_of_done(prose.kind(claim))) {
        return None;
    }
    let received = claims.iter().rfind(|claim| matches!(prose.kind(claim), Kind::Received | Kind::NewlyReceived))?;
    let at = clauses.iter().position(|clause| clause.range.contains(&received.numeral.range.start))?;
    done_after(prose, sentence, &clauses[at..])
}

/// 5件申请均在期限内答复, after the sentence that told how many came in: the same number again, and what was done with it.
fn all_of_those(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[&Clause<'_>]) -> Option<Range<usize>> {
    let received = Subject::new(prose.lexicon.quantity(Kind::Received)?);
    let counts_all = |pair: &[Token]| {
        let is_request = matches!(pair[1].term(), Some(Term::Request | Term::AnyRequest));
        let number = pair[0].number().filter(|_| is_request && pair[0].range.end == pair[1].range.start);
        number.is_some_and(|number| prose.stated(received).iter().any(|stated| stated.value == number.value))
    };
    clauses.iter().enumerate().find_map(|(nth, clause)| {
        let at = clause.tokens.windows(2).position(counts_all).filter(|_| !is_of_other_things(prose, clause))?;
        let rest = &clause.tokens[at + 2..];
        let all = rest.iter().position(|token| token.term() == Some(Term::All))?;
        let begin = clause.tokens[at].range.start;
        let done =
            rest[all..].iter().rfind(|token| tells_done(sentence, token)).filter(|done| !goes_on(sentence, done));
        match done {
            Some(done) => Some(begin..done.range.end),
            // 22件申请均严格按照时限要求，及时答复
            None => {
                let next = clauses.get(nth + 1).filter(|next| !is_of_other_things(prose, next))?;
                Some(begin..done_in(sentence, next)?.end).filter(|_| !clause.ends_part())
            }
        }
    })
}

/// Where one of the clauses that follow the first tells that all were done.
fn done_after(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[&Clause<'_>]) -> Option<Range<usize>> {
    let mut lead = None;
    for (before, clause) in clauses.iter().zip(&clauses[1..]) {
        if before.ends_part() || is_of_other_things(prose, clause) {
            return None;
        }
        lead = lead.filter(|_| before.end == Some('、')).or_else(|| lead_of(sentence, clause));
        if let (Some(lead), Some(verb)) = (lead, done_in(sentence, clause)) {
            return (lead < verb.start).then_some(lead..verb.end);
        }
    }
    None
}

fn tells_of_done(kind: Kind) -> bool {
    matches!(kind, Kind::Finished | Kind::Handled | Kind::CarriedOut | Kind::Outcome)
}

/// Whether a clause tells of other things than the requests that came in this year.
fn is_of_other_things(prose: &Prose<'_>, clause: &Clause<'_>) -> bool {
    clause.has_any(&[Term::Unrelated, Term::Not, Term::Qualified])
        || clause.scope.is_any(&[About::Elsewhere, About::Planned, About::Except, About::LastYear])
        || prose.names_kind(clause.tokens, is_no_new_request)
}

/// Of no request that came in this year and was dealt with.
fn is_no_new_request(kind: Kind) -> bool {
    matches!(kind, Kind::Review | Kind::Litigation | Kind::CarriedIn | Kind::CarriedOut)
}

/// Where a clause begins to tell what was done with all: at 均, or at 已 if that is its head.
fn lead_of(sentence: &Sentence<'_>, clause: &Clause<'_>) -> Option<usize> {
    let all = clause.tokens.iter().find(|token| token.term() == Some(Term::All)).map(|token| token.range.start);
    let says_done = DONE.begins(sentence.text_of(clause));
    all.or(says_done.then_some(clause.range.start))
}

/// Where all are said to be done or answered, if a clause tells it of no number of its own, and not as going on: 答复中.
/// 均妥善处理 may be said of what is still dealt with.
fn done_in(sentence: &Sentence<'_>, clause: &Clause<'_>) -> Option<Range<usize>> {
    let is_whole = clause.counts().next().is_none() && !clause.scope.is(About::PartOfYear);
    let last = clause.tokens.iter().rfind(|token| tells_done(sentence, token)).filter(|_| is_whole)?;
    (!goes_on(sentence, last)).then(|| last.range.clone())
}

/// 答复中.
fn goes_on(sentence: &Sentence<'_>, deed: &Token) -> bool {
    sentence.passage.text.slice(deed.range.end..).starts_with(|c| GOES_ON.has(c))
}

/// 办结, 答复, but not 处理.
pub(super) fn tells_done(sentence: &Sentence<'_>, token: &Token) -> bool {
    match token.term() {
        Some(Term::Finish) => true,
        Some(Term::Handle) => ANSWERED.is(sentence.passage.text.slice(token.range.clone())),
        _ => false,
    }
}

/// 上年结转的4件已全部办结；本年新收117件
fn is_of_last_year(prose: &Prose<'_>, sentence: &Sentence<'_>, clauses: &[Clause<'_>], token: &Token) -> bool {
    let Some(at) = clauses.iter().position(|clause| clause.range.contains(&token.range.start)) else { return false };
    let begin = at - clauses[..at].iter().rev().take_while(|before| before.end == Some('，')).count();
    let stated = &clauses[begin..=at];
    !WITH_LAST_YEAR.is_in(sentence.text())
        && stated.iter().any(|clause| prose.names_kind(clause.tokens, |kind| kind == Kind::CarriedIn))
        && !stated.iter().any(|clause| clause.has_any(&[Term::Receive, Term::ReceiveNew]))
}

/// 上年结转的2件均已办结: nothing of this year's.
fn is_about_last_year(prose: &Prose<'_>, sentence: &Sentence<'_>) -> bool {
    prose.names_kind(&sentence.tokens, |kind| kind == Kind::CarriedIn)
        && !WITH_LAST_YEAR.is_in(sentence.text())
        && !sentence.terms.meets(Terms::new(&[Term::Receive, Term::ReceiveNew, Term::Handle]))
}

/// 办结率100%, but not 按期办结率100%: of what was due.
fn rate_of_all(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let text = &sentence.passage.text;
    let number = sentence.numbers().find(|number| is_everything(number))?;
    let before = text.slice(sentence.range.start..number.range.start);
    let rate = RATES.matches(before).last()?;
    let between = before.slice(rate.end..);
    let is_near = between.is_empty() || REACHES.is(between);
    let start = sentence.range.start + rate.start;
    (is_near && !OF_DUE.ends(before.slice(..rate.start)) && !is_of_disputes(prose, sentence, start))
        .then_some(start..number.range.end)
}

/// 收到行政复议申请2件，均已办结: what was named last is no request for information.
fn is_of_disputes(prose: &Prose<'_>, sentence: &Sentence<'_>, before: usize) -> bool {
    let stated = sentence.tokens.iter().take_while(|token| token.range.start < before);
    let named = stated.filter_map(|token| match (token.term()?, prose.named_kind(token)) {
        (Term::Request | Term::AnyRequest, _) => Some(false),
        (_, Some(Kind::Review | Kind::Litigation)) => Some(true),
        _ => None,
    });
    named.last().unwrap_or(false)
}

/// 100%.
fn is_everything(number: &Numeral) -> bool {
    number.measure == Measure::Percent && number.value == Number::whole(100)
}

/// Whether a sentence says that some requests are left: 结转下年1件, 1件仍在办理.
pub(crate) fn leaves_some(prose: &Prose<'_>, sentence: &Sentence<'_>) -> bool {
    let names = prose.names_kind(&sentence.tokens, |kind| kind == Kind::CarriedOut);
    let text = sentence.text();
    let mut carried = CARRY.matches(text).map(|carry| (text.slice(..carry.start), text.slice(carry.end..)));
    // 46件结转申请均已办结: those carried in.
    let is_carried = carried.any(|(before, after)| !NONE_OR_BEFORE.ends(before) && !CARRIED_IN.begins(after));
    // 在办结答复中: other words.
    let mut open = STILL_OPEN.matches(text).filter(|place| !text.slice(place.end..).starts_with('结'));
    (names && !sentence.has(Term::Not)) || is_carried || open.next().is_some()
}
