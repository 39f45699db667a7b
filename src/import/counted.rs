//! A column that only counts the rows of its table: 1, 2, 3.

use super::doc::{Block, Doc, Grid, MOST_ROWS};
use std::collections::BTreeSet;

/// Fewer numbers that follow each other may be values.
const FEWEST: usize = 4;
/// What such a column may be called.
const HEADS: [&str; 3] = ["", "序号", "行次"];

/// Empties such columns.
pub(super) fn drop(doc: &mut Doc) {
    for block in &mut doc.blocks {
        if let Block::Grid(grid) = block
            && grid.rows() <= MOST_ROWS
            && counts_rows(grid)
        {
            let own = grid.cells.iter_mut().filter(|cell| cell.column == 0);
            own.for_each(|cell| cell.text.retain(|c| !c.is_ascii_digit()));
        }
    }
}

/// Whether the first column counts the rows, perhaps anew for each of several tables.
fn counts_rows(grid: &Grid) -> bool {
    let beside = grid.cells.iter().filter(|cell| cell.column > 0 && !cell.text.is_empty());
    let filled: BTreeSet<_> = beside.map(|cell| cell.row).collect();
    let mut own: Vec<_> = grid.cells.iter().filter(|cell| cell.column == 0 && filled.contains(&cell.row)).collect();
    own.sort_by_key(|cell| cell.row);
    let (mut last, mut numbers) = (None, 0);
    for cell in own {
        match cell.text.trim().parse::<usize>() {
            Ok(number) if number == 1 || last.is_some_and(|last| number == last + 1) => {
                (last, numbers) = (Some(number), numbers + 1);
            }
            Err(_) if HEADS.contains(&cell.text.trim()) => {}
            _ => return false,
        }
    }
    numbers >= FEWEST
}
