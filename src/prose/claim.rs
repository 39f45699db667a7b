//! Counted statements: 收到政府信息公开申请7件, 3件予以公开, 占71.4%.
//!
//! A statement is taken only where its subject is beyond doubt. Numbers about other years, other bodies, parts of the
//! year or of the channels, comparisons and plans are left alone.

use super::{Clause, Measure, Numeral, Prose, QuantityKind as Kind, Sentence, Term, Token};
use crate::document::Block;
use std::ops::Range;

/// This much of that.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The place in [`super::Lexicon::quantities`].
    pub quantity: usize,
    pub numeral: Numeral,
    /// From the word that names it to the number, or the other way round.
    pub range: Range<usize>,
    /// What part of the whole the text says it is.
    pub share: Option<Share>,
}

/// 占71.4%.
#[derive(Clone, Debug)]
pub struct Share {
    pub numeral: Numeral,
}

/// What a sentence has said so far.
#[derive(Default)]
struct State {
    /// The clause speaks of another year.
    elsewhen: bool,
    verb: Option<Term>,
    /// Requests for information have been named.
    requests: bool,
    /// Something has been named behind 、 and waits for its number.
    dangling: bool,
    /// Others are counted: 收到建议和申请.
    received: bool,
}

/// Words with which a clause does not speak of the whole year and the whole body.
const PARTIAL: &[Term] = &[Term::Compare, Term::Plan, Term::Period, Term::Elsewhere, Term::Channel, Term::Except];

