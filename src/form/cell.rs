//! Cells by number.

/// A cell's place in [`super::Form::cells`], and in the grid of every report of that edition.
pub type CellId = usize;
