//! Tables that are turned: rows of the form stand beside each other, and its columns below each other.

use super::{
    doc::{Block, Cell, Doc, Grid, Rules},
    fold,
};
use std::collections::{BTreeMap, BTreeSet};

/// More rows of the form than this do not stand in one row: a group, a group within it, and its row.
const MOST_BESIDE: usize = 4;
/// The outcomes of reviews and lawsuits.
const OUTCOMES: usize = 5;

/// Turns such tables back, and leaves those that stand above and below them in the same sheet as they are.
pub(super) fn back(doc: &mut Doc) {
    let blocks = std::mem::take(&mut doc.blocks).into_iter();
    doc.blocks = blocks.flat_map(turned_back).collect();
}

fn turned_back(block: Block) -> Vec<Block> {
    match block {
        Block::Grid(grid) if grid.rules != Rules::None && is_turned(&grid) => {
            let mut parts = parts(grid);
            parts.iter_mut().filter(|part| is_turned(part)).for_each(turn);
            parts.into_iter().map(Block::Grid).collect()
        }
        block => vec![block],
    }
}

/// A sheet cut at its blank rows, and above those that hold nothing but a title.
fn parts(sheet: Grid) -> Vec<Grid> {
    let mut filled: Vec<Vec<&str>> = vec![Vec::new(); sheet.rows()];
    for cell in sheet.cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
        filled[cell.row].push(cell.text.trim());
    }
    let starts = (0..filled.len()).filter(|row| match filled[*row][..] {
        [] => true,
        [only] => !fold::is_column(only) && !fold::is_row(only) && !fold::is_outcome(only),
        _ => false,
    });
    let starts: Vec<_> = starts.collect();
    let mut parts: Vec<Grid> = Vec::new();
    parts.resize_with(starts.len() + 1, || Grid { cells: Vec::new(), rules: sheet.rules });
    for mut cell in sheet.cells {
        let part = starts.partition_point(|start| *start <= cell.row);
        cell.row -= part.checked_sub(1).map_or(0, |before| starts[before]);
        parts[part].cells.push(cell);
    }
    parts.retain(|part| part.cells.iter().any(|cell| !cell.text.trim().is_empty()));
    parts
}

fn is_turned(grid: &Grid) -> bool {
    let has_rows_beside = most(grid, fold::is_row, |cell| cell.row) > MOST_BESIDE;
    let [in_one_column, in_one_row] =
        [|cell: &Cell| cell.column, |cell: &Cell| cell.row].map(|line| most(grid, fold::is_outcome, line));
    has_rows_beside || (in_one_column >= OUTCOMES && in_one_row < OUTCOMES)
}

/// The most such names in any one line of a grid, be it a row or a column. Headings may be printed again and again.
fn most(grid: &Grid, is_name: fn(&str) -> bool, line: fn(&Cell) -> usize) -> usize {
    let mut names: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for cell in grid.cells.iter().filter(|cell| is_name(&cell.text)) {
        names.entry(line(cell)).or_default().insert(fold::label(&cell.text));
    }
    names.values().map(BTreeSet::len).max().unwrap_or_default()
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
    fn tables_above_one_that_is_turned_stay_as_they_are() {
        let names = ["属于国家秘密", "重复申请", "部分公开", "予以公开", "上年结转政府信息公开申请数量"];
        let mut cells = vec![Cell::at(0, 0, "行政许可", Origin::Unknown), Cell::at(0, 1, "3", Origin::Unknown)];
        cells.extend(names.iter().enumerate().map(|(at, name)| Cell::at(2, at + 1, *name, Origin::Unknown)));
        cells.push(Cell::at(3, 0, "自然人", Origin::Unknown));
        let mut doc = Doc::default();
        doc.blocks.push(Block::Grid(Grid { cells, rules: Rules::Lattice }));
        back(&mut doc);
        let [Block::Grid(above), Block::Grid(turned)] = &doc.blocks[..] else { panic!("{:?}", doc.blocks) };
        assert_eq!((above.cells[1].row, above.cells[1].column), (0, 1));
        assert_eq!((turned.cells[1].row, turned.cells[1].column), (2, 1));
    }

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
