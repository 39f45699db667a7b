//! Identifies cells by number.

use super::Measure;
use std::ops::{Index, Range};

/// The index of a cell in [`super::Form::cells`], and in the grid of every report of that edition.
/// [`super::Form::cell`] maps the paths that authors and data use to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(usize);

impl CellId {
    pub(crate) const fn new(index: usize) -> Self {
        Self(index)
    }

    /// The number of cells before it in the form.
    pub fn index(self) -> usize {
        self.0
    }

    /// The cell `by` places after it.
    pub(super) fn after(self, by: usize) -> Self {
        Self(self.0 + by)
    }
}

/// Consecutive cells: a row, a group of columns, a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRange(Range<usize>);

impl CellRange {
    pub(super) fn new(start: CellId, end: CellId) -> Self {
        Self(start.0..end.0)
    }

    /// A single cell.
    pub(crate) fn only(cell: CellId) -> Self {
        Self::new(cell, cell.after(1))
    }

    /// The first cell. An empty range has a start, too, but does not contain that cell.
    pub fn first(&self) -> CellId {
        CellId(self.0.start)
    }

    /// Whether a cell is in the range.
    pub fn contains(&self, cell: CellId) -> bool {
        self.0.contains(&cell.0)
    }
}

impl Iterator for CellRange {
    type Item = CellId;

    fn next(&mut self) -> Option<CellId> {
        self.0.next().map(CellId)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for CellRange {}

/// The form's description of a cell.
#[derive(Debug)]
pub struct CellSpec {
    /// The index of its table in [`super::Form::tables`].
    pub table: usize,
    /// The index of its block in [`super::TableForm::blocks`].
    pub block: usize,
    /// The index of its row in [`super::BlockForm::rows`].
    pub row: usize,
    /// The index of its column in [`super::BlockForm::columns`].
    pub column: usize,
    /// `applications.results.granted.total`
    pub path: String,
    /// What may be written in it.
    pub measure: Measure,
    /// Whether it is the total of its row or of its column.
    pub is_total: bool,
}

/// The form's descriptions of all cells, table by table and row by row.
#[derive(Debug, Default)]
pub struct Cells(Vec<CellSpec>);

impl Cells {
    pub(super) fn push(&mut self, cell: CellSpec) {
        self.0.push(cell);
    }

    /// The id of the cell that will be pushed next.
    pub(super) fn end(&self) -> CellId {
        CellId(self.0.len())
    }

    /// The number of cells in the form.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Every cell in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (CellId, &CellSpec)> + DoubleEndedIterator + Clone {
        self.0.iter().enumerate().map(|(index, cell)| (CellId(index), cell))
    }
}

impl Index<CellId> for Cells {
    type Output = CellSpec;

    fn index(&self, cell: CellId) -> &CellSpec {
        &self.0[cell.0]
    }
}
