//! Rows of the form that share one row of a table: their names are lines of one cell, and so are their values.

use super::{
    doc::{Block, Cell, Doc, Grid, MOST_ROWS},
    fold,
    value::Value,
};
use std::collections::BTreeMap;

/// Gives each of them a row of its own.
pub(super) fn rows(doc: &mut Doc) {
    for block in &mut doc.blocks {
        if let Block::Grid(grid) = block
            && grid.rows() <= MOST_ROWS
        {
            unfold(grid);
        }
    }
}

fn unfold(grid: &mut Grid) {
    let mut added = 0;
    for (row, lines) in folded(grid) {
        let row = row + added;
        for cell in &mut grid.cells {
            if cell.row > row {
                cell.row += lines - 1;
            } else if cell.row < row && cell.row + cell.rows > row {
                cell.rows += lines - 1;
            }
        }
        let (own, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut grid.cells).into_iter().partition(|cell| cell.row == row);
        grid.cells = rest;
        grid.cells.extend(own.into_iter().flat_map(|cell| divided(cell, lines)));
        added += lines - 1;
    }
}

/// The rows that hold several of the form's, and how many each.
fn folded(grid: &Grid) -> BTreeMap<usize, usize> {
    let several = grid.cells.iter().filter(|cell| cell.rows <= 1 && is_several(&cell.text));
    several.filter(|label| is_whole(grid, label)).map(|label| (label.row, label.text.lines().count())).collect()
}

/// Whether every cell of a row is blank, has as many lines as its labels or, before them, names the group they are in.
fn is_whole(grid: &Grid, label: &Cell) -> bool {
    let lines = label.text.lines().count();
    let mut own = grid.cells.iter().filter(|cell| cell.row == label.row && cell.rows <= 1);
    own.all(|cell| {
        let is_before = cell.column < label.column;
        cell.text.is_empty() || cell.text.lines().count() == lines || is_before && is_group(cell)
    })
}

fn is_group(cell: &Cell) -> bool {
    cell.text.lines().count() == 1 && Value::beside(&cell.text).is_none() && !fold::is_row(&cell.text)
}

/// Whether each line of a text is the name of a row.
fn is_several(text: &str) -> bool {
    text.contains('\n') && text.lines().all(fold::is_row)
}

fn divided(cell: Cell, lines: usize) -> Vec<Cell> {
    if cell.rows > 1 {
        return vec![Cell { rows: cell.rows + lines - 1, ..cell }];
    }
    let texts = cell.text.lines().chain(std::iter::repeat("")).take(lines);
    let lines = texts.map(|text| text.trim().to_owned()).enumerate();
    lines.map(|(at, text)| Cell { row: cell.row + at, markdown: text.clone(), text, ..cell.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::doc::{Origin, Rules};

    #[test]
    fn only_before_the_labels_stands_the_name_of_a_group() {
        for (texts, is_divided) in
            [(["制发", "规章\n行政规范性文件", "0\n6"], true), (["规章\n行政规范性文件", "0\n6", "详见附件"], false)]
        {
            let cells = texts.iter().enumerate().map(|(column, text)| Cell::at(0, column, *text, Origin::Unknown));
            let grid = Grid { cells: cells.collect(), rules: Rules::Lattice };
            assert_eq!(!folded(&grid).is_empty(), is_divided, "{texts:?}");
        }
    }

    #[test]
    fn rows_in_one_row_are_divided() {
        let texts = ["规章\n行政规范性文件", "0\n6", "1\n", "行政许可", "5"];
        let places = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1)];
        let cells = texts.iter().zip(places).map(|(text, (row, column))| Cell::at(row, column, *text, Origin::Unknown));
        let grid = Grid { cells: cells.filter(|cell| cell.column < 2).collect(), rules: Rules::Lattice };
        let mut doc = Doc { blocks: vec![Block::Grid(grid)], ..Doc::default() };
        rows(&mut doc);
        let Block::Grid(grid) = &doc.blocks[0] else { panic!("it is a table") };
        let mut found: Vec<_> = grid.cells.iter().map(|cell| (cell.row, cell.column, &*cell.text)).collect();
        found.sort_unstable();
        let wanted =
            [(0, 0, "规章"), (0, 1, "0"), (1, 0, "行政规范性文件"), (1, 1, "6"), (2, 0, "行政许可"), (2, 1, "5")];
        assert_eq!(found, wanted);
    }
}
