//! The cells of a report, in the order of its form.

use super::{Cell, Number, State};
use crate::form::{CellId, Form, TableForm};
use std::{
    borrow::Borrow,
    ops::{Index, IndexMut},
};

/// The cells of a report’s tables, indexed by [`CellId`].
#[derive(Clone, Debug)]
pub struct Grid {
    cells: Vec<Cell>,
}

impl Grid {
    pub(crate) fn new(form: &Form) -> Self {
        Self { cells: vec![Cell::default(); form.cells.len()] }
    }

    /// Every cell in the form’s order.
    pub fn iter(&self) -> impl Iterator<Item = (CellId, &Cell)> {
        self.cells.iter().enumerate().map(|(index, cell)| (CellId::new(index), cell))
    }

    /// The sum of the numbers among these cells, if there is one among them. A blank counts as nothing; a cell that
    /// is missing or wrong makes the sum unknown.
    pub fn sum(&self, cells: impl IntoIterator<Item = impl Borrow<CellId>>) -> Option<Number> {
        let mut sum = None;
        for cell in cells {
            match self[*cell.borrow()].state {
                State::Given(number) | State::Computed(number) => sum = Some(sum.unwrap_or_default() + number),
                State::Blank => {}
                State::Missing | State::Invalid => return None,
            }
        }
        sum
    }

    /// Whether nothing at all was filled into a table.
    pub fn is_blank(&self, table: &TableForm) -> bool {
        table.cells.clone().all(|cell| self[cell].number().is_none())
    }
}

impl Index<CellId> for Grid {
    type Output = Cell;
    fn index(&self, cell: CellId) -> &Cell {
        &self.cells[cell.index()]
    }
}

impl IndexMut<CellId> for Grid {
    fn index_mut(&mut self, cell: CellId) -> &mut Cell {
        &mut self.cells[cell.index()]
    }
}
