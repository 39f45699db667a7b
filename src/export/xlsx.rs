//! Workbooks: the official tables as printed, with formulas for totals, and a list of all cells by key.

use super::{
    Exporter, LANG,
    grid::{self, CellKind, Printed, PrintedCell},
    packed::as_everywhere,
    report, style,
};
use crate::{
    check::notes::{NoteKind, notes},
    form::{CellId, Section, TableForm},
    i18n::words::word,
    report::{Number, Report, State, Typed},
};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError, utility,
};
use std::collections::HashMap;
use unicode_width::UnicodeWidthStr as _;

/// A4.
const PAPER: u8 = 9;

/// The bytes of a report's workbook, which are the same for the same report.
pub(super) fn write(exporter: &Exporter<'_>, about: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&exporter.site.title_of(about), exporter.site.name_of(about))?);
    for section in about.edition.sections {
        if let Some(table) = about.form().table_of(section.key) {
            official(workbook.add_worksheet(), exporter, about, table, section)?;
        }
    }
    cells(workbook.add_worksheet(), about)?;
    facts(workbook.add_worksheet(), exporter, about)?;
    workbook.save_to_buffer().map(as_everywhere)
}

/// Title and author, with a constant date.
pub(super) fn properties(title: &str, author: &str) -> Result<DocProperties, XlsxError> {
    let epoch = ExcelDateTime::from_ymd(1980, 1, 1)?;
    Ok(DocProperties::new().set_title(title).set_author(author).set_creation_datetime(&epoch))
}

pub(super) fn base() -> Format {
    Format::new().set_font_name(style::FIGURE_FONT.name).set_font_size(10.5).set_align(FormatAlign::VerticalCenter)
}

fn boxed() -> Format {
    base().set_border(FormatBorder::Thin).set_text_wrap()
}

/// The format of a list's header.
pub(super) fn head() -> Format {
    boxed().set_bold().set_align(FormatAlign::Center)
}

/// An official table. Its first row is the caption.
fn official(
    sheet: &mut Worksheet,
    exporter: &Exporter<'_>,
    about: &Report,
    table: &TableForm,
    section: &Section,
) -> Result<(), XlsxError> {
    let caption = report::caption(about, table, section);
    let printed = grid::official(table, caption, String::new(), &|cell| grid::shown(about, cell));
    let last = sheet_of(sheet, table, &printed)?;
    let positions = positions(&printed);
    for (at, row) in printed.rows.iter().enumerate() {
        for cell in &row.cells {
            write_cell(sheet, about, table, cell, at as u32 + 1, &positions)?;
        }
    }
    let notes = notes(about, exporter.findings, Some(section.key), LANG);
    let printable = notes.iter().filter(|note| note.kind != NoteKind::Computed);
    for (row, note) in (printed.rows.len() as u32 + 1..).zip(printable) {
        merge(sheet, (row, 0), (row, last), &note.text, &base().set_text_wrap())?;
        sheet.set_row_height(row, 30)?;
    }
    Ok(())
}

/// Sets up the sheet of an official table except for its cells: name, caption in the first row, print layout. Returns
/// its last column.
pub(super) fn sheet_of(sheet: &mut Worksheet, table: &TableForm, printed: &Printed) -> Result<u16, XlsxError> {
    sheet.set_name(table.table.name)?.set_paper_size(PAPER).set_print_fit_to_pages(1, 0);
    for (column, width) in printed.widths.iter().enumerate() {
        sheet.set_column_width(column as u16, f64::from(*width) / f64::from(DIGIT))?;
    }
    for (row, cells) in printed.rows.iter().enumerate() {
        let lines = cells.cells.iter().map(|cell| lines(cell, &printed.widths)).max().unwrap_or(1);
        sheet.set_row_height(row as u32 + 1, LINE * lines as f64 + 6.0)?;
    }
    let last = printed.widths.len() as u16 - 1;
    let title = base().set_bold().set_font_size(14).set_align(FormatAlign::Center);
    merge(sheet, (0, 0), (0, last), &printed.caption, &title)?;
    sheet.set_row_height(0, 28)?;
    if printed.head_rows > 0 {
        sheet.set_repeat_rows(1, printed.head_rows as u32)?;
        sheet.set_freeze_panes(printed.head_rows as u32 + 1, 0)?;
    }
    Ok(last)
}

