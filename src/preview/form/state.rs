//! What a form shows: what is in its cells, and what is wrong with that.

use super::{Form, hash};
use crate::{
    diag::{Finding, Level, Place, Span},
    fix::{Field, Standing, fields},
    form::{CellId, Form as Cells, TableForm},
    i18n::{Lang, Message},
    report::{Grid, Report, State as CellState},
};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct State<'a> {
    hash: String,
    /// Whether its cells can be shown.
    is_readable: bool,
    cells: BTreeMap<&'a str, Cell>,
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
    level: &'static str,
    word: &'static str,
    rule: &'static str,
    message: String,
    equations: Vec<String>,
    hints: Vec<String>,
    /// The cell that is wrong, or the first of its row.
    cell: Option<String>,
    /// The others that it depends on.
    related: Vec<String>,
    line: usize,
}

impl Form<'_> {
    /// As JSON.
    pub(crate) fn state(&self) -> String {
        let lang = self.preview.lang;
        let report = self.judged.report.as_deref();
        let form = self.edition().map(crate::form::Edition::form);
        let given = form.and_then(|form| Some((form, fields(&self.source, form)?)));
        let mut findings: Vec<_> = self.judged.findings.iter().filter(|finding| finding.waived.is_none()).collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
        let count = |level| findings.iter().filter(|finding| finding.level == level).count();
        let state = State {
            hash: hash(&self.source.text),
            is_readable: given.is_some(),
            errors: count(Level::Error),
            warnings: count(Level::Warning),
            findings: findings.iter().map(|finding| entry(finding, report, lang)).collect(),
            cells: match (&given, report) {
                (Some((form, fields)), Some(report)) => cells(form, fields, report),
                _ => BTreeMap::new(),
            },
            totals: report.map(totals).unwrap_or_default(),
        };
        serde_json::to_string(&state).expect("text and numbers alone")
    }
}

fn cells<'f>(form: &'f Cells, fields: &[Field], report: &Report) -> BTreeMap<&'f str, Cell> {
    let all = form.cells.iter().zip(fields);
    all.map(|((id, spec), field)| {
        let span = report.grid[id].span;
        let position = (span != Span::default()).then(|| report.cell_place(id).position());
        let cell = Cell {
            text: field.text.clone(),
            standing: match field.standing {
                Standing::Given => "",
                Standing::Null => "null",
                Standing::Absent => "absent",
                Standing::Unreadable => "unreadable",
            },
            source: position.map(|at| format!("{}:{}", at.line, at.column)).unwrap_or_default(),
        };
        (spec.path.as_str(), cell)
    })
    .collect()
}

fn entry(finding: &Finding, report: Option<&Report>, lang: Lang) -> Entry {
    let all = |messages: &[Message]| messages.iter().map(|message| message.get(lang)).collect();
    let cell = report.and_then(|report| {
        let named = finding.at.as_deref().and_then(|at| cell_at(report.form(), at));
        named.or_else(|| cell_of(report, &finding.place)).map(|cell| path(report, cell))
    });
    let related = finding.related.iter().filter_map(|related| cell_of(report?, &related.place));
    let related = related.filter_map(|cell| Some(path(report?, cell))).collect();
    Entry {
        level: match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "info",
        },
        word: finding.level.word().get(lang),
        rule: finding.rule.0,
        message: finding.message.get(lang),
        equations: all(&finding.equations),
        hints: all(&finding.hints),
        cell,
        related,
        line: finding.place.position().line,
    }
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
