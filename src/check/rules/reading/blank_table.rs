#![doc = include_str!("blank_table.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("blank-table");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Reading, Level::Warning, include_str!("blank_table.md"))
    .summary(text!("整张表空着", "A whole table was left blank"))
    .waivable()
    .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    for table in &report.form().tables {
        let blank = table.cells.clone().find(|&cell| report.grid[cell].is_blank());
        let (Some(first), true) = (blank, report.grid.is_blank(table)) else { continue };
        let message = text!("{table}一个数也没有填", "{table} has no numbers at all").with("table", table.table.name);
        findings.push(
            Finding::new(NAME, report.cell_place(first), message)
                .at(&table.slot.path)
                .hint(text!("填上数字；没有发生写 0", "fill in the numbers; write 0 if there were none")),
        );
    }
}
