//! Tables that are turned: rows of the form stand beside each other, and its columns below each other.

use super::{
    doc::{Block, Cell, Doc, Grid, Rules},
    fold,
};
use std::collections::BTreeMap;

/// More rows of the form than this do not stand in one row: a group, a group within it, and its row.
const MOST_BESIDE: usize = 4;
/// The outcomes of reviews and lawsuits.
const OUTCOMES: usize = 5;

/// Turns such tables back.
pub(super) fn back(doc: &mut Doc) {
    for block in &mut doc.blocks {
        if let Block::Grid(grid) = block
            && grid.rules != Rules::None
            && is_turned(grid)
        {
            turn(grid);
        }
    }
}

fn is_turned(grid: &Grid) -> bool {
    let has_rows_beside = most(grid, fold::is_row, |cell| cell.row) > MOST_BESIDE;
    let [in_one_column, in_one_row] =
        [|cell: &Cell| cell.column, |cell: &Cell| cell.row].map(|line| most(grid, fold::is_outcome, line));
    has_rows_beside || (in_one_column >= OUTCOMES && in_one_row < OUTCOMES)
}

/// The most such names in any one line of a grid, be it a row or a column.
fn most(grid: &Grid, is_name: fn(&str) -> bool, line: fn(&Cell) -> usize) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for cell in grid.cells.iter().filter(|cell| is_name(&cell.text)) {
        *counts.entry(line(cell)).or_default() += 1;
    }
    counts.into_values().max().unwrap_or_default()
}

fn turn(grid: &mut Grid) {
    for cell in &mut grid.cells {
        std::mem::swap(&mut cell.row, &mut cell.column);
        std::mem::swap(&mut cell.rows, &mut cell.columns);
    }
    // Blanks at the ends of rows are no rows.
    let last = grid.cells.iter().filter(|cell| !cell.text.trim().is_empty()).map(|cell| cell.row).max();
    grid.cells.retain(|cell| Some(cell.row) <= last);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::doc::Origin;

    #[test]
    fn rows_beside_each_other_are_put_below_each_other() {
        let names = ["属于国家秘密", "重复申请", "部分公开", "予以公开", "上年结转政府信息公开申请数量"];
        let cells = names.iter().enumerate().map(|(at, name)| Cell::at(0, at + 1, *name, Origin::Unknown));
        let mut doc = Doc::default();
        doc.blocks.push(Block::Grid(Grid { cells: cells.collect(), rules: Rules::Lattice }));
        back(&mut doc);
        let Block::Grid(grid) = &doc.blocks[0] else { panic!("it is a table") };
        assert_eq!(grid.cells.iter().map(|cell| (cell.row, cell.column)).collect::<Vec<_>>()[2], (3, 0));
        back(&mut doc);
        let Block::Grid(grid) = &doc.blocks[0] else { panic!("it is a table") };
        assert_eq!(grid.cells[2].row, 3, "it stays as it is");
    }
}
