//! Every figure, as `cells.csv` has it.

use super::{
    Source, Table,
    column::{Column, Kind},
    rows::{Rows, Value},
};
use crate::{
    render::{Renderer, data::rows::cell_keys},
    report::{Number, Report, State},
    text,
};

pub(super) static TABLE: Table = Table {
    name: "cells",
    meaning: text!("一行一个数字", "One row per figure"),
    columns: &[
        Column::new("agency", Kind::Text, text!("机关标识", "Id of the agency")),
        Column::new("edition", Kind::Text, text!("格式版本", "Edition of the form")),
        Column::new(
            "table",
            Kind::Text,
            text!("表", "Table: proactive, applications, disputes; indicators of the free form"),
        ),
        Column::new("row", Kind::Text, text!("行", "Row below the table: results.granted")),
        Column::new("column", Kind::Text, text!("列", "Column: natural_person")),
        Column::new("value", Kind::Decimal, text!("数值，空白为空", "The number; missing where the cell is blank")),
        Column::new("unit", Kind::Text, text!("金额的单位", "Unit of an amount of money")),
        Column::new("note", Kind::Text, text!("格内的说明", "What else the cell says")),
        Column::new("computed", Kind::Flag, text!("合计由 giar 算出", "A total computed by giar")),
        Column::new("as_published", Kind::Flag, text!("原样保留", "Kept as published, with its errors")),
    ],
    rows: Source::ByYear(rows),
    is_public: true,
};

fn rows(renderer: &Renderer<'_>, year: u16, rows: &mut Rows) {
    let site = renderer.site;
    for report in site.archive.of_year(year).into_iter().map(|id| site.report(id)) {
        push_cells(rows, report, &site.agency_of(report).id);
        push_indicators(rows, report, &site.agency_of(report).id);
    }
}

fn push_cells(rows: &mut Rows, report: &Report, agency: &str) {
    for ((cell, _), place) in report.form().cells.iter().zip(cell_keys(report.form())) {
        rows.push([
            Value::from(agency),
            Value::from(report.edition.id),
            Value::from(place.table),
            Value::from(place.row),
            Value::from(place.column),
            Value::from(report.grid[cell].number()),
            Value::from(report.unit(cell)),
            Value::from(report.note(cell)),
            Value::from(matches!(report.grid[cell].state, State::Computed(_))),
            Value::from(report.as_published),
        ]);
    }
}

/// The figures of the free form have names instead of places. One that is no number, or has more digits than the column,
/// stands as a note.
fn push_indicators(rows: &mut Rows, report: &Report, agency: &str) {
    for (name, value) in &report.indicators {
        let number = number(value);
        rows.push([
            Value::from(agency),
            Value::from(report.edition.id),
            Value::from("indicators"),
            Value::from(name),
            Value::Missing,
            Value::from(number),
            Value::Missing,
            Value::from(Some(value).filter(|_| number.is_none())),
            Value::from(false),
            Value::from(report.as_published),
        ]);
    }
}

/// A number that the column can hold.
fn number(text: &str) -> Option<Number> {
    match text.strip_prefix('-') {
        Some(digits) => Number::parse(digits).map(Number::negated),
        None => Number::parse(text),
    }
}
