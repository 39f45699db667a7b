//! Changes lists in the front matter of a report, such as joint agencies and corrections: items are replaced, added and
//! removed in place.

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
use std::{mem, ops::Range, sync::Arc};

/// A list that users edit as lines of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadList {
    /// Ids or names of agencies.
    Joint,
    /// Corrections: the date, if known, and a description.
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

    /// An item as written among others. The former figures of a correction, which its line does not show, are taken
    /// from the item that it rewords.
    fn written(self, item: &str, was: Figures) -> String {
        if self == Self::Joint {
            return flow(item);
        }
        let (date, note) = day_and_note(item);
        format!("{{{}}}", revision_entry(&Revision { date, note: note.to_owned(), was, span: Span::default() }))
    }
}

/// The day and the description in the line of a correction.
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

/// The file with new items in a list. Unchanged items are not rewritten.
pub fn set_head_items(source: &Arc<Source>, list: HeadList, wanted: &[String]) -> Result<Arc<Source>, Refusal> {
    let after = with_items(source, list, wanted).filter(|after| head_items(after, list) == wanted);
    after.ok_or_else(|| unsure(list.key()))
}

fn with_items(source: &Arc<Source>, list: HeadList, wanted: &[String]) -> Option<Arc<Source>> {
    let (document, _) = Document::read(source);
    let all = entries(&document)?;
    let entry = find(all, list.key());
    let old = entry.map_or(&[][..], items);
    let now: Vec<_> = old.iter().map(shown).collect();
    if now == wanted {
        return Some(Arc::clone(source));
    }
    // An item that a field cannot show must not be removed by it.
    if now.iter().any(String::is_empty) {
        return None;
    }
    let origins = Origins::of(list, &now, old, wanted)?;
    let texts = wanted.iter().zip(&origins).map(|(line, origin)| match origin.map(|at| (&now[at], &old[at])) {
        None => Some(list.written(line, Figures::new())),
        Some((same, item)) if same == line => Some(source.text[place(source, item)?].to_owned()),
        Some((_, item)) => Some(list.written(line, rewordable(source, item)?)),
    });
    let texts: Vec<_> = texts.collect::<Option<_>>()?;
    let edit = match entry {
        None => inserted(source, all, list.key(), &first_items(list, &texts)),
        Some(entry) if old.is_empty() => appended(source, entry, &texts.join(", ")),
        Some(entry) if is_flow(source, &entry.value) => in_brackets(source, &entry.value, old, &origins, &texts),
        Some(entry) => in_lines(source, entry, old, &origins, &texts),
    };
    Some(Arc::new(Source::new(source.path.as_str(), apply(&source.text, vec![edit?]).0)))
}

fn first_items(list: HeadList, texts: &[String]) -> String {
    let key = list.key();
    match list {
        HeadList::Joint => format!("{key}: [{}]", texts.join(", ")),
        HeadList::Revisions => format!("{key}:\n  - {}", texts.join("\n  - ")),
    }
}

/// The items of a list in brackets. Text between two items that remain neighbours is kept.
fn in_brackets(
    source: &Source,
    list: &Node,
    old: &[Node],
    origins: &[Option<usize>],
    texts: &[String],
) -> Option<Edit> {
    if texts.is_empty() {
        return Some(Edit { span: Span::new(list.span.start as usize, end_of(source, list)?), text: "[]".to_owned() });
    }
    let places: Vec<_> = old.iter().map(|item| place(source, item)).collect::<Option<_>>()?;
    let mut text = String::new();
    for (at, item) in texts.iter().enumerate() {
        if at > 0 {
            let follow = origins[at].is_some_and(|origin| origin > 0 && origins[at - 1] == Some(origin - 1));
            let gap = if follow { origins[at] } else { Some(at).filter(|_| texts.len() == old.len()) };
            text += gap.map_or(", ", |gap| source.text[places[gap - 1].end..places[gap].start].as_ref());
        }
        text += item;
    }
    Some(Edit { span: Span::new(places.first()?.start, places.last()?.end), text })
}

