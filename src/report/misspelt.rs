//! Keys of a front matter that are misspelt: reported as such, and read as what is meant, so that nothing is reported
//! missing for their sake.

use super::tables::folded;
use crate::{
    diag::{Finding, Source},
    form::{EDITIONS, Slot, without_number},
    markdown,
    spanned::{Node, Value, fields, keys},
};
use std::{collections::HashSet, sync::Arc};

/// The front matter with every key as it is meant, if that is certain enough to ask.
pub(super) fn read_as_meant(front: &Node, source: &Arc<Source>, findings: &mut Vec<Finding>) -> Node {
    let mut front = front.clone();
    let Value::Map(entries) = &mut front.value else { return front };
    let mut given: HashSet<&str> = entries.iter().filter_map(|entry| name_of(&entry.key)).collect();
    for entry in entries {
        let Some(meant) = meant(&entry.key, &given) else { continue };
        given.extend(name_of(meant));
        let problem = fields::unknown_key(entry, [meant]).fix(entry.key_span, meant);
        findings.push(markdown::to_finding(source, problem));
        entry.key = meant.into();
    }
    front
}

/// The English name of a key as it may be written.
fn name_of(key: &str) -> Option<&'static str> {
    let folded = folded(key);
    let table = tables().find(|slot| slot.answers_to(key, folded.as_deref()));
    table.map(|slot| slot.key).or_else(|| keys::name_of(key))
}

/// The key that is most like this one, which is none, among those that are not given.
fn meant(key: &str, given: &HashSet<&str>) -> Option<&'static str> {
    if name_of(key).is_some() || key.len() > LONGEST_KEY {
        return None;
    }
    let header = keys::header().flat_map(|(name, labels)| std::iter::once(name).chain(labels.iter().copied()));
    let tables = tables().flat_map(|slot| [slot.key, without_number(slot.label)]);
    let names: Vec<_> = header
        .chain(tables)
        .filter(|name| name.is_ascii() == key.is_ascii())
        .filter(|name| name_of(name).is_some_and(|name| !given.contains(name)))
        .collect();
    fields::nearest(key, &names)
}

/// In bytes. What is longer is no slip of a key.
const LONGEST_KEY: usize = 60;

fn tables() -> impl Iterator<Item = &'static Slot> {
    EDITIONS.iter().flat_map(|edition| &edition.form().tables).map(|table| &table.slot)
}
