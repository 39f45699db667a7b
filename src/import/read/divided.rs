//! Tables that hold more than figures: titles, headings and sentences stand in rows of their own, and tables beside each other.

use super::{super::fold, is_paragraph};
use crate::import::doc::{Block, Cell, Grid, Para, Rules};
use std::collections::BTreeSet;

/// What a paragraph or table consists of.
pub(super) fn of(block: Block) -> Vec<Block> {
    match block {
        Block::Para(_) => vec![block],
        Block::Grid(grid) => parts(grid),
    }
}

/// The parts of a table that holds a whole report, or several sections of one. Any other is one part.
fn parts(grid: Grid) -> Vec<Block> {
    let columns = grid.columns();
    let is_across = |cell: &Cell| cell.columns == columns && cell.rows <= 1 && holds_paragraph(&cell.text);
    let begins = |cell: &Cell| is_across(cell) && cell.text.lines().any(fold::is_section);
    if grid.rules != Rules::Lattice || columns < 2 || !grid.cells.iter().any(begins) {
        return vec![Block::Grid(grid)];
    }
    at_paragraphs(grid.cells, |cell| is_across(cell))
}

/// Whether a line of a text is none of a table.
pub(super) fn holds_paragraph(text: &str) -> bool {
    text.lines().any(is_paragraph)
}

/// Rows that hold one paragraph alone as such, and what is between them as tables.
pub(super) fn at_paragraphs(cells: Vec<Cell>, is_paragraph: impl Fn(&Cell) -> bool + Copy) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut held: Vec<Cell> = Vec::new();
    for row in by_row(cells) {
        let mut filled = row.iter().filter(|cell| !cell.text.is_empty() || cell.markdown.lines().any(is_picture));
        match (filled.next(), filled.next()) {
            (Some(only), None) if is_paragraph(only) || only.text.is_empty() => {
                blocks.extend(tables(&mut held, is_paragraph));
                blocks.extend(paragraphs(only));
            }
            (None, _) if held.is_empty() => {}
            _ => held.extend(row),
        }
    }
    blocks.extend(tables(&mut held, is_paragraph));
    blocks
}

fn by_row(cells: Vec<Cell>) -> Vec<Vec<Cell>> {
    let rows = cells.iter().map(|cell| cell.row).max().map_or(0, |row| row + 1);
    let mut by_row: Vec<Vec<Cell>> = vec![Vec::new(); rows];
    for cell in cells {
        by_row[cell.row].push(cell);
    }
    by_row
}

/// The lines of a cell as paragraphs. A picture in a line of its own has no text.
fn paragraphs(cell: &Cell) -> Vec<Block> {
    let is_filled = |line: &&str| !line.trim().is_empty();
    let mut texts = cell.text.lines().filter(is_filled);
    let marked: Vec<_> = cell.markdown.lines().filter(is_filled).collect();
    let are_paired = marked.iter().filter(|line| !is_picture(line)).count() == texts.clone().count();
    let para = |text: &str, markdown: &str| {
        Block::Para(Para { markdown: markdown.to_owned(), ..Para::plain(text, cell.origin.clone()) })
    };
    if !are_paired {
        let pictures = marked.iter().filter(|line| is_picture(line)).map(|line| para("", line));
        return texts.map(|text| para(text, text)).chain(pictures).collect();
    }
    let text_of = |line: &&str| if is_picture(line) { "" } else { texts.next().unwrap_or_default() };
    let texts: Vec<_> = marked.iter().map(text_of).collect();
    texts.into_iter().zip(marked).map(|(text, markdown)| para(text, markdown)).collect()
}

/// Whether a line is nothing but a picture.
fn is_picture(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("![") && line.ends_with(')')
}

/// What was held as a table; as two, if both have a section's heading and nothing stands between them.
fn tables(held: &mut Vec<Cell>, is_paragraph: impl Fn(&Cell) -> bool + Copy) -> Vec<Block> {
    let cells = std::mem::take(held);
    if cells.iter().all(|cell| cell.text.is_empty()) {
        return Vec::new();
    }
    let Some(gap) = gap(&cells) else { return vec![Block::Grid(Grid { cells, rules: Rules::Lattice })] };
    let (before, mut behind): (Vec<_>, Vec<_>) = cells.into_iter().partition(|cell| cell.column < gap);
    let filled = behind.iter().filter(|cell| !cell.text.is_empty());
    let edge = filled.map(|cell| cell.column).min().unwrap_or(gap);
    behind.retain(|cell| cell.column >= edge);
    for cell in &mut behind {
        cell.column -= edge;
    }
    let mut blocks = at_paragraphs(before, is_paragraph);
    blocks.append(&mut at_paragraphs(behind, is_paragraph));
    blocks
}

