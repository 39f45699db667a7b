//! Cells by number.

use super::Measure;
use std::ops::{Index, Range};

/// A cell's place in [`super::Form::cells`], and in the grid of every report of that edition. Paths that authors and
/// data use become one with [`super::Form::cell`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellId(usize);

impl CellId {
    pub(crate) const fn new(index: usize) -> Self {
        Self(index)
    }

    /// How many cells of the form stand before it.
    pub fn index(self) -> usize {
        self.0
    }

    /// The cell so many places behind it.
    pub(super) fn after(self, by: usize) -> Self {
        Self(self.0 + by)
    }
}

/// Cells that follow each other: a row, a group of columns, a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellRange(Range<usize>);

impl CellRange {
    pub(super) fn new(start: CellId, end: CellId) -> Self {
        Self(start.0..end.0)
    }

    /// One cell alone.
    pub(crate) fn only(cell: CellId) -> Self {
        Self::new(cell, cell.after(1))
    }

    /// Where it begins. An empty range begins there too, but does not hold that cell.
    pub fn first(&self) -> CellId {
        CellId(self.0.start)
    }

    /// Whether a cell is among them.
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

/// What the form says of one cell.
#[derive(Debug)]
pub struct CellSpec {
    /// Its table in [`super::Form::tables`].
    pub table: usize,
    /// Its block in [`super::TableForm::blocks`].
    pub block: usize,
    /// Its row in [`super::BlockForm::rows`].
    pub row: usize,
    /// Its column in [`super::BlockForm::columns`].
    pub column: usize,
    /// `applications.results.granted.total`
    pub path: String,
    /// What may be written in it.
    pub measure: Measure,
    /// Whether it is the total of its row or of its column.
    pub is_total: bool,
}

/// What the form says of each of its cells, table by table, row by row.
#[derive(Debug, Default)]
pub struct Cells(Vec<CellSpec>);

impl Cells {
    pub(super) fn push(&mut self, cell: CellSpec) {
        self.0.push(cell);
    }

    /// The place of the cell that will be pushed next.
    pub(super) fn end(&self) -> CellId {
        CellId(self.0.len())
    }

    /// How many cells the form has.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Every cell in its order.
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
