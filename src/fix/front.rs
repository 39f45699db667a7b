//! Reads and changes the front matter besides tables: values of single keys, and waivers.

use super::{
    Refusal, apply,
    written::{end_of, end_of_items, line_end},
};
use crate::{
    diag::{Edit, Source, Span},
    form::Edition,
    markdown::Document,
    report::{Waiver, plain, waiver_entry},
    spanned::{Entry, Node, Value, keys},
    text,
};
use std::sync::Arc;

/// The keys before the tables, in the order in which giar writes them.
const ORDER: [&str; 11] = [
    "title",
    "year",
    "agency",
    "edition",
    "published",
    "draft",
    "as_published",
    "joint",
    "redirect_from",
    "revisions",
    "waivers",
];

/// The value of a key as it was typed; empty if there is none.
pub fn head_value(source: &Arc<Source>, key: &str) -> String {
    value(&Document::read(source).0, key)
}

pub(super) fn value(document: &Document, key: &str) -> String {
    let entry = entries(document).and_then(|entries| find(entries, key));
    entry.and_then(|entry| entry.value.text()).unwrap_or_default().to_owned()
}

/// Which of some keys a place in the front matter belongs to.
pub(super) fn key_at<'k>(
    document: &Document,
    mut known: impl Iterator<Item = &'k str>,
    place: Span,
) -> Option<&'k str> {
    let entries = entries(document)?;
    let about =
        entries.iter().find(|entry| entry.key_span.start <= place.start && place.end <= entry.value.span.end)?;
    known.find(|key| keys::means(&about.key, key))
}

/// The file with a new value of a key; an empty one is written `~`, or not at all if the key does not exist.
pub fn set_head_value(source: &Arc<Source>, key: &str, value: &str) -> Result<Arc<Source>, Refusal> {
    if head_value(source, key) == value {
        return Ok(Arc::clone(source));
    }
    let (document, _) = Document::read(source);
    let entries = entries(&document).ok_or_else(|| unsure(key))?;
    let text = if value.is_empty() { "~".to_owned() } else { plain(value) };
    let edits = match find(entries, key) {
        Some(entry) => match &entry.value.value {
            Value::Scalar(_) => super::cells::own(source, entry.value.span, value, false),
            _ => return Err(unsure(key)),
        },
        None => vec![inserted(source, entries, key, &format!("{key}: {text}")).ok_or_else(|| unsure(key))?],
    };
    let after = Arc::new(Source::new(source.path.as_str(), apply(&source.text, edits).0));
    if head_value(&after, key) == value { Ok(after) } else { Err(unsure(key)) }
}

/// The file with a waiver added.
pub fn add_waiver(source: &Arc<Source>, edition: &'static Edition, waiver: &Waiver) -> Result<Arc<Source>, Refusal> {
    const KEY: &str = "waivers";
    let (document, _) = Document::read(source);
    let entries = entries(&document).ok_or_else(|| unsure(KEY))?;
    let item = format!("{{{}}}", waiver_entry(edition, waiver));
    let edit = match find(entries, KEY) {
        Some(entry) => appended(source, entry, &item),
        None => inserted(source, entries, KEY, &format!("{KEY}:\n  - {item}")),
    };
    let edit = edit.ok_or_else(|| unsure(KEY))?;
    Ok(Arc::new(Source::new(source.path.as_str(), apply(&source.text, vec![edit]).0)))
}

pub(super) fn unsure(key: &str) -> Refusal {
    let message = text!(
        "{key} 改不了：文件里这一处的写法，没有把握改对。请直接改文件",
        "`{key}` was not changed: how the file is written there makes it uncertain. Edit the file itself"
    );
    Refusal(message.with("key", key))
}

pub(super) fn entries(document: &Document) -> Option<&[Entry]> {
    match &document.front.as_ref()?.value {
        Value::Map(entries) => Some(entries),
        _ => None,
    }
}

pub(super) fn find<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Entry> {
    entries.iter().find(|entry| keys::means(&entry.key, key))
}

/// Inserts lines for a missing key, after the key that giar would write before it.
pub(super) fn inserted(source: &Source, entries: &[Entry], key: &str, lines: &str) -> Option<Edit> {
    let own = ORDER.iter().position(|known| *known == key)?;
    let before = ORDER[..own].iter().rev().find_map(|known| find(entries, known));
    let eol = if source.text.starts_with("---\r\n") { "\r\n" } else { "\n" };
    let lines = lines.replace('\n', eol);
    Some(match before {
        Some(before) => {
            let end = end_of(source, &before.value).unwrap_or(before.key_span.end as usize + 1);
            let (end, _) = line_end(&source.text, end)?;
            Edit { span: Span::new(end, end), text: format!("{eol}{lines}") }
        }
        None => {
            let start = entries.first()?.key_span.start as usize;
            Edit { span: Span::new(start, start), text: format!("{lines}{eol}") }
        }
    })
}

