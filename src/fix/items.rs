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

    /// An item as it is written among others. What its line does not show, the figures before a correction, comes from
    /// the item whose place it takes.
    fn written(self, item: &str, was: Vec<(String, String)>) -> String {
        if self == Self::Joint {
            return flow(item);
        }
        let (date, note) = day_and_note(item);
        format!("{{{}}}", revision_entry(&Revision { date, note: note.to_owned(), was, span: Span::default() }))
    }

    /// Whether a line says with other words what another line said: a correction of the same day, or the same one of
    /// another day.
    fn rewords(self, line: &str, other: &str) -> bool {
        let ((date, note), (other_date, other_note)) = (day_and_note(line), day_and_note(other));
        self == Self::Revisions && (note == other_note || date.is_some() && date == other_date)
    }
}

/// The day and the words of a correction in its line.
fn day_and_note(line: &str) -> (Option<Date>, &str) {
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    match Date::parse(first) {
        Some(date) if !rest.trim().is_empty() => (Some(date), rest.trim()),
        _ => (None, line),
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
    let after = with_items(source, list, wanted).filter(|after| head_items(after, list) == wanted);
    after.ok_or_else(|| unsure(list.key()))
}

fn with_items(source: &Arc<Source>, list: HeadList, wanted: &[String]) -> Option<Arc<Source>> {
    let now = head_items(source, list);
    // What a field cannot show, nobody has meant to take away.
    if now.iter().any(String::is_empty) {
        return None;
    }
    let (document, _) = Document::read(source);
    let old = entries(&document).and_then(|entries| find(entries, list.key())).map_or(&[][..], items);
    let origins = origins(list, &now, old, wanted)?;
    let written = wanted.iter().zip(&origins).map(|(item, origin)| {
        let Some(origin) = *origin else { return Some(list.written(item, Vec::new())) };
        if now[origin] != *item {
            return Some(list.written(item, figures(&old[origin])?));
        }
        Some(source.text[old[origin].span.start as usize..end_of(source, &old[origin])?].to_owned())
    });
    let written: Vec<_> = written.collect::<Option<_>>()?;
    let mut after = Arc::clone(source);
    for gone in (0..old.len()).rev().filter(|at| !origins.contains(&Some(*at))) {
        after = edited(&after, list, |source, entry| removed(source, &entry?.value, gone).map(|edit| vec![edit]))?;
    }
    for new in (0..wanted.len()).filter(|&at| origins[at].is_none()) {
        after = edited(&after, list, |source, entry| {
            added(source, list, entry, new, &written[new]).map(|edit| vec![edit])
        })?;
    }
    edited(&after, list, |source, entry| {
        let places = entry.map_or(&[][..], items).iter().zip(&written);
        let edits = places.map(|(item, text)| {
            Some(Edit { span: Span::new(item.span.start as usize, end_of(source, item)?), text: text.clone() })
        });
        let mut edits: Vec<_> = edits.collect::<Option<_>>()?;
        edits.retain(|edit| source.slice(edit.span) != edit.text);
        Some(edits)
    })
}

/// Which of the old items each of the wanted ones is: the same line, one said otherwise, or one in the place of an item
/// that is gone. None if that could give the figures of one correction to another.
fn origins(list: HeadList, now: &[String], old: &[Node], wanted: &[String]) -> Option<Vec<Option<usize>>> {
    let mut origins = vec![None; wanted.len()];
    let mut left: Vec<usize> = (0..now.len()).collect();
    take_origins(&mut origins, &mut left, |at, of| wanted[at] == now[of]);
    take_origins(&mut origins, &mut left, |at, of| list.rewords(&wanted[at], &now[of]));
    let new = origins.iter().filter(|origin| origin.is_none()).count();
    let has_figures = |&of: &usize| figures(&old[of]).is_none_or(|figures| !figures.is_empty());
    if new > 0 && new != left.len() && left.iter().any(has_figures) {
        return None;
    }
    take_origins(&mut origins, &mut left, |_, _| true);
    Some(origins)
}

/// Gives each item that has no origin yet the first that is left and fits.
fn take_origins(origins: &mut [Option<usize>], left: &mut Vec<usize>, fits: impl Fn(usize, usize) -> bool) {
    for (at, origin) in origins.iter_mut().enumerate().filter(|(_, origin)| origin.is_none()) {
        *origin = left.iter().position(|&of| fits(at, of)).map(|position| left.remove(position));
    }
}

/// The file after edits of the list as it is now.
fn edited(
    source: &Arc<Source>,
    list: HeadList,
    edits: impl FnOnce(&Arc<Source>, Option<&Entry>) -> Option<Vec<Edit>>,
) -> Option<Arc<Source>> {
    let (document, _) = Document::read(source);
    let edits = edits(source, find(entries(&document)?, list.key()))?;
    Some(Arc::new(Source::new(source.path.as_str(), apply(&source.text, edits).0)))
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

fn added(source: &Arc<Source>, list: HeadList, entry: Option<&Entry>, at: usize, item: &str) -> Option<Edit> {
    let Some(entry) = entry else {
        let key = list.key();
        let lines = match list {
            HeadList::Joint => format!("{key}: [{item}]"),
            HeadList::Revisions => format!("{key}:\n  - {item}"),
        };
        return inserted(source, entries(&Document::read(source).0)?, key, &lines);
    };
    match items(entry).get(at) {
        None => appended(source, entry, item),
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

/// The places and figures that an item names as they were before a correction; none if they are more than single values
/// and so would be lost in writing them anew.
fn figures(item: &Node) -> Option<Vec<(String, String)>> {
    let Value::Map(entries) = &item.value else { return Some(Vec::new()) };
    let Some(was) = find(entries, "was").filter(|was| !was.value.is_null()) else { return Some(Vec::new()) };
    let Value::Map(was) = &was.value.value else { return None };
    let figure = |entry: &Entry| {
        let Value::Scalar(figure) = &entry.value.value else { return None };
        Some((entry.key.to_string(), if figure.is_null() { String::new() } else { figure.text.to_string() }))
    };
    was.iter().map(figure).collect()
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
        let two = "revisions:\n  - {date: 2024-03-02, note: 甲, was: {主动公开.行政许可: 517}}\n  # 二以前\n  - {date: 2024-04-01, note: 乙, was: {主动公开.行政处罚: \"1,024\"}}\n";
        let [first, second] = [
            "{date: 2024-03-02, note: 甲, was: {主动公开.行政许可: 517}}",
            "{date: 2024-04-01, note: 乙, was: {主动公开.行政处罚: \"1,024\"}}",
        ];
        assert!(two.contains(first) && two.contains(second));
        assert_eq!(
            set(two, HeadList::Revisions, &["2024-04-01 乙", "2024-03-02 甲"]),
            format!("revisions:\n  - {second}\n  # 二以前\n  - {first}\n"),
            "each takes its figures along"
        );
        assert_eq!(
            set(two, HeadList::Revisions, &["2024-04-01 丙"]),
            format!("revisions:\n  # 二以前\n  - {}\n", second.replace('乙', "丙")),
            "the figures of what was taken away go with it"
        );
        let blank =
            "revisions:\n  - {date: 2024-03-02, note: 甲, was: {主动公开.行政许可: null}}\n  - {note: 乙, was: null}\n";
        assert_eq!(
            set(blank, HeadList::Revisions, &["2024-03-02 丙", "丁"]),
            blank.replace('甲', "丙").replace("乙, was: null", "丁")
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

    #[test]
    fn figures_before_a_correction_are_not_given_to_another() {
        let items = "revisions:\n  - {note: 甲, was: {主动公开.行政许可: 517}}\n  - {note: 乙}\n";
        let source = Arc::new(Source::new("a.md", format!("---\n{items}---\n")));
        assert!(set_head_items(&source, HeadList::Revisions, &["丙".to_owned()]).is_err(), "甲 or 乙 may be meant");
        let source = Arc::new(Source::new("a.md", "---\nrevisions:\n  - {note: 甲, was: {行政许可: [1, 2]}}\n---\n"));
        assert!(set_head_items(&source, HeadList::Revisions, &["乙".to_owned()]).is_err(), "would be lost");
    }
}
