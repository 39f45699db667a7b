//! `report.csv`: one line a row of the form, so that a spreadsheet shows the tables as they are.

use super::{
    csv, quoted,
    rows::{Row, rows},
};
use crate::{
    archive::ReportId,
    form::{CellId, Form, PerEdition},
    render::{Format, Kind, RenderError, Renderer},
    report::Report,
    site::{Address, Site, url},
    text,
};
use std::fmt::Write as _;

pub(crate) static KIND: Kind<ReportId> = Kind::new("report.csv", path, render).format(Format {
    name: "CSV",
    media_type: "text/csv",
    label: text!("三张表的数据", "Data of the three tables"),
});

fn path(site: &Site, id: ReportId) -> String {
    format!("{}report.csv", url::report(site, site.report(id)))
}

/// What stands before a row's figures; its notes stand behind them.
const START: [&str; 3] = ["table", "row", "label"];

/// What is the same in every report of a form.
struct Layout {
    head: String,
    rows: Vec<RowLayout>,
}

struct RowLayout {
    /// The fields before its figures.
    start: String,
    /// By column: the row's cell, if the form asks for one.
    cells: Vec<Option<CellId>>,
}

static LAYOUTS: PerEdition<Layout> = PerEdition::new(|edition| Layout::new(edition.form()));

impl Layout {
    fn new(form: &'static Form) -> Self {
        let mut columns = Vec::new();
        for (key, _) in rows(form).iter().flat_map(|row| &row.cells) {
            if !columns.contains(key) {
                columns.push(*key);
            }
        }
        let head = START.iter().chain(&columns).chain(&["note"]).map(|name| (*name).to_owned()).collect();
        let head = String::from_utf8(csv([head])).expect("text");
        let rows = rows(form).iter().map(|row| RowLayout {
            start: format!("{},{},{}", row.table, quoted(&row.path), quoted(&row.label)),
            cells: columns.iter().map(|column| row.cells.iter().find(|(key, _)| key == column).map(|c| c.1)).collect(),
        });
        Self { head, rows: rows.collect() }
    }
}

fn render(renderer: &Renderer<'_>, _: &Address, id: ReportId) -> Result<Vec<u8>, RenderError> {
    let report = renderer.site.report(id);
    let layout = LAYOUTS.of(report.edition);
    let length: usize = layout.rows.iter().map(|row| row.start.len() + 2 * row.cells.len() + 2).sum();
    let mut out = String::with_capacity(layout.head.len() + length);
    out.push_str(&layout.head);
    for (row, of_form) in layout.rows.iter().zip(rows(report.form())) {
        out.push_str(&row.start);
        // What the form does not ask for is as empty as a blank.
        for cell in &row.cells {
            out.push(',');
            if let Some(number) = cell.and_then(|cell| report.grid[cell].number()) {
                number.push(&mut out);
            }
        }
        out.push(',');
        out.push_str(&quoted(&notes(report, of_form)));
        out.push_str("\r\n");
    }
    Ok(out.into_bytes())
}

/// What is said beside the figures of a row, each with its column: a bracketed remark, or the unit that a sum brings.
fn notes(report: &Report, row: &Row) -> String {
    let mut notes = String::new();
    for (column, cell) in &row.cells {
        let typed = report.split(*cell);
        if let Some(note) = typed.note.or(typed.unit) {
            let _ = write!(notes, "{}{column}: {note}", if notes.is_empty() { "" } else { "; " });
        }
    }
    notes
}
