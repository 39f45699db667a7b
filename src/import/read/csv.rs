//! Tables of numbers divided by commas, semicolons or tabs.

use super::is_paragraph;
use crate::import::doc::{Block, Cell, Doc, Grid, Origin, Para, Rules};

/// Whether most lines of a text have several cells that commas divide.
pub(super) fn is_csv(text: &str) -> bool {
    let lines: Vec<_> = text.lines().filter(|line| !line.trim().is_empty()).take(60).collect();
    let many = lines.iter().filter(|line| line.matches(',').count() >= 2 && !line.contains('。')).count();
    lines.len() > 3 && many * 10 >= lines.len() * 8
}

pub(super) fn read(text: &str) -> Doc {
    // Of equals the last is taken, and a comma is likeliest.
    let delimiter = [';', '\t', ',']
        .into_iter()
        .max_by_key(|sign| text.lines().take(60).map(|line| line.matches(*sign).count()).sum::<usize>());
    let delimiter = delimiter.unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new();
    let mut rows = reader.has_headers(false).flexible(true).delimiter(delimiter as u8).from_reader(text.as_bytes());
    let mut doc = Doc::default();
    let mut cells = Vec::new();
    for (row, record) in rows.records().filter_map(Result::ok).enumerate() {
        let line = record.position().map_or(row + 1, |position| position.line() as usize);
        let filled: Vec<_> = record.iter().filter(|cell| !cell.trim().is_empty()).collect();
        if let [only] = filled[..]
            && is_paragraph(only.trim())
        {
            flush(&mut cells, &mut doc);
            doc.blocks.push(Block::Para(Para::plain(only.trim(), Origin::Line(line))));
            continue;
        }
        let own =
            record.iter().enumerate().map(|(column, text)| Cell::at(row, column, text.trim(), Origin::Line(line)));
        cells.extend(own);
    }
    flush(&mut cells, &mut doc);
    doc
}

fn flush(cells: &mut Vec<Cell>, doc: &mut Doc) {
    if !cells.is_empty() {
        doc.blocks.push(Block::Grid(Grid { cells: std::mem::take(cells), rules: Rules::Guessed }));
    }
}
