//! A table of a Word file: cells at their true columns, whatever its rows leave out.

use super::super::xml::Element;
use crate::import::doc::{Block, Cell, Grid, Origin, Rules};

#[derive(Default)]
pub(super) struct Table {
    cells: Vec<(Cell, Vec<Block>)>,
    row: usize,
    column: usize,
    is_dropped: bool,
    /// Where the cells of the row begin.
    first: usize,
    /// The cells that end above the row, from the left, and those that end below it.
    above: Vec<usize>,
    below: Vec<usize>,
    open: Option<Open>,
}

/// The cell being read.
#[derive(Default)]
struct Open {
    columns: usize,
    /// Goes on from the cell above, or from the one before it.
    continues_above: bool,
    continues_before: bool,
    is_deleted: bool,
    blocks: Vec<Block>,
}

impl Table {
    pub(super) fn open(&mut self, element: &Element) {
        match element.name.as_str() {
            "tr" => {
                self.column = 0;
                self.is_dropped = false;
                self.first = self.cells.len();
                self.below.clear();
            }
            "gridBefore" => self.column += element.number("val").unwrap_or_default().min(200),
            "tc" => self.open = Some(Open { columns: 1, ..Open::default() }),
            "gridSpan" => self.set(|cell| cell.columns = element.number("val").unwrap_or(1).clamp(1, 200)),
            "vMerge" => self.set(|cell| cell.continues_above = element.get("val") != Some("restart")),
            "hMerge" => self.set(|cell| cell.continues_before = element.get("val") != Some("restart")),
            "cellDel" => self.set(|cell| cell.is_deleted = true),
            _ => {}
        }
    }

    fn set(&mut self, change: impl FnOnce(&mut Open)) {
        if let Some(cell) = &mut self.open {
            change(cell);
        }
    }

    /// The row was deleted.
    pub(super) fn drop_row(&mut self) {
        self.is_dropped = true;
    }

    pub(super) fn close(&mut self, name: &str) {
        match name {
            "tc" => self.end_cell(),
            "tr" if self.is_dropped => {
                // What was to go on into the row ends before it.
                for at in self.below.drain(..).filter(|at| *at < self.first) {
                    self.cells[at].0.rows -= 1;
                }
                self.cells.truncate(self.first);
            }
            "tr" => {
                std::mem::swap(&mut self.above, &mut self.below);
                self.row += 1;
            }
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.open.take().filter(|cell| !cell.is_deleted) else { return };
        let (row, column) = (self.row, self.column);
        self.column += cell.columns;
        if cell.continues_before
            && let Some((before, _)) = self.cells.last_mut().filter(|(before, _)| before.row == row)
        {
            before.columns += cell.columns;
            return;
        }
        if cell.continues_above
            && let Some(at) = self.standing_above(column)
        {
            self.cells[at].0.rows += 1;
            self.below.push(at);
            return;
        }
        let placed = Cell { row, column, rows: 1, columns: cell.columns, ..Cell::default() };
        self.below.push(self.cells.len());
        self.cells.push((placed, cell.blocks));
    }

    /// The cell that covers a column of the row above.
    fn standing_above(&self, column: usize) -> Option<usize> {
        let after = self.above.partition_point(|at| self.cells[*at].0.column <= column);
        let at = *self.above.get(after.checked_sub(1)?)?;
        let cell = &self.cells[at].0;
        (cell.covers_column(column) && cell.row + cell.rows == self.row).then_some(at)
    }

    pub(super) fn add(&mut self, block: Block) {
        self.set(|cell| cell.blocks.push(block));
    }

    /// The table as a grid; one that holds tables only divides the page.
    pub(super) fn blocks(self, number: usize) -> Vec<Block> {
        let is_layout = self.cells.iter().any(|(_, blocks)| blocks.iter().any(|block| matches!(block, Block::Grid(_))));
        if is_layout {
            return self.cells.into_iter().flat_map(|(_, blocks)| blocks).collect();
        }
        let cells = self.cells.into_iter().map(|(mut cell, blocks)| {
            let paras = blocks.iter().filter_map(|block| match block {
                Block::Para(para) if !para.text.is_empty() || !para.markdown.is_empty() => Some(para),
                _ => None,
            });
            let (texts, markdowns): (Vec<_>, Vec<_>) =
                paras.map(|para| (para.text.trim(), para.markdown.trim())).unzip();
            (cell.text, cell.markdown) = (texts.join("\n"), markdowns.join("\n"));
            cell.origin = Origin::Table { table: number, row: cell.row + 1, column: cell.column + 1 };
            cell
        });
        vec![Block::Grid(Grid { cells: cells.collect(), rules: Rules::Lattice })]
    }
}
