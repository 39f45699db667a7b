//! Tables of a Word document.

use super::{
    paragraph::{Own, Paragraphs},
    parts::TABLE,
};
use crate::export::{
    grid::{CellKind, Printed, PrintedCell},
    style::{self, TextStyle, twips},
};

/// Tables with more columns have no space to spare next to their figures.
const CROWDED: usize = 8;

/// The minimum height of a row: 7 mm.
const ROW: u32 = twips(70);

pub(super) fn write(text: &mut Paragraphs, printed: &Printed) {
    let widths: Vec<_> = printed.widths.iter().map(|width| twips(*width)).collect();
    text.xml.open("w:tbl", &[]);
    properties(text, printed, widths.iter().sum());
    text.xml.open("w:tblGrid", &[]);
    for width in &widths {
        text.xml.leaf("w:gridCol", &[("w:w", &width.to_string())]);
    }
    text.xml.close("w:tblGrid");
    // By column, the cells that continue from the rows above: their remaining columns and rows.
    let mut going_on: Vec<Option<(usize, usize)>> = vec![None; widths.len()];
    for (at, row) in printed.rows.iter().enumerate() {
        text.xml.open("w:tr", &[]);
        text.xml.open("w:trPr", &[]);
        text.xml.leaf("w:cantSplit", &[]);
        text.xml.leaf("w:trHeight", &[("w:val", &ROW.to_string()), ("w:hRule", "atLeast")]);
        if at < printed.head_rows {
            text.xml.leaf("w:tblHeader", &[]);
        }
        text.xml.close("w:trPr");
        // A table whose blocks have their own headers stays on one page: repeating a header there would be wrong.
        let keeps_next = at + 1 < printed.rows.len() && (printed.head_rows == 0 || at < printed.head_rows);
        let mut column = 0;
        while column < widths.len() {
            let begun = row.cells.iter().find(|cell| cell.column == column);
            column += match (begun, going_on[column]) {
                (Some(cell), _) => {
                    let spans = (cell.rows > 1).then_some((cell.columns, cell.rows - 1));
                    going_on[column] = spans;
                    begin(text, cell, &widths, keeps_next);
                    cell.columns
                }
                (None, Some((columns, left))) => {
                    going_on[column] = (left > 1).then_some((columns, left - 1));
                    go_on(text, column, columns, &widths, keeps_next);
                    columns
                }
                // No cell starts here.
                (None, None) => {
                    go_on(text, column, 1, &widths, keeps_next);
                    1
                }
            };
        }
        text.xml.close("w:tr");
    }
    text.xml.close("w:tbl");
}

fn properties(text: &mut Paragraphs, printed: &Printed, width: u32) {
    let xml = &mut text.xml;
    xml.open("w:tblPr", &[]);
    xml.leaf("w:tblStyle", &[("w:val", TABLE)]);
    xml.leaf("w:tblW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
    xml.leaf("w:jc", &[("w:val", "center")]);
    xml.leaf("w:tblLayout", &[("w:type", "fixed")]);
    xml.open("w:tblCellMar", &[]);
    let margin = if printed.widths.len() > CROWDED { "30" } else { "70" };
    for side in ["w:left", "w:right"] {
        xml.leaf(side, &[("w:w", margin), ("w:type", "dxa")]);
    }
    xml.close("w:tblCellMar");
    let has_labels = printed.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.kind == CellKind::Label);
    let (first_row, first_column) = (flag(printed.head_rows > 0), flag(has_labels));
    let look = [
        ("w:val", "0000"),
        ("w:firstRow", first_row),
        ("w:lastRow", "0"),
        ("w:firstColumn", first_column),
        ("w:lastColumn", "0"),
        ("w:noHBand", "1"),
        ("w:noVBand", "1"),
    ];
    xml.leaf("w:tblLook", &look);
    xml.leaf("w:tblCaption", &[("w:val", &printed.caption)]);
    xml.leaf("w:tblDescription", &[("w:val", &printed.description)]);
    xml.close("w:tblPr");
}

fn flag(is: bool) -> &'static str {
    if is { "1" } else { "0" }
}

fn begin(text: &mut Paragraphs, cell: &PrintedCell, widths: &[u32], keeps_next: bool) {
    open(text, cell.column, cell.columns, widths, (cell.rows > 1).then_some("restart"));
    text.write(style_of(cell, widths.len()), &Own { keeps_next, ..Own::default() }, &cell.runs);
    text.xml.close("w:tc");
}

fn go_on(text: &mut Paragraphs, column: usize, columns: usize, widths: &[u32], keeps_next: bool) {
    open(text, column, columns, widths, Some("continue"));
    text.write(&style::CELL, &Own { keeps_next, ..Own::default() }, &[]);
    text.xml.close("w:tc");
}

fn open(text: &mut Paragraphs, column: usize, columns: usize, widths: &[u32], merge: Option<&str>) {
    let xml = &mut text.xml;
    xml.open("w:tc", &[]);
    xml.open("w:tcPr", &[]);
    let width: u32 = widths[column..column + columns].iter().sum();
    xml.leaf("w:tcW", &[("w:w", &width.to_string()), ("w:type", "dxa")]);
    if columns > 1 {
        xml.leaf("w:gridSpan", &[("w:val", &columns.to_string())]);
    }
    if let Some(merge) = merge {
        xml.leaf("w:vMerge", &[("w:val", merge)]);
    }
    xml.leaf("w:vAlign", &[("w:val", "center")]);
    xml.close("w:tcPr");
}

fn style_of(cell: &PrintedCell, columns: usize) -> &'static TextStyle {
    // Six digits fill a column of table three.
    let is_long = columns > CROWDED && cell.is_figure() && cell.text().len() > 5;
    match (cell.kind, is_long || columns > style::WIDE) {
        (CellKind::Head, false) => &style::HEAD,
        (CellKind::Head, true) => &style::NARROW_HEAD,
        // The name of a group in the first column, which is narrow.
        (CellKind::Label, _) if cell.column == 0 && cell.rows > 1 => &style::CELL,
        (CellKind::Label, _) => &style::LABEL,
        (CellKind::Figure(_) | CellKind::Other, false) => &style::CELL,
        (CellKind::Figure(_) | CellKind::Other, true) => &style::NARROW,
    }
}
