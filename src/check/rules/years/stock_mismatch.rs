#![doc = include_str!("stock_mismatch.md")]

use crate::{
    check::{Check, Context, Group, Rule, rules::arithmetic::impossible_stock},
    diag::{Finding, Level, RuleName},
    form::CellId,
    i18n::Message,
    report::{Report, Stock, exchanged_stocks},
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
    let stocks = report.stocks(before);
    let mut differing: Vec<_> =
        stocks.iter().copied().filter(|stock| !stock.is_expected() && !is_impossible(context, stock)).collect();
    // What is waived is waived row by row.
    let is_waived = report.waives(NAME);
    if let Some(pair) = exchanged_stocks(&stocks).filter(|_| !is_waived) {
        differing.retain(|stock| pair.iter().all(|of_pair| of_pair.form.stock != stock.form.stock));
        findings.push(finding(report, before, &pair, rows_exchanged(report, pair)));
    }
    if let Some(cells) = columns_exchanged(report, &differing).filter(|_| !is_waived) {
        findings.push(finding(report, before, &differing, exchanged(report, cells)));
        return;
    }
    findings.extend(differing.iter().map(|stock| {
        let finding =
            finding(report, before, &[*stock], difference(report, stock)).value(report.typed(stock.form.stock));
        match (likely_slip(stock), stock.exchanged_cells()) {
            (None, Some(cells)) => {
                finding.hint(text!("看看是不是{fault}", "perhaps {fault}").with("fault", exchanged(report, cells)))
            }
            (slip, _) => slip.into_iter().fold(finding, Finding::hint).hint(text!(
                "清理、合并、自然失效都可能使两数不接；属实的，写一条豁免（waivers）说明理由",
                "reviews, mergers and expiry can explain the difference; if so, give the reason in a waiver"
            )),
        }
    }));
}

/// What seems to have been forgotten, if that explains the difference.
fn likely_slip(stock: &Stock<'_>) -> Option<Message> {
    let Stock { last, added, removed, now, .. } = *stock;
    if stock.expected().is_negative() {
        return stock.exchanged_cells().is_none().then(|| {
            text!(
                "核对本年废止的件数和上年的现行有效：其中有一个数不对",
                "check the number repealed this year and last year's figure in force: one of the two is wrong"
            )
            .into()
        });
    }
    let hint = if now == last + added {
        text!(
            "像是没有减去本年废止的 {n} 件：写成 {expected}",
            "the {n} repealed this year seem not to be taken off: write {expected}"
        )
        .with("n", removed)
    } else if now == last - removed {
        text!(
            "像是没有加上本年制发的 {n} 件：写成 {expected}",
            "the {n} issued this year seem not to be added: write {expected}"
        )
        .with("n", added)
    } else if now == last {
        text!("还是上年的数：写成 {expected}", "this is still last year's figure: write {expected}").into()
    } else {
        return None;
    };
    Some(hint.with("expected", stock.expected()))
}

/// Whether another rule reports it.
fn is_impossible(context: &Context<'_>, stock: &Stock<'_>) -> bool {
    impossible_stock::is_found(stock.added, stock.now, Some(stock.expected())) && context.is_on(&impossible_stock::RULE)
}

/// The cells of the first, if all of several have the same two columns exchanged.
fn columns_exchanged(report: &Report, differing: &[Stock<'_>]) -> Option<[CellId; 2]> {
    let cells = &report.form().cells;
    let columns = |stock: &Stock<'_>| stock.exchanged_cells().map(|own| own.map(|cell| cells[cell].column));
    let first = differing.first()?;
    let are_alike = differing.len() > 1 && differing.iter().all(|stock| columns(stock) == columns(first));
    first.exchanged_cells().filter(|_| are_alike)
}

fn exchanged(report: &Report, cells: [CellId; 2]) -> Message {
    let [one, other] = cells.map(|cell| report.form().lines_of(cell).1.short());
    text!("“{one}”和“{other}”填颠倒了", "“{one}” and “{other}” are swapped").with("one", one).with("other", other)
}

fn rows_exchanged(report: &Report, pair: [Stock<'_>; 2]) -> Message {
    let [one, other] = pair.map(|stock| report.form().lines_of(stock.form.stock).0.short());
    text!(
        "“{one}”和“{other}”两行填颠倒了：对调后都和上年的现行有效接得上",
        "the rows “{one}” and “{other}” are swapped: exchanged, both follow from last year's figures"
    )
    .with("one", one)
    .with("other", other)
}

fn difference(report: &Report, stock: &Stock<'_>) -> Message {
    let message = if stock.expected().is_negative() {
        text!(
            "{cell}是 {now}，可是本年废止的 {removed} 件比上年有效的 {last} 件加本年制发的 {added} 件还多",
            "{cell} is {now}, but {removed} repealed this year are more than last year's {last} in force and the {added} issued"
        )
    } else {
        text!("{cell}是 {now}，按上年推算应为 {expected}", "{cell} is {now}, but last year's figures imply {expected}")
    };
    message
        .with("cell", report.form().name(stock.form.stock))
        .with("now", stock.now)
        .with("expected", stock.expected())
        .with("removed", stock.removed)
        .with("last", stock.last)
        .with("added", stock.added)
}

/// One finding for these, at the first.
fn finding(report: &Report, before: &Report, stocks: &[Stock<'_>], message: Message) -> Finding {
    let cells = &report.form().cells;
    let first = stocks[0].form.stock;
    let mut finding = Finding::new(NAME, report.cell_place(first), message).at(&cells[first].path);
    for stock in stocks {
        finding = finding
            .equation(equation(stock))
            .related(report.cell_place(stock.form.added), text!("本年制发", "issued this year"))
            .related(report.cell_place(stock.form.removed), text!("本年废止", "repealed this year"));
        if let Some(cell) = before.form().cell(&cells[stock.form.stock].path) {
            finding = finding.related(before.cell_place(cell), text!("上年现行有效", "in force last year"));
        }
    }
    finding
}

fn equation(stock: &Stock<'_>) -> Message {
    let (now, expected) = (stock.now, stock.expected());
    let difference = if now > expected { now - expected } else { expected - now };
    text!(
        "{last} + {added} − {removed} ≠ {now}，差 {difference}",
        "{last} + {added} − {removed} ≠ {now}, off by {difference}"
    )
    .with("last", stock.last)
    .with("added", stock.added)
    .with("removed", stock.removed)
    .with("now", now)
    .with("difference", difference)
}
