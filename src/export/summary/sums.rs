//! Adds up the figures of a year's reports cell by cell.

use super::Summary;
use crate::{
    form::{CellId, Edition, Form, Measure},
    report::{Number, Report},
};

/// The cells of one form, each the sum of that cell over all reports that count.
pub(crate) struct Sums<'a> {
    pub form: &'static Form,
    /// The reports that are added up: those of this form.
    pub reports: Vec<&'a Report>,
    /// None if no report has a number, or if amounts are in different units.
    pub cells: Vec<Option<Number>>,
    /// The number of reports with blank or wrong cells.
    pub unknown: usize,
}

impl<'a> Sums<'a> {
    /// Reports in other forms than the year's are left out.
    pub(crate) fn of(summary: &Summary<'a>) -> Self {
        // Rows with the same name in two forms do not count the same things.
        let form = Edition::in_force(summary.year).form();
        let counted = summary.counted.counted.iter().copied();
        let reports: Vec<_> = counted.filter(|report| std::ptr::eq(report.form(), form)).collect();
        let cells = form.cells.iter().map(|(cell, _)| sum(form, &reports, cell)).collect();
        // A blank adds nothing to a sum, so readers are shown how many reports have blanks.
        let whole = reports.iter().filter(|report| report.grid.iter().all(|(_, cell)| cell.number().is_some()));
        let unknown = reports.len() - whole.count();
        Self { form, reports, cells, unknown }
    }
}

fn sum(form: &Form, reports: &[&Report], cell: CellId) -> Option<Number> {
    // Amounts in 元 and in 万元 cannot be added.
    if form.cells[cell].measure == Measure::Money {
        let mut units =
            reports.iter().filter(|report| report.grid[cell].number().is_some()).map(|report| report.split(cell).unit);
        let first = units.next()?;
        units.all(|unit| unit == first).then_some(())?;
    }
    let numbers: Vec<_> = reports.iter().filter_map(|report| report.grid[cell].number()).collect();
    (!numbers.is_empty()).then(|| numbers.into_iter().sum())
}
