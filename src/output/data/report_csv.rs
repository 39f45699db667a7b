//! `report.csv`: one line a cell.

use super::{csv, report_json::report_id};
use crate::{
    output::{Format, Kind, Output, Page, RenderError, Scope, report_of},
    report::Report,
    site::url,
    text,
};

pub const KIND: Kind = Kind {
    name: "report.csv",
    scope: Scope::Report,
    path: |output, subject| format!("{}report.csv", url::report(&output.site, output.site.report(report_id(subject)))),
    render,
    format: Some(Format {
        name: "CSV",
        media_type: "text/csv",
        label: text!("三张表的数据", "The data of the tables"),
    }),
    listed: false,
};

const HEAD: [&str; 7] = ["table", "row", "row_label", "column", "column_label", "value", "note"];

fn render(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let (_, report) = report_of(output, page);
    Ok(csv(std::iter::once(HEAD.map(str::to_owned).to_vec()).chain(records(report))))
}

fn records(report: &Report) -> impl Iterator<Item = Vec<String>> + '_ {
    let form = report.form();
    form.cells.iter().enumerate().map(|(cell, spec)| {
        let (row, column) = form.lines_of(cell);
        vec![
            form.tables[spec.table].table.key.to_owned(),
            row.path.clone(),
            row.named_labels().join(" "),
            column.path.clone(),
            column.named_labels().join(" "),
            report.grid[cell].number().map(|number| number.to_string()).unwrap_or_default(),
            report.note(cell).or(report.split(cell).unit).unwrap_or_default().to_owned(),
        ]
    })
}
