//! A table too wide for its page, continued beside itself: its rows are written once more, with the other columns.

use super::{
    doc::{Block, Cell, Doc, Grid, Rules},
    fold,
    value::Value,
};
use std::collections::BTreeSet;

/// Fewer rows of one name are no accident only where they are a whole table.
const FEWEST: usize = 5;
/// No table of the form has as many.
const MOST_ROWS: usize = 200;
/// More blocks do not stand between the parts of a table: 续表.
const MOST_BETWEEN: usize = 2;
/// What stands between them is no longer.
const LONGEST_BETWEEN: usize = 20;

/// Puts such parts beside each other.
pub(super) fn join(doc: &mut Doc) {
    let mut out: Vec<Block> = Vec::new();
    for block in std::mem::take(&mut doc.blocks) {
        let Block::Grid(part) = block else {
            out.push(block);
            continue;
        };
        let between = out.iter().rev().take_while(|block| is_between(block)).count();
        let at = out.len().checked_sub(between + 1).filter(|_| between <= MOST_BETWEEN);
        let whole = at.and_then(|at| match &mut out[at] {
            Block::Grid(whole) => Some((at, whole)),
            Block::Para(_) => None,
        });
        match whole.map(|(at, whole)| (at, append(whole, &part))) {
            Some((at, true)) => out.truncate(at + 1),
            _ => out.push(Block::Grid(part)),
        }
    }
    doc.blocks = out;
}

fn is_between(block: &Block) -> bool {
    matches!(block, Block::Para(para) if para.text.chars().count() <= LONGEST_BETWEEN && fold::number(&para.text).is_none())
}

/// Adds the columns of a part to those of the table, if both have the same rows and no column in common.
fn append(whole: &mut Grid, part: &Grid) -> bool {
    if [&*whole, part].iter().any(|grid| grid.rules != Rules::Lattice || grid.rows() > MOST_ROWS) {
        return false;
    }
    let (own, others) = (Layout::of(whole), Layout::of(part));
    let (rows, other_rows) = (own.named_rows(), others.named_rows());
    let are_alike = rows.iter().filter(|row| row.is_of_form).count() >= FEWEST
        && rows.iter().map(|row| &row.name).eq(other_rows.iter().map(|row| &row.name));
    let (columns, other_columns) = (own.columns(), others.columns());
    if !are_alike || columns.is_empty() || other_columns.is_empty() || !columns.is_disjoint(&other_columns) {
        return false;
    }
    let (edge, width) = (others.edge, whole.columns());
    let first = (rows[0].row, other_rows[0].row);
    let placed = part.cells.iter().filter(|cell| cell.column >= edge && !cell.text.trim().is_empty()).map(|cell| {
        let row = match other_rows.iter().position(|other| other.row == cell.row) {
            Some(at) => Some(rows[at].row),
            None if cell.row < first.1 => (cell.row + first.0).checked_sub(first.1),
            None => None,
        };
        row.map(|row| Cell { row, column: width + cell.column - edge, ..cell.clone() })
    });
    // Nothing may get lost.
    let Some(placed) = placed.collect::<Option<Vec<_>>>() else { return false };
    whole.cells.extend(placed);
    true
}

/// A row in a table, by all its labels.
struct Named {
    row: usize,
    name: String,
    /// Whether the form has it.
    is_of_form: bool,
}

/// Where a grid has its headings, and what they divide.
struct Layout<'g> {
    grid: &'g Grid,
    /// Rows that hold nothing but names of columns.
    head_rows: BTreeSet<usize>,
    /// Where the first column stands that a heading names: before it are the names of rows.
    edge: usize,
}

impl<'g> Layout<'g> {
    fn of(grid: &'g Grid) -> Self {
        let mut layout = Self { grid, head_rows: head_rows(grid), edge: 0 };
        let is_number = |cell: &&Cell| Value::clear(&cell.text).is_some_and(|value| !value.is_blank());
        // Below the first numbers, 其他 is a row.
        let end = grid.cells.iter().filter(is_number).map(|cell| cell.row).min().unwrap_or(usize::MAX);
        layout.edge = layout.heads().filter(|cell| cell.row < end).map(|cell| cell.column).min().unwrap_or_default();
        layout
    }

    /// The cells that name columns.
    fn heads(&self) -> impl Iterator<Item = &'g Cell> {
        self.grid.cells.iter().filter(|cell| self.head_rows.contains(&cell.row) && fold::is_column(&cell.text))
    }

    fn columns(&self) -> BTreeSet<String> {
        self.heads().map(|cell| fold::label(&cell.text)).collect()
    }

    fn named_rows(&self) -> Vec<Named> {
        let mut found: Vec<Named> = Vec::new();
        // Words behind the columns are remarks, and none of a row's name.
        let is_label = |cell: &&Cell| {
            let is_head = self.head_rows.contains(&cell.row);
            !is_head && cell.column < self.edge && Value::beside(&cell.text).is_none()
        };
        let mut cells: Vec<_> = self.grid.cells.iter().filter(is_label).collect();
        cells.sort_by_key(|cell| (cell.row, cell.column));
        for cell in cells {
            let (name, is_of_form) = (fold::label(&cell.text), fold::is_row(&cell.text));
            match found.last_mut().filter(|row| row.row == cell.row) {
                Some(row) => {
                    row.name += &name;
                    row.is_of_form |= is_of_form;
                }
                None => found.push(Named { row: cell.row, name, is_of_form }),
            }
        }
        // Headings stand above the first of the form's rows.
        found.drain(..found.iter().position(|row| row.is_of_form).unwrap_or(found.len()));
        found
    }
}

fn head_rows(grid: &Grid) -> BTreeSet<usize> {
    let heads = (0..grid.rows()).filter(|row| {
        let mut own = grid.cells.iter().filter(|cell| cell.row == *row && !cell.text.is_empty());
        own.clone().any(|cell| fold::is_column(&cell.text)) && own.all(|cell| fold::number(&cell.text).is_none())
    });
    heads.collect()
}
