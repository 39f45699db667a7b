//! Recognises the names of agencies in texts.

use super::agency::{Agency, AgencyId, GOVERNMENT};
use std::collections::{HashMap, HashSet};

/// All names of all agencies, indexed once: with thousands of agencies, indexing takes longer than reading a report.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    by_name: HashMap<String, Vec<AgencyId>>,
    /// The first characters of names, to skip most positions in a text.
    heads: HashSet<char>,
    /// The lengths of names in bytes, the longest first.
    lengths: Vec<usize>,
}

impl NameIndex {
    pub(super) fn of<'a>(agencies: impl Iterator<Item = (AgencyId, &'a Agency)>) -> Self {
        let mut by_name: HashMap<String, Vec<AgencyId>> = HashMap::new();
        for (id, agency) in agencies {
            for name in names_of(agency) {
                by_name.entry(name.to_owned()).or_default().push(id);
            }
        }
        let mut lengths: Vec<_> = by_name.keys().map(String::len).collect();
        lengths.sort_unstable_by(|a, b| b.cmp(a));
        lengths.dedup();
        let heads = by_name.keys().filter_map(|name| name.chars().next()).collect();
        Self { by_name, heads, lengths }
    }

    /// The longest agency name at the start of a text, and the agencies with that name.
    pub(super) fn at_head_of<'t>(&self, text: &'t str) -> Option<(&'t str, &[AgencyId])> {
        if !text.starts_with(|c| self.heads.contains(&c)) {
            return None;
        }
        self.lengths.iter().find_map(|&length| {
            let name = text.get(..length)?;
            Some((name, self.by_name.get(name)?.as_slice()))
        })
    }
}

/// The names of an agency, including former and short ones, with and without 人民政府.
pub(crate) fn names_of(agency: &Agency) -> impl Iterator<Item = &str> {
    // A name of one character could be any word.
    agency
        .all_names()
        .flat_map(|name| [Some(name), name.strip_suffix(GOVERNMENT)])
        .flatten()
        .filter(|name| name.chars().nth(1).is_some())
}
