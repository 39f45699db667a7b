//! Writes omitted totals where and how their author would have written them.

use super::written::{end_of, key, line_end};
use crate::{
    diag::{Edit, Source, Span},
    form::{Equation, Slot, fold},
    markdown::Document,
    report::{Grid, Report, State},
    spanned::{Entry, Node, Value},
};

/// An insertion for every computed total of a report.
pub(super) fn left_out(report: &Report) -> Vec<Edit> {
    let mut edits = Vec::new();
    if !report.grid.iter().any(|(_, cell)| matches!(cell.state, State::Computed(_))) {
        return edits;
    }
    let (document, _) = Document::read(&report.source);
    let Some(Node { value: Value::Map(entries), .. }) = &document.front else { return edits };
    let mut writer = Writer { report, source: &report.source, edits: &mut edits };
    for table in &report.form().tables {
        // A total computed from a wrong part would look as if its author had added it up.
        if !table.equations.iter().all(|equation| holds(equation, &report.grid)) {
            continue;
        }
        if let Some(entry) = entry_of(&table.slot, entries) {
            writer.slot(&table.slot, &entry.value);
        }
    }
    edits
}

fn holds(equation: &Equation, grid: &Grid) -> bool {
    let sides = grid.sum(&equation.left).zip(grid.sum(&equation.right));
    sides.is_none_or(|(left, right)| left == right)
}

struct Writer<'a> {
    report: &'a Report,
    source: &'a Source,
    edits: &'a mut Vec<Edit>,
}

impl Writer<'_> {
    fn slot(&mut self, slot: &Slot, node: &Node) {
        let Value::Map(entries) = &node.value else { return };
        let mut missing = Vec::new();
        for child in &slot.children {
            match entry_of(child, entries) {
                Some(entry) => self.slot(child, &entry.value),
                None if child.is_total => missing.push(child),
                None => {}
            }
        }
        // Of two insertions at one place, the deeper one comes first.
        for total in missing {
            let edit = self.value(slot, total, entries).and_then(|value| self.insertion(node, entries, total, &value));
            self.edits.extend(edit);
        }
    }

    /// `3`, `[1, 2, 3]`, or `{自然人: 1, …}` if neighbouring rows are written so. None if a part is unknown.
    fn value(&self, parent: &Slot, total: &Slot, entries: &[Entry]) -> Option<String> {
        let numbers = total.cells.clone().map(|cell| match self.report.grid[cell].state {
            State::Computed(number) => Some(number.to_string()),
            _ => None,
        });
        let numbers: Vec<_> = numbers.collect::<Option<_>>()?;
        if let ([number], true) = (numbers.as_slice(), total.is_cell()) {
            return Some(number.clone());
        }
        let beside = parent.children.iter().filter_map(|row| Some((row, entry_of(row, entries)?)));
        let mapped = beside.filter(|(row, _)| row.takes_list).find_map(|(row, entry)| match &entry.value.value {
            Value::Map(columns) => Some((row, columns)),
            _ => None,
        });
        let Some((row, columns)) = mapped else { return Some(format!("[{}]", numbers.join(", "))) };
        let keys = row.children.iter().map(|column| match entry_of(column, columns) {
            Some(entry) => self.source.slice(entry.key_span).to_owned(),
            None => key(column, columns.iter()).to_owned(),
        });
        let pairs: Vec<_> = keys.zip(&numbers).map(|(key, number)| format!("{key}: {number}")).collect();
        Some(format!("{{{}}}", pairs.join(", ")))
    }

    fn insertion(&self, mapping: &Node, entries: &[Entry], total: &Slot, value: &str) -> Option<Edit> {
        let text = &self.source.text;
        let last = entries.last()?;
        let end = end_of(self.source, &last.value)?;
        let key = key(total, entries.iter());
        if text[mapping.span.range()].starts_with('{') {
            return Some(Edit { span: Span::new(end, end), text: format!(", {key}: {value}") });
        }
        let line_start = text[..last.key_span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let indent = &text[line_start..last.key_span.start as usize];
        if !indent.bytes().all(|byte| byte == b' ') {
            return None;
        }
        let (line_end, eol) = line_end(text, end)?;
        let blanks = self.column(entries).map_or(1, |column| column.saturating_sub(width(key) + 1).max(1));
        let blanks = " ".repeat(blanks);
        Some(Edit { span: Span::new(line_end, line_end), text: format!("{eol}{indent}{key}:{blanks}{value}") })
    }

    /// The column in which the values of a mapping are aligned, relative to its keys; none if they are not.
    fn column(&self, entries: &[Entry]) -> Option<usize> {
        let columns = entries.iter().filter_map(|entry| {
            let between = self.source.text.get(entry.key_span.end as usize..entry.value.span.start as usize)?;
            let between = between.strip_prefix(':').filter(|blanks| blanks.bytes().all(|byte| byte == b' '))?;
            Some((width(self.source.slice(entry.key_span)) + 1 + between.len(), between.len()))
        });
        let columns: Vec<_> = columns.collect();
        let (first, _) = *columns.first()?;
        let is_aligned = columns.iter().all(|(column, _)| *column == first);
        (is_aligned && columns.iter().any(|(_, blanks)| *blanks > 1)).then_some(first)
    }
}

fn entry_of<'e>(slot: &Slot, entries: &'e [Entry]) -> Option<&'e Entry> {
    entries.iter().find(|entry| {
        let folded = (!entry.key.is_ascii()).then(|| fold(&entry.key));
        slot.answers_to(&entry.key, folded.as_deref())
    })
}

/// The width in columns: a Chinese character takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}
