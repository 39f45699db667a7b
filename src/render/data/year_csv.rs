//! `reports.csv`: every figure of a year, one line a report.

use super::{absolute, csv, report_json::id_of};
use crate::{
    form::{CellId, Edition, Form, Measure},
    render::{Format, Kind, RenderError, Renderer},
    report::Report,
    site::{Address, Site, url},
    text,
};
use std::collections::HashSet;

pub(crate) static KIND: Kind<u16> =
    Kind::new("reports.csv", |_, year| format!("{}reports.csv", url::year(year)), render).format(Format {
        name: "CSV",
        media_type: "text/csv",
        label: text!("本年度全部数据", "All data of the year"),
    });

/// What stands before the figures.
pub(crate) const HEAD: [&str; 7] = ["id", "agency", "agency_name", "year", "edition", "published", "url"];

/// The forms that a year's reports follow: the one in force first.
fn forms(site: &Site, year: u16) -> Vec<&'static Form> {
    let mut forms = vec![Edition::in_force(year).form()];
    for id in site.archive.of_year(year) {
        let form = site.report(id).form();
        if !forms.iter().any(|other| std::ptr::eq(*other, form)) {
            forms.push(form);
        }
    }
    forms
}

/// A column of figures: a cell of the form, or the unit that a sum of money was written with.
pub(crate) struct Column {
    pub form: &'static Form,
    pub cell: CellId,
    pub is_unit: bool,
}

impl Column {
    fn path(&self) -> &'static str {
        &self.form.cells[self.cell].path
    }

    pub(crate) fn name(&self) -> String {
        if self.is_unit { format!("{}.unit", self.path()) } else { self.path().to_owned() }
    }

    /// What a report says here. Reports of other forms may have the cell too.
    fn value(&self, report: &Report) -> String {
        match report.form().cell(self.path()) {
            Some(cell) if self.is_unit => report.split(cell).unit.unwrap_or_default().to_owned(),
            Some(cell) => report.grid[cell].number().map(|number| number.to_string()).unwrap_or_default(),
            None => String::new(),
        }
    }
}

/// The figures' columns: the cells of every form in use, each path once.
pub(crate) fn columns(site: &Site, year: u16) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut known = HashSet::new();
    for form in forms(site, year) {
        for (cell, spec) in form.cells.iter().filter(|(_, spec)| known.insert(spec.path.as_str())) {
            columns.push(Column { form, cell, is_unit: false });
            if spec.measure == Measure::Money {
                columns.push(Column { form, cell, is_unit: true });
            }
        }
    }
    columns
}

fn render(renderer: &Renderer<'_>, _: &Address, year: u16) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let columns = columns(site, year);
    let head = HEAD.iter().map(|name| (*name).to_owned()).chain(columns.iter().map(Column::name)).collect();
    let lines = site.archive.of_year(year).into_iter().map(|id| line(site, site.report(id), &columns));
    Ok(csv(std::iter::once(head).chain(lines)))
}

fn line(site: &Site, report: &Report, columns: &[Column]) -> Vec<String> {
    let head = [
        id_of(site, report),
        site.agency_of(report).id.clone(),
        site.name_of(report).to_owned(),
        report.year.to_string(),
        report.edition.id.to_owned(),
        report.published.map(|published| published.to_string()).unwrap_or_default(),
        absolute(site, &url::report(site, report)),
    ];
    head.into_iter().chain(columns.iter().map(|column| column.value(report))).collect()
}
