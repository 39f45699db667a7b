//! A table of the form that stands in the text once more.

use super::Numeral;
use crate::{
    diag::Span,
    form::{CellId, Form, Line, PerEdition, fold},
};
use std::cmp::Reverse;

/// A table of the text that has the labels of one of the form.
pub(crate) struct RepeatedTable {
    /// Its number among the tables of the text.
    pub(super) in_text: u32,
    /// Its number among those of the form.
    pub table: usize,
    /// The place of the passage before it.
    pub(super) lead: Option<usize>,
    pub cells: Vec<RepeatedCell>,
    /// How many numbers stand in it that the form has no cell for, or a second time.
    pub others: usize,
    /// How many other cells the form has no place for: percentages, and what stands behind the numbers.
    pub remarks: usize,
}

/// A number of such a table.
pub(crate) struct RepeatedCell {
    pub cell: CellId,
    pub numeral: Numeral,
    pub span: Span,
}

impl RepeatedTable {
    /// Adds a number to the table that it belongs to. Of a cell that a table gives twice, the first counts.
    pub(super) fn add(tables: &mut Vec<Self>, in_text: u32, table: usize, lead: Option<usize>, repeated: RepeatedCell) {
        match tables.iter_mut().rfind(|known| (known.in_text, known.table) == (in_text, table)) {
            None => tables.push(Self { in_text, table, lead, cells: vec![repeated], others: 0, remarks: 0 }),
            Some(known) if known.cells.iter().any(|cell| cell.cell == repeated.cell) => known.others += 1,
            Some(known) => known.cells.push(repeated),
        }
    }

    /// Whether it is meant as the form's table, and not as one of the author's own about a few of its cells.
    pub(super) fn is_meant(&self, form: &Form) -> bool {
        // Of a table without totals, whose rows have nothing to do with each other, a part as well, if nothing else stands in it.
        let has_totals = !form.tables[self.table].equations.is_empty();
        let is_part = !has_totals && self.cells.len() >= LEAST_ALONE && self.others == 0;
        self.cells.len() >= LEAST && self.is_whole(form) || is_part
    }

    /// Whether it can be the form's table only: a few decisions may as well be those of a unit, and stand nowhere else.
    pub(crate) fn is_whole(&self, form: &Form) -> bool {
        self.cells.len() * LEAST_PART >= form.tables[self.table].cells.len()
    }
}

const LEAST: usize = 4;
const LEAST_ALONE: usize = 3;
/// One in so many.
const LEAST_PART: usize = 2;

/// A cell with the labels that it is printed with, folded.
struct Printed {
    cell: CellId,
    row: Vec<String>,
    column: Vec<String>,
    /// What may stand before the one and above the other.
    groups: Vec<String>,
}

static PRINTED: PerEdition<Vec<Printed>> = PerEdition::new(|edition| {
    edition.form().cells.iter().map(|(cell, _)| Printed::new(edition.form(), cell)).collect()
});

impl Printed {
    fn new(form: &Form, cell: CellId) -> Self {
        let spec = &form.cells[cell];
        let table = &form.tables[spec.table];
        let block = table.blocks[spec.block].block;
        let (row, column) = form.lines_of(cell);
        let groups = [&row.labels, &column.labels].into_iter().flatten();
        let groups = groups.chain([&block.corner, &table.table.label, &table.table.name]).chain(&block.caption);
        Self { cell, row: names(row), column: names(column), groups: groups.map(|label| fold(label)).collect() }
    }

    /// How many of its groups stand in a row and a column that have its labels and nothing else.
    fn fits(&self, row: &[String], column: &[String]) -> Option<usize> {
        if !is_labelled(&self.row, row) || !is_labelled(&self.column, column) {
            return None;
        }
        let own = [&self.row, &self.column, &self.groups].into_iter();
        let knows_all = row.iter().chain(column).all(|text| own.clone().any(|names| names.contains(text)));
        knows_all.then(|| self.groups.iter().filter(|group| row.contains(group) || column.contains(group)).count())
    }
}

/// What a row or a column is called; nothing, if it is the only one of its table.
fn names(line: &Line) -> Vec<String> {
    let names = std::iter::once(&line.node.label).chain(line.node.aliases).map(|name| fold(name));
    names.filter(|name| !name.is_empty()).collect()
}

/// Whether the last of these texts is one of the names.
fn is_labelled(names: &[String], texts: &[String]) -> bool {
    texts.last().map_or(names.is_empty(), |text| names.contains(text))
}

/// The cell of the form that has the labels before a number in its row and above it in its column.
pub(super) fn cell_of(form: &Form, labels: &[Vec<&str>; 2]) -> Option<CellId> {
    let [row, column] = labels.each_ref().map(|texts| texts.iter().map(|text| fold(text)).collect::<Vec<_>>());
    let fitting =
        PRINTED.of(form.edition).iter().filter_map(|printed| Some((printed.fits(&row, &column)?, printed.cell)));
    let mut fitting: Vec<_> = fitting.collect();
    // 结果维持 stands below three headings: meant is the one below most of those that stand here.
    fitting.sort_by_key(|(groups, _)| Reverse(*groups));
    match fitting.as_slice() {
        [(_, only)] => Some(*only),
        [(most, first), (next, _), ..] if most > next => Some(*first),
        _ => None,
    }
}
