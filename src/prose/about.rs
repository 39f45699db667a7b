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
    BehindAmong,
    /// What the clauses before it told of: units, or one topic, up to the semicolon.
    Narrowed,
    /// Up to the semicolon somebody else is spoken of, or another time.
    BesideOthers,
}

/// What a clause is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope(u8);

impl Scope {
    pub fn is(self, about: About) -> bool {
        self.0 & (1 << about as u8) != 0
    }

    pub(super) fn set(&mut self, about: About, holds: bool) {
        self.0 = self.0 & !(1 << about as u8) | (u8::from(holds) << about as u8);
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
