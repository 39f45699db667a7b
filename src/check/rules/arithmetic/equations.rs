//! What is reported of equations that do not hold, and of the change that would make them hold.

use crate::{
    diag::{Finding, RuleName},
    form::{CellId, Equation, EquationKind, Form, TableForm},
    i18n::Message,
    report::{
        Grid, Number, Report, line_of,
        repair::{Fault, Repair, RepairKind, faults, sides},
        row,
    },
    text,
};

/// Turns the faults that `wanted` claims into findings of `rule`.
pub(super) fn report_faults(
    report: &Report,
    rule: RuleName,
    wanted: impl Fn(&Fault<'_>) -> bool,
    findings: &mut Vec<Finding>,
) {
    for table in &report.form().tables {
        for fault in faults(table, &report.grid).iter().filter(|fault| wanted(fault)) {
            findings.push(finding(report, table, rule, fault));
        }
    }
}

fn finding(report: &Report, table: &TableForm, rule: RuleName, fault: &Fault<'_>) -> Finding {
    let form = report.form();
    let suspects: Vec<_> = fault.repair.iter().flat_map(|repair| &repair.cells).map(|(cell, _)| *cell).collect();
    let accused = suspects.first().copied().unwrap_or(fault.equations[0].right[0]);
    let mut finding = Finding::new(rule, report.cell_place(accused), message(report, table, fault, accused))
        .at(&form.cells[accused].path)
        .value(report.typed(accused));
    for equation in &fault.equations {
        let written = written(equation, &report.grid);
        finding = finding.equation(match fault.equations.len() {
            1 => written,
            _ => {
                let line = line(form, equation);
                text!("{line}：{sum}", "{line}: {sum}").with("line", line).with("sum", written)
            }
        });
        for cell in equation.cells().filter(|cell| *cell != accused) {
            let (place, label) = (report.cell_place(cell), label(form, equation.kind, cell, &report.grid));
            finding = match report.grid[cell].number() {
                Some(number) if !number.is_zero() => finding.related(place, label),
                _ => finding.minor(place, label),
            };
        }
    }
    match &fault.repair {
        Some(repair) => finding
            .label(text!("应为 {value}", "should be {value}").with("value", repair.cells[0].1))
            .suggest(repair.cells.iter().map(|(cell, value)| (form.cells[*cell].path.clone(), value.to_string())))
            .hint(remedy(report, repair)),
        None => finding.hint(text!(
            "对照原始台账，改正写错的数；一个数改对，有关的等式都会成立",
            "compare with your records and correct the wrong number; all affected equations will then hold"
        )),
    }
}

fn message(report: &Report, table: &TableForm, fault: &Fault<'_>, accused: CellId) -> Message {
    let form = report.form();
    let name = form.name(accused);
    match &fault.repair {
        Some(Repair { kind: RepairKind::Cell, cells }) => {
            text!("{cell}写的是 {now}，应为 {value}", "{cell} is {now} but should be {value}")
                .with("cell", name)
                .with("now", report.typed(accused))
                .with("value", cells[0].1)
        }
        Some(Repair { kind: RepairKind::ShiftedRow(by), .. }) => {
            let row = form.lines_of(accused).0.labels.last().copied().unwrap_or_default();
            let message = match by {
                1 => text!("{table}“{row}”这一行错了一列", "{table}: the row “{row}” is shifted by one column"),
                _ => text!("{table}“{row}”这一行错了 {by} 列", "{table}: the row “{row}” is shifted by {by} columns"),
            };
            message.with("table", table.table.name).with("row", row).with("by", *by)
        }
        Some(Repair { kind: RepairKind::Unfilled, .. }) => {
            let row = form.lines_of(accused).0.labels.last().copied().unwrap_or_default();
            text!("{table}“{row}”这一行没有填", "{table}: the row “{row}” was left at zero")
                .with("table", table.table.name)
                .with("row", row)
        }
        Some(Repair { kind: RepairKind::Swapped, .. }) => {
            let row = form.lines_of(accused).0.labels.last().copied().unwrap_or_default();
            text!("{table}“{row}”这一行有两格填颠倒了", "{table}: two cells of the row “{row}” are swapped")
                .with("table", table.table.name)
                .with("row", row)
        }
        Some(Repair { kind: RepairKind::SplitNumber, .. }) => {
            let row = form.lines_of(accused).0.labels.last().copied().unwrap_or_default();
            text!(
                "{table}“{row}”这一行把一个数拆进了两格",
                "{table}: the row “{row}” has one number split over two cells"
            )
            .with("table", table.table.name)
            .with("row", row)
        }
        None => match fault.equations[0].kind {
            EquationKind::Identity => {
                let column = form.lines_of(accused).1.named_labels().join(" ");
                text!("{table}“{column}”一列不合勾稽关系", "{table}: the column “{column}” does not balance")
                    .with("table", table.table.name)
                    .with("column", column)
            }
            _ => text!("{cell}不等于各项之和", "{cell} is not the sum of its parts").with("cell", name),
        },
    }
}

fn remedy(report: &Report, repair: &Repair) -> Message {
    let form = report.form();
    if let Some(row) = whole_row(report, repair).filter(|_| repair.cells.len() > 1) {
        return text!("这一行改成：{row}", "write this row as: {row}").with("row", row);
    }
    let changes: Vec<_> = repair.cells.iter().map(|(cell, value)| format!("{} → {value}", form.name(*cell))).collect();
    match changes.as_slice() {
        [only] => text!("改这一格即可：{change}", "changing one cell corrects this: {change}").with("change", only),
        _ => text!("改这{n}格即可：{changes}", "changing {n} cells corrects this: {changes}")
            .with("n", changes.len())
            .with("changes", changes.join("；")),
    }
}

/// The row of the cells that a repair changes, as it should be.
fn whole_row(report: &Report, repair: &Repair) -> Option<String> {
    let slot = line_of(report.form(), repair.cells.first()?.0)?;
    let is_inside = repair.cells.iter().all(|(cell, _)| slot.cells.contains(*cell));
    let row = row(slot, |cell| match repair.cells.iter().find(|(changed, _)| *changed == cell) {
        Some((_, value)) => Some(*value),
        None => report.grid[cell].number(),
    });
    row.filter(|_| is_inside)
}

/// `12 + 0 ≠ 11 + 0，差 1`
fn written(equation: &Equation, grid: &Grid) -> Message {
    let (left, right) = sides(equation, grid).unwrap_or_default();
    let difference = if left > right { left - right } else { right - left };
    text!("{left} ≠ {right}，差 {difference}", "{left} ≠ {right}, off by {difference}")
        .with("left", sum(&equation.left, grid, equation.is_total()))
        .with("right", sum(&equation.right, grid, equation.is_total()))
        .with("difference", difference)
}

/// The row or column that an equation is about.
fn line(form: &Form, equation: &Equation) -> &'static str {
    let (row, column) = form.lines_of(equation.right[0]);
    if equation.kind == EquationKind::RowTotal { row.short() } else { column.short() }
}

/// The terms of a sum. In long sums of outcomes zeros are left out; an identity shows all it has.
fn sum(cells: &[CellId], grid: &Grid, brief: bool) -> String {
    let numbers: Vec<_> = cells.iter().filter_map(|&cell| grid[cell].number()).collect();
    let shown: Vec<_> =
        numbers.iter().filter(|n| !brief || numbers.len() <= 6 || !n.is_zero()).map(Number::to_string).collect();
    if shown.is_empty() { "0".into() } else { shown.join(" + ") }
}

/// The label of a cell in an excerpt: within a row its column, within a column its row.
fn label(form: &Form, kind: EquationKind, cell: CellId, grid: &Grid) -> Message {
    let (row, column) = form.lines_of(cell);
    let line = if kind == EquationKind::RowTotal { column } else { row };
    let value = grid[cell].number().map_or_else(|| "/".into(), |n| n.to_string());
    text!("{line} {value}", "{line} {value}").with("line", line.short()).with("value", value)
}
