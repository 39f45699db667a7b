//! What readers choose among.

use super::view::Choice;
use crate::{config::AgencyKind, i18n::Lang};
use std::collections::BTreeSet;

/// Kinds of agencies by their keys.
pub(super) fn kinds(kinds: BTreeSet<&'static str>, lang: Lang) -> Vec<Choice> {
    let choices = kinds.into_iter().map(|kind| {
        let label = AgencyKind::of_key(kind).unwrap_or(AgencyKind::Department).word().get(lang);
        Choice { value: kind.to_owned(), label: label.to_owned() }
    });
    at_least_two(choices.collect())
}

/// One alone is no choice.
pub(super) fn at_least_two(choices: Vec<Choice>) -> Vec<Choice> {
    if choices.len() < 2 { Vec::new() } else { choices }
}
