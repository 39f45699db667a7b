//! The words of an element, whatever is made of them.

use super::{
    SKIPPED,
    depth::DEEPEST,
    node::{element_name, is_gone, is_struck},
};
use crate::import::fold;
use markup5ever_rcdom::{Handle, NodeData};

/// Text as it was typed; `false` if some of it stands too deep.
pub(super) fn type_out(node: &Handle, depth: usize, out: &mut String) -> bool {
    let is_read = depth <= DEEPEST * 2;
    for child in node.children.borrow().iter().filter(|child| is_read && !is_gone(child)) {
        match (&child.data, element_name(child).as_deref()) {
            (NodeData::Text { contents }, _) => out.push_str(&fold::cleaned(&contents.borrow())),
            (_, Some("br")) => out.push('\n'),
            (_, Some(name)) if SKIPPED.contains(&name) || is_struck(child, name) => {}
            (_, Some(_)) if !type_out(child, depth + 1, out) => return false,
            _ => {}
        }
    }
    is_read
}

/// What is written in a drawing; `false` if some of it stands too deep.
pub(super) fn words_of(node: &Handle, depth: usize, out: &mut Vec<String>) -> bool {
    let is_read = depth <= DEEPEST * 2;
    for child in node.children.borrow().iter().filter(|_| is_read) {
        if let NodeData::Text { contents } = &child.data {
            let words = fold::cleaned(contents.borrow().trim());
            out.extend((!words.is_empty()).then_some(words));
        } else if !matches!(element_name(child).as_deref(), Some("style" | "script"))
            && !words_of(child, depth + 1, out)
        {
            return false;
        }
    }
    is_read
}