pub(super) fn read(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Vec<Claim> {
    let mut claims = Vec::new();
    if matches!(sentence.passage.block, Block::Heading | Block::Cell) {
        return claims;
    }
    let mut state = State { requests: sentence.passage.section == Some("applications"), ..State::default() };
    for clause in sentence.clauses() {
        state.read(prose, sentence, &clause, &mut claims);
    }
    if claims.iter().filter(|claim| prose.kind(claim) == Kind::Finished).count() > 1 {
        // 按期办结5件、延期办结2件: parts of something.
        claims.retain(|claim| prose.kind(claim) != Kind::Finished);
    }
    claims
}

impl State {
    fn read(&mut self, prose: &Prose<'_>, sentence: &Sentence<'_>, clause: &Clause<'_>, claims: &mut Vec<Claim>) {
        self.notice_year(prose, clause);
        self.requests |= clause.has(Term::Request);
        let dangling = std::mem::replace(&mut self.dangling, false);
        let is_partial = clause.has_any(PARTIAL) || (clause.has(Term::Region) && !prose.governs());
        if self.elsewhen || is_partial {
            return;
        }
        let counted = |token: &Token| token.number().is_some_and(|number| matches!(number.measure, Measure::Things(_)));
        let numbers: Vec<_> = (0..clause.tokens.len()).filter(|&at| counted(&clause.tokens[at])).collect();
        if numbers.is_empty() {
            let names = clause.tokens.iter().any(|token| matches!(token.term(), Some(Term::Named(_))));
            self.dangling = names && clause.end == Some('、');
        }
        let mut begin = 0;
        for (nth, &at) in numbers.iter().enumerate() {
            let end = numbers.get(nth + 1).copied().unwrap_or(clause.tokens.len());
            let part = Part { clause, begin, at, end, first: nth == 0 };
            begin = at + 1;
            if let Some((quantity, word)) = self.subject(prose, sentence, &part, dangling) {
                let Some(numeral) = clause.tokens[at].number() else { continue };
                let range = numeral.range.start.min(word.start)..numeral.range.end.max(word.end);
                self.received |= matches!(prose.lexicon.quantities[quantity].kind, Kind::Received);
                claims.push(Claim { quantity, numeral: numeral.clone(), range, share: None });
            }
        }
        self.verb = clause.tokens.iter().rev().filter_map(Token::term).find(|term| is_verb(*term)).or(self.verb);
        share(clause, claims);
    }

    fn notice_year(&mut self, prose: &Prose<'_>, clause: &Clause<'_>) {
        let own = crate::report::Number::whole(i64::from(prose.report.year));
        let years = clause.tokens.iter().filter_map(Token::number).filter(|n| n.measure == Measure::Year);
        let (mut this, mut other) = (clause.has(Term::ThisYear), clause.has(Term::LastYear));
        for year in years {
            if year.value == own { this = true } else { other = true }
        }
        if this || other {
            self.elsewhen = other;
        }
    }

    /// What a number counts, and the word that says so.
    fn subject(
        &self,
        prose: &Prose<'_>,
        sentence: &Sentence<'_>,
        part: &Part<'_, '_>,
        dangling: bool,
    ) -> Option<(usize, Range<usize>)> {
        let lexicon = prose.lexicon;
        let names: Vec<_> = part.before().iter().filter_map(named).collect();
        if let Some(&(last, word)) = names.last() {
            let cells = |at: usize| &lexicon.quantities[at].readings[0];
            let nested = names.iter().all(|(at, _)| cells(last).iter().all(|cell| cells(*at).contains(cell)));
            return (nested && !(dangling && part.first))
                .then_some(())
                .and_then(|()| self.fits(prose, sentence, part, last))
                .map(|quantity| (quantity, word.range.clone()));
        }
        if let Some((at, word)) = part.after().iter().filter_map(named).next() {
            let near = word.range.start - part.number().range.end <= NEAR;
            let bare = part.first
                && near
                && part.before().iter().all(|token| !matches!(token.term(), Some(Term::Documents | Term::Others)));
            return bare
                .then(|| self.fits(prose, sentence, part, at))
                .flatten()
                .map(|quantity| (quantity, word.range.clone()));
        }
        self.verbal(prose, part)
    }

    /// A named quantity, if sentence and clause speak of it as the tables do.
    fn fits(&self, prose: &Prose<'_>, sentence: &Sentence<'_>, part: &Part<'_, '_>, at: usize) -> Option<usize> {
        let clause = part.clause;
        let verb = part.verb().or(self.verb);
        let is_done = matches!(verb, Some(Term::Finish | Term::Handle));
        let fits = match prose.lexicon.quantities[at].kind {
            Kind::Applicant => !is_done && !clause.has(Term::Others),
            Kind::Review | Kind::Litigation => {
                let ours = sentence.has(Term::Disclosure)
                    || sentence.has(Term::Request)
                    || sentence.passage.section == Some("disputes");
                ours && !part.verb().is_some_and(|verb| matches!(verb, Term::Finish)) && !clause.has(Term::Others)
            }
            Kind::CarriedIn | Kind::CarriedOut => !clause.has(Term::Others),
            Kind::Outcome => !clause.has_any(&[Term::Others, Term::Documents]),
            _ => true,
        };
        fits.then_some(at)
    }

    /// A verb with its object: 收到申请7件, 制发规范性文件1件.
    fn verbal(&self, prose: &Prose<'_>, part: &Part<'_, '_>) -> Option<(usize, Range<usize>)> {
        let clause = part.clause;
        if clause.has(Term::Others) || !part.first {
            return None;
        }
        let by_kind = |kind| prose.lexicon.quantity(kind);
        if clause.has(Term::Documents) {
            let verb = part.documents_verb()?;
            let kind = match verb.term()? {
                Term::Issue => Kind::Issued,
                Term::Repeal => Kind::Repealed,
                _ => Kind::InForce,
            };
            return Some((by_kind(kind)?, verb.range.clone()));
        }
        let object = clause.has(Term::Request)
            || (clause.has(Term::AnyRequest) && (self.requests || clause.has(Term::Disclosure)));
        let bare = !clause.has(Term::AnyRequest) && self.requests;
        if !object && !bare {
            return None;
        }
        let verb = clause.tokens[part.begin..part.at].iter().rev().find(|token| token.term().is_some_and(is_verb));
        let verb =
            verb.or_else(|| clause.tokens[part.at..part.end].iter().find(|token| token.term().is_some_and(is_verb)));
        let (term, word) = match verb {
            Some(verb) => (verb.term()?, verb.range.clone()),
            // 收到政府信息公开申请，共7件
            None if clause.has(Term::Total) || object => {
                (self.verb.or(object.then_some(Term::Receive))?, part.number().range.clone())
            }
            None => return None,
        };
        let kind = match term {
            Term::Receive if self.received || clause.has(Term::Among) => return None,
            Term::Receive => Kind::Received,
            Term::ReceiveNew => Kind::NewlyReceived,
            Term::Finish => Kind::Finished,
            Term::Handle if !clause.has(Term::Among) => Kind::Handled,
            _ => return None,
        };
        Some((by_kind(kind)?, word))
    }
}

/// How far behind its number a word may name what is counted, in bytes: 3件申请予以公开.
const NEAR: usize = 12;

/// A number of a clause with the words that may belong to it.
struct Part<'c, 's> {
    clause: &'c Clause<'s>,
    begin: usize,
    at: usize,
    end: usize,
    /// The first number of its clause.
    first: bool,
}

impl<'s> Part<'_, 's> {
    fn before(&self) -> &'s [Token] {
        &self.clause.tokens[self.begin..self.at]
    }

    fn after(&self) -> &'s [Token] {
        &self.clause.tokens[self.at + 1..self.end]
    }

    fn number(&self) -> &'s Token {
        &self.clause.tokens[self.at]
    }

    fn verb(&self) -> Option<Term> {
        self.before().iter().rev().filter_map(Token::term).find(|term| is_verb(*term))
    }

    fn documents_verb(&self) -> Option<&'s Token> {
        let is_verb = |token: &&Token| matches!(token.term(), Some(Term::Issue | Term::Repeal | Term::InForce));
        self.before().iter().rev().find(is_verb).or_else(|| self.after().iter().find(is_verb))
    }
}

fn named<'t>(token: &'t Token) -> Option<(usize, &'t Token)> {
    match token.term() {
        Some(Term::Named(at)) => Some((at, token)),
        _ => None,
    }
}

fn is_verb(term: Term) -> bool {
    matches!(term, Term::Receive | Term::ReceiveNew | Term::Finish | Term::Handle)
}

/// 占71.4% belongs to the statement before it.
fn share(clause: &Clause<'_>, claims: &mut [Claim]) {
    let Some(last) = claims.last_mut().filter(|claim| claim.share.is_none()) else { return };
    let percents: Vec<_> =
        clause.tokens.iter().filter_map(Token::number).filter(|n| n.measure == Measure::Percent).collect();
    let [percent] = percents[..] else { return };
    let says_share = clause.has(Term::Share) || clause.tokens.len() == 1;
    if says_share && percent.range.start >= last.range.end {
        last.share = Some(Share { numeral: percent.clone() });
    }
}
