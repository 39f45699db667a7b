//! What of a workbook nobody sees: sheets, rows and columns that somebody has hidden.

use super::{
    Refusal, package,
    xml::{self, Element, Node},
    zip::Archive,
};
use std::{
    collections::{HashMap, HashSet},
    ops::RangeInclusive,
};

const BOOK: &str = "xl/workbook.xml";

/// What is hidden of a sheet, counted from zero.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    pub is_whole: bool,
    rows: HashSet<usize>,
    columns: Vec<RangeInclusive<usize>>,
}

impl Hidden {
    pub(super) fn holds(&self, row: usize, column: usize) -> bool {
        self.is_whole || self.rows.contains(&row) || self.columns.iter().any(|columns| columns.contains(&column))
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

/// What is hidden, by the names of the sheets.
pub(super) fn of(archive: &mut Archive<'_>) -> Result<HashMap<String, Hidden>, Refusal> {
    let relations = package::relations(archive, "xl/_rels/workbook.xml.rels")?;
    let mut sheets = Vec::new();
    if let Some(book) = archive.part(BOOK)? {
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
    }
    let mut found = HashMap::new();
    for (name, id, is_whole) in sheets {
        let target = relations.get(&id).map(|(_, target)| package::resolved(BOOK, target));
        let mut hidden = Hidden { is_whole, ..Hidden::default() };
        let mut row = 0;
        if let Some(bytes) = target.map(|target| archive.part(&target)).transpose()?.flatten() {
            xml::walk(&bytes, |node| {
                if let Node::Open(element) = node {
                    hidden.take(&element, &mut row);
                }
                Ok(())
            })?;
        }
        found.insert(name, hidden);
    }
    Ok(found)
}
