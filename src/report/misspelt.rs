//! Keys of a front matter that are misspelt: reported as such, and read as what is meant, so that nothing is reported
//! missing for their sake.

use super::tables::folded;
use crate::{
    diag::{Edit, Finding, Source, Span},
    form::{EDITIONS, Slot, without_number},
    i18n::did_you_mean,
    markdown,
    spanned::{Entry, Node, Problem, ProblemKind, Value, fields, keys},
    text,
};
use std::{collections::HashSet, ops::Range, sync::Arc};

/// The front matter with every key as it is meant, if that is certain enough to ask; and where the values of these stand.
pub(super) fn read_as_meant(front: &Node, source: &Arc<Source>, findings: &mut Vec<Finding>) -> (Node, Vec<Span>) {
    let (mut front, mut guessed) = (front.clone(), Vec::new());
    let Value::Map(entries) = &mut front.value else { return (front, guessed) };
    take_in(entries, source, findings);
    lift_out(entries, source, findings);
    for entry in entries.iter_mut() {
        let slots = slots_of(&entry.key);
        restore_headings(entry, &slots, source, findings);
    }
    let mut given: HashSet<&str> = entries.iter().filter_map(|entry| name_of(&entry.key)).collect();
    for entry in entries {
        // How far the report has come is not said by a date, however like that the key is.
        if entry.value.text().is_some_and(|value| keys::is_unfinished(value).is_some()) {
            continue;
        }
        let meant = meant(&entry.key, &given);
        let Some(meant) = meant.or_else(|| table_of_rows(entry, &given)) else { continue };
        given.extend(name_of(meant));
        let problem = fields::unknown_key(entry, [meant]).hint(did_you_mean(meant)).fix(entry.key_span, meant);
        findings.push(markdown::to_finding(source, problem));
        entry.key = meant.into();
        guessed.push(entry.value.span);
    }
    (front, guessed)
}

/// Puts rows that lost their indentation below the table above them, to which they belong.
fn take_in(entries: &mut Vec<Entry>, source: &Arc<Source>, findings: &mut Vec<Finding>) {
    let mut at = 1;
    while at < entries.len() {
        let (above, row) = (&entries[at - 1], &entries[at]);
        let Some(home) = home(above, row, source).filter(|_| name_of(&row.key).is_none()) else {
            at += 1;
            continue;
        };
        let message = text!("这一行前面少了 {n} 个空格", "this line lacks {n} {n:space|spaces} at its beginning");
        // Rows that the line alone would be indented to, or beyond, move with it.
        let moves_rows = matches!(&row.value.value, Value::Map(rows)
            if rows.first().and_then(|first| column_of(first, source)).is_some_and(|column| column <= home.column));
        let moved =
            if moves_rows { row.key_span.start..row.value.span.end } else { row.key_span.start..row.key_span.start };
        let moved = Span { start: moved.start, end: moved.end };
        let below = source.slice(moved).matches('\n').count();
        let hint = if below > 0 {
            text!(
                "它在“{heading}”下面：它和下面 {below} 行，前面各加 {n} 个空格",
                "it belongs to “{heading}”: indent it and the {below} lines below it by {n}"
            )
            .with("below", below)
        } else {
            text!("它在“{heading}”下面：前面空 {n} 格", "it belongs to “{heading}”: indent it by {n}").into()
        };
        let indent = " ".repeat(home.column);
        let problem = Problem {
            kind: ProblemKind::UnknownKey,
            fix: Some(Edit {
                span: moved,
                text: indent.clone() + &source.slice(moved).replace('\n', &format!("\n{indent}")),
            }),
            ..Problem::invalid(row.key_span, message.with("n", home.column))
                .hint(hint.with("heading", home.heading).with("n", home.column))
        };
        findings.push(markdown::to_finding(source, problem));
        let row = entries.remove(at);
        put(&mut entries[at - 1], home.depth, row);
    }
}

/// Puts tables that are indented below another, as if they were rows of it, behind it.
fn lift_out(entries: &mut Vec<Entry>, source: &Arc<Source>, findings: &mut Vec<Finding>) {
    let mut at = 0;
    while at < entries.len() {
        let mut behind = at;
        while let Some((lifted, column)) = lifted(&mut entries[at], source) {
            let message = text!("“{table}”是一张表，前面不空格", "`{table}` is a table and is not indented");
            let hint = text!("删去前面的 {n} 个空格", "delete the {n} {n:space|spaces} before it").with("n", column);
            let start = lifted.key_span.start as usize;
            let problem = Problem {
                kind: ProblemKind::UnknownKey,
                fix: Some(Edit { span: Span::new(start - column, start), text: String::new() }),
                ..Problem::invalid(lifted.key_span, message.with("table", &*lifted.key)).hint(hint)
            };
            findings.push(markdown::to_finding(source, problem));
            behind += 1;
            entries.insert(behind, lifted);
        }
        at = behind + 1;
    }
}

