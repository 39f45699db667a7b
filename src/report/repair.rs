//! Equations of a table that do not hold, and the changes that would make them hold. What a finding prints of them is
//! written elsewhere.

use super::{Grid, Number, Report, State};
use crate::form::{BlockForm, CellId, Equation, EquationKind, TableForm};

/// One mistake: the equations it breaks, and what would mend it.
#[derive(Debug)]
pub(crate) struct Fault<'a> {
    pub equations: Vec<&'a Equation>,
    pub repair: Option<Repair>,
}

/// Cells and the values they should have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Repair {
    pub kind: RepairKind,
    pub cells: Vec<(CellId, Number)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RepairKind {
    /// One cell holds a wrong number.
    Cell,
    /// A row stands this many columns off.
    ShiftedRow(usize),
    /// One number was typed into two cells.
    SplitNumber,
    /// Two cells of a row stand in each other's place.
    Swapped,
    /// A row of totals was left at zero.
    Unfilled,
    /// A table was filled in wrongly as a whole.
    Table(TableSlip),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TableSlip {
    /// Two rows of a block stand in each other's place.
    ExchangedRows(usize, usize),
    /// Two columns of a block stand in each other's place, in every row.
    ExchangedColumns(usize, usize),
    /// Every row of a block stands one column off.
    Shifted,
    /// A column of totals was left at zero.
    UnfilledColumn(usize),
}

impl Fault<'_> {
    pub(crate) fn breaks(&self, wanted: impl Fn(EquationKind) -> bool) -> bool {
        self.equations.iter().any(|equation| wanted(equation.kind))
    }
}

impl Report {
    /// The report as it is meant, every mistake mended that can be mended in one way only; none if it has no such.
    pub(crate) fn mended(&self) -> Option<&Self> {
        self.mended.get_or_init(|| self.mend()).as_deref()
    }

    fn mend(&self) -> Option<Box<Self>> {
        let mut grid = self.grid.clone();
        for table in &self.form().tables {
            for repair in faults(table, &self.grid).into_iter().filter_map(|fault| fault.repair) {
                repair.apply(table, &mut grid);
            }
        }
        let differs = grid.iter().any(|(cell, mended)| mended.state != self.grid[cell].state);
        differs.then(|| Box::new(self.with_grid(grid)))
    }

    /// The report with what remains mended in each of the ways there are, one mistake at a time.
    pub(crate) fn ways_to_mend(&self) -> Vec<Self> {
        let mended = self.mended().unwrap_or(self);
        let mut ways = Vec::new();
        for table in &self.form().tables {
            let broken = broken(table, &mended.grid);
            let repairs = single_cells(table, &mended.grid, &broken);
            for (repair, _) in repairs.into_iter().take(MOST_WAYS) {
                let mut grid = mended.grid.clone();
                repair.apply(table, &mut grid);
                ways.push(mended.with_grid(grid));
            }
        }
        ways
    }

    /// Whether every equation holds that can be checked.
    pub(crate) fn is_balanced(&self) -> bool {
        self.form().tables.iter().all(|table| broken(table, &self.grid).is_empty())
    }

    /// The report with other figures.
    pub(crate) fn with_grid(&self, grid: Grid) -> Self {
        Self { grid, mended: std::sync::OnceLock::new(), ..self.clone() }
    }
}

/// A sum of more parts than this is not tried part by part.
const MOST_WAYS: usize = 16;

/// The mistakes of one table: those that one repair mends, and every other broken equation for itself.
pub(crate) fn faults<'a>(table: &'a TableForm, grid: &Grid) -> Vec<Fault<'a>> {
    let broken = broken(table, grid);
    if broken.is_empty() {
        return Vec::new();
    }
    let mut left = broken.clone();
    let mut faults = Vec::new();
    for (repair, mended) in repairs(table, grid, &broken) {
        left.retain(|at| !mended.contains(at));
        let equations = mended.iter().map(|at| &table.equations[*at]).collect();
        faults.push(Fault { equations, repair: Some(repair) });
    }
    let left: Vec<_> = left.into_iter().map(|at| &table.equations[at]).collect();
    let alone = left.iter().filter(|equation| !follows(table, grid, equation, &left));
    faults.extend(alone.map(|equation| Fault { equations: vec![equation], repair: None }));
    faults
}

