#![doc = include_str!("impossible_stock.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::StockForm,
    report::{Number, Report},
    text,
};

const NAME: RuleName = RuleName("impossible-stock");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Arithmetic, Level::Warning, include_str!("impossible_stock.md"))
    .summary(text!("本年有制发，现行有效却是 0", "Documents issued this year, but none in force"))
    .waivable()
    .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let form = report.form();
    for stock in form.tables.iter().flat_map(|table| &table.stocks) {
        let numbers = (report.grid[stock.added].number(), report.grid[stock.stock].number());
        let (Some(added), Some(left)) = numbers else { continue };
        let expected = expected(context, report, stock);
        if !is_found(added, left, expected) {
            continue;
        }
        let message = text!(
            "{cell}是 0，可是本年制发了 {added} 件",
            "{cell} is 0, although {added} {added:was|were} issued this year"
        )
        .with("cell", form.name(stock.stock))
        .with("added", added);
        let hint = match expected {
            Some(expected) => text!(
                "“现行有效”填年底仍然有效的件数，按上年推算应为 {expected}",
                "enter the number in force at the end of the year; last year's figures imply {expected}"
            )
            .with("expected", expected),
            None => text!("“现行有效”填年底仍然有效的件数", "enter the number in force at the end of the year").into(),
        };
        findings.push(
            Finding::new(NAME, report.cell_place(stock.stock), message)
                .at(&form.cells[stock.stock].path)
                .value(report.typed(stock.stock))
                .related(report.cell_place(stock.added), text!("本年制发", "issued this year"))
                .hint(hint),
        );
    }
}

/// Whether it cannot be that nothing is left of what was issued, as last year's stock leads to so many.
pub(in crate::check::rules) fn is_found(added: Number, left: Number, expected: Option<Number>) -> bool {
    // Last year's stock may explain it, 8 + 1 − 9 = 0, or show that too many were repealed.
    let is_explained = expected.is_some_and(|expected| expected.is_zero() || expected.is_negative());
    !added.is_zero() && left.is_zero() && !is_explained
}

/// What last year's stock leads to.
fn expected(context: &Context<'_>, report: &Report, stock: &StockForm) -> Option<Number> {
    let last = context.previous(report)?.number(&report.form().cells[stock.stock].path)?;
    Some(last + report.grid[stock.added].number()? - report.grid[stock.removed].number()?)
}
