//! What the text tells beside what the tables state.

use crate::{
    diag::{Finding, Place, RuleName},
    i18n::Message,
    prose::{Claim, Quantity, Reading, Sentence},
    report::{Number, Report},
    text,
};
use std::ops::Range;

/// One way to read a quantity, with what the tables state for it.
pub struct Stated<'q> {
    pub cells: &'q [usize],
    pub value: Number,
}

/// The readings of a quantity, of those that the tables fill.
pub fn stated<'q>(report: &Report, quantity: &'q Quantity) -> Vec<Stated<'q>> {
    let known = |cells: &'q Vec<usize>| {
        let cells = cells.as_slice();
        report.grid.sum(cells).map(|value| Stated { cells, value })
    };
    quantity.readings.iter().filter_map(known).collect()
}

/// A finding at a phrase of the text, with the cells it contradicts.
pub fn finding(
    rule: RuleName,
    reading: &Reading<'_>,
    sentence: &Sentence<'_>,
    range: Range<usize>,
    quantity: &Quantity,
    message: Message,
) -> Finding {
    let report = reading.prose.report;
    let mut finding = Finding::new(rule, report.place(sentence.span(range)), message);
    let mut shown = Vec::new();
    for reading in stated(report, quantity) {
        finding = finding.equation(equation(report, &reading));
        for &cell in reading.cells {
            if shown.contains(&cell) {
                continue;
            }
            shown.push(cell);
            let place = report.cell_place(cell);
            let label = text!("{name}：{value}", "{name}: {value}").with("name", report.form().name(cell));
            let label = label.with("value", written(report.grid[cell].number()));
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
fn equation(report: &Report, stated: &Stated<'_>) -> Message {
    let form = report.form();
    let terms: Vec<_> = stated.cells.iter().map(|&cell| written(report.grid[cell].number())).collect();
    let table = stated.cells.first().map_or("", |&cell| form.tables[form.cells[cell].table].table.name);
    let names: Vec<_> = stated.cells.iter().map(|&cell| form.lines_of(cell).0.short()).collect();
    let (names, sum) = match terms.len() {
        1 => (form.name(stated.cells[0]), terms.concat()),
        _ => (format!("{table}（{}）", names.join("＋")), format!("{} = {}", terms.join(" + "), stated.value)),
    };
    text!("{names}：{sum}", "{names}: {sum}").with("names", names).with("sum", sum)
}

/// 7件, as the text has it.
pub fn phrase<'s>(sentence: &'s Sentence<'_>, claim: &Claim) -> &'s str {
    &sentence.passage.text[claim.numeral.range.clone()]
}

/// The place of another statement of the same text.
pub fn place(reading: &Reading<'_>, sentence: &Sentence<'_>, range: Range<usize>) -> Place {
    reading.prose.report.place(sentence.span(range))
}
