#![doc = include_str!("stock_mismatch.md")]

use crate::{
    check::{Check, Context, Group, Rule, rules::arithmetic::impossible_stock},
    diag::{Finding, Level, RuleName},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("stock-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Years, Level::Warning, include_str!("stock_mismatch.md"))
    .summary(text!(
        "现行有效不等于上年加制发减废止",
        "Documents in force are not last year’s plus issued minus repealed"
    ))
    .waivable()
    .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(before) = context.previous(report) else { return };
    let form = report.form();
    for stock in form.tables.iter().flat_map(|table| &table.stocks) {
        let path = &form.cells[stock.stock].path;
        let last = before.form().cell(path);
        let (Some(last), Some(added), Some(removed), Some(now)) = (
            last.and_then(|cell| before.grid[cell].number()),
            report.grid[stock.added].number(),
            report.grid[stock.removed].number(),
            report.grid[stock.stock].number(),
        ) else {
            continue;
        };
        let expected = last + added - removed;
        let is_impossible = now.is_zero() && !added.is_zero() && context.is_on(&impossible_stock::RULE);
        if now == expected || is_impossible {
            continue;
        }
        let difference = if now > expected { now - expected } else { expected - now };
        let message = text!(
            "{cell}是 {now}，按上年推算应为 {expected}",
            "{cell} is {now}, but last year's figures imply {expected}"
        )
        .with("cell", form.name(stock.stock))
        .with("now", now)
        .with("expected", expected);
        let mut finding = Finding::new(NAME, report.cell_place(stock.stock), message)
            .at(path)
            .value(report.typed(stock.stock))
            .equation(
                text!(
                    "{last} + {added} − {removed} ≠ {now}，差 {difference}",
                    "{last} + {added} − {removed} ≠ {now}, off by {difference}"
                )
                .with("last", last)
                .with("added", added)
                .with("removed", removed)
                .with("now", now)
                .with("difference", difference),
            )
            .related(report.cell_place(stock.added), text!("本年制发", "issued this year"))
            .related(report.cell_place(stock.removed), text!("本年废止", "repealed this year"))
            .hint(text!(
                "清理、合并、自然失效都可能使两数不接；属实就写一条豁免（waivers）说明理由",
                "reviews, mergers and expiry can explain the difference; if so, give the reason in a waiver"
            ));
        if let Some(cell) = before.form().cell(path) {
            finding = finding.related(before.cell_place(cell), text!("上年现行有效", "in force last year"));
        }
        findings.push(finding);
    }
}
