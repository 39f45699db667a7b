//! Lists at the head of a report: which agencies report in it, what was corrected. Items are exchanged, added and taken
//! away where they stand.

use super::{
    Refusal, apply,
    front::{appended, entries, find, inserted, unsure},
    written::{end_of, line_end},
};
use crate::{
    diag::{Edit, Source, Span},
    markdown::Document,
    report::{Date, Review, Revision, flow, revision_entry},
    spanned::{Entry, Node, Value},
};
use std::sync::Arc;

/// A list that a person edits as lines of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadList {
    /// Ids or names of agencies.
    Joint,
    /// Corrections: a date, if it is known, and what was corrected.
    Revisions,
}

impl HeadList {
    /// Its key in the front matter.
    pub fn key(self) -> &'static str {
        match self {
            Self::Joint => "joint",
            Self::Revisions => "revisions",
        }
    }

    /// An item as it is written among others, in place of an older one or none. What the line of an item does not show,
    /// the figures before a correction, stays.
    fn written(self, item: &str, older: Option<&Node>) -> String {
        if self == Self::Joint {
            return flow(item);
        }
        let (first, rest) = item.split_once(char::is_whitespace).unwrap_or((item, ""));
        let date = Date::parse(first).filter(|_| !rest.trim().is_empty());
        let note = if date.is_some() { rest.trim() } else { item };
        let was = older.map(figures).unwrap_or_default();
        format!("{{{}}}", revision_entry(&Revision { date, note: note.to_owned(), was, span: Span::default() }))
    }
}

/// The items of a list, each as a line of text.
pub fn head_items(source: &Arc<Source>, list: HeadList) -> Vec<String> {
    items_in(&Document::read(source).0, list)
}

pub(super) fn items_in(document: &Document, list: HeadList) -> Vec<String> {
    let entry = entries(document).and_then(|entries| find(entries, list.key()));
    entry.map(|entry| items(entry).iter().map(shown).collect()).unwrap_or_default()
}

/// The file with other items in a list. Those that stay are not written anew.
pub fn set_head_items(source: &Arc<Source>, list: HeadList, wanted: &[String]) -> Result<Arc<Source>, Refusal> {
    let mut after = Arc::clone(source);
    let before = head_items(source, list);
    // What a field cannot show, nobody has meant to take away.
    if before.iter().any(String::is_empty) {
        return Err(unsure(list.key()));
    }
    for _ in 0..=before.len() + wanted.len() {
        let now = head_items(&after, list);
        if now == wanted {
            return Ok(after);
        }
        let edit = next_edit(&after, list, &now, wanted).ok_or_else(|| unsure(list.key()))?;
        after = Arc::new(Source::new(source.path.as_str(), apply(&after.text, vec![edit]).0));
    }
    Err(unsure(list.key()))
}

/// The file without an entry of `review`, which its author has looked at.
pub fn remove_review(source: &Arc<Source>, review: &Review) -> Result<Arc<Source>, Refusal> {
    const KEY: &str = "review";
    let (document, _) = Document::read(source);
    let entry = entries(&document).and_then(|all| find(all, KEY)).ok_or_else(|| unsure(KEY))?;
    let at = items(entry).iter().position(|item| item.span == review.span);
    let edit = at.and_then(|at| removed(source, &entry.value, at)).ok_or_else(|| unsure(KEY))?;
    Ok(Arc::new(Source::new(source.path.as_str(), apply(&source.text, vec![edit]).0)))
}

