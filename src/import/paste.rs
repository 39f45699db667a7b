//! What was copied from a spreadsheet or a document, for the cells of a form: by labels where some came along, by
//! position where none did. All of it or nothing.

use super::{
    as_written,
    doc::{Block, Cell, Doc, Grid, Origin, Rules},
    matcher::{self, Reading},
    read,
    value::Value,
};
use crate::{
    form::{CellId, Edition, Form},
    i18n::Message,
    text,
};
use std::collections::{BTreeMap, BTreeSet};

/// A clipboard. Spreadsheets and word processors fill both.
#[derive(Clone, Copy, Debug)]
pub struct Clip<'a> {
    /// As HTML; may be empty.
    pub html: &'a str,
    /// As text, its cells divided by tabs.
    pub text: &'a str,
}

/// What each cell is to hold.
///
/// # Errors
/// Why nothing is pasted.
pub fn paste(clip: Clip<'_>, edition: &'static Edition, at: CellId) -> Result<BTreeMap<CellId, String>, Message> {
    let grids = grids(clip)?;
    if grids.iter().flat_map(|grid| &grid.cells).any(is_word) {
        let doc = Doc { blocks: grids.into_iter().map(Block::Grid).collect(), ..Doc::default() };
        return by_label(&doc, edition);
    }
    match grids.as_slice() {
        [grid] => by_position(grid, edition.form(), at),
        _ => Err(text!(
            "没有粘贴：几张表没有行名，分不清各是哪一张",
            "nothing was pasted: several tables without labels"
        )
        .into()),
    }
}

fn is_word(cell: &Cell) -> bool {
    Value::read(&cell.text).is_none() && cell.text.chars().any(char::is_alphabetic)
}

/// The tables of a clipboard. HTML knows of merged cells, and shows what a column is too narrow for as `####`.
fn grids(clip: Clip<'_>) -> Result<Vec<Grid>, Message> {
    let text = rows_of(clip.text);
    let mut grids = tables_in(clip.html)?;
    if grids.is_empty() {
        return Ok(vec![of_rows(&text)]);
    }
    let is_only = grids.len() == 1;
    for grid in &mut grids {
        let is_alike = is_only && grid.rows() == text.len() && text.iter().all(|row| row.len() == grid.columns());
        for cell in grid.cells.iter_mut().filter(|cell| is_hidden(&cell.text)) {
            let shown = text.get(cell.row).and_then(|row| row.get(cell.column));
            let shown = shown.filter(|text| is_alike && !is_hidden(text)).ok_or_else(too_narrow)?;
            cell.text.clone_from(shown);
        }
    }
    Ok(grids)
}

fn too_narrow() -> Message {
    text!(
        "有的格子是 ####，列太窄，数没有露出来：把列拉宽，再复制一次",
        "some cells show ####: widen the columns and copy again"
    )
    .into()
}

fn is_hidden(text: &str) -> bool {
    let text = text.trim();
    text.len() > 1 && text.bytes().all(|byte| byte == b'#')
}

fn tables_in(html: &str) -> Result<Vec<Grid>, Message> {
    if !html.contains("<table") {
        return Ok(Vec::new());
    }
    let doc = read::page(html).map_err(|refusal| refusal.why)?;
    let grids = doc.blocks.into_iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid),
        Block::Para(_) => None,
    });
    Ok(grids.collect())
}

/// The cells of a text. One with a line break or a tab stands in quotation marks; the last line end ends the last row.
fn rows_of(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let mut rows = vec![vec![String::new()]];
    let mut is_quoted = false;
    for c in text.chars() {
        let row = rows.last_mut().expect("there is always one");
        let cell = row.last_mut().expect("there is always one");
        match c {
            '"' if is_quoted || cell.is_empty() => is_quoted = !is_quoted,
            '\t' if !is_quoted => row.push(String::new()),
            '\n' if !is_quoted => rows.push(vec![String::new()]),
            c => cell.push(c),
        }
    }
    rows
}

fn of_rows(rows: &[Vec<String>]) -> Grid {
    let cells = rows.iter().enumerate().flat_map(|(row, cells)| {
        cells.iter().enumerate().map(move |(column, text)| Cell::at(row, column, text.trim(), Origin::Unknown))
    });
    Grid { cells: cells.collect(), rules: Rules::Lattice }
}

fn by_label(doc: &Doc, edition: &'static Edition) -> Result<BTreeMap<CellId, String>, Message> {
    let (form, reading) = (edition.form(), matcher::read_as(doc, edition));
    if let Some(question) = reading.questions.first() {
        let message = text!("没有粘贴：{row}，{why}", "nothing was pasted: {row}: {why}");
        let (row, _) = form.lines_of(question.cells.first());
        let row = row.labels.last().copied().filter(|label| !label.is_empty());
        let table = form.tables[form.cells[question.cells.first()].table].table.name;
        return Err(message.with("row", row.unwrap_or(table)).with("why", question.doubt.reason()));
    }
    if let Some(unknown) = unknown(&reading) {
        let message = text!(
            "没有粘贴：表里没有“{unknown}”。只复制表里有的行，或者只复制数字",
            "nothing was pasted: the form has no “{unknown}”. Copy only rows of the form, or only numbers"
        );
        return Err(message.with("unknown", unknown));
    }
    let read = form.cells.iter().filter_map(|(cell, spec)| {
        let token = &reading.tokens[reading.cells[cell.index()]?];
        Some((cell, as_written(&token.text, spec.measure)))
    });
    let cells: BTreeMap<_, _> = read.collect();
    if cells.is_empty() {
        return Err(text!(
            "没有粘贴：复制来的表里找不到这份报告的行",
            "nothing was pasted: no row of this form was found in what was copied"
        )
        .into());
    }
    Ok(cells)
}

