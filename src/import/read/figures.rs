//! The figures that giar publishes as CSV: `report.csv` with a row of the form a line, `data/cells.csv` with a cell a line.
//! Both name every cell by its path, so that nothing has to be found by a label.

use super::Refusal;
use crate::{
    form::{CellId, EDITIONS, Edition, Form, Measure},
    text,
};
use std::collections::BTreeMap;

/// What a file of figures says of one report.
#[derive(Debug)]
pub struct Figures {
    /// The edition whose cells these are.
    pub edition: &'static Edition,
    /// Given in `data/cells.csv` alone.
    pub year: Option<u16>,
    /// Likewise; an id.
    pub agency: Option<String>,
    /// What is typed into each cell, and in which line it stood.
    pub cells: Vec<(CellId, String, usize)>,
}

const ROWS: [&str; 3] = ["table", "row", "label"];
const CELLS: [&str; 7] = ["agency", "year", "edition", "table", "row", "column", "value"];
const NOTE: &str = "note";
/// No form has as many rows.
const MOST_ROWS: usize = 5_000;

/// The reports in a file of figures; none if it is none.
pub(super) fn read(text: &str) -> Option<Vec<Figures>> {
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let head: Vec<String> = reader.headers().ok()?.iter().map(str::to_owned).collect();
    let lines = reader.records().filter_map(Result::ok).map(|record| Line::new(&head, &record));
    if begins(&head, &CELLS) {
        return Some(by_cell(lines));
    }
    if !begins(&head, &ROWS) {
        return None;
    }
    let lines: Vec<_> = lines.take(MOST_ROWS).collect();
    by_row(&head, &lines).map(|figures| vec![figures])
}

fn begins(head: &[String], names: &[&str]) -> bool {
    head.len() >= names.len() && head.iter().zip(names).all(|(own, name)| own == name)
}

/// A line with its fields by name.
struct Line {
    number: usize,
    fields: BTreeMap<String, String>,
}

impl Line {
    fn new(head: &[String], record: &csv::StringRecord) -> Self {
        let fields = head.iter().cloned().zip(record.iter().map(harmless)).collect();
        Self { number: record.position().map_or(0, |position| position.line() as usize), fields }
    }

    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }

    fn path(&self, column: &str) -> String {
        let parts = [self.field("table"), self.field("row"), column];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(".")
    }
}

impl Figures {
    /// Whether every cell of the edition is there, and how many are.
    fn fit(&self) -> (bool, usize) {
        let count = self.cells.len();
        (count == self.edition.form().cells.len(), count)
    }
}

/// Text as it was before a sign was put before what a spreadsheet would have taken for a formula.
fn harmless(field: &str) -> String {
    let bare = field.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    bare.unwrap_or(field).trim().to_owned()
}

/// Which edition has these rows is seen from how many of its cells they are. One that is there whole comes first: a later
/// edition that only adds rows has all of its rows, too.
fn by_row(head: &[String], lines: &[Line]) -> Option<Figures> {
    let columns: Vec<_> = head[ROWS.len()..].iter().filter(|name| *name != NOTE).collect();
    let editions = EDITIONS.iter().copied().filter(|edition| !edition.tables.is_empty());
    let readings = editions.map(|edition| {
        let form = edition.form();
        let cells = lines.iter().flat_map(|line| {
            columns.iter().filter_map(|column| {
                let cell = form.cell(&line.path(column))?;
                let note = notes(line.field(NOTE)).remove(column.as_str()).unwrap_or_default();
                Some((cell, typed(form, cell, line.field(column), &note, ""), line.number))
            })
        });
        Figures { edition, year: None, agency: None, cells: cells.collect() }
    });
    readings.max_by_key(Figures::fit).filter(|figures| !figures.cells.is_empty())
}

/// `issued: 其中修订16件; repealed: …` by column.
fn notes(text: &str) -> BTreeMap<String, String> {
    let mut notes: BTreeMap<String, String> = BTreeMap::new();
    let mut last = None;
    for part in text.split("; ").filter(|part| !part.is_empty()) {
        match part.split_once(": ").filter(|(name, _)| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')) {
            Some((name, note)) => {
                last = Some(name.to_owned());
                notes.insert(name.to_owned(), note.to_owned());
            }
            // A note may hold a semicolon itself.
            None => {
                if let Some(note) = last.as_ref().and_then(|name| notes.get_mut(name)) {
                    *note += &format!("; {part}");
                }
            }
        }
    }
    notes
}

/// There may be a million lines, and thousands of reports.
fn by_cell(lines: impl Iterator<Item = Line>) -> Vec<Figures> {
    let mut found: BTreeMap<(String, Option<u16>), Figures> = BTreeMap::new();
    for line in lines {
        let Some(edition) = Edition::find(line.field("edition")) else { continue };
        let form = edition.form();
        let Some(cell) = form.cell(&line.path(line.field("column"))) else { continue };
        let text = typed(form, cell, line.field("value"), line.field(NOTE), line.field("unit"));
        let (agency, year) = (line.field("agency").to_owned(), line.field("year").parse().ok());
        let figures = found.entry((agency.clone(), year)).or_insert_with(|| Figures {
            edition,
            year,
            agency: Some(agency),
            cells: Vec::new(),
        });
        figures.cells.push((cell, text, line.number));
    }
    found.into_values().collect()
}

/// A cell as its author typed it: the number, the unit of an amount, the note in brackets.
fn typed(form: &Form, cell: CellId, value: &str, note: &str, unit: &str) -> String {
    let is_money = form.cells[cell].measure == Measure::Money;
    // `report.csv` has the unit among the notes.
    let note_is_unit = is_money && unit.is_empty() && ["元", "万元", "亿元"].contains(&note);
    let brackets = if note.is_empty() || note_is_unit { String::new() } else { format!("（{note}）") };
    // Of other amounts the form says in what they are counted.
    let unit = if note_is_unit { note } else { unit };
    format!("{value}{}{brackets}", if is_money { unit } else { "" })
}

/// The one report that is meant.
///
/// # Errors
/// If there are several, or none.
pub(in crate::import) fn only(
    mut all: Vec<Figures>,
    year: Option<u16>,
    agency: Option<&str>,
) -> Result<Figures, Refusal> {
    all.retain(|figures| {
        let is_year = year.is_none() || figures.year.is_none() || figures.year == year;
        is_year && (agency.is_none() || figures.agency.is_none() || figures.agency.as_deref() == agency)
    });
    match all.pop() {
        Some(only) if all.is_empty() => Ok(only),
        Some(_) => Err(Refusal::new(
            text!("这里面有好几份报告的数", "it holds the figures of several reports"),
            text!("用 --agency 和 --year 指明是哪一份", "name one with --agency and --year"),
        )),
        None => Err(Refusal::new(
            text!("里面没有这一份报告的数", "it holds no figures of such a report"),
            text!("核对机关和年份", "check the agency and the year"),
        )),
    }
}
