//! The state of a form: the values of its cells, and the findings.

use super::{
    EditPage,
    change::{FILE, TEXT, WHOLE, head_field, head_keys},
    hash,
};
use crate::{
    check,
    diag::{Edit, Finding, Level, Place, Span},
    fix::{Field, Presence},
    form::{CellId, Content, EquationKind, Form, TableForm},
    i18n::{Lang, Message},
    preview::finding::{FindingText, standing},
    report::{Grid, Report, ReportSection, State as CellState},
};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct State<'a> {
    hash: String,
    /// Whether the cells can be shown.
    is_readable: bool,
    cells: BTreeMap<String, Cell>,
    /// Sorted by level, errors first.
    findings: Vec<Entry>,
    errors: usize,
    warnings: usize,
    /// The computed values of blank totals, by cell.
    totals: BTreeMap<&'a str, String>,
    /// Computed sums by direction: a total may belong to a row and to a column.
    sums: BTreeMap<&'a str, Sums>,
    /// The parts of a change that could not be written, with reasons, by names of fields.
    refused: BTreeMap<&'a str, String>,
}

/// The sum of a total's row and of its column.
#[derive(Default, Serialize)]
struct Sums {
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
}

#[derive(Serialize)]
struct Cell {
    text: String,
    /// Distinguishes blank, null and missing.
    #[serde(skip_serializing_if = "str::is_empty")]
    standing: &'static str,
    /// Its place in the file, as in the page next to the form.
    #[serde(skip_serializing_if = "String::is_empty")]
    source: String,
}

#[derive(Serialize)]
struct Entry {
    #[serde(flatten)]
    said: FindingText,
    /// The cell that is wrong, or the first of its row.
    cell: Option<String>,
    /// Other cells that it depends on.
    related: Vec<String>,
    line: usize,
    /// The phrase in the text that it is about.
    phrase: String,
    is_waivable: bool,
    /// The value of `at` in a waiver.
    at: Option<String>,
    suggested: Vec<(String, String)>,
}

impl EditPage<'_> {
    /// As JSON.
    pub(crate) fn state(&self) -> String {
        self.state_after(&BTreeMap::new())
    }

    /// Likewise, after a change of which some parts could not be made.
    pub(crate) fn state_after(&self, refused: &BTreeMap<String, Message>) -> String {
        let lang = self.preview.lang;
        let report = self.tables().map(|(report, _)| report);
        let findings = standing(self.judged.findings());
        let sums = report.map(sums).unwrap_or_default();
        let state = State {
            hash: hash(&self.source.text),
            is_readable: report.is_some(),
            errors: count(&findings, Level::Error),
            warnings: count(&findings, Level::Warning),
            findings: findings.iter().map(|finding| self.entry(finding, report, lang)).collect(),
            cells: self.shown(),
            totals: totals(&sums),
            sums,
            refused: refused.iter().map(|(name, why)| (name.as_str(), why.get(lang))).collect(),
        };
        serde_json::to_string(&state).expect("text and numbers alone")
    }

    /// Every field as it is in the file.
    fn shown(&self) -> BTreeMap<String, Cell> {
        let fields = self.fields().into_iter();
        fields
            .map(|(name, text)| {
                let cell = self.cell(&name, text);
                (name, cell)
            })
            .collect()
    }

    fn cell(&self, name: &str, text: String) -> Cell {
        let of = self.tables().and_then(|(report, cells)| {
            let id = report.form().cell(name)?;
            Some((report, id, &cells[id.index()]))
        });
        match of {
            Some((report, id, field)) => of_cell(report, id, field, text),
            None => Cell { text, standing: "", source: String::new() },
        }
    }

    fn entry(&self, finding: &Finding, report: Option<&Report>, lang: Lang) -> Entry {
        let named = report.and_then(|report| cell_at(report.form(), finding.at.as_deref()?));
        // A wrong sentence is corrected in the text, or in the cell that it is about.
        let is_text = report.is_some_and(|report| is_in_text(report, &finding.place));
        let cell = report.and_then(|report| {
            let named = named.filter(|_| !is_text);
            let cell = named.or_else(|| cell_of(report, &finding.place)).map(|cell| path(report, cell));
            let field = cell.or_else(|| self.field_of(report, finding));
            field.or_else(|| Some(path(report, report.form().slot(finding.at.as_deref()?)?.cells.first())))
        });
        // A file shown as text is a single field.
        let cell = cell.or_else(|| report.is_none().then(|| FILE.to_owned()));
        let related = finding.related.iter().filter_map(|related| cell_of(report?, &related.place));
        let related = named.filter(|_| is_text).into_iter().chain(related);
        let related = related.filter_map(|cell| Some(path(report?, cell))).collect();
        Entry {
            said: FindingText::of(finding, lang),
            suggested: self.suggested(finding, report),
            cell,
            related,
            line: finding.place.position().line,
            phrase: finding.place.source.slice(finding.place.span).to_owned(),
            is_waivable: check::rule(finding.rule).is_some_and(|rule| rule.waivable),
            at: finding.at.clone(),
        }
    }

    /// The field of the key or section that a finding is about, or of the section that contains its place.
    fn field_of(&self, report: &Report, finding: &Finding) -> Option<String> {
        let place = &finding.place;
        if let Some(field) = finding.at.as_deref().and_then(|at| head_field(at).or_else(|| text_field(report, at))) {
            return Some(field);
        }
        if place.source.path != report.source.path {
            return None;
        }
        if !is_in_text(report, place) {
            return self.reader.key_at(head_keys(), place.span).and_then(head_field);
        }
        let section = report.body.section_at(place.span).and_then(ReportSection::key);
        let key = section.or_else(|| report.edition.sections.is_empty().then_some(WHOLE))?;
        Some(format!("{TEXT}{key}"))
    }

    /// Alternative values by field: those that make sums correct, and certain corrections of what was typed.
    fn suggested(&self, finding: &Finding, report: Option<&Report>) -> Vec<(String, String)> {
        let meant = finding.fix.as_ref().and_then(|fix| match report {
            Some(report) => self.meant(report, finding, fix),
            None => Some((FILE.to_owned(), self.corrected(Span::new(0, self.source.text.len()), fix)?)),
        });
        finding.suggested.iter().cloned().chain(meant).collect()
    }

    fn meant(&self, report: &Report, finding: &Finding, fix: &Edit) -> Option<(String, String)> {
        if let Some(cell) = cell_of(report, &Place::new(&report.source, fix.span)) {
            return Some((path(report, cell), fix.text.clone()));
        }
        let field = self.field_of(report, finding)?;
        let Some(key) = field.strip_prefix(TEXT) else {
            return (fix.span == finding.place.span).then(|| (field, fix.text.clone()));
        };
        // A text that could start another section is not suggested.
        let is_within = !fix.text.contains(['#', '\n']);
        let section = report.body.section(key).map(|section| section.text);
        let text = self.corrected(section.unwrap_or_else(|| report.body.whole()), fix).filter(|_| is_within)?;
        let text = text.trim().to_owned();
        Some((field, text))
    }

    /// A part of the file as its field will show it after a correction.
    fn corrected(&self, stretch: Span, fix: &Edit) -> Option<String> {
        let is_within = stretch.start <= fix.span.start && fix.span.end <= stretch.end;
        let before = is_within.then(|| self.source.slice(Span { end: fix.span.start, ..stretch }))?;
        let after = self.source.slice(Span { start: fix.span.end, ..stretch });
        Some(format!("{before}{}{after}", fix.text).replace("\r\n", "\n"))
    }
}