/// Whether an equation of totals is off by just as much as those of their parts together.
fn follows(table: &TableForm, grid: &Grid, equation: &Equation, broken: &[&Equation]) -> bool {
    if equation.kind != EquationKind::Identity || !equation.cells().all(|cell| is_row_total(cell, table, grid)) {
        return false;
    }
    let parts: Vec<_> = broken
        .iter()
        .filter(|other| other.kind == EquationKind::Identity && !std::ptr::eq(**other, equation))
        .collect();
    let by_parts = parts.iter().map(|other| difference(other, grid)).sum::<Number>();
    !parts.is_empty() && by_parts == difference(equation, grid)
}

/// Whether a cell is the total of a row whose parts add up to it.
fn is_row_total(cell: CellId, table: &TableForm, grid: &Grid) -> bool {
    table.equations.iter().any(|row| row.kind == EquationKind::RowTotal && row.right[0] == cell && holds(row, grid))
}

/// By how much the left side is larger.
pub(crate) fn difference(equation: &Equation, grid: &Grid) -> Number {
    sides(equation, grid).map_or(Number::ZERO, |(left, right)| left - right)
}

/// Both sides of an equation, if it can be checked: no cell missing, no total blank, something on either side.
pub(crate) fn sides(equation: &Equation, grid: &Grid) -> Option<(Number, Number)> {
    let sides = (grid.sum(&equation.left)?, grid.sum(&equation.right)?);
    // An identity whose total is blank cannot be checked.
    (!grid[equation.right[0]].is_blank()).then_some(sides)
}

fn holds(equation: &Equation, grid: &Grid) -> bool {
    sides(equation, grid).is_none_or(|(left, right)| left == right)
}

/// The numbers of the equations that do not hold.
fn broken(table: &TableForm, grid: &Grid) -> Vec<usize> {
    let equations = table.equations.iter().enumerate();
    equations.filter(|(_, equation)| !holds(equation, grid)).map(|(at, _)| at).collect()
}

/// A repair, and the numbers of the equations that it mends.
type Candidate = (Repair, Vec<usize>);

/// The repairs that are certain. Where one alone mends everything and no other does, it is that; where none does there
/// are several mistakes, and those repairs are certain that mend at least two equations which no other mends.
fn repairs(table: &TableForm, grid: &Grid, broken: &[usize]) -> Vec<Candidate> {
    let single = single_cells(table, grid, broken);
    let rows = row_repairs(table, grid, broken);
    let exchanged = exchanged_rows(table, grid, broken);
    let [moved, columns] = [moved_columns, exchanged_columns].map(|find| find(table, grid, broken));
    for found in [&single, &rows, &moved, &columns, &exchanged] {
        let mut whole = found.iter().filter(|(_, mended)| mended.len() == broken.len());
        match (whole.next(), whole.next()) {
            (Some(only), None) => return vec![only.clone()],
            (Some(_), Some(_)) => return Vec::new(),
            (None, _) => {}
        }
    }
    let several: Vec<_> =
        single.into_iter().chain(rows).chain(exchanged).filter(|(_, mended)| mended.len() > 1).collect();
    let alone = several
        .iter()
        .filter(|one| !several.iter().any(|other| other.0 != one.0 && one.1.iter().any(|at| other.1.contains(at))));
    alone.cloned().collect()
}

