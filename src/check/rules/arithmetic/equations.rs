//! Equations of a table that do not hold, and the one change that would make all of them hold.

use crate::{
    diag::{Finding, RuleName},
    form::{CellId, Equation, EquationKind, Form, TableForm},
    i18n::Message,
    report::{Grid, Number, Report, State},
    text,
};

/// One mistake: the equations it breaks, and what would mend it.
#[derive(Debug)]
pub(super) struct Fault<'a> {
    pub equations: Vec<&'a Equation>,
    pub repair: Option<Repair>,
}

/// Cells and the values they should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repair {
    pub kind: RepairKind,
    pub cells: Vec<(CellId, Number)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RepairKind {
    /// One cell holds a wrong number.
    Cell,
    /// A row stands one column off.
    ShiftedRow,
    /// One number was typed into two cells.
    SplitNumber,
}

impl Fault<'_> {
    pub(super) fn breaks(&self, wanted: impl Fn(EquationKind) -> bool) -> bool {
        self.equations.iter().any(|equation| wanted(equation.kind))
    }
}

/// The mistakes of one table. If one repair mends every broken equation they are one mistake; otherwise each broken
/// equation stands for itself.
pub(super) fn faults<'a>(table: &'a TableForm, grid: &Grid) -> Vec<Fault<'a>> {
    let broken: Vec<_> = table.equations.iter().filter(|equation| !holds(equation, grid)).collect();
    if broken.is_empty() {
        return Vec::new();
    }
    match repair(table, grid, &broken) {
        Some(repair) => vec![Fault { equations: broken, repair: Some(repair) }],
        None => broken.into_iter().map(|equation| Fault { equations: vec![equation], repair: None }).collect(),
    }
}

/// Both sides of an equation, if it can be checked: no cell missing, no total blank, something on either side.
fn sides(equation: &Equation, grid: &Grid) -> Option<(Number, Number)> {
    let sides = (grid.sum(&equation.left)?, grid.sum(&equation.right)?);
    // An identity whose total is blank cannot be checked.
    (!grid[equation.right[0]].is_blank()).then_some(sides)
}

fn holds(equation: &Equation, grid: &Grid) -> bool {
    sides(equation, grid).is_none_or(|(left, right)| left == right)
}

