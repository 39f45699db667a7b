//! Tables that somebody typed as paragraphs: a row a paragraph, its cells divided by tabs or blanks; or the lines of a
//! text that were pasted as paragraphs.

use super::{
    lines::{self, Style},
    listing,
    plain::Reader,
};
use crate::import::{
    doc::{Block, Cell, Doc, Grid, Origin, Para, Rules},
    fold,
    value::Value,
};

/// Puts paragraphs that are rows of a table together.
pub(super) fn tables(doc: &mut Doc) {
    pasted(doc);
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

/// Reads paragraphs between whose cells bars stand by themselves, or lines are drawn, as the lines of a text.
fn pasted(doc: &mut Doc) {
    let texts = doc.blocks.iter().filter_map(|block| match block {
        Block::Para(para) => Some(line(para)),
        Block::Grid(_) => None,
    });
    let text: String = texts.collect();
    let (style, is_open) = (lines::style(&text), lines::are_open(&text));
    if style == Style::Rows && lines::with_bars(&text) == text {
        return;
    }
    // A paragraph of nothing but a picture is no line.
    let is_line = |para: &Para| para.heading.is_none() && (para.markdown.is_empty() || !para.text.trim().is_empty());
    let mut run = Vec::new();
    let mut out = Vec::new();
    for block in std::mem::take(&mut doc.blocks) {
        match block {
            Block::Para(para) if is_line(&para) => run.push(para),
            block => {
                out.append(&mut as_lines(&std::mem::take(&mut run), Reader::divided(style, is_open)));
                out.push(block);
            }
        }
    }
    out.append(&mut as_lines(&run, Reader::divided(style, is_open)));
    doc.blocks = out;
}

fn line(para: &Para) -> String {
    format!("{}\n", para.text.replace('\n', " "))
}

/// Paragraphs as the lines of a text. What is no table stays as it is.
fn as_lines(paras: &[Para], mut reader: Reader) -> Vec<Block> {
    let own = |origin: &Origin| match origin {
        Origin::Line(number) => paras.get(*number - 1),
        _ => None,
    };
    reader.lines(&lines::with_bars(&paras.iter().map(line).collect::<String>()), 1);
    let blocks = reader.finish().blocks.into_iter().map(|block| match block {
        Block::Para(para) => Block::Para(own(&para.origin).cloned().unwrap_or(para)),
        Block::Grid(mut grid) => {
            for cell in &mut grid.cells {
                if let Some(para) = own(&cell.origin) {
                    cell.origin = para.origin.clone();
                }
            }
            Block::Grid(grid)
        }
    });
    blocks.collect()
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
