//! Values as they are written in front matter.

use crate::report::{flow, plain};

/// How the value that goes was quoted; the one that comes is quoted likewise.
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

/// A value, in brackets or braces or in a line of its own. Empty is `~`: a list cannot hold nothing.
pub(super) fn value(text: &str, quoting: Quoting, is_in_flow: bool) -> String {
    let is_simple = !text.contains(|c: char| c.is_control() || matches!(c, '"' | '\'' | '\\'));
    match quoting {
        _ if text.is_empty() => "~".to_owned(),
        // In quotes it would mean a blank, and nobody knows whether one is meant: it stays to be asked about.
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