/// Takes a table out of the rows of another, with what is below it: its own rows, indented no further. And the column in
/// which it begins.
fn lifted(table: &mut Entry, source: &Source) -> Option<(Entry, usize)> {
    let own = slots_of(&table.key);
    let Value::Map(rows) = &mut table.value.value else { return None };
    let is_strange = |row: &Entry| !own.is_empty() && is_table(&row.key) && answering(&row.key, &own).is_empty();
    let at = rows.iter().position(is_strange)?;
    let column = column_of(&rows[at], source)?;
    let slots = slots_of(&rows[at].key);
    let is_blank = rows[at].value.is_null();
    let is_row = |row: &&Entry| is_blank && !answering(&row.key, &slots).is_empty();
    let end = at + 1 + rows[at + 1..].iter().take_while(is_row).count();
    let has_rows = matches!(rows[at].value.value, Value::Map(_)) || end > at + 1;
    // Of what follows otherwise, nobody knows to which of the two it belongs.
    if !has_rows || rows.get(end).is_some_and(|next| !is_strange(next)) {
        return None;
    }
    let mut below: Vec<_> = rows.drain(at..end).collect();
    let mut lifted = below.remove(0);
    if let (Some(first), Some(last)) = (below.first(), below.last()) {
        lifted.value.span = Span { start: first.key_span.start, end: last.value.span.end };
        lifted.value.value = Value::Map(below);
    }
    Some((lifted, column))
}

/// The tables, of whatever edition, that a key names.
fn slots_of(key: &str) -> Vec<&'static Slot> {
    let folded = folded(key);
    tables().filter(|slot| slot.answers_to(key, folded.as_deref())).collect()
}

/// Adds a row below the last of so many headings.
fn put(entry: &mut Entry, depth: usize, row: Entry) {
    let Value::Map(rows) = &mut entry.value.value else { return };
    if depth == 0 {
        rows.push(row);
    } else if let Some(last) = rows.last_mut() {
        put(last, depth - 1, row);
    }
}