fn count(findings: &[&Finding], level: Level) -> usize {
    findings.iter().filter(|finding| finding.level == level).count()
}

fn of_cell(report: &Report, id: CellId, field: &Field, text: String) -> Cell {
    let position = (report.grid[id].span != Span::default()).then(|| report.cell_place(id).position());
    Cell {
        text,
        standing: match field.presence {
            Presence::Given => "",
            Presence::Null => "null",
            Presence::Absent => "absent",
            Presence::Unreadable => "unreadable",
        },
        source: position.map(|at| format!("{}:{}", at.line, at.column)).unwrap_or_default(),
    }
}

fn path(report: &Report, cell: CellId) -> String {
    report.form().cells[cell].path.clone()
}

/// Whether a place is in the text of a report.
fn is_in_text(report: &Report, place: &Place) -> bool {
    place.source.path == report.source.path && place.span.start >= report.body.whole().start
}

/// The text field of a section, whether or not the report has the section. Findings about a table concern its cells.
fn text_field(report: &Report, key: &str) -> Option<String> {
    let mut sections = report.edition.sections.iter();
    let is_text = sections.any(|section| section.key == key && section.content != Content::Table);
    is_text.then(|| format!("{TEXT}{key}"))
}

/// The cell that `at` of a finding names: itself, or the first of a row or group; none for a table.
fn cell_at(form: &Form, at: &str) -> Option<CellId> {
    let is_table = form.tables.iter().any(|table| table.slot.path == at);
    form.cell(at).or_else(|| form.slot(at).filter(|_| !is_table).map(|slot| slot.cells.first()))
}

fn cell_of(report: &Report, place: &Place) -> Option<CellId> {
    if place.source.path != report.source.path || place.span == Span::default() {
        return None;
    }
    report.grid.iter().find(|(_, cell)| cell.span == place.span).map(|(id, _)| id)
}

/// The computed value of each total, including those that were typed.
fn sums(report: &Report) -> BTreeMap<&str, Sums> {
    let form = report.form();
    let mut sums: BTreeMap<&str, Sums> = BTreeMap::new();
    for table in &form.tables {
        for (total, kind, sum) in sums_of(table, report.grid.clone()) {
            let own = sums.entry(form.cells[total].path.as_str()).or_default();
            match kind {
                EquationKind::RowTotal => own.row = Some(sum),
                EquationKind::ColumnTotal | EquationKind::Identity => own.column = Some(sum),
            }
        }
    }
    sums
}

/// Totals of rows first, then rows that are totals; missing totals are computed first.
fn sums_of(table: &TableForm, mut grid: Grid) -> Vec<(CellId, EquationKind, String)> {
    let mut sums = Vec::new();
    for equation in table.equations.iter().filter(|equation| equation.is_total()) {
        let total = equation.right[0];
        let Some(sum) = grid.sum(&equation.left) else { continue };
        if grid[total].number().is_none() {
            grid[total].state = CellState::Computed(sum);
        }
        sums.push((total, equation.kind, sum.to_string()));
    }
    sums
}

/// The suggested value of a blank total: the sum of its column, if there is one.
fn totals<'a>(sums: &BTreeMap<&'a str, Sums>) -> BTreeMap<&'a str, String> {
    sums.iter().filter_map(|(path, sums)| Some((*path, sums.column.as_ref().or(sums.row.as_ref())?.clone()))).collect()
}
