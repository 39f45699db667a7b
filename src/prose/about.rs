//! What clauses and sentences are about, as plain data; `scope` decides it.

/// What may be said of a clause, beyond what it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Another year, a part of the year or another agency, by its own words or by those that lead the sentence.
    Elsewhere,
    /// By its own words, less than the whole year and the whole agency.
    Partial,
    /// Parts of what stands before it: 其中, up to the semicolon.
    Among,
    /// The same, to the sentence's end.
    AfterAmong,
    /// What the clauses before it told of: units, or one topic, up to the semicolon.
    Narrowed,
    /// Up to the semicolon somebody else is spoken of, or another time.
    BesideOtherScope,
    /// Set beside another year: 同比, 上年.
    Compared,
    /// By its own words, last year's.
    LastYear,
    /// What is yet to be.
    Planned,
    /// A part of the year, or several years.
    PartOfYear,
    /// All but some.
    Except,
    /// By its own words, other agencies.
    OfOtherAgencies,
}

/// What a clause is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope(u16);

impl Scope {
    pub fn is(self, about: About) -> bool {
        self.0 & (1 << about as u16) != 0
    }

    /// Whether any of these may be said of it.
    pub fn is_any(self, abouts: &[About]) -> bool {
        abouts.iter().any(|&about| self.is(about))
    }

    pub(super) fn set(&mut self, about: About, holds: bool) {
        self.0 = self.0 & !(1 << about as u16) | (u16::from(holds) << about as u16);
    }

    /// What may be said of either.
    pub(super) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The years that a sentence names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Years {
    /// None, or no other than the report's.
    Own,
    /// Another, which is meant.
    Others,
    /// Another, which nobody can mean here: the number of its token.
    Stale(usize),
}
