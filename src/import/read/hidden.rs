//! What of a workbook nobody sees: sheets, rows and columns that somebody has hidden. A sheet that names places which no
//! sheet has is refused here, before the library that reads cells calculates with them.

use super::{
    BOOK, Refusal, damaged, package,
    xml::{self, Element, Node},
    zip::Archive,
};
use crate::import::doc::Cell;
use std::{
    collections::{HashMap, HashSet},
    ops::RangeInclusive,
};

/// What is hidden of a sheet, counted from zero.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    pub is_whole: bool,
    rows: HashSet<usize>,
    columns: Vec<RangeInclusive<usize>>,
}

impl Hidden {
    /// Whether nothing of a cell is seen. One that spans rows or columns is seen as long as one of them is.
    pub(super) fn holds(&self, cell: &Cell) -> bool {
        let (mut rows, mut columns) = (cell.row..cell.row + cell.rows, cell.column..cell.column + cell.columns);
        self.is_whole || rows.all(|row| self.rows.contains(&row)) || columns.all(|column| self.has_column(column))
    }

    fn has_column(&self, column: usize) -> bool {
        self.columns.iter().any(|columns| columns.contains(&column))
    }

    /// Reads the part of a sheet.
    fn read(&mut self, part: &[u8]) -> Result<(), Refusal> {
        let mut row = 0;
        xml::walk(part, |node| {
            let Node::Open(element) = node else { return Ok(()) };
            if !names_places(&element) {
                return Err(damaged());
            }
            self.take(&element, &mut row);
            Ok(())
        })
    }

    fn take(&mut self, element: &Element, row: &mut usize) {
        let is_hidden = element.get("hidden").is_some_and(|value| matches!(value, "1" | "true"));
        match element.name.as_str() {
            "row" => {
                *row = element.number("r").unwrap_or(*row + 1);
                if is_hidden {
                    self.rows.insert(row.saturating_sub(1));
                }
            }
            "col" if is_hidden => {
                let (first, last) = (element.number("min").unwrap_or(1), element.number("max").unwrap_or(1));
                self.columns.push(first.saturating_sub(1)..=last.saturating_sub(1));
            }
            _ => {}
        }
    }
}

/// Whether a sheet can have what an element of it says about places.
fn names_places(element: &Element) -> bool {
    let attribute = match element.name.as_str() {
        "row" | "c" => "r",
        "dimension" | "mergeCell" | "f" => "ref",
        _ => return true,
    };
    element.is_sound && element.all(attribute).all(is_range)
}

/// `C7`, `A1:B7`, or of a row its number alone.
fn is_range(text: &str) -> bool {
    let places: Option<Vec<_>> = text.split(':').map(place).collect();
    places.is_some_and(|places| places.is_sorted_by(|first, last| first.0 <= last.0 && first.1 <= last.1))
}

/// The row and the column of a place, counted from one.
fn place(name: &str) -> Option<(u32, u32)> {
    let (column, row) = name.split_at(name.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(name.len()));
    if column.len() > 3 || row.len() > 7 {
        return None;
    }
    let column = column.bytes().fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'@'));
    Some((row.parse().ok()?, column))
}

/// What is hidden, by the names of the sheets.
pub(super) fn of(archive: &mut Archive<'_>) -> Result<HashMap<String, Hidden>, Refusal> {
    let relations = package::relations_of(archive, BOOK)?;
    let mut found = HashMap::new();
    for (name, id, is_whole) in sheets(archive)? {
        let target = relations.get(&id).map(|(_, target)| package::resolved(BOOK, target));
        let mut hidden = Hidden { is_whole, ..Hidden::default() };
        if let Some(part) = target.map(|target| archive.part(&target)).transpose()?.flatten() {
            hidden.read(&part)?;
        }
        found.insert(name, hidden);
    }
    Ok(found)
}

/// Every sheet by its name, with the id of its part and whether it is hidden.
fn sheets(archive: &mut Archive<'_>) -> Result<Vec<(String, String, bool)>, Refusal> {
    let mut sheets = Vec::new();
    let Some(book) = archive.part(BOOK)? else { return Ok(sheets) };
    xml::walk(&book, |node| {
        if let Node::Open(element) = node
            && element.name == "sheet"
            && let (Some(name), Some(id)) = (element.get("name"), element.get("id"))
        {
            let is_whole = element.get("state").is_some_and(|state| state != "visible");
            sheets.push((name.to_owned(), id.to_owned(), is_whole));
        }
        Ok(())
    })?;
    Ok(sheets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_seen_as_long_as_any_of_its_rows_and_columns_is() {
        let mut hidden = Hidden::default();
        hidden.read(b"<s><col min=\"5\" max=\"6\" hidden=\"1\"/><row r=\"2\"/><row hidden=\"1\"/></s>").unwrap();
        let is_hidden =
            |row, rows, column, columns| hidden.holds(&Cell { row, column, rows, columns, ..Cell::default() });
        assert!(is_hidden(2, 1, 0, 1) && is_hidden(0, 1, 4, 2));
        assert!(!is_hidden(2, 2, 0, 1) && !is_hidden(0, 1, 3, 2) && !is_hidden(1, 1, 0, 1));
    }

    #[test]
    fn only_places_that_a_sheet_can_have_are_read() {
        for right in ["C7", "a1:b7", "7", "XFD1048576"] {
            assert!(is_range(right), "{right}");
        }
        for wrong in ["", "C", "AAAAAAA1", "A99999999", "B2:A1", "A2:B1", "C-7", "丙7"] {
            assert!(!is_range(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_place_that_no_sheet_has_is_damage() {
        let row = format!("<row r=\"{}\"/>", usize::MAX);
        // Which of two attributes of one name counts, libraries see differently.
        for element in [&row, "<c r=\"A2\" r=\"inlineStr\"/>", "<c x:r=\"A2\" r=\"ZZZZZZZZ2\"/>"] {
            assert!(Hidden::default().read(format!("<s>{element}<row/></s>").as_bytes()).is_err(), "{element}");
        }
        assert!(Hidden::default().read(b"<s><row r=\"7\"/><c r=\"A7\"/></s>").is_ok());
    }
}
