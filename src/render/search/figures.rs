//! What the official tables say: every row and column with its label, and the reports in which it is more than zero.
//!
//! Labels stand in every report, so a search for one is answered by how much it is, not by where it stands.

use super::postings::{Amounts, Figure};
use crate::{
    form::{CellId, EDITIONS, Edition, PerEdition, Slot, without_number},
    report::{Number, Report},
    site::Site,
};
use std::sync::LazyLock;

/// A table of more rows than this is known by its rows' totals, and by the columns of its first row.
const FEW_ROWS: usize = 8;

/// One figure of an edition: its label from the outermost group, the table it stands in, the cells it sums.
pub(super) struct Line {
    label: String,
    table: &'static str,
    cells: Vec<CellId>,
}

static LINES: PerEdition<Vec<Line>> =
    PerEdition::new(|edition| edition.form().tables.iter().flat_map(|table| lines(&table.slot)).collect());

/// Every label of any edition, once.
static LABELS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut labels: Vec<&str> = Vec::new();
    for line in EDITIONS.iter().flat_map(|edition| of(edition)) {
        if !labels.contains(&line.label.as_str()) {
            labels.push(&line.label);
        }
    }
    labels
});

/// The figures of an edition, in its order.
pub(super) fn of(edition: &'static Edition) -> &'static [Line] {
    LINES.of(edition)
}

static NUMBERS: PerEdition<Vec<usize>> = PerEdition::new(|edition| of(edition).iter().map(Line::number).collect());

/// What one table of a report says that is more than zero: the numbers of the labels, and the figures.
pub(super) fn stated(report: &Report, table: &str) -> Vec<(usize, String)> {
    let lines = of(report.edition).iter().zip(NUMBERS.of(report.edition)).filter(|(line, _)| line.table == table);
    lines.filter_map(|(line, number)| Some((*number, line.value(report)?.to_string()))).collect()
}

/// What figures are called. The place of a label is the number of its file.
pub(super) fn labels() -> &'static [&'static str] {
    &LABELS
}

/// The reports in which a figure is more than zero, and how much it is.
pub(super) fn amounts(site: &Site, label: usize) -> String {
    let label = labels()[label];
    let line: PerLabel = EDITIONS.iter().map(|edition| of(edition).iter().find(|line| line.label == label)).collect();
    let mut amounts = Amounts::default();
    for (document, report) in site.archive.reports.iter().enumerate() {
        let at = EDITIONS.iter().position(|edition| std::ptr::eq(*edition, report.edition));
        if let Some(line) = at.and_then(|at| line[at])
            && let Some(value) = line.value(report)
        {
            amounts.push(Figure { document: document as u32, amount: rounded(value) });
        }
    }
    amounts.text()
}

/// By edition: its figure of one label.
type PerLabel = Vec<Option<&'static Line>>;

impl Line {
    /// That of its label.
    fn number(&self) -> usize {
        LABELS.iter().position(|label| *label == self.label).expect("it is one of any edition's")
    }

    /// What a report states, if it is more than zero.
    fn value(&self, report: &Report) -> Option<Number> {
        let sum: Number = self.cells.iter().filter_map(|cell| report.grid[*cell].number()).sum();
        (!sum.is_zero() && !sum.is_negative()).then_some(sum)
    }
}

/// For ranking: whole, and never nothing.
fn rounded(value: Number) -> u32 {
    u32::try_from(value.scaled(0)).unwrap_or(u32::MAX >> 1).clamp(1, u32::MAX >> 1)
}

fn lines(table: &'static Slot) -> Vec<Line> {
    let rows = rows(table);
    let by_total = rows.len() > FEW_ROWS && rows.iter().all(|(_, row)| total(row).is_some());
    let mut lines = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let columns = row.1.children.iter().filter(|column| at == 0 || !by_total || column.is_total);
        lines.extend(columns.map(|column| cell(table, row, column)));
    }
    groups(table, table, &mut Vec::new(), &mut lines);
    lines
}

/// The total of a row, and the only column of one, are known by the row.
fn cell(table: &'static Slot, (label, row): &(Vec<&'static str>, &'static Slot), column: &'static Slot) -> Line {
    let own = (!column.is_total && row.children.len() > 1).then(|| name(column));
    let label: Vec<_> = label.iter().copied().chain(own).collect();
    line(table, &label, vec![column.cells.first()])
}

fn line(table: &'static Slot, label: &[&'static str], cells: Vec<CellId>) -> Line {
    Line { label: label.join(" "), table: table.key, cells }
}

/// The rows below a slot, each with the labels that lead to it.
fn rows(slot: &'static Slot) -> Vec<(Vec<&'static str>, &'static Slot)> {
    let mut found = Vec::new();
    for child in &slot.children {
        if child.children.iter().all(Slot::is_cell) {
            found.push((vec![name(child)], child));
        } else {
            found.extend(rows(child).into_iter().map(|(label, row)| ([vec![name(child)], label].concat(), row)));
        }
    }
    found
}

/// Groups of rows that no row sums up: the form prints no total, but people ask for one.
fn groups(table: &'static Slot, slot: &'static Slot, above: &mut Vec<&'static str>, lines: &mut Vec<Line>) {
    for group in slot.children.iter().filter(|child| !child.children.iter().all(Slot::is_cell)) {
        above.push(name(group));
        let totals: Option<Vec<_>> = rows(group).into_iter().map(|(_, row)| total(row)).collect();
        if let Some(cells) = totals.filter(|_| !group.children.iter().any(|child| child.is_total)) {
            lines.push(line(table, above, cells));
        }
        groups(table, group, above, lines);
        above.pop();
    }
}

/// As the notice prints it, without number and remark: so people look for it.
fn name(slot: &'static Slot) -> &'static str {
    let label = without_number(slot.label);
    label.split('（').next().filter(|name| !name.is_empty()).unwrap_or(label)
}

/// The cell of a row that sums the others.
fn total(row: &'static Slot) -> Option<CellId> {
    row.children.iter().find(|column| column.is_total).map(|column| column.cells.first())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_groups_and_columns_are_known_by_their_labels() {
        for ending in ["国家秘密", "不予公开", "结果纠正", "行政处罚", "自然人", "行政复议", "行政诉讼", "总计"]
        {
            assert!(labels().iter().any(|label| label.ends_with(ending)), "{ending}: {:?}", labels());
        }
    }

    #[test]
    fn a_label_is_one_figure_of_an_edition() {
        for edition in EDITIONS {
            let mut labels: Vec<_> = of(edition).iter().map(|line| &line.label).collect();
            labels.sort();
            let count = labels.len();
            labels.dedup();
            assert_eq!(labels.len(), count, "{}", edition.id);
        }
    }
}
