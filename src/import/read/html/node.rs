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

pub(super) fn is_hidden(node: &Handle) -> bool {
    attribute(node, "hidden").is_some()
        || attribute(node, "data-import").is_some_and(|value| value == "skip")
        || declared(node).any(|(key, value)| match key.as_str() {
            "display" => value == "none",
            "mso-hide" => value == "all",
            "visibility" => matches!(value.as_str(), "hidden" | "collapse") && !is_undone(node, &key, &value),
            // Between blocks that stand beside each other pages leave no room so.
            "font-size" => number(&value) == Some(0.0) && !is_undone(node, &key, &value),
            // Scripts let whole pages appear and move; single words are hidden so.
            "opacity" => number(&value) == Some(0.0) && is_word(node),
            "clip" => value.starts_with("rect(0") && is_word(node),
            "left" | "right" | "top" | "text-indent" | "margin-left" => {
                number(&value).is_some_and(|place| place <= OUT_OF_SIGHT) && is_word(node)
            }
            _ => false,
        })
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

/// Whether something within says otherwise of how it looks itself.
fn is_undone(node: &Handle, key: &str, value: &str) -> bool {
    any_within(node, |inner| declared(inner).any(|(own, other)| own == key && other != value))
}

/// Whether an element holds a word or a number and nothing more.
fn is_word(node: &Handle) -> bool {
    let mut length = 0;
    !any_within(node, |inner| {
        if let NodeData::Text { contents } = &inner.data {
            length += contents.borrow().trim().chars().count();
        }
        length > LONGEST_WORD
    })
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