/// Puts rows under the heading they belong to, if its line was lost and they are under the one before.
fn restore_headings(entry: &mut Entry, slots: &[&'static Slot], source: &Arc<Source>, findings: &mut Vec<Finding>) {
    let Value::Map(rows) = &mut entry.value.value else { return };
    let mut at = 0;
    while at < rows.len() {
        let below = answering(&rows[at].key, slots);
        let mut behind = at;
        while let Some((lost, heading)) = lost_heading(rows, at, &below, slots, source) {
            let restored = with_heading(&mut rows[at], lost, heading, source, findings);
            behind += 1;
            rows.insert(behind, restored);
        }
        restore_headings(&mut rows[at], &below, source, findings);
        at = behind + 1;
    }
}

/// The slots below these that a key names.
fn answering(key: &str, slots: &[&'static Slot]) -> Vec<&'static Slot> {
    let folded = folded(key);
    let below = slots.iter().flat_map(|slot| &slot.children);
    below.filter(|child| child.answers_to(key, folded.as_deref())).collect()
}

/// Which of the rows under the heading at a place belong under another one, which is not given.
fn lost_heading(
    rows: &[Entry],
    at: usize,
    below: &[&'static Slot],
    slots: &[&'static Slot],
    source: &Source,
) -> Option<(Range<usize>, &'static Slot)> {
    let above = &rows[at];
    let Value::Map(own) = &above.value.value else { return None };
    // No line can be added to what is between braces.
    if column_of(above, source).is_none() || source.slice(above.value.span).starts_with('{') {
        return None;
    }
    let is_given = |slot: &Slot| rows.iter().any(|row| slot.answers_to(&row.key, folded(&row.key).as_deref()));
    let headings = slots.iter().flat_map(|slot| &slot.children).filter(|slot| !is_given(slot));
    let lost = headings.filter_map(|heading| {
        let is_its_row = |row: &Entry| !answering(&row.key, &[heading]).is_empty();
        let start = own.iter().position(is_its_row).filter(|start| *start > 0)?;
        let end = own.iter().rposition(is_its_row)? + 1;
        // A slip among them goes with them, a row of the heading above does not.
        let are_strange = own[start..end].iter().all(|row| answering(&row.key, below).is_empty());
        (end - start > 1 && are_strange && column_of(&own[start], source).is_some()).then_some((start..end, heading))
    });
    lost.min_by_key(|(lost, _)| lost.start)
}

/// Takes rows away from the heading above, reports that the line of their own is missing, and returns what it would begin.
fn with_heading(
    above: &mut Entry,
    lost: Range<usize>,
    heading: &'static Slot,
    source: &Arc<Source>,
    findings: &mut Vec<Finding>,
) -> Entry {
    let lost: Vec<_> = match &mut above.value.value {
        Value::Map(own) => own.drain(lost).collect(),
        _ => Vec::new(),
    };
    let name = if above.key.is_ascii() { heading.key } else { without_number(heading.label) };
    let indent = " ".repeat(column_of(above, source).unwrap_or_default());
    let start = lost[0].key_span.start;
    let line_start = source.text[..start as usize].rfind('\n').map_or(0, |end| end + 1);
    let message = text!(
        "这里像是少了一行“{name}:”，下面 {n} 行都属于它",
        "a line `{name}:` seems to be missing here: the {n} rows below belong to it"
    );
    let hint = text!("在第 {line} 行前面补上：\n{heading}", "add it before line {line}:\n{heading}");
    let problem = Problem {
        kind: ProblemKind::UnknownKey,
        fix: Some(Edit { span: Span::new(line_start, line_start), text: format!("{indent}{name}:\n") }),
        ..Problem::invalid(lost[0].key_span, message.with("name", name).with("n", lost.len()))
            .hint(hint.with("line", source.position(start).line).with("heading", format!("{indent}{name}:")))
    };
    findings.push(markdown::to_finding(source, problem));
    let end = lost.last().map_or(start, |last| last.value.span.end);
    let value = Node { span: Span { start, end }, value: Value::Map(lost) };
    Entry { key: name.into(), key_span: Span { start, end: start }, value }
}

/// The column of a row that begins its line.
fn column_of(row: &Entry, source: &Source) -> Option<usize> {
    let line = source.text[..row.key_span.start as usize].rsplit('\n').next()?;
    line.bytes().all(|b| b == b' ').then_some(line.len())
}

/// Where a row belongs.
struct Home {
    /// How many headings of a table it stands under, each the last of its own.
    depth: usize,
    column: usize,
    heading: String,
}

/// Where in the table of the entry above a row belongs, if it can only have lost its indentation.
fn home(above: &Entry, row: &Entry, source: &Source) -> Option<Home> {
    let folded_row = folded(&row.key);
    let mut slots = slots_of(&above.key);
    let mut entry = above;
    for depth in 0.. {
        let Value::Map(rows) = &entry.value.value else { return None };
        for slot in &slots {
            let mut children = slot.children.iter();
            let Some(child) = children.find(|child| child.answers_to(&row.key, folded_row.as_deref())) else {
                continue;
            };
            let is_given = rows.iter().any(|given| child.answers_to(&given.key, folded(&given.key).as_deref()));
            let column = column_of(rows.first()?, source).filter(|_| !is_given)?;
            return Some(Home { depth, column, heading: entry.key.to_string() });
        }
        entry = rows.last()?;
        slots = answering(&entry.key, &slots);
    }
    None
}

/// Whether a key is that of a table.
pub(super) fn is_table(key: &str) -> bool {
    !slots_of(key).is_empty()
}

/// The English name of a key as it may be written.
pub(super) fn name_of(key: &str) -> Option<&'static str> {
    slots_of(key).first().map(|slot| slot.key).or_else(|| keys::name_of(key))
}

/// The key that is most like this one, which is none, among those that are not given.
fn meant(key: &str, given: &HashSet<&str>) -> Option<&'static str> {
    if name_of(key).is_some() || key.len() > LONGEST_KEY {
        return None;
    }
    let header = keys::header().flat_map(|(name, labels)| std::iter::once(name).chain(labels.iter().copied()));
    let tables = tables().flat_map(|slot| [slot.key, without_number(slot.label)]);
    let names: Vec<_> = header
        .chain(tables)
        .filter(|name| name.is_ascii() == key.is_ascii())
        .filter(|name| name_of(name).is_some_and(|name| !given.contains(name)))
        .collect();
    fields::nearest(key, &names)
}

/// The only table not given otherwise to which all rows below a key belong that has a name of its author's own.
fn table_of_rows(entry: &Entry, given: &HashSet<&str>) -> Option<&'static str> {
    let Value::Map(rows) = &entry.value.value else { return None };
    if name_of(&entry.key).is_some() || rows.len() < 2 {
        return None;
    }
    let has_all = |slot: &'static Slot| rows.iter().all(|row| !answering(&row.key, &[slot]).is_empty());
    let mut names = tables().filter(|slot| !given.contains(slot.key) && has_all(slot));
    let first = names.next()?;
    names.all(|slot| slot.key == first.key).then(|| without_number(first.label))
}

/// In bytes. What is longer is no slip of a key.
const LONGEST_KEY: usize = 60;

fn tables() -> impl Iterator<Item = &'static Slot> {
    EDITIONS.iter().flat_map(|edition| &edition.form().tables).map(|table| &table.slot)
}