/// Every single cell that, given another value, makes all equations hold in which it stands. A blank may be the cell,
/// a computed total may not: it follows the others.
fn single_cells(table: &TableForm, grid: &Grid, broken: &[usize]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for equation in broken.iter().map(|at| &table.equations[*at]) {
        let Some((left, right)) = sides(equation, grid) else { continue };
        for cell in equation.cells() {
            let now = match grid[cell].state {
                State::Given(number) => number,
                State::Blank => Number::ZERO,
                _ => continue,
            };
            let wanted = if equation.left.contains(&cell) { now + right - left } else { now + left - right };
            let repair = Repair { kind: RepairKind::Cell, cells: vec![(cell, wanted)] };
            if !found.iter().any(|(other, _)| *other == repair) {
                found.extend(repair.candidate(table, grid, broken));
            }
        }
    }
    found
}

/// Rows that, moved some columns or with two cells joined, make all equations hold in which they stand.
fn row_repairs(table: &TableForm, grid: &Grid, broken: &[usize]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for block in &table.blocks {
        for row in 0..block.rows.len() {
            let cells: Vec<_> = (0..block.columns.len()).map(|column| block.cell(row, column)).collect();
            if !broken.iter().any(|at| table.equations[*at].cells().any(|cell| cells.contains(&cell))) {
                continue;
            }
            let Some(values) = cells.iter().map(|&cell| grid[cell].number()).collect::<Option<Vec<_>>>() else {
                continue;
            };
            let unfilled = unfilled(table, grid, &cells, &values).map(|row| (RepairKind::Unfilled, row));
            let rows = shifted(&values).into_iter().chain(joined(&values)).chain(swapped(&values));
            for (kind, new) in rows.chain(unfilled) {
                let changed = cells.iter().zip(&values).zip(new).filter(|((_, old), new)| *old != new);
                let repair = Repair { kind, cells: changed.map(|((&cell, _), new)| (cell, new)).collect() };
                if !found.iter().any(|(other, _)| other.cells == repair.cells) {
                    found.extend(repair.candidate(table, grid, broken));
                }
            }
        }
    }
    found
}

/// Pairs of rows that, exchanged, make all equations hold in which they stand.
fn exchanged_rows(table: &TableForm, grid: &Grid, broken: &[usize]) -> Vec<Candidate> {
    exchanged(table, grid, broken, |block, rows| {
        let differing = pairs(block.rows.len()).filter(|&(a, b)| rows[a] != rows[b]);
        let ways = differing.map(|(a, b)| {
            let mut after = rows.to_vec();
            after.swap(a, b);
            (TableSlip::ExchangedRows(a, b), after)
        });
        ways.collect()
    })
}

/// Pairs of columns that, exchanged in every row, make all equations hold.
fn exchanged_columns(table: &TableForm, grid: &Grid, broken: &[usize]) -> Vec<Candidate> {
    exchanged(table, grid, broken, |block, rows| {
        let ways = pairs(block.columns.len()).map(|(a, b)| {
            let mut after = rows.to_vec();
            for row in &mut after {
                row.swap(a, b);
            }
            (TableSlip::ExchangedColumns(a, b), after)
        });
        ways.collect()
    })
}

/// The ways of filling in a block otherwise that make all equations hold.
fn exchanged(
    table: &TableForm,
    grid: &Grid,
    broken: &[usize],
    ways: impl Fn(&BlockForm, &[Vec<Number>]) -> Vec<(TableSlip, Vec<Vec<Number>>)>,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    if broken.len() < 2 {
        return found;
    }
    for (block, rows) in filled_blocks(table, grid) {
        let repairs = ways(block, &rows).into_iter().map(|(slip, after)| repair_of(slip, block, &rows, &after));
        found.extend(repairs.filter_map(|repair| repair.candidate(table, grid, broken)));
    }
    found
}

/// The numbers of every two of so many.
pub(super) fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..count).flat_map(move |a| (a + 1..count).map(move |b| (a, b)))
}

