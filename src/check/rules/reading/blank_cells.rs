#![doc = include_str!("blank_cells.md")]

use super::blank_count::blank_counts;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::{CellId, TableForm},
    i18n::Message,
    report::{Report, line_of, row},
    text,
};

const NAME: RuleName = RuleName("blank-cells");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Reading, Level::Info, include_str!("blank_cells.md"))
    .summary(text!("表中有空格", "Cells of a table were left blank"))
    .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    for table in &report.form().tables {
        // What `blank-count` reports is not reported again.
        let counts = blank_counts(context, report, table);
        let blank = table.cells.clone().filter(|cell| report.grid[*cell].is_blank() && !counts.contains(cell));
        let blank: Vec<_> = blank.collect();
        let (Some(&first), false) = (blank.first(), report.grid.is_blank(table)) else { continue };
        let message = text!(
            "{table}有 {n} 格空着，不按 0 计",
            "{table}: {n} {n:cell is|cells are} blank; a blank does not count as 0"
        );
        let message = message.with("table", table.table.name).with("n", blank.len());
        findings.push(
            Finding::new(NAME, report.cell_place(first), message)
                .at(&table.slot.path)
                .hint(hint(report, table, &blank)),
        );
    }
}

/// A total is the sum of its parts; that there were none is no reason to leave it blank.
fn hint(report: &Report, table: &TableForm, blank: &[CellId]) -> Message {
    let sum = |cell: CellId| {
        let mut own = table.equations.iter().filter(|equation| equation.is_total() && equation.right[0] == cell);
        own.find_map(|equation| report.grid.sum(&equation.left))
    };
    let row = blank
        .iter()
        .find(|cell| sum(**cell).is_some_and(|sum| !sum.is_zero()))
        .and_then(|cell| row(line_of(report.form(), *cell)?, |cell| report.grid[cell].number().or_else(|| sum(cell))));
    match row {
        Some(row) => text!("总计要填合计数：{row}", "a total is the sum of its parts: {row}").with("row", row),
        None => text!("没有发生就写 0", "write 0 if there were none").into(),
    }
}
