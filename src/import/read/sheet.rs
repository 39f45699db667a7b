//! Workbooks: each sheet is a grid, its numbers as they are shown.

use super::{
    MAX_CELLS, Refusal, damaged,
    divided::{at_paragraphs, holds_paragraph},
    hidden, too_large,
    zip::Archive,
};
use crate::{
    import::{
        doc::{Cell, Doc, Origin},
        fold,
        value::is_formula,
    },
    text,
};
use calamine::{Data, Reader as _, Xlsx};
use std::io::Cursor;

const MOST_ROWS: u32 = 5_000;
const MOST_COLUMNS: u32 = 200;

pub(super) fn read(archive: &mut Archive<'_>, bytes: &[u8]) -> Result<Doc, Refusal> {
    // What the parts unpack to is measured before another reader unpacks them.
    for name in archive.names() {
        archive.part(&name)?;
    }
    let hidden = hidden::of(&mut Archive::open(bytes)?)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut doc = Doc::default();
    let (mut count, mut is_cut, mut has_formulas) = (0, false, false);
    for name in book.sheet_names() {
        let mut cells = sheet(&mut book, &name)?;
        // Sheets may share one part.
        count += cells.len();
        if count > MAX_CELLS {
            return Err(too_large());
        }
        if let Some(hidden) = hidden.get(&name) {
            is_cut |= cells.iter().any(|cell| !cell.text.is_empty() && hidden.holds(cell));
            cells.retain(|cell| !hidden.holds(cell));
        }
        has_formulas |= cells.iter().any(|cell| is_formula(&cell.text));
        doc.blocks.append(&mut at_paragraphs(cells, is_text));
    }
    let remark = text!("隐藏的工作表、行和列没有读", "hidden sheets, rows and columns were not read");
    doc.remarks.extend(is_cut.then(|| remark.into()));
    let remark = text!(
        "有的格里是公式，没有存下算好的数：用 WPS 或 Excel 打开，保存一次，再导入",
        "some cells hold formulas whose results were not saved: open the file in WPS or Excel, save it and import it again"
    );
    doc.remarks.extend(has_formulas.then(|| remark.into()));
    Ok(doc)
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Cell>, Refusal> {
    let merged = book.merge_cells_by_sheet_name(name).unwrap_or_default();
    if merged.len() > MOST_ROWS as usize {
        return Err(too_large());
    }
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| damaged())?;
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell_with_formula().map_err(|_| damaged())? {
        let (row, column) = cell.pos;
        if row > MOST_ROWS || column > MOST_COLUMNS || cells.len() > MAX_CELLS {
            return Err(too_large());
        }
        let text = match (shown(&cell.value.into()), cell.formula) {
            // Nobody has worked it out.
            (text, Some(formula)) if text.is_empty() => format!("={formula}"),
            (text, _) => text,
        };
        let origin = Origin::Sheet { name: name.to_owned(), cell: address(row, column) };
        let mut placed = Cell::at(row as usize, column as usize, text, origin);
        if let Some(span) = merged.iter().find(|span| span.start == (row, column)) {
            // Whole rows and columns of a sheet may be merged.
            placed.rows = span.end.0.min(MOST_ROWS).saturating_sub(row) as usize + 1;
            placed.columns = span.end.1.min(MOST_COLUMNS).saturating_sub(column) as usize + 1;
        } else if merged.iter().any(|span| span.contains(row, column)) {
            continue;
        }
        cells.push(placed);
    }
    drop(reader);
    fill(&mut cells, name);
    Ok(cells)
}

/// Cells that were never filled are in no file, though a row of the form has them.
fn fill(cells: &mut Vec<Cell>, name: &str) {
    let rows = cells.iter().map(|cell| cell.row + cell.rows).max().unwrap_or_default().min(MOST_ROWS as usize);
    let columns = cells.iter().map(|cell| cell.column + cell.columns).max().unwrap_or_default().min(60);
    let mut taken = vec![false; rows * columns];
    for cell in cells.iter() {
        for row in cell.row..(cell.row + cell.rows).min(rows) {
            for column in cell.column..(cell.column + cell.columns).min(columns) {
                taken[row * columns + column] = true;
            }
        }
    }
    for (at, _) in taken.iter().enumerate().filter(|(_, taken)| !**taken) {
        let (row, column) = (at / columns, at % columns);
        let origin = Origin::Sheet { name: name.to_owned(), cell: address(row as u32, column as u32) };
        cells.push(Cell::at(row, column, "", origin));
    }
}

/// Whether the only cell of a row is none of a table.
fn is_text(cell: &Cell) -> bool {
    let is_heading = fold::number(&cell.text).is_some_and(|(level, _)| level == '一') && cell.columns > 1;
    is_heading || holds_paragraph(&cell.text)
}

/// A cell's value as text. A decimal is written as shortly as it can be, and no more exactly than spreadsheets are.
fn shown(value: &Data) -> String {
    match value {
        Data::Empty => String::new(),
        Data::Float(number) => format!("{number:.14e}").parse().unwrap_or(*number).to_string(),
        other => fold::cleaned(&other.to_string()),
    }
}

fn address(row: u32, column: u32) -> String {
    let (mut letters, mut rest) = (String::new(), column + 1);
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}