/// The width of a digit, in tenths of a millimetre.
const DIGIT: u32 = 18;
/// The height of a line in a cell, in points.
const LINE: f64 = 14.0;

/// The lines that the text of a cell needs in each of its rows. Excel does not fit row heights to merged cells.
fn lines(cell: &PrintedCell, widths: &[u32]) -> usize {
    let width: u32 = widths[cell.column..cell.column + cell.columns].iter().sum();
    let digits = (width / DIGIT).saturating_sub(1).max(2) as usize;
    cell.text().width().div_ceil(digits).div_ceil(cell.rows).max(1)
}

type CellPositions = HashMap<CellId, (u32, u16)>;

/// The position of each cell of the form in its sheet.
fn positions(printed: &Printed) -> CellPositions {
    let rows = printed.rows.iter().enumerate();
    let cells = rows.flat_map(|(at, row)| row.cells.iter().map(move |cell| (at as u32 + 1, cell)));
    cells
        .filter_map(|(row, cell)| match cell.kind {
            CellKind::Figure(id) => Some((id, (row, cell.column as u16))),
            _ => None,
        })
        .collect()
}

fn write_cell(
    sheet: &mut Worksheet,
    about: &Report,
    table: &TableForm,
    cell: &PrintedCell,
    row: u32,
    positions: &CellPositions,
) -> Result<(), XlsxError> {
    let format = format_of(cell.kind);
    let column = cell.column as u16;
    let end = (row + cell.rows as u32 - 1, column + cell.columns as u16 - 1);
    let CellKind::Figure(id) = cell.kind else { return merge(sheet, (row, column), end, &cell.text(), &format) };
    let Some(number) = about.grid[id].number() else { return merge(sheet, (row, column), end, &cell.text(), &format) };
    let format = format.set_num_format(pattern(number, &about.split(id)));
    if end != (row, column) {
        merge(sheet, (row, column), end, "", &format)?;
    }
    match sum(about, table, id, positions) {
        Some(formula) => sheet.write_formula_with_format(row, column, formula, &format)?,
        None => sheet.write_number_with_format(row, column, value(number), &format)?,
    };
    if let Some(note) = about.note(id) {
        sheet.insert_note(row, column, &rust_xlsxwriter::Note::new(note).add_author_prefix(false))?;
    }
    Ok(())
}

pub(super) fn format_of(kind: CellKind) -> Format {
    match kind {
        CellKind::Head => head(),
        CellKind::Label => boxed(),
        CellKind::Figure(_) | CellKind::Other => boxed().set_align(FormatAlign::Center),
    }
}

pub(super) fn merge(
    sheet: &mut Worksheet,
    start: (u32, u16),
    end: (u32, u16),
    words: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if start == end {
        sheet.write_string_with_format(start.0, start.1, words, format)?;
    } else {
        sheet.merge_range(start.0, start.1, end.0, end.1, words, format)?;
    }
    Ok(())
}

/// A number format that shows digits as written, with sign and unit.
pub(super) fn pattern(number: Number, typed: &Typed<'_>) -> String {
    let decimals = usize::from(number.decimals());
    let digits = if decimals == 0 { "0".to_owned() } else { format!("0.{}", "0".repeat(decimals)) };
    match typed.unit {
        Some(unit) => format!("{digits}\"{unit}\""),
        None if typed.number.starts_with('+') => format!("+{digits};-{digits};{digits}"),
        None => digits,
    }
}

pub(super) fn value(number: Number) -> f64 {
    number.to_string().parse().unwrap_or_default()
}

