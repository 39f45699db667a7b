//! Tables that somebody typed as paragraphs: a row a paragraph, its cells divided by tabs or blanks.

use super::{lines, listing};
use crate::import::{
    doc::{Block, Cell, Doc, Grid, Para, Rules},
    fold,
    value::Value,
};

/// Puts paragraphs that are rows of a table together.
pub(super) fn tables(doc: &mut Doc) {
    let mut waiting: Vec<(Para, Vec<String>)> = Vec::new();
    let mut out = Vec::new();
    for block in std::mem::take(&mut doc.blocks) {
        match block {
            Block::Para(para) if para.heading.is_none() && !listing::is_record(&para) => {
                match lines::row(&para.text, false) {
                    Some(cells) => waiting.push((para, cells)),
                    None => {
                        flush(&mut waiting, &mut out);
                        out.push(Block::Para(para));
                    }
                }
            }
            block => {
                flush(&mut waiting, &mut out);
                out.push(block);
            }
        }
    }
    flush(&mut waiting, &mut out);
    doc.blocks = listing::tables(out);
}

fn flush(waiting: &mut Vec<(Para, Vec<String>)>, out: &mut Vec<Block>) {
    let rows = std::mem::take(waiting);
    let mut beside = rows.iter().flat_map(|(_, cells)| cells.iter().skip(1));
    let has_values = beside.any(|text| Value::clear(text).is_some_and(|value| !value.is_blank()));
    // A telephone number behind its name is no table.
    let is_table = has_values && (rows.len() > 1 || rows.iter().any(|(_, cells)| fold::is_row(&cells[0])));
    if !is_table {
        out.extend(rows.into_iter().map(|(para, _)| Block::Para(para)));
        return;
    }
    let cells = rows.into_iter().enumerate().flat_map(|(row, (para, cells))| {
        let cells = cells.into_iter().enumerate();
        cells.map(move |(column, text)| Cell::at(row, column, text, para.origin.clone()))
    });
    out.push(Block::Grid(Grid { cells: cells.collect(), rules: Rules::Guessed }));
}
