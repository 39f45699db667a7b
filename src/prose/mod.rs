//! What a report's text says in numbers: a small grammar of the sentences in which officials count.
//!
//! A text becomes [`Passage`]s without markup and blanks; a passage, sentences of [`Token`]s (words of a lexicon and
//! numbers); a sentence, [`Claim`]s: this much of that. Nothing here judges: rules compare claims with the tables.
//! Every step is linear in the text's length.

#![warn(clippy::string_slice)]

mod about;
mod agreement;
mod bounds;
mod channels;
mod claim;
mod completion;
mod complexity;
mod count;
mod denial;
mod dictionary;
mod fact;
mod lexicon;
mod listing;
mod numeral;
mod own;
mod passage;
mod regions;
mod repeated;
mod scope;
mod sentence;
mod series;
mod share;
mod slice;
mod stated;
mod tables;
mod term;
mod title;
mod vocabulary;
mod voice;
mod who;
mod years;

pub(crate) use about::{About, Scope, Years};
pub(crate) use agreement::{Balance, disagreeing};
pub(crate) use bounds::Bounds;
pub(crate) use completion::leaves_some;
pub(crate) use count::Count;
pub(crate) use denial::Denial;
pub(crate) use fact::{Claim, Subject};
pub(crate) use lexicon::{Lexicon, QuantityKind, holds};
pub(crate) use listing::{Listing, across};
pub(crate) use numeral::{Approximation, Measure, Numeral, sum};
pub(crate) use own::{OwnName, ends_as_agency};
pub(crate) use passage::{Block, Passage, is_blank};
pub(crate) use regions::Region;
pub(crate) use repeated::RepeatedTable;
pub(crate) use sentence::{Clause, Sentence, Token, TokenKind};
pub(crate) use series::Series;
pub(crate) use share::{Divided, Share};
pub(crate) use slice::Slice;
pub(crate) use stated::{Stated, value};
pub(crate) use term::{QuantityId, Term, Terms, Word};
pub(crate) use title::Title;
pub(crate) use vocabulary::{GENERAL_OFFICES, MAKES_A_REPORT, SUBJECT_OF_REPORTS, Sense, Senses};
pub(crate) use voice::{Voice, asked_elsewhere, clause_starts, is_quoted, tells, titled, without_time};

use crate::{
    config::{Agency, AgencyKind, Rank},
    report::Report,
};
use std::ops::{Deref, Range};

/// A report's text, read once for every rule that looks at it.
pub struct Prose<'a> {
    pub report: &'a Report,
    pub agency: &'a Agency,
    pub own: OwnName,
    pub lexicon: &'static Lexicon,
    pub passages: Vec<Passage>,
    figures: Vec<tables::Figure>,
    repeated: Vec<RepeatedTable>,
}

impl<'a> Prose<'a> {
    pub fn read(report: &'a Report, agency: &'a Agency) -> Self {
        let own = OwnName::from_agency(agency, report.year);
        let (lexicon, passages) = (Lexicon::for_edition(report.edition), passage::read(report));
        let (figures, repeated) = tables::figures(lexicon, report, &passages);
        Self { report, agency, own, lexicon, passages, figures, repeated }
    }

    pub fn kind(&self, claim: &Claim) -> QuantityKind {
        self.lexicon.quantities[claim.subject.quantity].kind
    }

    /// The kind of the quantity that a word names.
    pub(crate) fn named_kind(&self, token: &Token) -> Option<QuantityKind> {
        token.named().map(|(at, _)| self.lexicon.quantities[at].kind)
    }

    /// Whether words name a quantity of such a kind.
    pub(crate) fn names_kind(&self, tokens: &[Token], is_kind: impl Fn(QuantityKind) -> bool) -> bool {
        tokens.iter().filter_map(|token| self.named_kind(token)).any(is_kind)
    }

    /// Whether words name decisions of table two: what is said beside them is of these, not of requests.
    pub(crate) fn names_decisions(&self, tokens: &[Token]) -> bool {
        self.names_kind(tokens, |kind| kind == QuantityKind::Decision)
    }

    /// Whether words name reviews or lawsuits.
    pub(crate) fn names_disputes(&self, tokens: &[Token]) -> bool {
        self.names_kind(tokens, |kind| matches!(kind, QuantityKind::Review | QuantityKind::Litigation))
    }

    /// Whether 全县 and the like are this agency's own.
    fn governs(&self) -> bool {
        self.agency.kind == AgencyKind::Government && self.agency.rank > Rank::Town
    }
}

/// A text with all its sentences: what rules look at.
pub struct Reading<'a> {
    pub prose: &'a Prose<'a>,
    pub sentences: Vec<Statement<'a>>,
}

/// A sentence with what it states.
pub struct Statement<'a> {
    pub sentence: Sentence<'a>,
    pub claims: Vec<Claim>,
    /// What it says of another agency, if that is how its requests came and went.
    pub of_another_agency: Vec<Claim>,
    pub shares: Vec<Share>,
    pub denials: Vec<Denial>,
    pub listings: Vec<Listing>,
    pub counts: Vec<Count>,
    pub series: Option<Series>,
    /// Where it says that all requests have been dealt with.
    pub all_done: Option<Range<usize>>,
    /// What any of its clauses is about.
    pub about: Scope,
}

impl<'a> Deref for Statement<'a> {
    type Target = Sentence<'a>;

    fn deref(&self) -> &Sentence<'a> {
        &self.sentence
    }
}

impl<'a> Statement<'a> {
    fn read(prose: &Prose<'_>, mut sentence: Sentence<'a>) -> Self {
        sentence.years = years::years(&sentence, prose.report.year);
        let mut statement = Self::saying_nothing(sentence);
        let sentence = &statement.sentence;
        let counts = sentence.numbers().next().is_some() || denial::may_deny(sentence);
        if !counts && !completion::may_be_said(sentence) {
            return statement;
        }
        let clauses = prose.clauses(sentence);
        let about = clauses.iter().map(|clause| clause.scope).fold(Scope::default(), Scope::with);
        let (claims, shares) = claim::read(prose, sentence, &clauses);
        let all_done = completion::read(prose, sentence, &clauses, &claims);
        let denials = Denial::read(prose, sentence, &clauses);
        let listings = listing::read(prose, sentence, &clauses);
        let counts = count::read(prose, sentence, &clauses);
        let series = series::read(sentence);
        (statement.claims, statement.shares, statement.denials) = (claims, shares, denials);
        (statement.listings, statement.counts, statement.series) = (listings, counts, series);
        let of_another_agency = claim::of_another_agency(prose, sentence, &clauses);
        (statement.all_done, statement.about, statement.of_another_agency) = (all_done, about, of_another_agency);
        statement
    }

    /// Most sentences count nothing and deny nothing.
    fn saying_nothing(sentence: Sentence<'a>) -> Self {
        let (claims, of_another_agency, shares, denials, listings, counts) = Default::default();
        let (series, all_done, about) = (None, None, Scope::default());
        Self { sentence, claims, of_another_agency, shares, denials, listings, counts, series, all_done, about }
    }
}

impl<'a> Reading<'a> {
    pub fn read(prose: &'a Prose<'a>) -> Self {
        let sentences = prose.passages.iter().flat_map(|passage| sentence::read(prose, passage));
        let sentences = sentences.map(|sentence| Statement::read(prose, sentence));
        Self { prose, sentences: sentences.chain(tables::read(prose)).collect() }
    }
}
