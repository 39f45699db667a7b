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
    let plain = style(node);
    attribute(node, "hidden").is_some()
        || plain.contains("display:none")
        || plain.contains("mso-hide:all")
        || attribute(node, "data-import").is_some_and(|value| value == "skip")
}

/// Whether an element of that name stands within.
pub(super) fn holds(node: &Handle, name: &str) -> bool {
    let mut waiting = vec![node.clone()];
    while let Some(node) = waiting.pop() {
        for child in node.children.borrow().iter() {
            if element_name(child).as_deref() == Some(name) {
                return true;
            }
            waiting.push(child.clone());
        }
    }
    false
}
