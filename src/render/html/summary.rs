//! A wide table in one sentence, for those who cannot take it in at a glance.
//!
//! It says the edition's headlines of the table and, where one is a total, what it is the total of.

use super::{table, view::SummaryPart};
use crate::{
    form::{CellId, Form, Headline, PerEdition, TableForm, axis},
    i18n::{Lang, Message},
    report::{Number, Report},
    text,
};
use std::collections::HashSet;

/// The sums of several cells that the sentences of an edition state where they are more than zero.
static STATED: PerEdition<HashSet<Vec<CellId>>> = PerEdition::new(|edition| {
    let form = edition.form();
    let headlines = edition.headlines.iter().filter_map(|headline| {
        let cells = cells_of(form, headline);
        let table = form.tables.iter().find(|table| cells.iter().all(|cell| table.cells.contains(*cell)))?;
        table.is_wide().then_some((table, cells))
    });
    let sums = headlines.flat_map(|(table, cells)| match cells[..] {
        [cell] => outcomes(form, table, cell).into_iter().map(|(_, cells)| cells).collect(),
        _ => vec![cells],
    });
    sums.filter(|cells| cells.len() > 1).collect()
});

/// Where on its page a report states a figure: in its cell; a sum, in the sentence on its table or else below the heading
/// over all that it is the sum of.
pub(super) fn anchor(report: &Report, cells: impl IntoIterator<Item = CellId>) -> Option<String> {
    let cells: Vec<_> = cells.into_iter().collect();
    let heading = table::anchor(report.edition, cells.iter().copied())?;
    let is_stated = report.grid.sum(cells.iter().copied()).is_some_and(|sum| !sum.is_zero());
    let is_stated = is_stated && STATED.of(report.edition).contains(&cells);
    Some(if is_stated { format!("{heading}s") } else { heading.to_owned() })
}

/// Enclose the id of a sum and the sum in a sentence. Control characters stand in no label.
const OPEN: char = '\u{1}';
const SUM: char = '\u{2}';
const CLOSE: char = '\u{3}';

/// The sentence on a table that has headlines.
pub(super) fn of(report: &Report, table: &TableForm, lang: Lang) -> Vec<SummaryPart> {
    let sentence = sentence(report, table, lang);
    let parts = sentence.split([OPEN, CLOSE]).filter(|part| !part.is_empty());
    let parts = parts.map(|part| match part.split_once(SUM) {
        Some((id, text)) => SummaryPart { id: id.to_owned(), text: text.to_owned() },
        None => SummaryPart { id: String::new(), text: part.to_owned() },
    });
    parts.collect()
}

fn sentence(report: &Report, table: &TableForm, lang: Lang) -> String {
    if report.grid.is_blank(table) {
        return text!("本表没有填写。", "This table was not filled in.").get(lang).to_owned();
    }
    if table.cells.clone().all(|cell| report.grid[cell].number().is_some_and(Number::is_zero)) {
        return text!("本表各项均为0。", "All figures in this table are 0.").get(lang).to_owned();
    }
    let mut outcomes = Outcomes { report, table, lang, split: Vec::new() };
    let headlines = report.edition.headlines.iter();
    let clauses: Vec<_> = headlines.filter_map(|headline| outcomes.clause(headline)).collect();
    text!("{clauses}。", "{clauses}.").with("clauses", clauses.join(text!("；", "; ").get(lang))).get(lang)
}

fn cells_of(form: &Form, headline: &Headline) -> Vec<CellId> {
    headline.cells.iter().filter_map(|path| form.cell(path)).collect()
}

/// The rows that a total adds up, each with its cells in the total's column; none if it is no total of rows.
fn outcomes(form: &Form, table: &TableForm, total: CellId) -> Vec<(&'static str, Vec<CellId>)> {
    let spec = &form.cells[total];
    let block = &table.blocks[spec.block];
    let Some((_, parts)) = block.row_totals.iter().find(|(row, _)| *row == spec.row) else { return Vec::new() };
    let cells = |part: &axis::Part| part.leaves.clone().map(|row| block.cell(row, spec.column)).collect();
    parts.iter().map(|part| (part.node.short(), cells(part))).collect()
}

struct Outcomes<'a> {
    report: &'a Report,
    table: &'a TableForm,
    lang: Lang,
    /// Columns of totals that have been taken apart: one example is enough.
    split: Vec<usize>,
}

impl Outcomes<'_> {
    /// One headline of this table.
    fn clause(&mut self, headline: &Headline) -> Option<String> {
        let form = self.report.form();
        let cells = cells_of(form, headline);
        if !cells.iter().all(|cell| self.table.cells.contains(*cell)) {
            return None;
        }
        let label = headline.label.get(self.lang);
        let Some(sum) = self.sum(cells.iter().copied()) else {
            return Some(text!("{label}未填写", "{label}: not given").with("label", label).get(self.lang));
        };
        let parts = match cells[..] {
            [cell] => self.parts(cell),
            _ => cells.iter().map(|&cell| (self.group(cell), vec![cell])).collect(),
        };
        let figure = text!("{label}{sum}件", "{label}: {sum}").with("label", label).with("sum", sum.to_string());
        Some(self.marked(&figure, cells) + &self.list(parts))
    }

    /// What a total is the total of: the rows above it, or else the columns before it.
    fn parts(&mut self, cell: CellId) -> Vec<(&'static str, Vec<CellId>)> {
        let form = self.report.form();
        let rows = outcomes(form, self.table, cell);
        if !rows.is_empty() {
            return rows;
        }
        let spec = &form.cells[cell];
        let block = &self.table.blocks[spec.block];
        match block.column_totals.iter().find(|(total, _)| *total == spec.column) {
            Some((_, parts)) if !self.split.contains(&spec.column) => {
                self.split.push(spec.column);
                let cells =
                    |part: &axis::Part| part.leaves.clone().map(|column| block.cell(spec.row, column)).collect();
                parts.iter().map(|part| (part.node.short(), cells(part))).collect()
            }
            _ => Vec::new(),
        }
    }

    fn sum(&self, cells: impl IntoIterator<Item = CellId>) -> Option<Number> {
        self.report.grid.sum(cells)
    }

    /// What is said of some cells; with its id, where links lead to it.
    fn marked(&self, said: &Message, cells: Vec<CellId>) -> String {
        let said = said.get(self.lang);
        let is_linked = STATED.of(self.report.edition).contains(&cells);
        match anchor(self.report, cells).filter(|_| is_linked) {
            Some(id) => format!("{OPEN}{id}{SUM}{said}{CLOSE}"),
            None => said,
        }
    }

    /// The innermost group of columns a cell stands in.
    fn group(&self, cell: CellId) -> &'static str {
        self.report.form().lines_of(cell).1.groups().next_back().unwrap_or_default()
    }

    /// The parts in brackets; those that are zero or unknown are left out.
    fn list(&self, parts: Vec<(&'static str, Vec<CellId>)>) -> String {
        let stated = parts.into_iter().filter_map(|(label, cells)| {
            let sum = self.sum(cells.iter().copied()).filter(|sum| !sum.is_zero())?;
            Some(self.marked(&part(label, sum), cells))
        });
        let stated: Vec<_> = stated.collect();
        if stated.is_empty() {
            return String::new();
        }
        text!("（{list}）", " ({list})").with("list", &stated).get(self.lang)
    }
}

fn part(label: &str, sum: Number) -> Message {
    text!("{label}{sum}件", "{label} {sum}").with("label", label).with("sum", sum.to_string())
}
