//! Detects the author's style of writing, so that additions match it.

use crate::{
    diag::Source,
    form::{Slot, without_number},
    report,
    spanned::{Entry, Node, Value},
};

/// The key of a slot in the style of the neighbouring keys: English, or the label with or without its number.
pub(super) fn key<'e>(slot: &Slot, beside: impl Iterator<Item = &'e Entry> + Clone) -> &'static str {
    let mut keys = beside.map(|entry| &*entry.key);
    if keys.clone().all(str::is_ascii) {
        slot.key
    } else if keys.any(|key| without_number(key) != key) {
        slot.label
    } else {
        report::key(slot)
    }
}

/// The end of a value in the file; none if it is empty.
pub(super) fn end_of(source: &Source, node: &Node) -> Option<usize> {
    let text = source.slice(node.span);
    match &node.value {
        Value::Scalar(_) => {
            let text = text.trim_end();
            (!text.is_empty()).then_some(node.span.start as usize + text.len())
        }
        Value::List(items) if !text.starts_with('[') => end_of(source, items.last()?),
        Value::List(items) => closing(source, end_of_items(source, node, items)?, ']'),
        Value::Map(entries) => {
            let last = entries.last()?;
            let end = end_of(source, &last.value);
            if text.starts_with('{') {
                closing(source, end?, '}')
            } else {
                // A key without a value ends with its colon.
                end.or_else(|| Some(last.key_span.end as usize + 1))
            }
        }
    }
}

/// Where an item could be appended to a list in brackets: after its last item, or after the opening bracket. The span
/// of a list includes the rest of its line.
pub(super) fn end_of_items(source: &Source, list: &Node, items: &[Node]) -> Option<usize> {
    items.last().map_or(Some(list.span.start as usize + 1), |last| end_of(source, last))
}

/// The position after the closing bracket or brace of a list or mapping, searched from after its last value.
fn closing(source: &Source, mut at: usize, bracket: char) -> Option<usize> {
    loop {
        let rest = &source.text[at..];
        match rest.chars().next()? {
            c if c == bracket => return Some(at + 1),
            '#' => at += rest.find('\n')?,
            c if c.is_whitespace() || c == ',' => at += c.len_utf8(),
            _ => return None,
        }
    }
}

/// The end of the line at a position, without its line end, and the line end.
pub(super) fn line_end(text: &str, at: usize) -> Option<(usize, &'static str)> {
    let end = at + text[at..].find('\n')?;
    Some(match text[..end].strip_suffix('\r') {
        Some(line) => (line.len(), "\r\n"),
        None => (end, "\n"),
    })
}
