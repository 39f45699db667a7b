//! Names of rows that are written over two or three rows of their table, of which one has the numbers, and sums of groups
//! that are called what the total of a row is called elsewhere.

use super::{
    doc::{Block, Cell, Doc, Grid},
    fold,
    value::Value,
};
use std::collections::{BTreeMap, BTreeSet};

/// No name is written over more rows.
const MOST_PARTS: usize = 3;

/// Puts each name into the row of its numbers, and calls sums of groups so.
pub(super) fn mend(doc: &mut Doc) {
    for block in &mut doc.blocks {
        if let Block::Grid(grid) = block
            && grid.may_be_the_forms()
        {
            let filled = filled(grid);
            names(grid, &filled);
            sums(grid, &filled);
        }
    }
}

/// The rows that hold numbers beside a label.
fn filled(grid: &Grid) -> BTreeSet<usize> {
    let numbers = grid
        .cells
        .iter()
        .filter(|cell| cell.column > 0 && Value::beside(cell.text.trim()).is_some_and(|value| !value.is_blank()));
    numbers.map(|cell| cell.row).collect()
}

/// The last label of each row.
fn labels(grid: &Grid) -> BTreeMap<usize, usize> {
    let mut labels: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, cell) in grid.cells.iter().enumerate() {
        if cell.text.contains(fold::is_chinese) && Value::beside(cell.text.trim()).is_none() {
            let last = labels.entry(cell.row).or_insert(at);
            if grid.cells[*last].column < cell.column {
                *last = at;
            }
        }
    }
    labels
}

fn names(grid: &mut Grid, filled: &BTreeSet<usize>) {
    let labels = labels(grid);
    let rows: Vec<_> = labels.keys().copied().collect();
    let mut emptied = BTreeSet::new();
    for (at, &row) in rows.iter().enumerate() {
        if emptied.contains(&row) {
            continue;
        }
        let follow = |parts: usize| rows.get(at..at + parts).filter(|own| own[parts - 1] == row + parts - 1);
        let Some((own, name)) =
            (2..=MOST_PARTS).filter_map(follow).find_map(|own| Some((own, name(grid, &labels, own)?)))
        else {
            continue;
        };
        let mut with_numbers = own.iter().copied().filter(|row| filled.contains(row));
        let (Some(kept), None) = (with_numbers.next(), with_numbers.next()) else { continue };
        for row in own {
            let cell = &mut grid.cells[labels[row]];
            cell.text = if *row == kept { name.clone() } else { String::new() };
            emptied.insert(*row);
        }
        emptied.remove(&kept);
    }
    // Blanks beside a label that has moved are no row.
    grid.cells.retain(|cell| !(emptied.contains(&cell.row) && cell.text.trim().is_empty()));
}

/// The name of a row that the last labels of some rows are together, and not each of them by itself.
fn name(grid: &Grid, labels: &BTreeMap<usize, usize>, rows: &[usize]) -> Option<String> {
    let parts: Vec<&Cell> = rows.iter().map(|row| &grid.cells[labels[row]]).collect();
    // One of them may be a shorter form of the name.
    let is_one = parts.iter().all(|part| part.column == parts[0].column);
    let are_names = parts.iter().all(|part| fold::is_row(&part.text));
    let name: String = parts.iter().map(|part| part.text.trim()).collect();
    (is_one && !are_names && fold::is_row(&name)).then_some(name)
}

/// What offices call the sum of a group of columns as well, where the total has its own name.
const OTHER_SUMS: [&str; 2] = ["合计", "共计"];

fn sums(grid: &mut Grid, filled: &BTreeSet<usize>) {
    // Headings stand in rows that follow each other without a number between.
    let above = |row: usize| filled.range(..row).next_back().copied();
    let heads = grid.cells.iter().filter(|cell| cell.column > 0 && !filled.contains(&cell.row));
    let totals: BTreeSet<_> =
        heads.filter(|cell| fold::label(&cell.text) == fold::TOTAL).map(|cell| above(cell.row)).collect();
    for cell in grid.cells.iter_mut().filter(|cell| cell.column > 0 && !filled.contains(&cell.row)) {
        if OTHER_SUMS.contains(&&*fold::label(&cell.text)) && totals.contains(&above(cell.row)) {
            fold::SUBTOTAL.clone_into(&mut cell.text);
        }
    }
}
