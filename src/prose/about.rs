//! What clauses and sentences are about, as plain data; `scope` decides it.

/// What a clause is about, beyond what it counts.
// Each of them is a question of its own that some rule asks; hardly any two exclude each other.
#[allow(clippy::struct_excessive_bools)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Another year, a part of the year or another agency, by its own words or by those that lead the sentence.
    pub is_elsewhere: bool,
    /// By its own words, less than the whole year and the whole agency.
    pub is_partial: bool,
    /// Parts of what stands before it: 其中, up to the semicolon.
    pub is_among: bool,
    /// The same, to the sentence's end.
    pub follows_among: bool,
    /// What the clauses before it told of: units, or one topic, up to the semicolon.
    pub is_narrowed: bool,
    /// Up to the semicolon somebody else is spoken of, or another time.
    pub shares_others: bool,
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
