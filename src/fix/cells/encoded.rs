//! Encodes values for front matter.

use crate::report::{flow, plain};

/// The quoting of the old value, which the new one keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quoting {
    None,
    Single,
    Double,
}

impl Quoting {
    pub(super) fn of(written: &str) -> Self {
        match written.as_bytes().first() {
            Some(b'\'') => Self::Single,
            Some(b'"') => Self::Double,
            _ => Self::None,
        }
    }
}

/// Encodes a value, inside brackets or braces or on a line of its own. An empty value is `~`, because lists cannot
/// contain nothing.
pub(super) fn value(text: &str, quoting: Quoting, is_in_flow: bool) -> String {
    let is_simple = !text.contains(|c: char| c.is_control() || matches!(c, '"' | '\'' | '\\'));
    match quoting {
        _ if text.is_empty() => "~".to_owned(),
        // In quotes `-` would mean a blank; since that may not be intended, it stays and giar asks about it.
        _ if text == "-" => text.to_owned(),
        Quoting::Single if is_simple => format!("'{text}'"),
        Quoting::Double if is_simple => format!("\"{text}\""),
        _ if is_in_flow => flow(text),
        _ => plain(text),
    }
}

/// `[1, ~, 3]`
pub(super) fn list<'c>(cells: impl Iterator<Item = &'c str>) -> String {
    let cells: Vec<_> = cells.map(|cell| value(cell, Quoting::None, true)).collect();
    format!("[{}]", cells.join(", "))
}
