//! Agencies as rules ask about them: by name, by rank, by superior.

pub(super) use crate::config::names_of;
use crate::config::{Agencies, Agency, AgencyId};

/// Agencies by what they are called, and how they stand to each other.
pub struct Names<'a> {
    agencies: &'a Agencies,
}

impl<'a> Names<'a> {
    pub fn of(agencies: &'a Agencies) -> Self {
        Self { agencies }
    }

    /// The longest name at the head of a text, and the agencies that are called so.
    pub fn at_head_of<'t>(&self, text: &'t str) -> Option<(&'t str, &'a [AgencyId])> {
        self.agencies.at_head_of(text)
    }

    /// Whether two agencies are of one kind and rank.
    pub fn is_like(&self, one: AgencyId, other: AgencyId) -> bool {
        let (one, other) = (&self.agencies[one], &self.agencies[other]);
        (one.kind, one.rank) == (other.kind, other.rank)
    }

    /// The agencies above one, the nearest first.
    pub fn above(&self, agency: AgencyId) -> impl Iterator<Item = &'a Agency> + '_ {
        self.ids_above(agency).map(|at| &self.agencies[at])
    }

    fn ids_above(&self, agency: AgencyId) -> impl Iterator<Item = AgencyId> + '_ {
        // Agencies may name each other in a circle.
        std::iter::successors(self.parent_of(agency), |&at| self.parent_of(at)).take(MAX_RANKS)
    }

    fn parent_of(&self, agency: AgencyId) -> Option<AgencyId> {
        self.agencies.index_of(self.agencies[agency].parent.as_deref()?)
    }

    /// Whether `superior` stands above `agency`, by whatever number of steps.
    pub fn is_above(&self, superior: AgencyId, agency: AgencyId) -> bool {
        self.ids_above(agency).any(|at| at == superior)
    }
}

/// From a village's town to the State Council there are fewer.
const MAX_RANKS: usize = 16;
