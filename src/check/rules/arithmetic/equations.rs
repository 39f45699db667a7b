//! What is reported of equations that do not hold, and of the change that would make them hold.

use crate::{
    diag::{Finding, RuleName},
    form::{CellId, Equation, EquationKind, Form, Slot, TableForm},
    i18n::Message,
    report::{
        Grid, Number, Report, line_of,
        repair::{Fault, Repair, RepairKind, TableSlip, difference, faults, sides},
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
    // Joining them would leave a waiver for one of two without its finding.
    let is_waived = report.waives(rule);
    for table in &report.form().tables {
        let mut faults: Vec<_> = faults(table, &report.grid).into_iter().filter(|fault| wanted(fault)).collect();
        if !is_waived {
            faults = joined(faults, &report.grid);
        }
        findings.extend(faults.iter().map(|fault| finding(report, table, rule, fault)));
    }
}

/// Of two faults without a remedy makes one that are two sides of it: a number in the wrong row or column is too many
/// there and too few elsewhere.
fn joined<'a>(faults: Vec<Fault<'a>>, grid: &Grid) -> Vec<Fault<'a>> {
    let mut joined: Vec<Fault<'a>> = Vec::new();
    for fault in faults {
        match joined.iter_mut().find(|other| are_two_sides(other, &fault, grid)) {
            Some(other) => other.equations.extend(fault.equations),
            None => joined.push(fault),
        }
    }
    joined
}

fn are_two_sides(one: &Fault<'_>, other: &Fault<'_>, grid: &Grid) -> bool {
    let ([own], [others]) = (&one.equations[..], &other.equations[..]) else { return false };
    one.repair.is_none()
        && other.repair.is_none()
        && own.kind == others.kind
        && (difference(own, grid) + difference(others, grid)).is_zero()
}

fn finding(report: &Report, table: &TableForm, rule: RuleName, fault: &Fault<'_>) -> Finding {
    let form = report.form();
    let suspects: Vec<_> = fault.repair.iter().flat_map(|repair| &repair.cells).map(|(cell, _)| *cell).collect();
    let accused = suspects.first().copied().unwrap_or(fault.equations[0].right[0]);
    let mut finding = Finding::new(rule, report.cell_place(accused), message(report, table, fault, accused))
        .at(&form.cells[accused].path)
        .value(report.typed(accused));
    let of_table = matches!(&fault.repair, Some(Repair { kind: RepairKind::Table(_), .. }));
    // A few of them show what is the matter with all.
    for equation in fault.equations.iter().take(if of_table { SHOWN } else { usize::MAX }) {
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
        None if fault.equations.len() > 1 => finding.hint(text!(
            "逐格对照原始台账：有数填错地方的，移到该填的那一格；各有一个数写错的，分别改正",
            "compare with your records cell by cell: move a misplaced number to its cell or, if each has a wrong number of its own, correct both"
        )),
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
        Some(Repair { kind: RepairKind::Table(slip), .. }) => message_on_table(report, table, *slip, accused),
        None if let [one, other] = fault.equations[..] => {
            let message = match one.kind {
                EquationKind::RowTotal => text!(
                    "{table}“{one}”和“{other}”两行，一行多 {n}、一行少 {n}：像是有数填错了行",
                    "{table}: of the rows “{one}” and “{other}” one is {n} too many, the other {n} too few: a number seems to be in the wrong row"
                ),
                _ => text!(
                    "{table}“{one}”和“{other}”两列，一列多 {n}、一列少 {n}：像是有数填错了列",
                    "{table}: of the columns “{one}” and “{other}” one is {n} too many, the other {n} too few: a number seems to be in the wrong column"
                ),
            };
            let off = difference(one, &report.grid);
            message
                .with("table", table.table.name)
                .with("one", line(form, one))
                .with("other", line(form, other))
                .with("n", if off.is_negative() { Number::ZERO - off } else { off })
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

/// Of a mistake in how a whole table was filled in.
fn message_on_table(report: &Report, table: &TableForm, slip: TableSlip, accused: CellId) -> Message {
    let block = &table.blocks[report.form().cells[accused].block];
    let message = match slip {
        TableSlip::ExchangedRows(a, b) => {
            text!("{table}“{a}”和“{b}”两行填颠倒了", "{table}: the rows “{a}” and “{b}” are swapped")
                .with("a", block.rows[a].short())
                .with("b", block.rows[b].short())
        }
        TableSlip::ExchangedColumns(a, b) => {
            text!("{table}“{a}”和“{b}”两列填颠倒了", "{table}: the columns “{a}” and “{b}” are swapped")
                .with("a", block.columns[a].short())
                .with("b", block.columns[b].short())
        }
        TableSlip::UnfilledColumn(at) => {
            text!("{table}“{column}”这一列没有填", "{table}: the column “{column}” was left at zero")
                .with("column", block.columns[at].short())
        }
        TableSlip::Shifted => text!("{table}每一行都错了一列", "{table}: every row is shifted by one column").into(),
    };
    message.with("table", table.table.name)
}

fn remedy(report: &Report, repair: &Repair) -> Message {
    let form = report.form();
    let first = first_row(report, repair);
    if let (RepairKind::Table(slip), Some((_, row))) = (repair.kind, &first) {
        let hint = match slip {
            TableSlip::ExchangedRows(..) => {
                text!("把这两行的数对调，如：{row}", "swap the numbers of the two rows: {row}")
            }
            TableSlip::UnfilledColumn(_) => {
                text!("每一行都填上前面各格的和，如：{row}", "fill in the sum of each row: {row}")
            }
            TableSlip::ExchangedColumns(..) => {
                text!("每一行都把这两格对调，如：{row}", "swap the two cells in every row: {row}")
            }
            TableSlip::Shifted => text!("每一行都移一列，如：{row}", "move every row by one column: {row}"),
        };
        return hint.with("row", row);
    }
    let is_inside = |slot: &Slot| repair.cells.iter().all(|(cell, _)| slot.cells.contains(*cell));
    if let Some((_, row)) = first.filter(|(slot, _)| repair.cells.len() > 1 && is_inside(slot)) {
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

/// The row of the first cell that a repair changes, as it should be.
fn first_row(report: &Report, repair: &Repair) -> Option<(&'static Slot, String)> {
    let slot = line_of(report.form(), repair.cells.first()?.0)?;
    let row = row(slot, |cell| match repair.cells.iter().find(|(changed, _)| *changed == cell) {
        Some((_, value)) => Some(*value),
        None => report.grid[cell].number(),
    })?;
    Some((slot, row))
}

/// So many of the equations of a whole table are printed.
const SHOWN: usize = 3;

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