/// A label beside values that is none of the form's, or a value that went nowhere.
fn unknown(reading: &Reading) -> Option<&str> {
    let numbers: Vec<_> = (0..reading.tokens.len()).filter(|at| reading.tokens[*at].is_number()).collect();
    let rows: BTreeSet<_> = numbers.iter().map(|at| reading.tokens[*at].row).collect();
    let stray = numbers.iter().copied().find(|at| !reading.is_in_cell(*at) && !reading.labels.contains(at));
    let label = (0..reading.tokens.len()).find(|at| {
        let token = &reading.tokens[*at];
        token.is_label() && !token.text.is_empty() && !reading.labels.contains(at) && rows.contains(&token.row)
    });
    label.or(stray).map(|at| reading.tokens[at].text.as_str())
}

fn by_position(grid: &Grid, form: &Form, at: CellId) -> Result<BTreeMap<CellId, String>, Message> {
    if grid.cells.iter().any(|cell| cell.rows > 1 || cell.columns > 1) {
        return Err(text!(
            "没有粘贴：有合并的格子，看不出各属哪一格。连行名一起复制，或者先取消合并",
            "nothing was pasted: some cells are merged. Copy the labels along, or unmerge them"
        )
        .into());
    }
    let spec = &form.cells[at];
    let block = &form.tables[spec.table].blocks[spec.block];
    let (rows, columns) = (grid.rows(), grid.columns());
    if grid.cells.len() != rows * columns {
        return Err(
            text!("没有粘贴：各行的格数不一样", "nothing was pasted: rows have different numbers of cells").into()
        );
    }
    let room = (block.rows.len() - spec.row, block.columns.len() - spec.column);
    if rows > room.0 || columns > room.1 {
        let message = text!(
            "没有粘贴：复制来的是 {rows} 行 {columns} 列，从这一格起只有 {down} 行 {along} 列",
            "nothing was pasted: {rows} {rows:row|rows} by {columns} {columns:column|columns} were copied; from this cell on there are {down} by {along}"
        );
        let message = message.with("rows", rows).with("columns", columns);
        return Err(message.with("down", room.0).with("along", room.1));
    }
    let placed = grid.cells.iter().map(|cell| {
        let target = block.cell(spec.row + cell.row, spec.column + cell.column);
        (target, as_written(&cell.text, form.cells[target].measure))
    });
    Ok(placed.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn at(path: &str, html: &str, text: &str) -> Result<Vec<(String, String)>, String> {
        let edition = Edition::in_force(2023);
        let form = edition.form();
        let pasted = paste(Clip { html, text }, edition, form.cell(path).unwrap());
        let cells = pasted.map_err(|message| message.get(Lang::Zh))?;
        Ok(cells.into_iter().map(|(cell, text)| (form.cells[cell].path.clone(), text)).collect())
    }

    fn cells(pairs: &[(&str, &str)]) -> Result<Vec<(String, String)>, String> {
        Ok(pairs.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect())
    }

    const FIRST: &str = "applications.received.natural_person";

    #[test]
    fn numbers_go_by_position_and_the_last_line_end_is_no_row() {
        let two = cells(&[(FIRST, "1000"), ("applications.received.business", "2")]);
        assert_eq!(at(FIRST, "", "1,000\t2件\r\n"), two);
        let narrow = "<table><tr><td>####</td><td>2</td></tr></table>";
        assert_eq!(at(FIRST, narrow, "1,000\t2\r\n"), two);
        assert!(at(FIRST, narrow, "").unwrap_err().contains("####"));
        let blank = cells(&[(FIRST, "1"), ("applications.carried_in.natural_person", "")]);
        assert_eq!(at(FIRST, "", "1\n\n"), blank);
    }

    #[test]
    fn what_does_not_fit_is_not_pasted() {
        assert!(at("applications.received.other", "", "1\t2\t3\n").unwrap_err().contains("1 行 3 列"));
        assert!(at("disputes.review.upheld", "", "1\n2\n").is_err());
        assert!(at(FIRST, "", "1\t2\n3\n").is_err());
        assert!(at(FIRST, "<table><tr><td colspan=2>1</td></tr></table>", "").unwrap_err().contains("合并"));
    }

    #[test]
    fn rows_with_labels_go_by_label_wherever_they_are_pasted() {
        let row = "上年结转\t1\t2\t0\t0\t0\t0\t3";
        let pasted = at("disputes.review.upheld", "", &format!("{row}\n")).unwrap();
        assert_eq!(pasted.len(), 7);
        assert_eq!(pasted[6], ("applications.carried_in.total".to_owned(), "3".to_owned()));
        let blanks = at(FIRST, "", "上年结转\t1\t\t/\t0\t0\t0\t1\n").unwrap();
        let blanks: Vec<_> = blanks.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(blanks, ["1", "", "/", "0", "0", "0", "1"]);
        assert!(at(FIRST, "", "上年结转\t\t2\t0\t0\t0\t0\t2\n").is_err(), "the first blank may be the label's");
        let merged = at(FIRST, "", "三、本年度办理结果\t（一）予以公开\t\t7\t\t0\t0\t0\t1\t8\n").unwrap();
        assert_eq!((merged.len(), merged[1].1.as_str(), merged[6].1.as_str()), (7, "", "8"));
        let unknown = at(FIRST, "", &format!("{row}\n转办他处\t1\t0\t0\t0\t0\t0\t1\n"));
        assert!(unknown.as_ref().unwrap_err().contains("转办他处"), "{unknown:?}");
        assert!(at(FIRST, "", "无\n").unwrap_err().contains("没有粘贴"));
    }
}
