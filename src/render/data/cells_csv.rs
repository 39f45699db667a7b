//! `data/cells.csv`: every figure of every year, one line a cell, for those who ask with a query rather than by eye.

use super::{
    csv, quoted,
    rows::{self, CellKeys},
};
use crate::{
    archive::ReportId,
    form::{CellId, Edition, Measure, PerEdition},
    render::{Format, Kind, Reader, RenderError, Renderer},
    report::{Report, State},
    site::{Address, Site},
    text,
};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Read},
    vec,
};

pub(crate) static KIND: Kind<usize> = Kind::new("cells.csv", path, render).format(Format {
    name: "CSV",
    media_type: "text/csv",
    label: text!("历年全部数据，一个数字一行", "All years, one line per figure"),
});

/// More lines than this no spreadsheet opens; then each year has a file of its own.
const LINES_A_FILE: usize = 1_000_000;

const HEAD: [&str; 11] =
    ["agency", "year", "edition", "table", "row", "column", "value", "unit", "note", "computed", "as_published"];

/// How many files there are.
pub(crate) fn count(site: &Site) -> usize {
    files(site).len()
}

fn path(site: &Site, item: usize) -> String {
    files(site).swap_remove(item).path
}

/// The years that a file holds.
pub(crate) fn years(site: &Site, item: usize) -> Vec<u16> {
    files(site).swap_remove(item).years
}

/// A file, and the years that it holds.
#[derive(Debug, PartialEq, Eq)]
struct Part {
    path: String,
    years: Vec<u16>,
}

fn files(site: &Site) -> Vec<Part> {
    let mut lines: BTreeMap<u16, usize> = site.archive.years().into_keys().map(|year| (year, 0)).collect();
    for report in &site.archive.reports {
        *lines.entry(report.year).or_default() += report.form().cells.len() + report.indicators.len();
    }
    parts(&lines)
}

/// How the lines of each year are put into files.
fn parts(lines: &BTreeMap<u16, usize>) -> Vec<Part> {
    if lines.len() > 1 && lines.values().sum::<usize>() > LINES_A_FILE {
        return lines.keys().map(|year| Part { path: format!("data/cells-{year}.csv"), years: vec![*year] }).collect();
    }
    vec![Part { path: "data/cells.csv".into(), years: lines.keys().copied().collect() }]
}

/// By cell, the fields that tell where in its form it stands, a comma before and behind.
static KEYS: PerEdition<Vec<String>> = PerEdition::new(keys_between_commas);

fn keys_between_commas(edition: &'static Edition) -> Vec<String> {
    let keys = rows::cell_keys(edition.form()).iter();
    keys.map(|CellKeys { table, row, column }| format!(",{table},{row},{column},")).collect()
}

fn render(renderer: &Renderer<'_>, _: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    let mut bytes = Vec::new();
    lines(renderer.site, item).read_to_end(&mut bytes).expect("memory can be read");
    Ok(bytes)
}

/// A file, made report by report: that of a province is larger than all else that a build holds.
pub(crate) fn lines(site: &Site, item: usize) -> Reader<'_> {
    let reports: Vec<_> = years(site, item).into_iter().flat_map(|year| site.archive.of_year(year)).collect();
    let made = String::from_utf8(csv([HEAD.map(str::to_owned).to_vec()])).expect("text");
    Box::new(Lines { site, reports: reports.into_iter(), made, read: 0 })
}

struct Lines<'a> {
    site: &'a Site,
    reports: vec::IntoIter<ReportId>,
    made: String,
    /// How much of it is read.
    read: usize,
}

impl Lines<'_> {
    fn make(&mut self, id: ReportId) {
        let report = self.site.report(id);
        let start = format!("{},{},{}", self.site.agency_of(report).id, report.year, report.edition.id);
        self.made.clear();
        self.read = 0;
        push_cells(&mut self.made, report, &start);
        push_indicators(&mut self.made, report, &start);
    }
}

impl Read for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.read == self.made.len() {
            let Some(next) = self.reports.next() else { return Ok(0) };
            self.make(next);
        }
        let read = (&self.made.as_bytes()[self.read..]).read(buffer)?;
        self.read += read;
        Ok(read)
    }
}

fn push_cells(out: &mut String, report: &Report, start: &str) {
    for ((cell, _), place) in report.form().cells.iter().zip(KEYS.of(report.edition)) {
        out.push_str(start);
        out.push_str(place);
        if let Some(number) = report.grid[cell].number() {
            number.push(out);
        }
        out.push(',');
        push_unit_and_note(out, report, cell);
        let is_computed = matches!(report.grid[cell].state, State::Computed(_));
        out.push_str(if is_computed { ",true" } else { ",false" });
        out.push_str(if report.as_published { ",true\r\n" } else { ",false\r\n" });
    }
}

/// The unit of a cell, and what stands behind it in brackets.
fn push_unit_and_note(out: &mut String, report: &Report, cell: CellId) {
    // Nearly every cell is digits alone.
    if report.form().cells[cell].measure == Measure::Count
        && report.typed(cell).bytes().all(|byte| byte.is_ascii_digit())
    {
        out.push(',');
        return;
    }
    let (unit, note) = (report.unit(cell).unwrap_or_default(), report.note(cell).unwrap_or_default());
    let _ = write!(out, "{},{}", quoted(unit), quoted(note));
}

/// The figures of the free form have names instead of places. One that is no number stands as a note.
fn push_indicators(out: &mut String, report: &Report, start: &str) {
    for (name, value) in &report.indicators {
        let is_number = value.parse::<f64>().is_ok_and(f64::is_finite);
        let (value, note) = if is_number { (value.as_str(), "") } else { ("", value.as_str()) };
        let _ = write!(
            out,
            "{start},indicators,{},,{value},,{},false,{}\r\n",
            quoted(name),
            quoted(note),
            report.as_published
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_has_more_lines_than_a_spreadsheet_opens_unless_a_year_has() {
        for (lines, wanted) in [
            (&[][..], &["data/cells.csv"][..]),
            (&[(2022, 600_000), (2023, 400_000)], &["data/cells.csv"]),
            (&[(2022, 600_000), (2023, 400_001)], &["data/cells-2022.csv", "data/cells-2023.csv"]),
            (&[(2023, 2_000_000)], &["data/cells.csv"]),
        ] {
            let parts = parts(&lines.iter().copied().collect());
            assert_eq!(parts.iter().map(|part| &*part.path).collect::<Vec<_>>(), wanted, "{lines:?}");
        }
        let parts = parts(&[(2022, 600_000), (2023, 400_001)].into());
        assert_eq!(parts[1].years, [2023]);
    }
}
