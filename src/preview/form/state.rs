//! What a form shows: what is in its cells, and what is wrong with that.

use super::{
    Form,
    change::{FILE, TEXT, head_field},
    hash,
};
use crate::{
    check,
    diag::{Finding, Level, Place, Span},
    fix::{Field, Standing},
    form::{CellId, Form as Cells, TableForm},
    i18n::Lang,
    preview::finding::{Said, standing},
    report::{Grid, Report, State as CellState},
};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct State<'a> {
    hash: String,
    /// Whether its cells can be shown.
    is_readable: bool,
    cells: BTreeMap<String, Cell>,
    /// The gravest first.
    findings: Vec<Entry>,
    errors: usize,
    warnings: usize,
    /// What totals come to, by their cells.
    totals: BTreeMap<&'a str, String>,
}

#[derive(Serialize)]
struct Cell {
    text: String,
    /// Blank, null and absent are three states.
    #[serde(skip_serializing_if = "str::is_empty")]
    standing: &'static str,
    /// Where it stands in the file, as the page beside says it.
    #[serde(skip_serializing_if = "String::is_empty")]
    source: String,
}

#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    said: Said,
    /// The cell that is wrong, or the first of its row.
    cell: Option<String>,
    /// The others that it depends on.
    related: Vec<String>,
    line: usize,
    /// What it is about, as written.
    phrase: String,
    is_waivable: bool,
    /// What a waiver names.
    at: Option<String>,
    suggested: Vec<(String, String)>,
}

impl Form<'_> {
    /// As JSON.
    pub(crate) fn state(&self) -> String {
        let lang = self.preview.lang;
        let report = self.tables().map(|(report, _)| report);
        let findings = standing(self.judged.findings());
        let count = |level| findings.iter().filter(|finding| finding.level == level).count();
        let state = State {
            hash: hash(&self.source.text),
            is_readable: report.is_some(),
            errors: count(Level::Error),
            warnings: count(Level::Warning),
            findings: findings.iter().map(|finding| entry(finding, report, lang)).collect(),
            cells: self.shown(),
            totals: report.map(totals).unwrap_or_default(),
        };
        serde_json::to_string(&state).expect("text and numbers alone")
    }

    /// Every field as it stands in the file.
    fn shown(&self) -> BTreeMap<String, Cell> {
        let cell = |(name, text): (String, String)| {
            let of = self.tables().and_then(|(report, cells)| {
                let id = report.form().cell(&name)?;
                Some((report, id, &cells[id.index()]))
            });
            let cell = match of {
                Some((report, id, field)) => of_cell(report, id, field, text),
                None => Cell { text, standing: "", source: String::new() },
            };
            (name, cell)
        };
        self.fields().into_iter().map(cell).collect()
    }
}

fn of_cell(report: &Report, id: CellId, field: &Field, text: String) -> Cell {
    let position = (report.grid[id].span != Span::default()).then(|| report.cell_place(id).position());
    Cell {
        text,
        standing: match field.standing {
            Standing::Given => "",
            Standing::Null => "null",
            Standing::Absent => "absent",
            Standing::Unreadable => "unreadable",
        },
        source: position.map(|at| format!("{}:{}", at.line, at.column)).unwrap_or_default(),
    }
}

fn entry(finding: &Finding, report: Option<&Report>, lang: Lang) -> Entry {
    let cell = report.and_then(|report| {
        let named = finding.at.as_deref().and_then(|at| cell_at(report.form(), at));
        let cell = named.or_else(|| cell_of(report, &finding.place)).map(|cell| path(report, cell));
        cell.or_else(|| field_of(report, finding))
    });
    // A file that is shown as a text is one field.
    let cell = cell.or_else(|| report.is_none().then(|| FILE.to_owned()));
    let related = finding.related.iter().filter_map(|related| cell_of(report?, &related.place));
    let related = related.filter_map(|cell| Some(path(report?, cell))).collect();
    Entry {
        said: Said::of(finding, lang),
        cell,
        related,
        line: finding.place.position().line,
        phrase: finding.place.source.slice(finding.place.span).to_owned(),
        is_waivable: check::rule(finding.rule).is_some_and(|rule| rule.waivable),
        at: finding.at.clone(),
        suggested: suggested(finding, report),
    }
}

/// The section that a finding's place stands in, or the key that it is about.
fn field_of(report: &Report, finding: &Finding) -> Option<String> {
    if let Some(field) = finding.at.as_deref().and_then(head_field) {
        return Some(field);
    }
    let place = &finding.place;
    let is_in_text = place.source.path == report.source.path && place.span.start >= report.body.whole().start;
    let section = is_in_text.then(|| report.body.section_at(place.span)).flatten()?;
    Some(format!("{TEXT}{}", section.section?.key))
}

/// Values to choose instead, by their cells: those that mend sums, and what was certainly meant by a wrong number.
fn suggested(finding: &Finding, report: Option<&Report>) -> Vec<(String, String)> {
    let meant = report.zip(finding.fix.as_ref()).and_then(|(report, fix)| {
        let cell = report.grid.iter().find(|(_, cell)| cell.span == fix.span && fix.span != Span::default())?.0;
        Some((path(report, cell), fix.text.clone()))
    });
    finding.suggested.iter().cloned().chain(meant).collect()
}

fn path(report: &Report, cell: CellId) -> String {
    report.form().cells[cell].path.clone()
}

/// A cell by what a finding names: itself, or the first of a row or group. A table is no cell.
fn cell_at(form: &Cells, at: &str) -> Option<CellId> {
    let is_table = form.tables.iter().any(|table| table.slot.path == at);
    form.cell(at).or_else(|| form.slot(at).filter(|_| !is_table).map(|slot| slot.cells.first()))
}

fn cell_of(report: &Report, place: &Place) -> Option<CellId> {
    if place.source.path != report.source.path || place.span == Span::default() {
        return None;
    }
    report.grid.iter().find(|(_, cell)| cell.span == place.span).map(|(id, _)| id)
}

/// What each total comes to that can be worked out, the typed ones among them.
fn totals(report: &Report) -> BTreeMap<&str, String> {
    let form = report.form();
    let mut totals = BTreeMap::new();
    for table in &form.tables {
        for (cell, sum) in sums(table, report.grid.clone()) {
            totals.insert(form.cells[cell].path.as_str(), sum);
        }
    }
    totals
}

/// Totals of rows first, then the rows that are totals themselves; what was left out counts as worked out.
fn sums(table: &TableForm, mut grid: Grid) -> Vec<(CellId, String)> {
    let mut sums = Vec::new();
    for equation in table.equations.iter().filter(|equation| equation.is_total()) {
        let total = equation.right[0];
        let Some(sum) = grid.sum(&equation.left) else { continue };
        if grid[total].number().is_none() {
            grid[total].state = CellState::Computed(sum);
        }
        sums.push((total, sum.to_string()));
    }
    sums
}