/// The formula of a total that equals the sum of its parts. Any other total stays as typed.
fn sum(about: &Report, table: &TableForm, id: CellId, positions: &CellPositions) -> Option<Formula> {
    let total = about.grid[id].number()?;
    let equation = table.equations.iter().find(|equation| equation.is_total() && equation.right == [id])?;
    if about.grid.sum(&equation.left) != Some(total) {
        return None;
    }
    let parts: Option<Vec<_>> = equation.left.iter().map(|part| positions.get(part).copied()).collect();
    Some(Formula::new(format!("=SUM({})", ranges(&parts?).join(","))).set_result(total.to_string()))
}

/// Cells as Excel references, with neighbours as ranges.
fn ranges(cells: &[(u32, u16)]) -> Vec<String> {
    let mut ranges: Vec<((u32, u16), (u32, u16))> = Vec::new();
    for &(row, column) in cells {
        match ranges.last_mut() {
            Some((_, end)) if *end == (row, column.wrapping_sub(1)) || *end == (row.wrapping_sub(1), column) => {
                *end = (row, column);
            }
            _ => ranges.push(((row, column), (row, column))),
        }
    }
    ranges.into_iter().map(|(start, end)| utility::cell_range(start.0, start.1, end.0, end.1)).collect()
}

/// A list with filters of all cells of the form by key.
fn cells(sheet: &mut Worksheet, about: &Report) -> Result<(), XlsxError> {
    const HEADS: [&str; 5] = ["键", "名称", "数值", "单位", "备注"];
    sheet.set_name("全部单元格")?;
    for (column, (text, width)) in HEADS.iter().zip([48, 72, 14, 8, 32]).enumerate() {
        sheet.write_string_with_format(0, column as u16, *text, &head())?;
        sheet.set_column_width(column as u16, width)?;
    }
    let form = about.form();
    for (id, spec) in form.cells.iter() {
        let row = id.index() as u32 + 1;
        sheet.write_string_with_format(row, 0, &spec.path, &base())?;
        sheet.write_string_with_format(row, 1, form.name(id), &base())?;
        match about.grid[id].state {
            State::Given(number) | State::Computed(number) => {
                let format = base().set_num_format(pattern(number, &Typed { unit: None, ..about.split(id) }));
                sheet.write_number_with_format(row, 2, value(number), &format)?;
            }
            _ => _ = sheet.write_string_with_format(row, 2, grid::shown(about, id), &base())?,
        }
        sheet.write_string_with_format(row, 3, about.unit(id).unwrap_or_default(), &base())?;
        sheet.write_string_with_format(row, 4, about.note(id).unwrap_or_default(), &base())?;
    }
    if form.cells.len() > 0 {
        sheet.autofilter(0, 0, form.cells.len() as u32, HEADS.len() as u16 - 1)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Facts about the workbook: agency, year, publication date, and notes that belong below no table.
fn facts(sheet: &mut Worksheet, exporter: &Exporter<'_>, about: &Report) -> Result<(), XlsxError> {
    let site = exporter.site;
    sheet.set_name(word("notes", LANG))?.set_column_width(0, 16)?.set_column_width(1, 80)?;
    let published = about.published.map(|published| published.to_string()).unwrap_or_default();
    let mut facts = vec![
        ("标题", site.title_of(about)),
        (word("agency", LANG), site.name_of(about).to_owned()),
        (word("year", LANG), about.year.to_string()),
        (word("published", LANG), published),
        (word("form", LANG), about.edition.notice.unwrap_or_default().to_owned()),
        (word("joint", LANG), site.joint_names(about).join("、")),
    ];
    facts.extend(about.indicators.iter().map(|(name, value)| (name.as_str(), value.clone())));
    facts.extend(notes(about, exporter.findings, None, LANG).into_iter().map(|note| (word("notes", LANG), note.text)));
    facts.extend(about.revisions.iter().map(|revision| (word("revisions", LANG), report::revised(about, revision))));
    for (row, (label, value)) in facts.iter().filter(|(_, value)| !value.is_empty()).enumerate() {
        sheet.write_string_with_format(row as u32, 0, *label, &head())?;
        sheet.write_string_with_format(row as u32, 1, value, &boxed())?;
    }
    Ok(())
}
