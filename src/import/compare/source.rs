//! The document as it was read: its paragraphs and tables.

use super::escaped;
use crate::{
    i18n::Lang,
    import::{
        doc::{Block, Cell, Grid, Rules},
        sheet::{Fate, Part, Sheet},
    },
    text,
};

pub(super) fn html(sheet: &Sheet, lang: Lang) -> String {
    let mut out = String::new();
    let mut tables = 0;
    for (number, block) in sheet.doc.blocks.iter().enumerate() {
        match block {
            Block::Para(para) => {
                let parts: Vec<_> = sheet.of(number, None).collect();
                let tag = if para.heading.is_some() { "h3" } else { "p" };
                out += &format!("<{tag}>{}</{tag}>\n", inner(&parts, &para.text, lang));
            }
            Block::Grid(grid) => {
                tables += 1;
                out += &table(sheet, number, grid, tables, lang);
            }
        }
    }
    out
}

/// A table's frame, which can be scrolled and is named for whoever cannot see it.
fn table(sheet: &Sheet, block: usize, grid: &Grid, number: usize, lang: Lang) -> String {
    let name = text!("第 {n} 张表", "Table {n}").get(lang).replace("{n}", &number.to_string());
    let rows: String = match grid.rules {
        Rules::None => stream(sheet, block, grid, lang),
        Rules::Guessed | Rules::Lattice => drawn(sheet, block, grid, lang),
    };
    format!(
        "<section class=\"scroll\" tabindex=\"0\" aria-label=\"{name}\"><table class=\"plain\"><caption>{name}</caption>\
         <tbody>\n{rows}</tbody></table></section>\n"
    )
}

/// Cells at their rows and columns; what none covers is empty.
fn drawn(sheet: &Sheet, block: usize, grid: &Grid, lang: Lang) -> String {
    let (rows, columns) = (grid.rows(), grid.columns());
    let mut taken = vec![false; rows * columns];
    let mut first: Vec<Option<usize>> = vec![None; rows * columns];
    for (at, cell) in grid.cells.iter().enumerate() {
        first[cell.row * columns + cell.column].get_or_insert(at);
    }
    let mut out = String::new();
    for row in 0..rows {
        out += "<tr>";
        for column in 0..columns {
            let place = row * columns + column;
            match first[place] {
                _ if taken[place] => {}
                Some(at) => {
                    out += &cell(sheet, block, at, &grid.cells[at], lang);
                    cover(&mut taken, &grid.cells[at], rows, columns);
                }
                None => out += "<td></td>",
            }
        }
        out += "</tr>\n";
    }
    out
}

fn cover(taken: &mut [bool], cell: &Cell, rows: usize, columns: usize) {
    for row in cell.row..(cell.row + cell.rows.max(1)).min(rows) {
        let until = (cell.column + cell.columns.max(1)).min(columns);
        taken[row * columns + cell.column..row * columns + until].fill(true);
    }
}

/// Cells that nothing divides into rows: eight a row, so that a page holds them.
fn stream(sheet: &Sheet, block: usize, grid: &Grid, lang: Lang) -> String {
    let mut order: Vec<_> = (0..grid.cells.len()).collect();
    order.sort_by_key(|&at| (grid.cells[at].row, grid.cells[at].column));
    let rows = order.chunks(8).map(|row| {
        let cells =
            row.iter().map(|&at| cell(sheet, block, at, &Cell { rows: 1, columns: 1, ..grid.cells[at].clone() }, lang));
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    });
    rows.collect()
}

fn cell(sheet: &Sheet, block: usize, at: usize, cell: &Cell, lang: Lang) -> String {
    let parts: Vec<_> = sheet.of(block, Some(at)).collect();
    let (rows, columns) = (span("rowspan", cell.rows), span("colspan", cell.columns));
    format!("<td{rows}{columns}>{}</td>", inner(&parts, &cell.text, lang))
}

fn span(name: &str, count: usize) -> String {
    if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() }
}

/// The text of a cell or paragraph: what was read of it leads to where it went.
fn inner(parts: &[&Part], text: &str, lang: Lang) -> String {
    if parts.iter().all(|part| part.fate == Fate::Other) {
        return escaped(text).replace('\n', "<br>");
    }
    parts.iter().map(|part| self::part(part, lang)).collect::<Vec<_>>().join(" ")
}

fn part(part: &Part, lang: Lang) -> String {
    let (id, words) = (&part.id, escaped(&part.text));
    // A blank that was read is a place, too.
    let words = if words.is_empty() { "（空）" } else { &words };
    match part.fate {
        Fate::Cell(cell) => format!("<a class=\"read\" id=\"{id}\" href=\"#c{}\">{words}</a>", cell.index()),
        Fate::Asked(_) => {
            let mark = text!("待核对", "in doubt").get(lang);
            format!("<strong class=\"asked\" id=\"{id}\">{words} <small>{mark}</small></strong>")
        }
        Fate::Unread => {
            let mark = text!("未读", "not read").get(lang);
            format!("<strong class=\"asked\" id=\"{id}\">{words} <small>{mark}</small></strong>")
        }
        Fate::Other => words.to_owned(),
    }
}