/// Appends an item to a list, in the style of the others.
pub(super) fn appended(source: &Source, entry: &Entry, item: &str) -> Option<Edit> {
    let node: &Node = &entry.value;
    let written = source.slice(node.span);
    match &node.value {
        Value::List(items) if written.starts_with('[') => {
            let comma = if items.is_empty() { "" } else { ", " };
            let end = end_of_items(source, node, items)?;
            Some(Edit { span: Span::new(end, end), text: format!("{comma}{item}") })
        }
        Value::List(items) => {
            let last = items.last()?;
            let start = source.text[..last.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
            let dash = source.text[start..last.span.start as usize].find('-')?;
            let (end, eol) = line_end(&source.text, end_of(source, last)?)?;
            Some(Edit { span: Span::new(end, end), text: format!("{eol}{}- {item}", " ".repeat(dash)) })
        }
        _ if node.is_null() => {
            let colon = entry.key_span.end as usize + source.text[entry.key_span.end as usize..].find(':')? + 1;
            let end = (node.span.end as usize).max(colon);
            let span = if written.trim().is_empty() { Span::new(colon, colon) } else { Span::new(colon, end) };
            Some(Edit { span, text: format!(" [{item}]") })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(front: &str) -> Arc<Source> {
        Arc::new(Source::new("content/reports/2023.md", format!("---\n{front}---\n\n正文\n")))
    }

    #[track_caller]
    fn set(front: &str, key: &str, value: &str) -> String {
        let after = set_head_value(&source(front), key, value).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        after.text.strip_prefix("---\n").unwrap().strip_suffix("---\n\n正文\n").unwrap().to_owned()
    }

    #[test]
    fn a_value_keeps_its_key_its_quotes_and_its_comment() {
        assert_eq!(
            set("year: 2023\n发布日期: 2024-01-20  # 报送\n", "published", "2024-01-25"),
            "year: 2023\n发布日期: 2024-01-25  # 报送\n"
        );
        assert_eq!(
            set("year: 2023\npublished: \"2024-01-20\"\n", "published", "2024-01-25"),
            "year: 2023\npublished: \"2024-01-25\"\n"
        );
        assert_eq!(
            set("year: 2023\ndraft: true\n", "published", "2024-01-25"),
            "year: 2023\npublished: 2024-01-25\ndraft: true\n"
        );
        assert_eq!(set("year: 2023\n", "published", ""), "year: 2023\n");
        assert_eq!(set("year: 2023\npublished: 2024-01-20\n", "published", ""), "year: 2023\npublished: ~\n");
    }

    #[test]
    fn a_waiver_joins_the_others() {
        let waiver = Waiver {
            rule: "stock-mismatch".to_owned(),
            at: Some("proactive.regulations".to_owned()),
            value: None,
            reason: "清理, 合并".to_owned(),
            span: Span::default(),
        };
        for (front, wanted) in [
            ("year: 2023\n规章: 1\n", "year: 2023\nwaivers:\n  - {NEW}\n规章: 1\n"),
            ("year: 2023\nwaivers: [{rule: a, reason: b}]\n", "year: 2023\nwaivers: [{rule: a, reason: b}, {NEW}]\n"),
            (
                "year: 2023\n豁免:\n- {rule: a, reason: b} # c\n",
                "year: 2023\n豁免:\n- {rule: a, reason: b} # c\n- {NEW}\n",
            ),
            ("year: 2023\nwaivers:\n", "year: 2023\nwaivers: [{NEW}]\n"),
        ] {
            let text = add_waiver(&source(front), Edition::in_force(2023), &waiver).unwrap().text.clone();
            let new = "rule: stock-mismatch, at: 主动公开政府信息情况.规章, reason: \"清理, 合并\"";
            let label = Edition::in_force(2023).form().labels("proactive.regulations").unwrap();
            let new = new.replace("主动公开政府信息情况.规章", &label);
            assert_eq!(text, format!("---\n{}---\n\n正文\n", wanted.replace("NEW", &new)));
        }
    }
}
