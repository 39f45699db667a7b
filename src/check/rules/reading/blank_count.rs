#![doc = include_str!("blank_count.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::{CellId, Measure, TableForm},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("blank-count");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Reading, Level::Warning, include_str!("blank_count.md"))
    .summary(text!("表二的件数空着", "A count of table two was left blank"))
    .waivable()
    .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    for table in report.form().tables.iter().filter(|table| !report.grid.is_blank(table)) {
        let blank = blank_counts(context, report, table);
        let Some((&first, others)) = blank.split_first() else { continue };
        let message = if others.is_empty() {
            text!("{cell}空着", "{cell} is blank")
        } else {
            text!("{cell}等 {n} 格空着", "{cell} and others, {n} in all, are blank")
        };
        let message = message.with("cell", report.form().name(first)).with("n", blank.len());
        let finding =
            Finding::new(NAME, report.cell_place(first), message).at(&report.form().cells[first].path).hint(text!(
                "没有发生就写 0；这张表没有总计，空着的没有别的数可以核对",
                "write 0 for none: without totals, a blank in this table cannot be distinguished from zero"
            ));
        findings.push(others.iter().fold(finding, |finding, &cell| {
            finding.related(report.cell_place(cell), text!("这一格也空着", "also blank"))
        }));
    }
}

/// The counts left blank in a table that has no sums, so that nothing else says what they are. Who cannot make 规章 has
/// none to count: a row of them left blank says so.
pub(crate) fn blank_counts(context: &Context<'_>, report: &Report, table: &TableForm) -> Vec<CellId> {
    let has_none =
        !context.agency_of(report).makes_rules() && table.rulemaking.iter().all(|cell| report.grid[*cell].is_blank());
    let blank = table.cells.clone().filter(|cell| report.grid[*cell].is_blank());
    let cells = blank.filter(|_| table.equations.is_empty());
    let cells = cells.filter(|cell| !has_none || !table.rulemaking.contains(cell));
    cells.filter(|cell| matches!(report.form().cells[*cell].measure, Measure::Count)).collect()
}