/// The only repair there is, if there is exactly one.
fn repair(table: &TableForm, grid: &Grid, broken: &[&Equation]) -> Option<Repair> {
    let single = single_cells(table, grid, broken);
    let candidates = if single.is_empty() { row_repairs(table, grid, broken) } else { single };
    match candidates.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// Every single cell that, given another value, makes all equations hold. A blank may be the cell, a computed total
/// may not: it follows the others.
fn single_cells(table: &TableForm, grid: &Grid, broken: &[&Equation]) -> Vec<Repair> {
    let mut found: Vec<Repair> = Vec::new();
    for equation in broken {
        let Some((left, right)) = sides(equation, grid) else { continue };
        for cell in equation.cells() {
            let now = match grid[cell].state {
                State::Given(number) => number,
                State::Blank => Number::ZERO,
                _ => continue,
            };
            let wanted = if equation.left.contains(&cell) { now + right - left } else { now + left - right };
            let repair = Repair { kind: RepairKind::Cell, cells: vec![(cell, wanted)] };
            if !found.contains(&repair) && mends(table, grid, &repair) {
                found.push(repair);
            }
        }
    }
    found
}

/// Rows that, moved one column or with two cells joined, make all equations hold.
fn row_repairs(table: &TableForm, grid: &Grid, broken: &[&Equation]) -> Vec<Repair> {
    let mut found: Vec<Repair> = Vec::new();
    for block in &table.blocks {
        for row in 0..block.rows.len() {
            let cells: Vec<_> = (0..block.columns.len()).map(|column| block.cell(row, column)).collect();
            if !broken.iter().any(|equation| equation.cells().any(|cell| cells.contains(&cell))) {
                continue;
            }
            let Some(values) = cells.iter().map(|&cell| grid[cell].number()).collect::<Option<Vec<_>>>() else {
                continue;
            };
            for (kind, new) in shifted(&values).into_iter().chain(joined(&values)) {
                let changed = cells.iter().zip(&values).zip(new).filter(|((_, old), new)| *old != new);
                let cells: Vec<_> = changed.map(|((&cell, _), new)| (cell, new)).collect();
                let repair = Repair { kind, cells };
                if mends(table, grid, &repair) && !found.iter().any(|other| other.cells == repair.cells) {
                    found.push(repair);
                }
            }
        }
    }
    found
}

/// The row one column to the left and to the right. What fell off the table's edge comes back at the other end, or is
/// worked out: the last column is the sum of the others.
fn shifted(values: &[Number]) -> Vec<(RepairKind, Vec<Number>)> {
    let Some((&last, inner)) = values.split_last() else { return Vec::new() };
    let Some((&first, rest)) = values.split_first() else { return Vec::new() };
    let sum = |numbers: &[Number]| numbers.iter().copied().sum::<Number>();
    let to_left = |end| rest.iter().copied().chain([end]).collect();
    let to_right = |start| std::iter::once(start).chain(inner.iter().copied()).collect();
    let vanished = inner.last().map_or(Number::ZERO, |total| *total - sum(&inner[..inner.len() - 1]));
    [to_left(first), to_left(sum(rest)), to_right(last), to_right(vanished)]
        .map(|row| (RepairKind::ShiftedRow, row))
        .into()
}

/// The row with two neighbours' digits joined into one of them, the other being nothing.
fn joined(values: &[Number]) -> Vec<(RepairKind, Vec<Number>)> {
    let mut rows = Vec::new();
    for at in 0..values.len().saturating_sub(1) {
        let digits = format!("{}{}", values[at], values[at + 1]);
        let Some(whole) = Number::parse(&digits).filter(|_| !values[at].is_zero()) else { continue };
        for (keep, clear) in [(at, at + 1), (at + 1, at)] {
            let mut row = values.to_vec();
            row[keep] = whole;
            row[clear] = Number::ZERO;
            rows.push((RepairKind::SplitNumber, row));
        }
    }
    rows
}

fn mends(table: &TableForm, grid: &Grid, repair: &Repair) -> bool {
    if repair.cells.is_empty() || repair.cells.iter().any(|(_, value)| value.is_negative()) {
        return false;
    }
    let mut mended = grid.clone();
    for &(cell, value) in &repair.cells {
        mended[cell].state = State::Given(value);
    }
    add_up(table, &mut mended);
    table.equations.iter().all(|equation| holds(equation, &mended))
}

/// Works out the computed totals again, those of rows first.
fn add_up(table: &TableForm, grid: &mut Grid) {
    for equation in table.equations.iter().filter(|equation| equation.is_total()) {
        if let (State::Computed(_), Some(sum)) = (grid[equation.right[0]].state, grid.sum(&equation.left)) {
            grid[equation.right[0]].state = State::Computed(sum);
        }
    }
}

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
        finding = finding.equation(written(equation, &report.grid));
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
            .hint(remedy(form, repair)),
        None => finding.hint(text!(
            "对照原始台账，改正写错的数；一个数改对，有关的等式都会成立",
            "compare with your records and correct the wrong number; every equation concerned will then hold"
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
        Some(Repair { kind: RepairKind::ShiftedRow, .. }) => {
            let row = form.lines_of(accused).0.labels.last().copied().unwrap_or_default();
            text!("{table}“{row}”这一行错了一列", "{table}: the row “{row}” is shifted by one column")
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

fn remedy(form: &Form, repair: &Repair) -> Message {
    let changes: Vec<_> = repair.cells.iter().map(|(cell, value)| format!("{} → {value}", form.name(*cell))).collect();
    match changes.as_slice() {
        [only] => text!("改这一格即可：{change}", "changing one cell corrects this: {change}").with("change", only),
        _ => text!("改这{n}格即可：{changes}", "changing {n} cells corrects this: {changes}")
            .with("n", changes.len())
            .with("changes", changes.join("；")),
    }
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
