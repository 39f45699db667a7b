//! What an author has to look at, where the report has it.

use super::{
    imported::{Imported, Question},
    matcher::Reading,
    tokens::one_line,
};
use crate::{
    diag::Span,
    form::{CellRange, Edition, TableForm},
    i18n::{Lang, Message, Text},
    report::Review,
    text,
};
use std::collections::BTreeMap;

/// What an author has to look at because numbers went nowhere: a review for each table near which some stand.
pub(super) fn unread(reading: &Reading, unread: &[usize]) -> Vec<Review> {
    let mut by_table: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for at in unread {
        by_table.entry(nearest_table(reading, *at)).or_default().push(one_line(&reading.tokens[*at].text));
    }
    let tables = &reading.edition.form().tables;
    let reason = text!("原文里这些数没有读进来", "these numbers of the source were not read");
    let reviews = by_table.into_iter().map(|(table, candidates)| Review {
        at: tables[table].table.key.to_owned(),
        reason: reason.get(Lang::Zh).to_owned(),
        candidates,
        span: Span::default(),
    });
    reviews.collect()
}

/// The table of the form of which a cell stands nearest to a token; the first, if no cell was read.
fn nearest_table(reading: &Reading, token: usize) -> usize {
    let cells = reading.edition.form().cells.iter();
    let places = cells.filter_map(|(cell, spec)| Some((reading.cells[cell.index()]?.abs_diff(token), spec.table)));
    places.min().map_or(0, |(_, table)| table)
}

pub(super) fn review(question: &Question, edition: &'static Edition) -> Review {
    Review {
        at: place(&question.cells, edition),
        reason: question.doubt.reason().get(Lang::Zh).to_owned(),
        candidates: question.candidates.iter().map(|(text, _)| text.clone()).collect(),
        span: Span::default(),
    }
}

/// Where cells are reviewed: at the only one, at their row, or at the whole table if its row has no name.
fn place(cells: &CellRange, edition: &'static Edition) -> String {
    let (form, first) = (edition.form(), cells.first());
    let (path, row) = (&form.cells[first].path, form.lines_of(first).0);
    let is_row = cells.len() > 1 || form.row_of(first).len() == 1;
    let at = match (is_row, row.path.is_empty(), path.rsplit_once('.')) {
        (true, true, _) => form.tables[form.cells[first].table].table.key,
        (true, false, Some((row, _))) => row,
        (false, ..) | (true, false, None) => path,
    };
    at.to_owned()
}

/// What an author has to take from the original because it was not found: a whole table, rows of one, or cells of a row.
pub(super) fn not_found(imported: &Imported) -> Vec<Review> {
    let edition = imported.draft.edition;
    let form = edition.form();
    let mut by_table: BTreeMap<usize, Vec<CellRange>> = BTreeMap::new();
    for row in imported.missing_rows() {
        by_table.entry(form.cells[row.first()].table).or_default().push(row);
    }
    let mut places = Vec::new();
    for (table, rows) in by_table {
        let table = &form.tables[table];
        let is_named = |row: &CellRange| imported.named_rows.contains(&row.first());
        if are_all(table, rows.len()) && !rows.iter().any(is_named) {
            places.push((table.table.key.to_owned(), TABLE_NOT_FOUND));
            continue;
        }
        let reason = |row: &CellRange| if is_named(row) { NO_VALUES } else { ROW_NOT_FOUND };
        places.extend(rows.iter().map(|row| (place(row, edition), reason(row))));
    }
    places.extend(imported.missing_cells().into_iter().map(|cell| (form.cells[cell].path.clone(), CELL_NOT_FOUND)));
    let reviews = places.into_iter().map(|(at, reason)| Review {
        at,
        reason: reason.get(Lang::Zh).to_owned(),
        candidates: Vec::new(),
        span: Span::default(),
    });
    reviews.collect()
}

const TABLE_NOT_FOUND: Text = text!("原文里没有找到这张表", "this table was not found in the source");
const ROW_NOT_FOUND: Text = text!("原文里没有找到这一行", "this row was not found in the source");
const NO_VALUES: Text =
    text!("原文里有这一行，旁边没有读到数", "the source has this row, but no values were found beside it");
const CELL_NOT_FOUND: Text = text!("原文里没有找到这一格的数", "no value for this cell was found in the source");

/// Whether so many rows are all that a table has.
fn are_all(table: &TableForm, rows: usize) -> bool {
    table.blocks.iter().map(|block| block.rows.len()).sum::<usize>() == rows
}

/// The tables of which nothing was found, where pictures may hold them.
pub(super) fn may_be_pictures(imported: &Imported) -> Option<Message> {
    let form = imported.draft.edition.form();
    let missing = imported.missing_rows();
    let whole = form.tables.iter().enumerate().filter(|(at, table)| {
        are_all(table, missing.iter().filter(|row| form.cells[row.first()].table == *at).count())
    });
    let names: Vec<_> = whole.map(|(_, table)| table.table.name).collect();
    let message = text!(
        "{tables}没有找到；文件里有图片，表如果是图片，里面的数读不出来，要照图填写",
        "{tables} was not found; there are pictures: if it is among them, its figures have to be typed in"
    );
    // Of a file without any table something else is said.
    (!names.is_empty() && names.len() < form.tables.len()).then(|| message.with("tables", &names))
}
