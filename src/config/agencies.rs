//! The agencies of a site, and their relations.

use super::{
    agency::{Agency, AgencyId},
    names::NameIndex,
    title_name::TitleName,
};
use std::{
    collections::HashMap,
    ops::{Deref, Index},
};

/// The agencies of a site in the order of `site.toml`, with their references to each other.
#[derive(Debug, Default)]
pub struct Agencies {
    list: Vec<Agency>,
    by_id: HashMap<String, AgencyId>,
    /// By parent and by predecessor.
    units: HashMap<String, Vec<AgencyId>>,
    successors: HashMap<String, Vec<AgencyId>>,
    names: NameIndex,
}

impl Deref for Agencies {
    type Target = [Agency];

    fn deref(&self) -> &[Agency] {
        &self.list
    }
}

impl Index<AgencyId> for Agencies {
    type Output = Agency;

    fn index(&self, id: AgencyId) -> &Agency {
        &self.list[id.0]
    }
}

impl PartialEq for Agencies {
    /// Everything else follows from the list.
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Agencies {
    pub(super) fn new(list: Vec<Agency>) -> Self {
        Self {
            by_id: list.iter().enumerate().map(|(at, agency)| (agency.id.clone(), AgencyId(at))).collect(),
            units: by_named(&list, |agency| agency.parent.as_slice()),
            successors: by_named(&list, |agency| &agency.succeeds),
            names: NameIndex::of(list.iter().enumerate().map(|(at, agency)| (AgencyId(at), agency))),
            list,
        }
    }

    /// The ids of all agencies, in order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = AgencyId> + DoubleEndedIterator + use<> {
        (0..self.list.len()).map(AgencyId)
    }

    /// The only agency of a site, if there is just one.
    pub fn only(&self) -> Option<AgencyId> {
        self.ids().next().filter(|_| self.list.len() == 1)
    }

    /// The index of an agency.
    pub fn index_of(&self, id: &str) -> Option<AgencyId> {
        self.by_id.get(id).copied()
    }

    /// The only agency with this id or name.
    pub fn called(&self, written: &str) -> Option<AgencyId> {
        self.index_of(written).or_else(|| self.only_one(|agency| agency.is_called(written)))
    }

    /// The only agency whose name ends like this: 民政局 for 青河县民政局.
    pub(crate) fn called_briefly(&self, written: &str) -> Option<AgencyId> {
        // 局 is the end of many names and identifies none.
        let is_name = written.chars().count() >= SHORTEST_NAME;
        self.only_one(|agency| is_name && agency.all_names().any(|name| name.ends_with(written)))
    }

    /// The only agency to which a name in a report's title can refer.
    pub(crate) fn named_in_title(&self, name: &str) -> Option<AgencyId> {
        let name = TitleName::of(name);
        if name.is_empty() {
            return None;
        }
        self.only_one(|agency| TitleName::of(&agency.name) == name)
            .or_else(|| self.only_one(|agency| TitleName::all_of(agency).any(|own| own == name)))
            .or_else(|| self.only_one(|agency| TitleName::all_of(agency).any(|own| own.is_like(&name))))
            .or_else(|| self.only_one(|agency| TitleName::all_of(agency).any(|own| name.is_of_place(&own))))
    }

    fn only_one(&self, is_meant: impl Fn(&Agency) -> bool) -> Option<AgencyId> {
        // Two agencies may have had the same name in different years; then the name is ambiguous.
        let mut meant = self.ids().filter(|id| is_meant(&self[*id]));
        meant.next().filter(|_| meant.next().is_none())
    }

    /// The agencies below one, in the order of the list.
    pub fn units_of(&self, agency: &Agency) -> &[AgencyId] {
        self.units.get(&agency.id).map_or(&[], Vec::as_slice)
    }

    /// The longest agency name at the start of a text, and the agencies with that name.
    pub(crate) fn at_head_of<'t>(&self, text: &'t str) -> Option<(&'t str, &[AgencyId])> {
        self.names.at_head_of(text)
    }

    /// The agencies that succeeded one.
    pub fn successors_of(&self, agency: &Agency) -> &[AgencyId] {
        self.successors.get(&agency.id).map_or(&[], Vec::as_slice)
    }
}

/// In characters; shorter ends of names are not recognised as names.
const SHORTEST_NAME: usize = 3;

/// Agencies by the ids that they refer to.
fn by_named(agencies: &[Agency], names: impl Fn(&Agency) -> &[String]) -> HashMap<String, Vec<AgencyId>> {
    let mut places: HashMap<String, Vec<AgencyId>> = HashMap::new();
    for (at, agency) in agencies.iter().enumerate() {
        for id in names(agency) {
            places.entry(id.clone()).or_default().push(AgencyId(at));
        }
    }
    places
}