/// One item on the way to what is wanted: the first that differs is taken away, exchanged or put before.
fn next_edit(source: &Arc<Source>, list: HeadList, now: &[String], wanted: &[String]) -> Option<Edit> {
    let at = now.iter().zip(wanted).take_while(|(now, wanted)| now == wanted).count();
    let (document, _) = Document::read(source);
    let all = entries(&document)?;
    let Some(entry) = find(all, list.key()) else {
        let (key, item) = (list.key(), list.written(wanted.first()?, None));
        let lines = match list {
            HeadList::Joint => format!("{key}: [{item}]"),
            HeadList::Revisions => format!("{key}:\n  - {item}"),
        };
        return inserted(source, all, key, &lines);
    };
    let old = items(entry);
    // What stands elsewhere among the wanted or the present stays there; any other is exchanged.
    let (gone, new) = (now.get(at), wanted.get(at));
    let stays = gone.is_none_or(|gone| wanted[at..].contains(gone));
    let Some(new) = new.filter(|new| !now[at..].contains(new)) else {
        return removed(source, &entry.value, at);
    };
    let older = old.get(at).filter(|_| !stays);
    // Figures that are no mapping of single values would be lost.
    if older.is_some_and(|older| figures(older).iter().any(|(_, figure)| figure.is_empty())) {
        return None;
    }
    let item = list.written(new, older);
    if !stays {
        let end = end_of(source, &old[at])?;
        return Some(Edit { span: Span::new(old[at].span.start as usize, end), text: item });
    }
    match old.get(at) {
        None => appended(source, entry, &item),
        Some(next) if is_flow(source, &entry.value) => {
            let start = next.span.start as usize;
            Some(Edit { span: Span::new(start, start), text: format!("{item}, ") })
        }
        Some(next) => {
            let (start, dash) = dash_of(source, next)?;
            let (_, eol) = line_end(&source.text, start)?;
            Some(Edit { span: Span::new(start, start), text: format!("{}- {item}{eol}", " ".repeat(dash)) })
        }
    }
}

fn removed(source: &Source, list: &Node, at: usize) -> Option<Edit> {
    let Value::List(items) = &list.value else { return None };
    let item = &items[at];
    let (start, end) = (item.span.start as usize, end_of(source, item)?);
    let span = match (is_flow(source, list), items.get(at + 1), at.checked_sub(1).map(|before| &items[before])) {
        (true, Some(next), _) => Span::new(start, next.span.start as usize),
        (true, None, Some(before)) => Span::new(end_of(source, before)?, end),
        (true, None, None) => Span::new(start, end),
        // What stands between two items may be a comment on the next.
        (false, ..) => {
            let (end, eol) = line_end(&source.text, end)?;
            Span::new(dash_of(source, item)?.0, end + eol.len())
        }
    };
    Some(Edit { span, text: String::new() })
}

fn is_flow(source: &Source, list: &Node) -> bool {
    source.slice(list.span).starts_with('[')
}

/// Where the line of an item begins, and how far its dash is set in.
fn dash_of(source: &Source, item: &Node) -> Option<(usize, usize)> {
    let at = item.span.start as usize;
    let start = source.text[..at].rfind('\n').map_or(0, |at| at + 1);
    Some((start, source.text[start..at].find('-')?))
}

fn items(entry: &Entry) -> &[Node] {
    match &entry.value.value {
        Value::List(items) => items,
        _ => &[],
    }
}

/// The places and figures that an item names as they were before a correction.
fn figures(item: &Node) -> Vec<(String, String)> {
    let Value::Map(entries) = &item.value else { return Vec::new() };
    let Some(Value::Map(was)) = find(entries, "was").map(|entry| &entry.value.value) else { return Vec::new() };
    was.iter().map(|entry| (entry.key.to_string(), one_line(&entry.value))).collect()
}

/// In one line, however it is written: each line of a field is an item.
fn shown(item: &Node) -> String {
    let Value::Map(entries) = &item.value else { return one_line(item) };
    let parts = ["date", "note"].into_iter().filter_map(|key| find(entries, key));
    parts.map(|entry| one_line(&entry.value)).collect::<Vec<_>>().join(" ")
}

