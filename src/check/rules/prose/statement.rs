//! A statement of the text beside the figures of the tables.

use crate::{
    diag::{Finding, RuleName},
    form::{CellId, Form},
    i18n::{Arg, Message},
    prose::{Reading, Sentence, Stated, Subject, value},
    report::{Number, Report},
    text,
};
use std::ops::Range;

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
    for stated in reading.prose.stated(subject) {
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
    let (names, sum) = match terms.len() {
        1 => (form.name(stated.cells[0]), terms.concat()),
        _ => (
            format!("{table}（{}）", distinct_names(form, &stated.cells).join("＋")),
            format!("{} = {}", terms.join(" + "), stated.value),
        ),
    };
    text!("{names}：{sum}", "{names}: {sum}").with("names", names).with("sum", sum)
}

/// What tells cells from each other: their rows, their columns, or both, without what all of them share.
fn distinct_names(form: &Form, cells: &[CellId]) -> Vec<String> {
    let labels: Vec<Vec<&str>> = cells
        .iter()
        .map(|&cell| {
            let (row, column) = form.lines_of(cell);
            [row, column].into_iter().flat_map(|line| line.groups().chain([line.short()])).collect()
        })
        .collect();
    let is_shared = |label: &str| labels.iter().all(|own| own.contains(&label));
    let names = labels.iter().map(|own| own.iter().copied().filter(|label| !label.is_empty() && !is_shared(label)));
    names.map(|own| own.collect::<Vec<_>>().join(" ")).collect()
}

/// 予以公开、部分公开: for messages.
pub(super) fn name(reading: &Reading<'_>, subject: Subject) -> Arg {
    let quantities = &reading.prose.lexicon.quantities;
    let named = subject.also.into_iter().chain([subject.quantity]);
    let named = named
        .map(|at| &quantities[at])
        .flat_map(|quantity| [&quantity.name].into_iter().chain(&quantity.together_with));
    let named = Arg::List(named.cloned().collect());
    let Some(applicant) = subject.applicant else { return named };
    text!("{named}（{applicant}）", "{named} ({applicant})")
        .with("named", named)
        .with("applicant", &quantities[applicant].name)
        .into()
}
