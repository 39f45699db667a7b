//! A table as its author finds it easiest to fill in: one row a line under its label, the numbers below each other,
//! and what each column holds said in a comment.

use super::{Draft, flow};
use crate::{
    form::{Form, Slot, TableForm, without_number},
    report::written::{is_list, key},
};
use unicode_width::UnicodeWidthStr as _;

/// A cell wider than this does not push its neighbours apart.
const WIDEST: usize = 8;

/// A line of the table: a group that others stand below, or a row with its cells.
struct Line<'a> {
    indent: usize,
    slot: &'a Slot,
}

impl Line<'_> {
    fn label_width(&self) -> usize {
        self.indent + key(self.slot).width() + ": ".len()
    }

    fn columns(&self, form: &Form) -> String {
        let names = self.slot.cells.clone().map(|cell| without_number(form.lines_of(cell).1.node.label));
        names.collect::<Vec<_>>().join("、")
    }
}

/// Appends a table with what is typed into its cells.
pub(super) fn write(table: &TableForm, form: &Form, draft: &Draft, out: &mut String) {
    let cells = draft.cells.as_slice();
    // What was published with blanks keeps them.
    let has_blanks = table.cells.clone().any(|cell| cells[cell.index()].is_empty());
    let advice = if has_blanks && !draft.draft { "~ 是原文空着的格。" } else { "没有发生的填 0。" };
    let mut lines = Vec::new();
    collect(&table.slot, 0, cells, &mut lines);
    let rows: Vec<_> = lines.iter().filter(|line| is_list(line.slot)).collect();
    let common = common_columns(&rows, form);
    let name = table.table.name;
    match &common {
        Some((count, names)) => *out += &format!("# {name}：每行 {count} 个数，依次是{names}。{advice}\n"),
        None => *out += &format!("# {name}：每行的数依次是行末所说的几项。{advice}\n"),
    }
    let value_column = rows.iter().map(|line| line.label_width()).max().unwrap_or_default();
    let widths = widths(&rows, cells);
    let values: Vec<_> =
        lines.iter().map(|line| is_list(line.slot).then(|| value(line.slot, cells, &widths))).collect();
    let end = values.iter().flatten().map(|value| value.width()).max().unwrap_or_default();
    for (line, value) in lines.iter().zip(values) {
        let head = format!("{}{}:", " ".repeat(line.indent), key(line.slot));
        let Some(value) = value else {
            *out += &format!("{head}\n");
            continue;
        };
        let gap = " ".repeat(value_column.saturating_sub(head.width()).max(1));
        *out += &format!("{head}{gap}{value}");
        if common.is_none() {
            *out += &format!("{}  # {}", " ".repeat(end - value.width()), line.columns(form));
        }
        out.push('\n');
    }
}

fn collect<'a>(slot: &'a Slot, indent: usize, cells: &[String], lines: &mut Vec<Line<'a>>) {
    if slot.cells.clone().all(|cell| cells[cell.index()] == Draft::UNREAD) {
        return;
    }
    lines.push(Line { indent, slot });
    if !is_list(slot) {
        slot.children.iter().for_each(|child| collect(child, indent + 2, cells, lines));
    }
}

/// How many columns every row has and what they are called, if they are the same ones.
fn common_columns(rows: &[&Line<'_>], form: &Form) -> Option<(usize, String)> {
    let first = rows.first()?;
    let names = first.columns(form);
    rows.iter().all(|row| row.columns(form) == names).then_some((first.slot.cells.len(), names))
}

/// How wide each column of lists is, cells with remarks aside.
fn widths(rows: &[&Line<'_>], cells: &[String]) -> Vec<usize> {
    let mut widths = Vec::new();
    for row in rows.iter().filter(|row| row.slot.cells.len() > 1) {
        widths.resize(widths.len().max(row.slot.cells.len()), 0);
        for (width, cell) in widths.iter_mut().zip(row.slot.cells.clone()) {
            *width = (*width).max(typed(&cells[cell.index()]).width()).min(WIDEST);
        }
    }
    widths
}

fn value(slot: &Slot, cells: &[String], widths: &[usize]) -> String {
    if slot.cells.len() == 1 {
        return typed(&cells[slot.cells.first().index()]);
    }
    let padded = slot.cells.clone().zip(widths).map(|(cell, width)| {
        let text = typed(&cells[cell.index()]);
        format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
    });
    format!("[{}]", padded.collect::<Vec<_>>().join(", "))
}

fn typed(text: &str) -> String {
    if text.is_empty() { "~".to_owned() } else { flow(text) }
}