/// The empty column that divides two sections which stand beside each other.
fn gap(cells: &[Cell]) -> Option<usize> {
    let headings: Vec<_> = cells.iter().filter(|cell| fold::is_section(&cell.text)).map(|cell| cell.column).collect();
    let (first, last) = (headings.iter().min()?, headings.iter().max()?);
    let filled = cells.iter().filter(|cell| !cell.text.is_empty());
    let covered: BTreeSet<_> = filled.flat_map(|cell| cell.column..cell.column + cell.columns.max(1)).collect();
    (first + 1..*last).find(|column| !covered.contains(column))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::doc::Origin;

    fn cell(row: usize, column: usize, columns: usize, text: &str) -> Cell {
        Cell { columns, ..Cell::at(row, column, text, Origin::Unknown) }
    }

    fn texts(blocks: &[Block]) -> Vec<String> {
        let texts = blocks.iter().map(|block| match block {
            Block::Para(para) => para.text.clone(),
            Block::Grid(grid) => {
                let filled = grid.cells.iter().filter(|cell| !cell.text.is_empty());
                filled.map(|cell| format!("{}@{}", cell.text, cell.column)).collect::<Vec<_>>().join(" ")
            }
        });
        texts.collect()
    }

    #[test]
    fn a_report_in_one_table_is_paragraphs_and_tables() {
        let cells = vec![
            cell(0, 0, 4, "一、总体情况\n全年公开信息96条。"),
            cell(1, 0, 4, "二、主动公开政府信息情况"),
            cell(2, 0, 4, "第二十条第（一）项"),
            cell(3, 0, 1, "规章"),
            cell(3, 1, 3, "0"),
        ];
        let blocks = parts(Grid { cells, rules: Rules::Lattice });
        let wanted =
            ["一、总体情况", "全年公开信息96条。", "二、主动公开政府信息情况", "第二十条第（一）项@0 规章@0 0@1"];
        assert_eq!(texts(&blocks), wanted);
        // Sentences alone are notes of a table.
        let cells = vec![cell(0, 0, 2, "全年公开信息96条。"), cell(1, 0, 1, "规章"), cell(1, 1, 1, "0")];
        assert_eq!(parts(Grid { cells, rules: Rules::Lattice }).len(), 1);
    }

    #[test]
    fn pictures_links_and_marks_come_along() {
        let with = |markdown: &str, cell: Cell| Cell { markdown: markdown.into(), ..cell };
        let cells = vec![
            with("一、总体情况\n![图](a.png)\n见[附件](b.pdf)。", cell(0, 0, 2, "一、总体情况\n见附件。")),
            with("![图](c.png)", cell(1, 0, 2, "")),
        ];
        let blocks = parts(Grid { cells, rules: Rules::Lattice });
        let marked = blocks.iter().map(|block| match block {
            Block::Para(para) => para.markdown.as_str(),
            Block::Grid(_) => "table",
        });
        let wanted = ["一、总体情况", "![图](a.png)", "见[附件](b.pdf)。", "![图](c.png)"];
        assert_eq!(marked.collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn sections_beside_each_other_are_two() {
        let sections = ["二、主动公开政府信息情况", "四、政府信息公开行政复议、行政诉讼情况"];
        let row = |at: usize, texts: [&str; 2]| [cell(at, 0, 1, texts[0]), cell(at, 2, 1, texts[1])];
        let cells = [row(0, sections), row(1, ["规章", "行政复议"]), row(2, ["0", "1"])].concat();
        let blocks = at_paragraphs(cells.clone(), |cell| holds_paragraph(&cell.text));
        assert_eq!(texts(&blocks), [sections[0], "规章@0 0@0", sections[1], "行政复议@0 1@0"]);
        let years = cells[2..].to_vec();
        assert_eq!(at_paragraphs(years, |cell| holds_paragraph(&cell.text)).len(), 1);
    }
}
