//! What the text tells beside what the tables state.

use crate::{
    diag::{Finding, RuleName},
    form::{CellId, EquationKind},
    i18n::Message,
    prose::{Reading, Sentence, Subject},
    report::{Number, Report, State},
    text,
};
use std::ops::Range;

/// One way to read a quantity, with what the tables state for it.
pub(super) struct Stated {
    pub cells: Vec<CellId>,
    pub value: Number,
}

/// The readings of a quantity, or of two together, of those that the tables fill.
pub(super) fn stated(reading: &Reading<'_>, subject: Subject) -> Vec<Stated> {
    let quantities = &reading.prose.lexicon.quantities;
    let report = reading.prose.report;
    let readings: Vec<Vec<CellId>> = match subject.also {
        Some(other) => {
            vec![[quantities[other].readings[0].as_slice(), &quantities[subject.quantity].readings[0]].concat()]
        }
        None => quantities[subject.quantity].readings.clone(),
    };
    let known = |cells: Vec<CellId>| {
        let values: Vec<_> = cells.iter().map(|&cell| value(report, cell)).collect::<Option<_>>()?;
        Some(Stated { cells, value: values.into_iter().sum() })
    };
    readings.into_iter().filter_map(known).collect()
}

/// What a cell states. A total left blank states what its row adds up to; a blank beside filled cells adds nothing.
fn value(report: &Report, cell: CellId) -> Option<Number> {
    let spec = &report.form().cells[cell];
    let own = report.grid[cell].number();
    if own.is_some() || !spec.is_total {
        return own;
    }
    let table = &report.form().tables[spec.table];
    let row =
        table.equations.iter().find(|equation| equation.kind == EquationKind::RowTotal && equation.right[0] == cell)?;
    let parts: Vec<_> = row.left.iter().filter_map(|&part| report.grid[part].number()).collect();
    let is_blank = |cell: &CellId| matches!(report.grid[*cell].state, State::Blank);
    let is_row_blank = is_blank(&cell) && row.left.iter().all(is_blank);
    (!parts.is_empty() || is_row_blank).then(|| parts.into_iter().sum())
}

/// A finding at a phrase of the text, which a waiver names by its section.
pub(super) fn plain(
    rule: RuleName,
    reading: &Reading<'_>,
    sentence: &Sentence<'_>,
    range: Range<usize>,
    message: Message,
) -> Finding {
    let finding = Finding::new(rule, reading.prose.report.place(sentence.span(range)), message);
    match sentence.passage.section {
        Some(section) => finding.at(section),
        None => finding,
    }
}

/// A finding at a phrase of the text, with the cells it contradicts.
pub(super) fn finding(
    rule: RuleName,
    reading: &Reading<'_>,
    sentence: &Sentence<'_>,
    range: Range<usize>,
    subject: Subject,
    message: Message,
) -> Finding {
    let report = reading.prose.report;
    let mut finding = Finding::new(rule, report.place(sentence.span(range)), message);
    let mut shown = Vec::new();
    for stated in stated(reading, subject) {
        finding = finding.equation(equation(report, &stated));
        for &cell in &stated.cells {
            if shown.contains(&cell) {
                continue;
            }
            shown.push(cell);
            let place = report.cell_place(cell);
            let label = text!("{name}：{value}", "{name}: {value}").with("name", report.form().name(cell));
            let label = label.with("value", written(value(report, cell)));
            finding = if shown.len() > SHOWN { finding.minor(place, label) } else { finding.related(place, label) };
        }
    }
    match shown.first() {
        Some(&cell) => finding.at(report.form().cells[cell].path.clone()),
        None => finding,
    }
}

/// An excerpt with more places is hard to read.
const SHOWN: usize = 3;

fn written(number: Option<Number>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// 表三：本年新收 5 + 上年结转 1 = 6
fn equation(report: &Report, stated: &Stated) -> Message {
    let form = report.form();
    let terms: Vec<_> = stated.cells.iter().map(|&cell| written(value(report, cell))).collect();
    let table = stated.cells.first().map_or("", |&cell| form.tables[form.cells[cell].table].table.name);
    let names: Vec<_> = stated.cells.iter().map(|&cell| form.lines_of(cell).0.short()).collect();
    let (names, sum) = match terms.len() {
        1 => (form.name(stated.cells[0]), terms.concat()),
        _ => (format!("{table}（{}）", names.join("＋")), format!("{} = {}", terms.join(" + "), stated.value)),
    };
    text!("{names}：{sum}", "{names}: {sum}").with("names", names).with("sum", sum)
}

/// 予以公开、部分公开: for messages.
pub(super) fn name(reading: &Reading<'_>, subject: Subject) -> String {
    let name = |at: usize| reading.prose.lexicon.quantities[at].name.as_str();
    subject.also.into_iter().chain([subject.quantity]).map(name).collect::<Vec<_>>().join("、")
}
