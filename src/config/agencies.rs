//! The agencies of a site, and how they stand to each other.

use super::{
    agency::{Agency, AgencyId},
    names::NameIndex,
    title_name::TitleName,
};
use std::{
    collections::HashMap,
    ops::{Deref, Index},
};

/// The agencies of a site in the order of `site.toml`, and how they name each other.
#[derive(Debug, Default)]
pub struct Agencies {
    list: Vec<Agency>,
    by_id: HashMap<String, AgencyId>,
    /// By superior and by predecessor.
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
    /// All else follows from the list.
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

    /// Every agency's place, in their order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = AgencyId> + DoubleEndedIterator + use<> {
        (0..self.list.len()).map(AgencyId)
    }

    /// The only agency of a site, where there is but one.
    pub fn only(&self) -> Option<AgencyId> {
        self.ids().next().filter(|_| self.list.len() == 1)
    }

    /// The place of an agency in the list.
    pub fn index_of(&self, id: &str) -> Option<AgencyId> {
        self.by_id.get(id).copied()
    }

    /// The only agency that somebody means who writes this: its id, or one of its names.
    pub fn called(&self, written: &str) -> Option<AgencyId> {
        self.index_of(written).or_else(|| self.only_one(|agency| agency.is_called(written)))
    }

    /// The only agency of whose name this is the end: 民政局 for 青河县民政局.
    pub(crate) fn called_briefly(&self, written: &str) -> Option<AgencyId> {
        // 局 is the end of many names, and names none.
        let is_name = written.chars().count() >= SHORTEST_NAME;
        self.only_one(|agency| is_name && agency.all_names().any(|name| name.ends_with(written)))
    }

    /// The only agency that the title of a report means by a name.
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
        // Two agencies may have had one name in different years: then nobody can tell which is meant.
        let mut meant = self.ids().filter(|id| is_meant(&self[*id]));
        meant.next().filter(|_| meant.next().is_none())
    }

    /// The agencies below one, in the order of the list, by their places.
    pub fn units_of(&self, agency: &Agency) -> &[AgencyId] {
        self.units.get(&agency.id).map_or(&[], Vec::as_slice)
    }

    /// The longest name of an agency at the head of a text, and the agencies that are called so.
    pub(crate) fn at_head_of<'t>(&self, text: &'t str) -> Option<(&'t str, &[AgencyId])> {
        self.names.at_head_of(text)
    }

    /// The agencies that took one over.
    pub fn successors_of(&self, agency: &Agency) -> &[AgencyId] {
        self.successors.get(&agency.id).map_or(&[], Vec::as_slice)
    }
}

/// Of the ends of names by which people call agencies, in characters.
const SHORTEST_NAME: usize = 3;

/// The places of the agencies, by the ids that they name.
fn by_named(agencies: &[Agency], names: impl Fn(&Agency) -> &[String]) -> HashMap<String, Vec<AgencyId>> {
    let mut places: HashMap<String, Vec<AgencyId>> = HashMap::new();
    for (at, agency) in agencies.iter().enumerate() {
        for id in names(agency) {
            places.entry(id.clone()).or_default().push(AgencyId(at));
        }
    }
    places
}