/// The items of a block list. Comments above or behind an item move with it.
fn in_lines(source: &Source, entry: &Entry, old: &[Node], origins: &[Option<usize>], texts: &[String]) -> Option<Edit> {
    let (end_of_key, eol) = line_end(&source.text, entry.key_span.end as usize)?;
    let start = end_of_key + eol.len();
    let (mut end, mut above, mut lines) = (start, String::new(), Vec::new());
    for (at, item) in old.iter().enumerate() {
        let (line, place) = (dash_of(source, item)?.0, place(source, item)?);
        above += &source.text[end..line];
        let (end_of_line, eol) = line_end(&source.text, place.end)?;
        end = end_of_line + eol.len();
        // Text above a removed item may be a comment on the next.
        let above = if origins.contains(&Some(at)) { mem::take(&mut above) } else { String::new() };
        lines.push((above + &source.text[line..place.start], &source.text[place.end..end]));
    }
    let dash = format!("{}- ", " ".repeat(dash_of(source, old.first()?)?.1));
    let mut text = String::new();
    for (item, origin) in texts.iter().zip(origins) {
        let (before, behind) = origin.map_or((dash.as_str(), eol), |at| (lines[at].0.as_str(), lines[at].1));
        text.extend([before, item, behind]);
    }
    Some(Edit { span: Span::new(start, end), text: text + &above })
}

/// Maps each wanted item to the old item that it came from.
struct Origins<'i> {
    now: &'i [String],
    wanted: &'i [String],
    of: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl<'i> Origins<'i> {
    /// Identical or reworded items. None if this could drop the figures of a correction or assign them to another.
    fn of(list: HeadList, now: &'i [String], old: &[Node], wanted: &'i [String]) -> Option<Vec<Option<usize>>> {
        let mut origins = Self { now, wanted, of: vec![None; wanted.len()], taken: vec![false; now.len()] };
        for (at, line) in wanted.iter().enumerate() {
            let same = (0..now.len()).find(|&of| now[of] == *line && !origins.taken[of]);
            origins.take(at, same);
        }
        if list == HeadList::Revisions {
            origins.pair(|line, other| day_and_note(line).1 == day_and_note(other).1);
            origins.pair(|line, other| day_and_note(line).0.is_some_and(|day| Some(day) == day_and_note(other).0));
            origins.pair_in_place();
        }
        let is_new = origins.of.contains(&None);
        let is_lost = (0..now.len()).filter(|&of| !origins.taken[of]).any(|of| {
            // If two items look the same, it is unclear which was removed.
            let may_be_meant = is_new || wanted.contains(&now[of]);
            may_be_meant && figures(&old[of]).is_none_or(|figures| !figures.is_empty())
        });
        (!is_lost).then_some(origins.of)
    }

    fn take(&mut self, at: usize, origin: Option<usize>) {
        if let Some(of) = origin {
            self.taken[of] = true;
            self.of[at] = origin;
        }
    }

    /// Pairs items that match exactly one item on the other side.
    fn pair(&mut self, alike: impl Fn(&str, &str) -> bool) {
        for at in 0..self.wanted.len() {
            let is_like = |at: usize, of: usize| {
                self.of[at].is_none() && !self.taken[of] && alike(&self.wanted[at], &self.now[of])
            };
            let mut old = (0..self.now.len()).filter(|&of| is_like(at, of));
            let (Some(of), None) = (old.next(), old.next()) else { continue };
            if (0..self.wanted.len()).filter(|&other| is_like(other, of)).count() == 1 {
                self.take(at, Some(of));
            }
        }
    }

    /// Pairs an item with the reworded one at the same position, if all other items have kept theirs.
    fn pair_in_place(&mut self) {
        let stand = self.of.iter().enumerate().all(|(at, of)| of.is_none_or(|of| of == at));
        if stand && self.wanted.len() == self.now.len() {
            for at in 0..self.wanted.len() {
                self.take(at, Some(at));
            }
        }
    }
}

/// The file without an entry of `review` that its author has confirmed.
pub fn remove_review(source: &Arc<Source>, review: &Review) -> Result<Arc<Source>, Refusal> {
    const KEY: &str = "review";
    let (document, _) = Document::read(source);
    let entry = entries(&document).and_then(|all| find(all, KEY)).ok_or_else(|| unsure(KEY))?;
    let at = items(entry).iter().position(|item| item.span == review.span);
    let edit = at.and_then(|at| removed(source, &entry.value, at)).ok_or_else(|| unsure(KEY))?;
    Ok(Arc::new(Source::new(source.path.as_str(), apply(&source.text, vec![edit]).0)))
}

