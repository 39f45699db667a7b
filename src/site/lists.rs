//! Divides agencies over pages that a phone can open.

use crate::config::{Agencies, AgencyId};
use std::collections::{HashMap, HashSet};

/// The most agencies that one page lists, in tables of ten columns.
pub(crate) const MOST: usize = 100;

/// The most agencies on each page once they are divided: each may be listed by itself, and again with all that are
/// below it.
const A_PAGE: usize = 50;

/// The agencies listed on one page.
#[derive(Debug)]
pub(crate) struct List {
    /// The parent of these agencies; none at the top.
    pub parent: Option<AgencyId>,
    /// The number of this list among those with the same parent, from 1.
    pub number: usize,
    /// The number of lists with the same parent.
    pub of: usize,
    /// In the order of `site.toml`.
    pub agencies: Vec<AgencyId>,
}

/// All lists of a site. If there are few agencies, a single list contains them all; otherwise each parent has its own,
/// and long ones are divided.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    all: Vec<List>,
    /// The first list of the agencies below an agency.
    below: HashMap<AgencyId, usize>,
}

impl Lists {
    pub(super) fn of(agencies: &Agencies) -> Self {
        // Few agencies are easier to find on one page than by their parents.
        if agencies.len() <= MOST {
            let all = List { parent: None, number: 1, of: 1, agencies: agencies.ids().collect() };
            return Self { all: vec![all], below: HashMap::new() };
        }
        let mut lists = Self::default();
        let (root, top) = top(agencies);
        // The agencies below a single root are listed with it, on the first page.
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

    /// Whether there is only one list.
    pub(crate) fn is_single(&self) -> bool {
        self.all.len() == 1
    }

    /// The number of lists, at least one.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// The list with this index. The first is on the page that links to all others.
    ///
    /// # Panics
    /// If there is no such list.
    pub(crate) fn get(&self, at: usize) -> &List {
        &self.all[at]
    }

    /// The index of the first list of the agencies below an agency, if they have their own.
    pub(crate) fn below(&self, agency: AgencyId) -> Option<usize> {
        self.below.get(&agency).copied()
    }
}

/// Agencies without a parent. If there is only one, the agencies below it are listed with it.
fn top(agencies: &Agencies) -> (Option<AgencyId>, Vec<AgencyId>) {
    let mut top: Vec<_> = agencies.ids().filter(|id| agencies[*id].parent.is_none()).collect();
    let mut reached: HashSet<_> = top.iter().copied().flat_map(|id| with_units(agencies, id)).collect();
    // Agencies that are each other's parents are reported as a mistake, but must still be listed.
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

/// An agency and all agencies below it.
pub(crate) fn with_units(agencies: &Agencies, id: AgencyId) -> Vec<AgencyId> {
    let (mut found, mut seen) = (vec![id], HashSet::from([id]));
    let mut next = 0;
    while let Some(&id) = found.get(next) {
        // Each only once, because agencies may be each other's parents by mistake.
        found.extend(agencies.units_of(&agencies[id]).iter().filter(|unit| seen.insert(**unit)));
        next += 1;
    }
    found
}
