//! What the tables state for what the text counts.

use super::{Prose, Subject};
use crate::{
    form::{CellId, EquationKind, TableForm},
    report::{Number, Report, State},
};

/// One way to read a quantity, with what the tables state for it.
pub struct Stated {
    pub cells: Vec<CellId>,
    pub value: Number,
}

impl Stated {
    /// What cells state together, if the tables fill them all.
    fn read(report: &Report, cells: Vec<CellId>) -> Option<Self> {
        let values: Vec<_> = cells.iter().map(|&cell| value(report, cell)).collect::<Option<_>>()?;
        Some(Self { cells, value: values.into_iter().sum() })
    }
}

impl Prose<'_> {
    /// The readings of a quantity, or of two together, of those that the tables fill.
    pub fn stated(&self, subject: Subject) -> Vec<Stated> {
        let quantities = &self.lexicon.quantities;
        let readings: Vec<Vec<CellId>> = match subject.also {
            Some(other) => {
                vec![[quantities[other].readings[0].as_slice(), &quantities[subject.quantity].readings[0]].concat()]
            }
            None => quantities[subject.quantity].readings.clone(),
        };
        let readings = readings.into_iter().filter_map(|cells| match subject.applicant {
            Some(applicant) => self.of_applicant(&cells, &quantities[applicant].readings[0]),
            None => Some(cells),
        });
        let readings = readings.filter(|cells| !cells.is_empty());
        readings.filter_map(|cells| Stated::read(self.report, cells)).collect()
    }
}

impl Prose<'_> {
    /// The cells that stand in the rows of some and in the columns of others.
    fn of_applicant(&self, rows: &[CellId], columns: &[CellId]) -> Option<Vec<CellId>> {
        let form = self.report.form();
        let path = |cell: CellId| form.cells[cell].path.rsplit_once('.');
        let cells = rows.iter().flat_map(|row| columns.iter().map(move |column| (*row, *column)));
        cells.map(|(row, column)| form.cell(&format!("{}.{}", path(row)?.0, path(column)?.1))).collect()
    }
}

/// What a cell states. A total left blank states what its row adds up to; a blank beside filled cells adds nothing.
pub(crate) fn value(report: &Report, cell: CellId) -> Option<Number> {
    let spec = &report.form().cells[cell];
    let own = report.grid[cell].number();
    if own.is_some() || !spec.is_total {
        return own;
    }
    let table = &report.form().tables[spec.table];
    let row =
        table.equations.iter().find(|equation| equation.kind == EquationKind::RowTotal && equation.right[0] == cell)?;
    // What is wrong as it stands says nothing, nor does a row of totals that was left blank.
    let is_wrong = row.cells().any(|part| report.grid[part].state == State::Invalid);
    let is_blank_total =
        is_blank(report, cell) && row.left.iter().all(|part| is_blank(report, *part) && is_column_total(table, *part));
    if is_wrong || is_blank_total {
        return None;
    }
    let parts: Vec<_> = row.left.iter().filter_map(|&part| report.grid[part].number()).collect();
    // A table without any number states nothing.
    let is_row_blank =
        is_blank(report, cell) && row.left.iter().all(|&part| is_blank(report, part)) && !report.grid.is_blank(table);
    (!parts.is_empty() || is_row_blank).then(|| parts.into_iter().sum())
}

fn is_column_total(table: &TableForm, cell: CellId) -> bool {
    table.equations.iter().any(|equation| equation.kind == EquationKind::ColumnTotal && equation.right[0] == cell)
}

fn is_blank(report: &Report, cell: CellId) -> bool {
    matches!(report.grid[cell].state, State::Blank)
}
