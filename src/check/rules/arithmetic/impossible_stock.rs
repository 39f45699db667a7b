#![doc = include_str!("impossible_stock.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::StockForm,
    report::Report,
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
        if added.is_zero() || !left.is_zero() || is_used_up(context, report, stock) {
            continue;
        }
        let message = text!(
            "{cell}是 0，可是本年制发了 {added} 件",
            "{cell} is 0, although {added} {added:was|were} issued this year"
        )
        .with("cell", form.name(stock.stock))
        .with("added", added);
        findings.push(
            Finding::new(NAME, report.cell_place(stock.stock), message)
                .at(&form.cells[stock.stock].path)
                .value(report.typed(stock.stock))
                .related(report.cell_place(stock.added), text!("本年制发", "issued this year"))
                .hint(text!(
                    "“现行有效”填年底仍然有效的件数",
                    "give the number that are in force at the end of the year"
                )),
        );
    }
}

/// Whether last year's stock explains that nothing is left: 8 + 1 − 9 = 0.
fn is_used_up(context: &Context<'_>, report: &Report, stock: &StockForm) -> bool {
    let last = context.previous(report).and_then(|last| last.number(&report.form().cells[stock.stock].path));
    let numbers = (last, report.grid[stock.added].number(), report.grid[stock.removed].number());
    matches!(numbers, (Some(last), Some(added), Some(removed)) if (last + added - removed).is_zero())
}
