//! What sentences state, as plain data.

use super::{Numeral, QuantityId};
use std::ops::Range;

/// What a number is of: a figure of the tables, or two counted together (予以公开及部分公开).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Subject {
    pub quantity: QuantityId,
    pub also: Option<QuantityId>,
    /// Whose requests alone are counted.
    pub applicant: Option<QuantityId>,
}

impl Subject {
    pub fn new(quantity: QuantityId) -> Self {
        Self { quantity, also: None, applicant: None }
    }
}

/// This much of that.
#[derive(Clone, Debug)]
pub struct Claim {
    pub subject: Subject,
    pub numeral: Numeral,
    /// From the word that names it to the number, or the other way round.
    pub range: Range<usize>,
}
