//! `reports.csv`: every figure of a year or of all years, one line a report.
//!
//! Each comes twice: with a byte order mark, without which spreadsheets garble Chinese, and for programs without it.

use super::{absolute, csv, quoted, without_mark};
use crate::{
    archive::{self, ReportId},
    config::AgencyId,
    form::{CellId, EDITIONS, Edition, Form, Measure},
    i18n::Text,
    render::{Format, Kind, RenderError, Renderer},
    report::Report,
    site::{Address, Site, url},
    text,
};
use std::collections::{HashMap, HashSet};

pub(crate) static OF_YEAR: Kind<u16> =
    Kind::new("year reports.csv", |_, year| format!("{}reports.csv", url::year(year)), of_year).format(Format {
        name: "CSV",
        media_type: "text/csv",
        label: text!("本年度全部数据", "All data of the year"),
    });

pub(crate) static OF_YEAR_FOR_PROGRAMS: Kind<u16> = Kind::new(
    "year reports.utf8.csv",
    |_, year| format!("{}reports.utf8.csv", url::year(year)),
    |renderer, at, year| of_year(renderer, at, year).map(without_mark),
);

pub(crate) static ALL: Kind<()> = Kind::new("reports.csv", |_, ()| "data/reports.csv".into(), all).format(Format {
    name: "CSV",
    media_type: "text/csv",
    label: text!("历年全部数据，一份报告一行", "All years, one line per report"),
});

pub(crate) static ALL_FOR_PROGRAMS: Kind<()> = Kind::new(
    "reports.utf8.csv",
    |_, ()| "data/reports.utf8.csv".into(),
    |renderer, at, ()| all(renderer, at, ()).map(without_mark),
);

/// What stands before the figures.
pub(crate) const HEAD: [(&str, Text); 8] = [
    ("id", text!("标识", "Id")),
    ("agency", text!("机关标识", "Id of the agency")),
    ("agency_name", text!("机关名称", "Name of the agency in that year")),
    ("year", text!("报告年度", "Year")),
    ("edition", text!("格式版本", "Edition of the form")),
    ("published", text!("发布日期", "Date of publication")),
    ("as_published", text!("原样保留", "Kept as published")),
    ("url", text!("网址", "Address")),
];

/// What stands behind them: the figures of the free form as a JSON object, and what giar remarks on a report that
/// stands as published; then the agencies that report in it, a line each, and the report that its figures are part of.
pub(crate) const TAIL: [(&str, Text); 4] = [
    ("indicators", text!("自定指标", "Figures of the free form")),
    ("remarks", text!("标注", "Remarks")),
    ("joint", text!("联合报告的其他机关", "Other agencies that report in it")),
    ("included_in", text!("数字已含在哪份报告", "Id of the report that includes its figures")),
];

/// The form in force in a year, and then those that its reports follow.
fn forms_of_year(site: &Site, year: u16) -> Vec<&'static Form> {
    let used = site.archive.of_year(year).into_iter().map(|id| site.report(id).form());
    distinct(std::iter::once(Edition::in_force(year).form()).chain(used))
}

/// The newest form first.
fn forms_of_all(site: &Site) -> Vec<&'static Form> {
    let used: Vec<_> = distinct(site.archive.ids().map(|id| site.report(id).form()));
    let newest_first = EDITIONS.iter().rev().map(|edition| edition.form());
    newest_first.filter(|form| used.iter().any(|other| std::ptr::eq(*other, *form))).collect()
}

