//! What the tables state for what the text counts.

use super::{Prose, Subject};
use crate::{
    form::{CellId, EquationKind},
    report::{Number, Report, State},
};

/// One way to read a quantity, with what the tables state for it.
pub struct Stated {
    pub cells: Vec<CellId>,
    pub value: Number,
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
        let known = |cells: Vec<CellId>| {
            let values: Vec<_> = cells.iter().map(|&cell| value(self.report, cell)).collect::<Option<_>>()?;
            Some(Stated { cells, value: values.into_iter().sum() })
        };
        readings.into_iter().filter(|cells| !cells.is_empty()).filter_map(known).collect()
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
    let parts: Vec<_> = row.left.iter().filter_map(|&part| report.grid[part].number()).collect();
    let is_blank = |cell: &CellId| matches!(report.grid[*cell].state, State::Blank);
    // A table without any number states nothing.
    let is_row_blank = is_blank(&cell) && row.left.iter().all(is_blank) && !report.grid.is_blank(table);
    (!parts.is_empty() || is_row_blank).then(|| parts.into_iter().sum())
}
