//! How agencies are divided over pages, so that a phone can open each of them.

use crate::config::{Agencies, AgencyId};
use std::collections::{HashMap, HashSet};

/// How many agencies one page lists, in tables of ten columns.
pub(crate) const MOST: usize = 100;

/// How many it lists where there are more: each may stand there by itself, and once more with all that are below it.
const A_PAGE: usize = 50;

/// Agencies that one page lists.
#[derive(Debug)]
pub(crate) struct List {
    /// The agency that they are below; none at the top.
    pub parent: Option<AgencyId>,
    /// Which of the lists with this parent it is, from 1.
    pub number: usize,
    /// How many lists that parent has.
    pub of: usize,
    /// In the order of `site.toml`.
    pub agencies: Vec<AgencyId>,
}

/// All lists of a site. A site of few agencies has one, which holds them all; another has one for each superior, and
/// long ones are divided.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    all: Vec<List>,
    /// The first list of those below an agency.
    below: HashMap<AgencyId, usize>,
}

impl Lists {
    pub(super) fn of(agencies: &Agencies) -> Self {
        // Few agencies are found sooner on one page than by their superiors.
        if agencies.len() <= MOST {
            let all = List { parent: None, number: 1, of: 1, agencies: agencies.ids().collect() };
            return Self { all: vec![all], below: HashMap::new() };
        }
        let mut lists = Self::default();
        let (root, top) = top(agencies);
        // What is below a single root is listed with it, on the first page.
        lists.below.extend(root.map(|root| (root, 0)));
        lists.divide(None, &top);
        for id in agencies.ids().filter(|id| Some(*id) != root) {
            let units = agencies.units_of(&agencies[id]);
            if !units.is_empty() {
                lists.below.insert(id, lists.all.len());
                lists.divide(Some(id), units);
            }
        }
        lists
    }

    fn divide(&mut self, parent: Option<AgencyId>, agencies: &[AgencyId]) {
        let of = agencies.len().div_ceil(A_PAGE);
        let parts = agencies.chunks(A_PAGE).zip(1..);
        self.all.extend(parts.map(|(part, number)| List { parent, number, of, agencies: part.to_vec() }));
    }

    /// Whether there is but one.
    pub(crate) fn is_single(&self) -> bool {
        self.all.len() == 1
    }

    /// How many lists there are, at least one.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// The list at a place. The first stands on the page that all others are reached from.
    ///
    /// # Panics
    /// If there is no such list.
    pub(crate) fn get(&self, at: usize) -> &List {
        &self.all[at]
    }

    /// The place of the first list of those below an agency, if they have a list of their own.
    pub(crate) fn below(&self, agency: AgencyId) -> Option<usize> {
        self.below.get(&agency).copied()
    }
}

/// Agencies without a parent. One alone says little, so those below it are listed with it.
fn top(agencies: &Agencies) -> (Option<AgencyId>, Vec<AgencyId>) {
    let mut top: Vec<_> = agencies.ids().filter(|id| agencies[*id].parent.is_none()).collect();
    let mut reached: HashSet<_> = top.iter().copied().flat_map(|id| with_units(agencies, id)).collect();
    // Agencies that are each other's parents are a mistake, which is reported; they must not vanish for it.
    for id in agencies.ids() {
        if !reached.contains(&id) {
            top.push(id);
            reached.extend(with_units(agencies, id));
        }
    }
    let [root] = top[..] else { return (None, top) };
    top.extend(agencies.units_of(&agencies[root]));
    (Some(root), top)
}

/// An agency, and all below it.
pub(crate) fn with_units(agencies: &Agencies, id: AgencyId) -> Vec<AgencyId> {
    let (mut found, mut seen) = (vec![id], HashSet::from([id]));
    let mut next = 0;
    while let Some(&id) = found.get(next) {
        // Each once: agencies may be named as each other's parents.
        found.extend(agencies.units_of(&agencies[id]).iter().filter(|unit| seen.insert(**unit)));
        next += 1;
    }
    found
}