fn distinct(forms: impl Iterator<Item = &'static Form>) -> Vec<&'static Form> {
    let mut distinct: Vec<&'static Form> = Vec::new();
    for form in forms {
        if !distinct.iter().any(|other| std::ptr::eq(*other, form)) {
            distinct.push(form);
        }
    }
    distinct
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

    /// Adds what a report says here. Reports of other forms may have the cell too.
    fn push(&self, out: &mut String, report: &Report) {
        let is_own = std::ptr::eq(report.form(), self.form);
        match if is_own { Some(self.cell) } else { report.form().cell(self.path()) } {
            Some(cell) if self.is_unit => out.push_str(&quoted(report.split(cell).unit.unwrap_or_default())),
            Some(cell) => report.grid[cell].number().into_iter().for_each(|number| number.push(out)),
            None => {}
        }
    }
}

/// The columns of figures of a year's file.
pub(crate) fn columns_of_year(site: &Site, year: u16) -> Vec<Column> {
    columns(forms_of_year(site, year))
}

/// The columns of figures of the file of all years.
pub(crate) fn columns_of_all(site: &Site) -> Vec<Column> {
    columns(forms_of_all(site))
}

/// The cells of some forms, each path once.
fn columns(forms: Vec<&'static Form>) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut known = HashSet::new();
    for form in forms {
        for (cell, spec) in form.cells.iter().filter(|(_, spec)| known.insert(spec.path.as_str())) {
            columns.push(Column { form, cell, is_unit: false });
            if spec.measure == Measure::Money {
                columns.push(Column { form, cell, is_unit: true });
            }
        }
    }
    columns
}

fn of_year(renderer: &Renderer<'_>, _: &Address, year: u16) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    Ok(table(renderer, &columns_of_year(site, year), &site.archive.of_year(year)))
}

fn all(renderer: &Renderer<'_>, _: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let reports: Vec<_> = site.archive.years().into_keys().flat_map(|year| site.archive.of_year(year)).collect();
    Ok(table(renderer, &columns_of_all(site), &reports))
}

fn table(renderer: &Renderer<'_>, columns: &[Column], reports: &[ReportId]) -> Vec<u8> {
    let [head, tail] = [&HEAD[..], &TAIL[..]].map(|names| names.iter().map(|(name, _)| (*name).to_owned()));
    let head = head.chain(columns.iter().map(Column::name)).chain(tail).collect();
    let mut table = String::from_utf8(csv([head])).expect("text");
    let site = renderer.site;
    let reports: Vec<_> = reports.iter().map(|id| site.report(*id)).collect();
    for of_year in reports.chunk_by(|a, b| a.year == b.year) {
        let hosts = archive::hosts(&site.config.agencies, of_year);
        for report in of_year {
            push_line(&mut table, renderer, report, columns, &hosts);
        }
    }
    table.into_bytes()
}

/// Adds a line to a table that may have ten thousand, each of hundreds of figures.
fn push_line(
    out: &mut String,
    renderer: &Renderer<'_>,
    report: &Report,
    columns: &[Column],
    hosts: &HashMap<AgencyId, &Report>,
) {
    let site = renderer.site;
    let head = [
        site.id_of(report),
        site.agency_of(report).id.clone(),
        site.name_of(report).to_owned(),
        report.year.to_string(),
        report.edition.id.to_owned(),
        // The day alone, so that the column holds one kind of date.
        report.published.map(|published| published.date.to_string()).unwrap_or_default(),
        report.as_published.to_string(),
        absolute(site, &url::report(site, report)),
    ];
    for field in &head {
        out.push_str(&quoted(field));
        out.push(',');
    }
    for column in columns {
        column.push(out, report);
        out.push(',');
    }
    out.push_str(&quoted(&indicators(report)));
    out.push(',');
    out.push_str(&quoted(&remarks(renderer, report)));
    let host = hosts.get(&report.agency).map(|host| site.id_of(host));
    for field in [site.joint_names(report).join("\n"), host.unwrap_or_default()] {
        out.push(',');
        out.push_str(&quoted(&field));
    }
    out.push_str("\r\n");
}

fn indicators(report: &Report) -> String {
    if report.indicators.is_empty() {
        return String::new();
    }
    let object: serde_json::Map<_, _> =
        report.indicators.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
    serde_json::Value::Object(object).to_string()
}

fn remarks(renderer: &Renderer<'_>, report: &Report) -> String {
    let lang = renderer.site.config.language;
    let remarks: Vec<_> = renderer.remarks(report).map(|finding| finding.message.get(lang)).collect();
    remarks.join("\n")
}