/// All rows of a block moved by one column, or its column of totals worked out, where that is certain: any columns add up
/// once their totals are worked out, so that more than that has to speak for it.
fn moved_columns(table: &TableForm, grid: &Grid, broken: &[usize]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (block, rows) in filled_blocks(table, grid) {
        let filled_in = rows.iter().filter(|row| row.iter().filter(|number| !number.is_zero()).count() > 1).count();
        let last = block.columns.len() - 1;
        let is_one_sum = matches!(&block.column_totals[..], [(at, _)] if *at == last);
        if broken.len() < MANY || filled_in < MANY || !is_one_sum {
            continue;
        }
        let is_nothing = |column: usize| rows.iter().all(|row| row[column].is_zero());
        let mut ways: Vec<(TableSlip, Vec<Vec<Number>>)> = Vec::new();
        // To the left by one, and to the right.
        for by in [1, last] {
            let moved = rows.iter().map(|row| [&row[by..], &row[..by]].concat());
            ways.push((TableSlip::Shifted, moved.collect()));
        }
        if is_nothing(0) && !is_nothing(last) {
            let moved = rows.iter().map(|row| [&row[1..], &[total(&row[1..])][..]].concat());
            ways.push((TableSlip::Shifted, moved.collect()));
        }
        if is_nothing(last) {
            // Of rows without the column that was lost, the sum still stands at their end.
            let added_up = rows.iter().filter(|row| !row[last - 1].is_zero() && lost(&row[..last]).is_zero()).count();
            ways.push(if added_up < SURE {
                let filled = rows.iter().map(|row| [&row[..last], &[total(&row[..last])][..]].concat());
                (TableSlip::UnfilledColumn(last), filled.collect())
            } else {
                let moved = rows.iter().map(|row| [&[lost(&row[..last])][..], &row[..last]].concat());
                (TableSlip::Shifted, moved.collect())
            });
        }
        for (slip, after) in ways {
            found.extend(repair_of(slip, block, &rows, &after).candidate(table, grid, broken));
        }
    }
    found
}

/// So many rows do not all add up wrongly for reasons of their own.
const MANY: usize = 3;
/// So many do not add up by chance.
const SURE: usize = 2;

/// The blocks of a table in which every cell has a number, and their numbers by row.
fn filled_blocks<'t>(table: &'t TableForm, grid: &Grid) -> Vec<(&'t BlockForm, Vec<Vec<Number>>)> {
    let blocks = table.blocks.iter().filter(|block| block.rows.len() > 1);
    let filled = blocks.filter_map(|block| {
        let rows = (0..block.rows.len()).map(|row| block.cells_of(row).map(|cell| grid[cell].number()).collect());
        Some((block, rows.collect::<Option<Vec<_>>>()?))
    });
    filled.collect()
}

fn repair_of(slip: TableSlip, block: &BlockForm, before: &[Vec<Number>], after: &[Vec<Number>]) -> Repair {
    let rows = before.iter().zip(after).enumerate();
    let cells = rows.flat_map(|(at, (before, after))| block.cells_of(at).zip(before.iter().zip(after)));
    let changed = cells.filter(|(_, (before, after))| before != after);
    Repair { kind: RepairKind::Table(slip), cells: changed.map(|(cell, (_, after))| (cell, *after)).collect() }
}

/// What should stand in a row of totals that is nothing but zeros: the sums of what stands above its cells.
fn unfilled(table: &TableForm, grid: &Grid, cells: &[CellId], values: &[Number]) -> Option<Vec<Number>> {
    if !values.iter().all(|number| number.is_zero()) {
        return None;
    }
    let totals = cells.iter().map(|&cell| {
        let mut totals = table.equations.iter().filter(|equation| equation.kind == EquationKind::ColumnTotal);
        totals.find(|equation| equation.right[0] == cell)
    });
    totals.map(|equation| grid.sum(&equation?.left)).collect()
}

