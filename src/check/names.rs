//! What the agencies of a site are called, to know them in texts.

use crate::config::{Agencies, Agency, AgencyId, GOVERNMENT};
use std::collections::{HashMap, HashSet};

/// Every name of every agency.
pub struct Names<'a> {
    agencies: &'a Agencies,
    by_name: HashMap<&'a str, Vec<AgencyId>>,
    /// Characters that names begin with: most places of a text need no look-up.
    heads: HashSet<char>,
    /// Lengths of names in bytes, the longest first.
    lengths: Vec<usize>,
}

impl<'a> Names<'a> {
    pub fn of(agencies: &'a Agencies) -> Self {
        let mut by_name: HashMap<&str, Vec<AgencyId>> = HashMap::new();
        for id in agencies.ids() {
            for name in names_of(&agencies[id]) {
                by_name.entry(name).or_default().push(id);
            }
        }
        let mut lengths: Vec<_> = by_name.keys().map(|name| name.len()).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.dedup();
        let heads = by_name.keys().filter_map(|name| name.chars().next()).collect();
        Self { agencies, by_name, heads, lengths }
    }

    /// The longest name at the head of a text, and the agencies that are called so.
    pub fn at_head_of<'t>(&self, text: &'t str) -> Option<(&'t str, &[AgencyId])> {
        if !text.starts_with(|c| self.heads.contains(&c)) {
            return None;
        }
        self.lengths.iter().find_map(|&length| {
            let name = text.get(..length)?;
            Some((name, self.by_name.get(name)?.as_slice()))
        })
    }

    /// Whether two agencies are of one kind and rank.
    pub fn is_like(&self, one: AgencyId, other: AgencyId) -> bool {
        let (one, other) = (&self.agencies[one], &self.agencies[other]);
        (one.kind, one.rank) == (other.kind, other.rank)
    }

    /// The agencies above one, the nearest first.
    pub fn above(&self, agency: AgencyId) -> impl Iterator<Item = &'a Agency> + '_ {
        let parent = |at: AgencyId| self.agencies[at].parent.as_deref().and_then(|id| self.agencies.index_of(id));
        // Agencies may name each other in a circle.
        std::iter::successors(parent(agency), move |&at| parent(at)).take(MAX_RANKS).map(|at| &self.agencies[at])
    }

    /// Whether `superior` stands above `agency`, by whatever number of steps.
    pub fn is_above(&self, superior: AgencyId, agency: AgencyId) -> bool {
        let agencies = self.agencies;
        let mut parent = agencies[agency].parent.as_deref();
        // Agencies may name each other in a circle.
        for _ in 0..agencies.len().min(MAX_RANKS) {
            match parent.and_then(|id| agencies.index_of(id)) {
                Some(at) if at == superior => return true,
                Some(at) => parent = agencies[at].parent.as_deref(),
                None => return false,
            }
        }
        false
    }
}

/// From a village's town to the State Council there are fewer.
const MAX_RANKS: usize = 16;

/// Its names, old ones and short ones among them, with and without 人民政府.
pub(super) fn names_of(agency: &Agency) -> impl Iterator<Item = &str> {
    // A name of one character is a word like any other.
    agency
        .all_names()
        .flat_map(|name| [Some(name), name.strip_suffix(GOVERNMENT)])
        .flatten()
        .filter(|name| name.chars().nth(1).is_some())
}
