//! The summary of a year as a workbook: publication dates, every figure of every report, sums, findings.

use super::{Datum, List, Summary, caption, findings, sums::Sums};
use crate::{
    export::{
        Exporter, LANG,
        grid::{self, CellKind},
        packed::as_everywhere,
        xlsx::{base, format_of, head, merge, pattern, properties, sheet_of, value},
    },
    form::TableForm,
    report::Typed,
};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet, XlsxError, utility};

/// The bytes of a year's workbook.
pub(crate) fn write(exporter: &Exporter<'_>, year: u16) -> Result<Vec<u8>, XlsxError> {
    let summary = Summary::of(exporter, year);
    let sums = Sums::of(&summary);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&summary.title, &exporter.site.config.title)?);
    list(workbook.add_worksheet(), &summary.reporting(exporter), &[8, 40, 16, 16, 8, 8])?;
    let columns = every_figure(workbook.add_worksheet(), exporter, &summary, &sums)?;
    for table in &sums.form.tables {
        official(workbook.add_worksheet(), &summary, &sums, table, &columns)?;
    }
    list(workbook.add_worksheet(), &every_finding(exporter, &summary), &[36, 24, 8, 40, 90])?;
    workbook.save_to_buffer().map(as_everywhere)
}

/// A list with filters and a fixed header.
fn list(sheet: &mut Worksheet, list: &List, widths: &[u16]) -> Result<(), XlsxError> {
    sheet.set_name(list.name)?.set_freeze_panes(1, 0)?;
    for (column, (title, width)) in list.heads.iter().zip(widths).enumerate() {
        sheet.set_column_width(column as u16, *width)?.write_string_with_format(0, column as u16, title, &head())?;
    }
    for (row, cells) in list.rows.iter().enumerate() {
        for (column, cell) in cells.iter().enumerate() {
            datum(sheet, (row as u32 + 1, column as u16), cell, &base())?;
        }
    }
    if let (Some(last), true) = (list.heads.len().checked_sub(1), !list.rows.is_empty()) {
        sheet.autofilter(0, 0, list.rows.len() as u32, last as u16)?;
    }
    Ok(())
}

fn datum(sheet: &mut Worksheet, at: (u32, u16), datum: &Datum, format: &Format) -> Result<(), XlsxError> {
    match datum {
        Datum::Words(words) => sheet.write_string_with_format(at.0, at.1, words, format)?,
        Datum::Number(number) => {
            let format = format.clone().set_num_format(pattern(*number, &Typed::default()));
            sheet.write_number_with_format(at.0, at.1, value(*number), &format)?
        }
    };
    Ok(())
}

/// The header rows above the figures: the keys and the names of columns.
const HEADS: u32 = 2;
/// The columns before the figures: id, agency, and whether its figures are added up.
const BEFORE: u16 = 3;

/// The sheet with all figures, as referred to in formulas.
struct Columns {
    sheet: &'static str,
    last_row: u32,
}

/// Writes a row per report and a column per cell.
fn every_figure(
    sheet: &mut Worksheet,
    exporter: &Exporter<'_>,
    summary: &Summary<'_>,
    sums: &Sums<'_>,
) -> Result<Columns, XlsxError> {
    let name = "全部数据";
    sheet.set_name(name)?.set_freeze_panes(HEADS, BEFORE)?;
    let before = [("id", "代码", 16), ("agency", "机关", 36), ("counted", "计入合计", 10)];
    for (column, (key, title, width)) in before.into_iter().enumerate() {
        let column = column as u16;
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, key, &head())?.write_string_with_format(1, column, title, &head())?;
    }
    for (cell, spec) in sums.form.cells.iter() {
        let column = BEFORE + cell.index() as u16;
        sheet.set_column_width(column, 14)?.write_string_with_format(0, column, &spec.path, &head())?;
        sheet.write_string_with_format(1, column, sums.form.name(cell), &head())?;
    }
    sheet.set_row_height(1, 90)?;
    for (at, report) in summary.reports.iter().enumerate() {
        let row = at as u32 + HEADS;
        let is_counted = sums.reports.iter().any(|own| std::ptr::eq(*own, *report));
        let counted = if is_counted { COUNTED } else { "否" };
        let id = exporter.site.agency_of(report).id.as_str();
        for (column, words) in [id, exporter.site.name_of(report), counted].into_iter().enumerate() {
            sheet.write_string_with_format(row, column as u16, words, &base())?;
        }
        for (cell, spec) in sums.form.cells.iter() {
            let Some(own) = report.form().cell(&spec.path) else { continue };
            let shown = match report.grid[own].number() {
                Some(number) => Datum::Number(number),
                None => Datum::Words(grid::shown(report, own)),
            };
            datum(sheet, (row, BEFORE + cell.index() as u16), &shown, &base())?;
        }
    }
    let last_row = (summary.reports.len() as u32 + HEADS - 1).max(HEADS);
    sheet.autofilter(HEADS - 1, 0, last_row, BEFORE + sums.form.cells.len() as u16 - 1)?;
    Ok(Columns { sheet: name, last_row })
}

/// Marks reports that are added up.
const COUNTED: &str = "是";

/// An official table in which every figure is the sum over the reports that count.
fn official(
    sheet: &mut Worksheet,
    summary: &Summary<'_>,
    sums: &Sums<'_>,
    table: &TableForm,
    columns: &Columns,
) -> Result<(), XlsxError> {
    let printed = grid::official(table, caption(table, summary.year), String::new(), &|_| String::new());
    sheet_of(sheet, table, &printed)?;
    for (at, row) in printed.rows.iter().enumerate() {
        for cell in &row.cells {
            let (start, format) = ((at as u32 + 1, cell.column as u16), format_of(cell.kind));
            let end = (start.0 + cell.rows as u32 - 1, start.1 + cell.columns as u16 - 1);
            merge(sheet, start, end, &cell.text(), &format)?;
            let CellKind::Figure(id) = cell.kind else { continue };
            let Some(sum) = sums.cells[id.index()] else { continue };
            let column = BEFORE + id.index() as u16;
            let [counted, values] = [BEFORE - 1, column].map(|column| {
                format!("{}!{}", columns.sheet, utility::cell_range_absolute(HEADS, column, columns.last_row, column))
            });
            let formula = format!("=SUMIF({counted},\"{COUNTED}\",{values})");
            let format = format.set_num_format(pattern(sum, &Typed::default()));
            sheet.write_formula_with_format(
                start.0,
                start.1,
                Formula::new(formula).set_result(sum.to_string()),
                &format,
            )?;
        }
    }
    Ok(())
}

fn every_finding(exporter: &Exporter<'_>, summary: &Summary<'_>) -> List {
    let heads = ["机关", "规则", "级别", "位置", "说明"];
    let rows = summary.reports.iter().flat_map(|report| {
        findings(exporter, report).map(|finding| {
            let place = finding.at.clone().unwrap_or_else(|| finding.place.position().line.to_string());
            let name = exporter.site.name_of(report).to_owned();
            let level = finding.level.word().get(LANG).to_owned();
            [name, finding.rule.0.to_owned(), level, place, finding.message.get(LANG)].map(Datum::Words).to_vec()
        })
    });
    let heads = heads.map(str::to_owned).to_vec();
    List { name: "检查结果", heads, rows: rows.collect() }
}