/// The row one column to the left and to the right. What fell off the table's edge comes back at the other end, or is
/// worked out: the last column is the sum of the others. Or all but the last column stand some columns off.
fn shifted(values: &[Number]) -> Vec<(RepairKind, Vec<Number>)> {
    let (Some((&last, inner)), Some((&first, rest))) = (values.split_last(), values.split_first()) else {
        return Vec::new();
    };
    let to_left = [first, total(rest)].map(|end| [rest, &[end][..]].concat());
    let to_right = [last, lost(inner)].map(|start| [&[start][..], inner].concat());
    let whole = to_left.into_iter().chain(to_right).map(|row| (RepairKind::ShiftedRow(1), row));
    whole.chain(shifted_parts(inner, last)).collect()
}

/// What stood before these, if the last of them is the sum of that and the others.
fn lost(rest: &[Number]) -> Number {
    rest.split_last().map_or(Number::ZERO, |(sum, others)| *sum - total(others))
}

fn total(numbers: &[Number]) -> Number {
    numbers.iter().copied().sum()
}

/// The parts moved past nothing but zeros, their sum where it was.
fn shifted_parts(parts: &[Number], total: Number) -> Vec<(RepairKind, Vec<Number>)> {
    let mut rows = Vec::new();
    for by in 1..parts.len() {
        // What leaves the row at one end comes in at the other, so only noughts may leave it.
        let end = parts.len() - by;
        for (at, leaving) in [(by, &parts[..by]), (end, &parts[end..])] {
            if !leaving.iter().all(|number| number.is_zero()) {
                continue;
            }
            let mut row = [&parts[at..], &parts[..at]].concat();
            row.push(total);
            rows.push((RepairKind::ShiftedRow(by), row));
        }
    }
    rows
}

/// The row with two of its parts exchanged.
fn swapped(values: &[Number]) -> Vec<(RepairKind, Vec<Number>)> {
    let parts = values.len().saturating_sub(1);
    let differing = pairs(parts).filter(|&(a, b)| values[a] != values[b]);
    differing
        .map(|(a, b)| {
            let mut row = values.to_vec();
            row.swap(a, b);
            (RepairKind::Swapped, row)
        })
        .collect()
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

impl Repair {
    fn apply(&self, table: &TableForm, grid: &mut Grid) {
        for &(cell, value) in &self.cells {
            grid[cell].state = State::Given(value);
        }
        add_up(table, grid);
    }

    /// With what it mends, if it breaks nothing and all equations hold afterwards in which it changes a cell.
    fn candidate(self, table: &TableForm, grid: &Grid, broken: &[usize]) -> Option<Candidate> {
        if self.cells.is_empty() || self.cells.iter().any(|(_, value)| value.is_negative()) {
            return None;
        }
        let mut mended = grid.clone();
        self.apply(table, &mut mended);
        let mut fixed = Vec::new();
        for (at, equation) in table.equations.iter().enumerate() {
            // Hundreds of repairs are tried, and each touches few of the equations.
            if !equation.cells().any(|cell| self.changes(cell) || matches!(mended[cell].state, State::Computed(_))) {
                continue;
            }
            match (broken.contains(&at), holds(equation, &mended)) {
                (true, true) => fixed.push(at),
                (true, false) if !equation.cells().any(|cell| self.changes(cell)) => {}
                (false, true) => {}
                _ => return None,
            }
        }
        (!fixed.is_empty()).then_some((self, fixed))
    }

    fn changes(&self, cell: CellId) -> bool {
        self.cells.iter().any(|(changed, _)| *changed == cell)
    }
}

/// Works out the computed totals again, those of rows first.
fn add_up(table: &TableForm, grid: &mut Grid) {
    for equation in table.equations.iter().filter(|equation| equation.is_total()) {
        let total = equation.right[0];
        if let State::Computed(_) = grid[total].state
            && let Some(sum) = grid.sum(&equation.left)
        {
            grid[total].state = State::Computed(sum);
        }
    }
}
