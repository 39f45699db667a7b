//! Inserts cells that the file does not contain: with their row, group and table, at the place that the form gives
//! them.

use super::{
    encoded::{self, Quoting},
    presence::names,
};
use crate::{
    diag::{Edit, Source, Span},
    fix::written::{end_of, key, line_end},
    form::{CellId, EDITIONS, Slot},
    report::{self, is_list, parts_of},
    spanned::{Entry, Node, Value},
};

/// Gives a value to a key that has none.
pub(super) fn in_place_of_nothing(
    source: &Source,
    (slot, entry): (&'static Slot, &Entry),
    is_in_flow: bool,
    (cell, value): (CellId, &str),
) -> Option<Vec<Edit>> {
    let text = &source.text;
    let colon = entry.key_span.end as usize + text[entry.key_span.end as usize..].find(':')? + 1;
    let span = entry.value.span;
    let written = source.slice(span).trim_end();
    let is_empty = written.is_empty();
    // The span of an empty value may lie anywhere after its key.
    let start = if is_empty { colon } else { span.start as usize };
    let old = Span::new(start, start + written.len());
    let new = New { is_english: entry.key.is_ascii(), eol: eol(text), cell, value };
    if is_in_flow || is_list(slot) {
        let blank = if is_empty { " " } else { "" };
        return Some(vec![Edit { span: old, text: format!("{blank}{}", new.in_flow(slot)) }]);
    }
    let below = new.below(slot, indent(text, entry)? + 2);
    let (line_end, _) = line_end(text, old.end as usize)?;
    let below = Edit { span: Span::new(line_end, line_end), text: format!("{}{below}", new.eol) };
    let gone = (!is_empty).then(|| Edit { span: old, text: String::new() });
    Some(gone.into_iter().chain([below]).collect())
}

/// Inserts a missing part of a mapping after the one that precedes it in the form.
pub(super) fn part(
    source: &Source,
    (parent, slot): (Option<&'static Slot>, &'static Slot),
    mapping: &Node,
    (cell, value): (CellId, &str),
) -> Option<Vec<Edit>> {
    let Value::Map(entries) = &mapping.value else { return None };
    let (before, beside) = match parent {
        Some(parent) => {
            let parts = parts_of(parent, entries);
            let own = parent.children.iter().position(|child| std::ptr::eq(child, slot))?;
            (parts[..own].iter().copied().flatten().next_back(), parts.into_iter().flatten().collect())
        }
        None => tables_beside(slot, entries),
    };
    let is_english = !beside.is_empty() && beside.iter().all(|entry| entry.key.is_ascii());
    let new = New { is_english, eol: eol(&source.text), cell, value };
    let key = if beside.is_empty() { new.key(slot) } else { key(slot, beside.into_iter()) };
    let is_flow = source.slice(mapping.span).starts_with('{');
    let edit = match before {
        Some(before) => new.behind(source, before, is_flow, (slot, key))?,
        None => new.ahead(source, entries.first()?, is_flow, (slot, key))?,
    };
    Some(vec![edit])
}

/// The entry after which a table is inserted in the front matter, and those of the other tables.
fn tables_beside<'e>(slot: &Slot, entries: &'e [Entry]) -> (Option<&'e Entry>, Vec<&'e Entry>) {
    let mut forms = EDITIONS.iter().map(|edition| edition.form());
    let own = forms.find(|form| form.tables.iter().any(|table| std::ptr::eq(&raw const table.slot, slot)));
    let tables = own.map_or(&[][..], |form| &form.tables);
    let at = tables.iter().position(|table| std::ptr::eq(&raw const table.slot, slot)).unwrap_or_default();
    let found: Vec<_> = tables.iter().map(|table| entries.iter().find(|entry| names(table, entry))).collect();
    let before = found[..at].iter().copied().flatten().next_back();
    (before.or(entries.last()), found.into_iter().flatten().collect())
}

/// The indentation of an entry that starts its line.
fn indent(text: &str, entry: &Entry) -> Option<usize> {
    let at = entry.key_span.start as usize;
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    text[start..at].bytes().all(|byte| byte == b' ').then_some(at - start)
}

fn eol(text: &str) -> &'static str {
    let first = text.find('\n').unwrap_or_default();
    if text[..first].ends_with('\r') { "\r\n" } else { "\n" }
}

/// A value to be inserted, with the keys that it needs.
struct New<'a> {
    is_english: bool,
    eol: &'static str,
    cell: CellId,
    value: &'a str,
}

impl New<'_> {
    fn behind(
        &self,
        source: &Source,
        before: &Entry,
        is_flow: bool,
        (slot, key): (&'static Slot, &str),
    ) -> Option<Edit> {
        let text = &source.text;
        let end = end_of(source, &before.value).unwrap_or(before.key_span.end as usize + 1);
        if is_flow {
            return Some(Edit { span: Span::new(end, end), text: format!(", {key}: {}", self.in_flow(slot)) });
        }
        let (line_end, _) = line_end(text, end)?;
        let lines = self.lines(slot, key, indent(text, before)?);
        Some(Edit { span: Span::new(line_end, line_end), text: format!("{}{lines}", self.eol) })
    }

    fn ahead(&self, source: &Source, first: &Entry, is_flow: bool, (slot, key): (&'static Slot, &str)) -> Option<Edit> {
        let at = first.key_span.start as usize;
        if is_flow {
            return Some(Edit { span: Span::new(at, at), text: format!("{key}: {}, ", self.in_flow(slot)) });
        }
        let indent = indent(&source.text, first)?;
        let lines = self.lines(slot, key, indent);
        Some(Edit { span: Span::new(at - indent, at - indent), text: format!("{lines}{}", self.eol) })
    }

    fn key(&self, slot: &'static Slot) -> &'static str {
        if self.is_english { slot.key } else { report::key(slot) }
    }

    /// The value of a slot of which one cell is filled in, in flow style.
    fn in_flow(&self, slot: &'static Slot) -> String {
        if slot.cells.len() == 1 {
            return encoded::value(self.value, Quoting::None, true);
        }
        if is_list(slot) {
            return encoded::list(slot.cells.clone().map(|at| if at == self.cell { self.value } else { "" }));
        }
        let child = slot.children.iter().find(|child| child.cells.contains(self.cell));
        child.map_or_else(String::new, |child| format!("{{{}: {}}}", self.key(child), self.in_flow(child)))
    }

    /// A slot with its key, on one or more lines.
    fn lines(&self, slot: &'static Slot, key: &str, indent: usize) -> String {
        let blanks = " ".repeat(indent);
        if is_list(slot) {
            return format!("{blanks}{key}: {}", self.in_flow(slot));
        }
        format!("{blanks}{key}:{}{}", self.eol, self.below(slot, indent + 2))
    }

    /// The lines below a key.
    fn below(&self, slot: &'static Slot, indent: usize) -> String {
        let child = slot.children.iter().find(|child| child.cells.contains(self.cell));
        child.map_or_else(String::new, |child| self.lines(child, self.key(child), indent))
    }
}