fn one_line(node: &Node) -> String {
    node.text().unwrap_or_default().lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn set(front: &str, list: HeadList, wanted: &[&str]) -> String {
        let source = Arc::new(Source::new("content/reports/2023.md", format!("---\nyear: 2023\n{front}---\n\n正文\n")));
        let wanted: Vec<_> = wanted.iter().map(|&item| item.to_owned()).collect();
        let after = set_head_items(&source, list, &wanted).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        assert_eq!(head_items(&after, list), wanted);
        after.text.strip_prefix("---\nyear: 2023\n").unwrap().strip_suffix("---\n\n正文\n").unwrap().to_owned()
    }

    #[test]
    fn items_come_and_go_and_the_others_stay_as_they_are() {
        let flow = "联合报告: [ education,  'finance' ] # 两家\n";
        assert_eq!(
            set(flow, HeadList::Joint, &["education", "finance", "甲, 乙"]),
            flow.replace("'finance'", "'finance', \"甲, 乙\"")
        );
        assert_eq!(set(flow, HeadList::Joint, &["finance"]), "联合报告: [ 'finance' ] # 两家\n");
        assert_eq!(set(flow, HeadList::Joint, &["education"]), "联合报告: [ education ] # 两家\n");
        assert_eq!(set(flow, HeadList::Joint, &["health", "education", "finance"]), flow.replace("[ e", "[ health, e"));
        let block = "revisions:\n  - {date: 2024-03-02, note: 甲} # 一\n  # 二以前\n  - note: 乙\n  - date: 2024-05-01\n    note: 丙\n";
        let all = ["2024-03-02 甲", "乙", "2024-05-01 丙"];
        assert_eq!(set(block, HeadList::Revisions, &all), block);
        assert_eq!(
            set(block, HeadList::Revisions, &["2024-03-02 甲", "2024-04-01 乙", "2024-05-01 丙"]),
            block.replace("- note: 乙", "- {date: 2024-04-01, note: 乙}")
        );
        assert_eq!(
            set(block, HeadList::Revisions, &all[..2]),
            block.replace("  - date: 2024-05-01\n    note: 丙\n", "")
        );
        assert_eq!(
            set(block, HeadList::Revisions, &["2024-03-02 甲", "新", "乙", "2024-05-01 丙"]),
            block.replace("  - note: 乙", "  - {note: 新}\n  - note: 乙")
        );
        assert_eq!(
            set(block, HeadList::Revisions, &all[1..]),
            block.replace("  - {date: 2024-03-02, note: 甲} # 一\n", ""),
            "a comment on another item stays"
        );
        let former = "revisions:\n  - {date: 2024-03-02, note: 甲, was: {主动公开.行政许可: 517}}\n";
        assert_eq!(
            set(former, HeadList::Revisions, &["2024-03-03 乙"]),
            former.replace("03-02, note: 甲", "03-03, note: 乙")
        );
        assert_eq!(
            set(former, HeadList::Revisions, &["2024-03-02 乙", "2024-04-01 丙"]),
            former.replace("note: 甲", "note: 乙") + "  - {date: 2024-04-01, note: 丙}\n",
            "the figures stay with the correction that was reworded"
        );
        let long = "revisions:\n  - date: 2024-03-02\n    note: |\n      甲\n      乙\n";
        assert_eq!(
            set(long, HeadList::Revisions, &["2024-03-02 甲 乙", "丙"]),
            format!("{long}  - {{note: 丙}}\n"),
            "an item of several lines is one"
        );
        assert_eq!(
            set("", HeadList::Revisions, &["2024-03-02 甲: 乙"]),
            "revisions:\n  - {date: 2024-03-02, note: \"甲: 乙\"}\n"
        );
        assert_eq!(set("", HeadList::Joint, &["education", "教育局"]), "joint: [education, 教育局]\n");
        assert_eq!(set("joint:\n", HeadList::Joint, &["教育局"]), "joint: [教育局]\n");
        assert_eq!(set("joint: [教育局]\n", HeadList::Joint, &[]), "joint: []\n");
    }

    #[test]
    fn a_list_with_an_item_that_no_field_can_show_stays_as_it_is() {
        let source = Arc::new(Source::new("a.md", "---\njoint: [{name: 财政局}, 教育局]\n---\n"));
        assert!(set_head_items(&source, HeadList::Joint, &["教育局".to_owned()]).is_err());
    }
}
