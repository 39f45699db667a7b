#![doc = include_str!("blank_cells.md")]

use super::blank_count::blank_counts;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    report::Report,
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
                .hint(text!("没有发生就写 0", "write 0 if there were none")),
        );
    }
}
