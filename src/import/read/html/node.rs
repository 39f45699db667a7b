//! What an element of a page says of itself.

use markup5ever_rcdom::{Handle, NodeData};

pub(super) fn element_name(node: &Handle) -> Option<String> {
    match &node.data {
        NodeData::Element { name, .. } => Some(name.local.to_string()),
        _ => None,
    }
}

pub(super) fn attribute(node: &Handle, wanted: &str) -> Option<String> {
    let NodeData::Element { attrs, .. } = &node.data else { return None };
    let attrs = attrs.borrow();
    attrs.iter().find(|attr| &*attr.name.local == wanted).map(|attr| attr.value.to_string())
}

/// What an element looks like, without blanks.
pub(super) fn style(node: &Handle) -> String {
    attribute(node, "style").unwrap_or_default().to_lowercase().split_whitespace().collect()
}

pub(super) fn is_struck(node: &Handle, name: &str) -> bool {
    matches!(name, "s" | "strike" | "del") || style(node).contains("line-through")
}

/// Whether an element takes no room on its page.
pub(super) fn is_gone(node: &Handle) -> bool {
    attribute(node, "hidden").is_some()
        || attribute(node, "data-import").is_some_and(|value| value == "skip")
        || declared(node)
            .any(|(key, value)| (key == "display" && value == "none") || (key == "mso-hide" && value == "all"))
}

/// Whether an element has its room and nobody sees what is written in it. Of what holds other elements nobody knows: their own
/// looks may stand elsewhere, and scripts let whole pages appear and move.
pub(super) fn is_unseen(node: &Handle) -> bool {
    let says_so = declared(node).any(|(key, value)| match key.as_str() {
        "visibility" => matches!(value.as_str(), "hidden" | "collapse"),
        "font-size" | "opacity" => number(&value) == Some(0.0),
        "clip" => value.starts_with("rect(0"),
        "left" | "right" | "top" | "text-indent" | "margin-left" => {
            number(&value).is_some_and(|place| place <= OUT_OF_SIGHT)
        }
        _ => false,
    });
    says_so && is_word(node)
}

/// All that is written in an element.
pub(super) fn written(node: &Handle) -> String {
    let mut out = String::new();
    any_within(node, |inner| {
        if let NodeData::Text { contents } = &inner.data {
            out += &contents.borrow();
        }
        false
    });
    out.trim().to_owned()
}

/// So far away, in whatever unit, nobody sees anything.
const OUT_OF_SIGHT: f64 = -900.0;
/// More characters than this are no word.
const LONGEST_WORD: usize = 40;

/// What an element says of how it looks: each key and its value, without `!important`.
fn declared(node: &Handle) -> impl Iterator<Item = (String, String)> {
    let style = style(node);
    let pairs = style.split(';').filter_map(|pair| pair.split_once(':'));
    let pairs = pairs.map(|(key, value)| (key.to_owned(), value.trim_end_matches("!important").to_owned()));
    pairs.collect::<Vec<_>>().into_iter()
}

/// The number that a value begins with.
fn number(value: &str) -> Option<f64> {
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.' && c != '-').unwrap_or(value.len());
    value[..end].parse().ok()
}

/// Whether an element holds a word or a number and nothing more.
fn is_word(node: &Handle) -> bool {
    !any_within(node, |inner| matches!(inner.data, NodeData::Element { .. }))
        && written(node).chars().count() <= LONGEST_WORD
}

/// Whether anything within an element is of a kind.
fn any_within(node: &Handle, mut is_meant: impl FnMut(&Handle) -> bool) -> bool {
    let mut waiting = vec![node.clone()];
    while let Some(node) = waiting.pop() {
        for child in node.children.borrow().iter() {
            if is_meant(child) {
                return true;
            }
            waiting.push(child.clone());
        }
    }
    false
}

/// Whether an element of that name stands within.
pub(super) fn holds(node: &Handle, name: &str) -> bool {
    any_within(node, |inner| element_name(inner).as_deref() == Some(name))
}