fn removed(source: &Source, list: &Node, at: usize) -> Option<Edit> {
    let Value::List(items) = &list.value else { return None };
    let item = &items[at];
    let (start, end) = (item.span.start as usize, end_of(source, item)?);
    let span = match (is_flow(source, list), items.get(at + 1), at.checked_sub(1).map(|before| &items[before])) {
        (true, Some(next), _) => Span::new(start, next.span.start as usize),
        (true, None, Some(before)) => Span::new(end_of(source, before)?, end),
        (true, None, None) => Span::new(start, end),
        // Text between two items may be a comment on the next.
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

/// The start of an item's line, and the indentation of its dash.
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

/// Places and their former values.
type Figures = Vec<(String, String)>;

/// The former values in an item; none if they are not all single values, and so would be lost by rewriting it.
fn figures(item: &Node) -> Option<Figures> {
    let Value::Map(entries) = &item.value else { return Some(Vec::new()) };
    let Some(was) = find(entries, "was").filter(|was| !was.value.is_null()) else { return Some(Vec::new()) };
    let Value::Map(was) = &was.value.value else { return None };
    let figure = |entry: &Entry| {
        let Value::Scalar(figure) = &entry.value.value else { return None };
        Some((entry.key.to_string(), if figure.is_null() { String::new() } else { figure.text.to_string() }))
    };
    was.iter().map(figure).collect()
}

/// The former values of an item that may be rewritten, because its line shows everything else in it.
fn rewordable(source: &Source, item: &Node) -> Option<Figures> {
    let known = |entries: &[Entry]| ["date", "note", "was"].iter().filter(|key| find(entries, key).is_some()).count();
    let has_others = matches!(&item.value, Value::Map(entries) if entries.len() > known(entries));
    let has_comment = source.text[place(source, item)?].contains(" #");
    if has_others || has_comment { None } else { figures(item) }
}

/// The range of an item, without the rest of its line.
fn place(source: &Source, item: &Node) -> Option<Range<usize>> {
    Some(item.span.start as usize..end_of(source, item)?)
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
            block.replace("  # 二以前", "  - {note: 新}\n  # 二以前")
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
            format!("revisions:\n  # 二以前\n  - {second}\n  - {first}\n"),
            "each takes its figures and its comments along"
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

    const FIRST: &str = "{date: 2024-03-02, note: 甲, was: {主动公开.行政许可: 517}}";
    const SECOND: &str = "{date: 2024-03-02, note: 乙, was: {主动公开.行政处罚: 84}}";

    #[track_caller]
    fn refused(items: &str, wanted: &[&str]) {
        let source = Arc::new(Source::new("a.md", format!("---\nrevisions:\n{items}---\n")));
        let wanted: Vec<_> = wanted.iter().map(|&item| item.to_owned()).collect();
        assert!(set_head_items(&source, HeadList::Revisions, &wanted).is_err());
    }

    #[test]
    fn figures_before_a_correction_are_not_given_to_another() {
        let both = format!("  - {FIRST}\n  - {SECOND}\n");
        let front = format!("revisions:\n{both}");
        assert_eq!(
            set(&front, HeadList::Revisions, &["2024-03-02 乙"]),
            format!("revisions:\n  - {SECOND}\n"),
            "of one day, the other stays"
        );
        refused(&both, &["2024-03-02 乙（改写）"]);
        refused(&format!("  - {FIRST}\n"), &["2024-03-02 丙", "2024-03-02 甲（改写）"]);
        refused(&format!("  - {FIRST}\n  - {{note: 丙}}\n"), &["丙", "2024-05-01 更正表三"]);
        refused(&format!("  - {FIRST}\n  - {{note: 丙}}\n"), &["丁"]);
        let twice =
            [FIRST, SECOND].map(|item| item.replace("date: 2024-03-02, ", "").replace('乙', "甲")).join("\n  - ");
        refused(&format!("  - {twice}\n"), &["甲"]);
        refused("  - {note: 甲, was: {行政许可: [1, 2]}}\n", &["乙"]);
    }

    #[test]
    fn what_a_line_does_not_show_is_not_lost() {
        refused("  - note: 甲\n    依据: 县政务办通知\n", &["乙"]);
        refused("  - note: 甲 # 原数见台账\n    date: 2024-03-02\n", &["2024-03-02 乙"]);
        let block = "revisions:\n  # 两次\n  - note: 甲 # 王\n    date: 2024-03-02\n\n  # 自查\n  - 丙 # 李\n";
        assert_eq!(
            set(block, HeadList::Revisions, &["丙", "2024-03-02 甲"]),
            "revisions:\n\n  # 自查\n  - 丙 # 李\n  # 两次\n  - note: 甲 # 王\n    date: 2024-03-02\n"
        );
        assert_eq!(set(block, HeadList::Revisions, &["2024-03-02 甲", "丁"]), block.replace("- 丙", "- {note: 丁}"));
        assert_eq!(
            set(block, HeadList::Revisions, &["新", "2024-03-02 甲"]),
            "revisions:\n  - {note: 新}\n  # 两次\n  - note: 甲 # 王\n    date: 2024-03-02\n\n  # 自查\n",
            "comments above an item stay without it"
        );
    }
}
