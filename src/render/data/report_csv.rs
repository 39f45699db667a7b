//! `report.csv`: one line a cell.

use super::{csv, harmless};
use crate::{
    archive::ReportId,
    form::{CellId, EDITIONS, Form},
    render::{Format, Kind, RenderError, Renderer},
    report::Report,
    site::{Address, Site, url},
    text,
};
use std::{fmt::Write as _, sync::LazyLock};

pub(crate) static KIND: Kind<ReportId> = Kind::new("report.csv", path, render).format(Format {
    name: "CSV",
    media_type: "text/csv",
    label: text!("三张表的数据", "Data of the three tables"),
});

fn path(site: &Site, id: ReportId) -> String {
    format!("{}report.csv", url::report(site, site.report(id)))
}

const HEAD: [&str; 7] = ["table", "row", "row_label", "column", "column_label", "value", "note"];

/// A form's lines up to the value: the same in every report, so written once.
struct Lines {
    form: &'static Form,
    head: String,
    starts: Vec<String>,
}

static LINES: LazyLock<Vec<Lines>> =
    LazyLock::new(|| EDITIONS.iter().map(|edition| Lines::new(edition.form())).collect());

impl Lines {
    fn new(form: &'static Form) -> Self {
        let starts = form.cells.iter().map(|(_, spec)| {
            let block = &form.tables[spec.table].blocks[spec.block];
            let (row, column) = (&block.rows[spec.row], &block.columns[spec.column]);
            line([
                form.tables[spec.table].table.key,
                &row.path,
                &row.named_labels().join(" "),
                &column.path,
                &column.named_labels().join(" "),
            ])
        });
        let head = String::from_utf8(csv([HEAD.map(str::to_owned).to_vec()])).expect("text");
        Self { form, head, starts: starts.collect() }
    }
}

/// The fields as CSV, with a comma behind.
fn line(fields: [&str; 5]) -> String {
    let record = csv([fields.map(str::to_owned).to_vec()]);
    let text = String::from_utf8(record).expect("text");
    text.trim_start_matches('\u{feff}').trim_end().to_owned() + ","
}

fn render(renderer: &Renderer<'_>, _: &Address, id: ReportId) -> Result<Vec<u8>, RenderError> {
    let report = renderer.site.report(id);
    let lines = LINES.iter().find(|lines| std::ptr::eq(lines.form, report.form())).expect("every edition is listed");
    let mut out =
        String::with_capacity(lines.head.len() + lines.starts.iter().map(|start| start.len() + 16).sum::<usize>());
    out.push_str(&lines.head);
    for ((cell, _), start) in lines.form.cells.iter().zip(&lines.starts) {
        out.push_str(start);
        if let Some(number) = report.grid[cell].number() {
            let _ = write!(out, "{number}");
        }
        out.push(',');
        push_note(&mut out, report, cell);
        out.push_str("\r\n");
    }
    Ok(out.into_bytes())
}

/// The bracketed remark of a cell, or the unit it brings.
fn push_note(out: &mut String, report: &Report, cell: CellId) {
    let typed = report.split(cell);
    let Some(note) = typed.note.or(typed.unit) else { return };
    let note = harmless(note);
    if note.contains([',', '"', '\r', '\n']) {
        let _ = write!(out, "\"{}\"", note.replace('"', "\"\""));
    } else {
        out.push_str(&note);
    }
}
