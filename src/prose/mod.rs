//! What a report's text says in numbers: a small grammar of the sentences in which officials count.
//!
//! A text becomes [`Passage`]s without markup and blanks; a passage, sentences of [`Token`]s (words of a lexicon and
//! numbers); a sentence, [`Claim`]s: this much of that. Nothing here judges: rules compare claims with the tables.
//! Every step is linear in the text's length.

#![warn(clippy::string_slice)]
#![allow(unreachable_pub, reason = "what rules use of this module is what it re-exports")]

mod claim;
mod complexity;
mod count;
mod denial;
mod lexicon;
mod listing;
mod numeral;
mod passage;
mod scope;
mod sentence;
mod share;
mod slice;
mod words;

pub use claim::{Claim, Subject};
pub use count::Count;
pub use denial::Denial;
pub use lexicon::{Lexicon, Quantity, QuantityKind, Term};
pub use listing::{Bounds, Listing};
pub use numeral::{Approximation, Measure, Numeral};
pub use passage::{Block, Passage};
pub use sentence::{Clause, Sentence, Token, TokenKind};
pub use share::Share;
pub use slice::Slice;

use crate::{
    config::{Agency, AgencyKind, Rank},
    report::Report,
};

/// A report's text, read once for every rule that looks at it.
pub struct Prose<'a> {
    pub report: &'a Report,
    pub agency: &'a Agency,
    pub lexicon: &'static Lexicon,
    pub passages: Vec<Passage>,
}

impl<'a> Prose<'a> {
    pub fn of(report: &'a Report, agency: &'a Agency) -> Self {
        Self { report, agency, lexicon: Lexicon::of(report.edition), passages: passage::read(report) }
    }

    pub fn kind(&self, claim: &Claim) -> QuantityKind {
        self.lexicon.quantities[claim.subject.quantity].kind
    }

    /// Whether 全县 and the like are this body's own.
    fn governs(&self) -> bool {
        self.agency.kind == AgencyKind::Government && self.agency.rank > Rank::Town
    }
}

/// A text with all its sentences: what rules look at.
pub struct Reading<'a> {
    pub prose: &'a Prose<'a>,
    pub sentences: Vec<Sentence<'a>>,
}

impl<'a> Reading<'a> {
    pub fn of(prose: &'a Prose<'a>) -> Self {
        let mut sentences: Vec<_> = prose.passages.iter().flat_map(|passage| sentence::read(prose, passage)).collect();
        for sentence in &mut sentences {
            (sentence.claims, sentence.shares) = claim::read(prose, sentence);
            sentence.denials = Denial::read(prose, sentence);
            sentence.listings = listing::read(prose, sentence);
            sentence.counts = count::read(prose, sentence);
        }
        Self { prose, sentences }
    }

    /// Every counted statement, with its sentence.
    pub fn claims(&self) -> impl Iterator<Item = (&Sentence<'a>, &Claim)> {
        self.sentences.iter().flat_map(|sentence| sentence.claims.iter().map(move |claim| (sentence, claim)))
    }
}
