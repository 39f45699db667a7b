//! Tables that count by parts of the year: 一季度, 二季度, 三季度, 四季度, 合计, beside each other or below each other.
//!
//! The form counts whole years. Where the parts add up to what is called their sum, that is the year's; where they do not,
//! none of the numbers is. What is of no year stands in rows by itself then, and is listed as unread.

use super::{
    doc::{Block, Cell, Doc, Grid, Rules},
    fold,
    value::Value,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

/// Halves, quarters, months: so many parts are a year.
const WHOLE: [usize; 3] = [2, 4, 12];
/// What the sum of the parts of a year is called.
const SUMS: [&str; 9] = ["合计", "总计", "共计", "总数", "全年", "全年合计", "全年累计", "年度合计", "累计"];

/// Leaves in the rows of the form what is of the whole year.
pub(super) fn set_aside(doc: &mut Doc) {
    let blocks = std::mem::take(&mut doc.blocks).into_iter();
    doc.blocks = blocks
        .flat_map(|block| match block {
            Block::Grid(grid) if grid.may_be_the_forms() && has_own(&grid) => {
                let mut grids = columns(grid);
                grids.iter_mut().for_each(rows);
                grids.into_iter().map(Block::Grid).collect()
            }
            block => vec![block],
        })
        .collect();
}

/// Whether a table has rows of the form, or the columns of one whose row has no name. A table of quarters in the text may have
/// the columns of others.
fn has_own(grid: &Grid) -> bool {
    let is_own = |text: &str| fold::is_row_alone(text) || fold::is_outcome(text) && !is_sum(text);
    grid.cells.iter().any(|cell| is_own(&cell.text))
}

/// 第一季度, 上半年, 3月, 1-3月.
fn is_period(text: &str) -> bool {
    let plain: String = fold::cleaned(text).chars().filter(|c| !c.is_whitespace()).collect();
    let plain = plain.strip_prefix('第').unwrap_or(&plain);
    let Some(which) = ["季度", "季", "月份", "月", "半年"].iter().find_map(|unit| plain.strip_suffix(unit))
    else {
        return false;
    };
    (1..=5).contains(&which.chars().count())
        && which.chars().all(|c| c.is_numeric() || "一二三四五六七八九十上下前后-－—–~～至".contains(c))
}

fn is_sum(text: &str) -> bool {
    SUMS.contains(&&*fold::label(text))
}

/// What a cell counts; a blank nothing.
fn count(cell: &Cell) -> Option<u64> {
    Value::read(&cell.text)?.count()
}

/// Lets the name of a part of the year end as a sentence does: no name of a row goes on with it.
fn end(cell: &mut Cell) {
    if is_period(&cell.text) || is_sum(&cell.text) {
        cell.text.push('。');
    }
}

/// Makes room for a row.
fn insert_row(grid: &mut Grid, row: usize) {
    for cell in &mut grid.cells {
        if cell.row >= row {
            cell.row += 1;
        } else if cell.row + cell.rows > row {
            cell.rows += 1;
        }
    }
}

/// A grid without columns that are parts of the year; rows that were read by sums that are right are drawn by them.
fn columns(mut grid: Grid) -> Vec<Grid> {
    let mut done = Vec::new();
    while let Some(heads) = Heads::next(&grid) {
        let is_sure = heads.set_aside(&mut grid);
        if is_sure && grid.rules == Rules::Guessed {
            let (above, rest): (Vec<_>, Vec<_>) = grid.cells.into_iter().partition(|cell| cell.row < heads.head);
            let (own, below) = rest.into_iter().partition(|cell| cell.row <= heads.rows.end);
            done.push(Grid { cells: above, rules: Rules::Guessed });
            done.push(Grid { cells: own, rules: Rules::Lattice });
            grid = Grid { cells: below, rules: Rules::Guessed };
        }
    }
    done.push(grid);
    done.retain(|grid| !grid.cells.is_empty());
    done
}

/// A row of headings of which some name parts of the year.
struct Heads {
    head: usize,
    parts: Vec<usize>,
    sum: Option<usize>,
    /// The rows below.
    rows: Range<usize>,
}

impl Heads {
    fn next(grid: &Grid) -> Option<Self> {
        let mut periods: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for cell in grid.cells.iter().filter(|cell| is_period(&cell.text)) {
            periods.entry(cell.row).or_default().insert(cell.column);
        }
        let (head, parts) = periods.into_iter().find(|(_, columns)| columns.len() > 1)?;
        let parts: Vec<_> = parts.into_iter().collect();
        let between = parts[0]..=parts[parts.len() - 1];
        let sums = grid.cells.iter().filter(|cell| is_level(cell, head) && is_sum(&cell.text));
        let sums: BTreeSet<_> = sums.map(|cell| cell.column).filter(|column| !between.contains(column)).collect();
        let sum = sums.first().copied().filter(|_| sums.len() == 1);
        let below = grid.cells.iter().filter(|cell| cell.row > head);
        let below = below.filter(|cell| parts.contains(&cell.column) || sum == Some(cell.column));
        let other = below.filter(|cell| Value::beside(&cell.text).is_none()).map(|cell| cell.row).min();
        let rows = head + 1..other.unwrap_or_else(|| grid.rows());
        Some(Self { head, parts, sum, rows })
    }

    /// Whether the sum of the parts stays.
    fn set_aside(&self, grid: &mut Grid) -> bool {
        let kept = self.sum.filter(|sum| self.adds_up(grid, *sum));
        let has_name = kept.is_some_and(|sum| {
            let mut above = grid.cells.iter().filter(|cell| cell.row < self.head && cell.covers_column(sum));
            above.any(|cell| fold::is_column(&cell.text))
        });
        let (gone, mut rest): (Vec<_>, Vec<_>) = std::mem::take(&mut grid.cells).into_iter().partition(|cell| {
            let is_head = is_level(cell, self.head) && (is_period(&cell.text) || is_sum(&cell.text));
            let is_wrong_sum = kept.is_none() && self.sum == Some(cell.column);
            (is_head || self.rows.contains(&cell.row)) && (self.parts.contains(&cell.column) || is_wrong_sum)
        });
        for cell in rest.iter_mut().filter(|cell| is_level(cell, self.head) && Some(cell.column) == kept) {
            cell.text = if has_name { String::new() } else { fold::TOTAL.to_owned() };
        }
        grid.cells = rest;
        // Behind all columns, so that nothing of the table stands above it.
        let (first, width) = (self.rows.end, grid.columns());
        insert_row(grid, first);
        let mut gone: Vec<_> = gone.into_iter().filter(|cell| !cell.text.trim().is_empty()).collect();
        gone.sort_by_key(|cell| (cell.row, cell.column));
        for (at, cell) in gone.into_iter().enumerate() {
            let mut cell = Cell { row: first, column: width + at, rows: 1, columns: 1, ..cell };
            end(&mut cell);
            grid.cells.push(cell);
        }
        kept.is_some()
    }

    /// Whether the parts make a year, and in every row the sum.
    fn adds_up(&self, grid: &Grid, sum: usize) -> bool {
        let own = grid.cells.iter().filter(|cell| self.rows.contains(&cell.row));
        let sides = own.filter_map(|cell| {
            let is_part = self.parts.contains(&cell.column);
            (is_part || cell.column == sum).then_some((cell.row, is_part, cell))
        });
        WHOLE.contains(&self.parts.len()) && are_equal(sides)
    }
}

fn is_level(cell: &Cell, row: usize) -> bool {
    (cell.row..cell.row + cell.rows.max(1)).contains(&row)
}

/// Whether in each line the parts add up to the sum; false, if there is no line or something is no count.
fn are_equal<'a>(cells: impl Iterator<Item = (usize, bool, &'a Cell)>) -> bool {
    let mut found: BTreeMap<usize, [u64; 2]> = BTreeMap::new();
    for (line, is_part, cell) in cells {
        let Some(count) = count(cell) else { return false };
        found.entry(line).or_default()[usize::from(is_part)] += count;
    }
    !found.is_empty() && found.values().all(|[sum, parts]| sum == parts)
}

/// Gives rows that are divided by parts of the year the row of their sum; if it is wrong, none of them.
fn rows(grid: &mut Grid) {
    let Some(column) = grid.cells.iter().filter(|cell| is_period(&cell.text)).map(|cell| cell.column).max() else {
        return;
    };
    let rows = |is_meant: fn(&str) -> bool| -> BTreeSet<usize> {
        grid.cells.iter().filter(|c| c.column == column && is_meant(&c.text)).map(|cell| cell.row).collect()
    };
    let groups = groups(&rows(is_period), &rows(is_sum));
    let are_right = groups.iter().all(|group| group.adds_up(grid, column));
    // From below, because rows are inserted.
    for group in groups.into_iter().rev() {
        let first = group.parts.start;
        let labels = grid.cells.iter().filter(|cell| cell.row == first && cell.column < column);
        let named: BTreeSet<_> = labels.filter(|cell| !cell.text.trim().is_empty()).map(|cell| cell.column).collect();
        let sum = group.sum.filter(|_| are_right);
        let to = sum.unwrap_or(first);
        if sum.is_none() {
            // The labels stay where they are, and all numbers go below.
            insert_row(grid, first);
        }
        let from = if sum.is_none() { first + 1 } else { first };
        grid.cells.retain(|cell| !(cell.row == to && named.contains(&cell.column) && cell.text.trim().is_empty()));
        for cell in &mut grid.cells {
            if cell.row == from && named.contains(&cell.column) {
                (cell.row, cell.rows) = (to, 1);
            } else if Some(cell.row) == sum && cell.column == column {
                cell.text.clear();
            } else if cell.column == column && (from..=from + group.parts.len()).contains(&cell.row) {
                end(cell);
            }
        }
    }
}

/// Rows that are parts of a year, and the one that is their sum.
struct Group {
    parts: Range<usize>,
    sum: Option<usize>,
}

fn groups(periods: &BTreeSet<usize>, sums: &BTreeSet<usize>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for &row in periods {
        match groups.last_mut() {
            Some(group) if group.parts.end == row => group.parts.end += 1,
            _ => groups.push(Group { parts: row..row + 1, sum: None }),
        }
    }
    for group in &mut groups {
        group.sum = Some(group.parts.end).filter(|row| sums.contains(row));
    }
    groups.retain(|group| group.parts.len() > 1);
    groups
}

impl Group {
    fn adds_up(&self, grid: &Grid, column: usize) -> bool {
        let Some(sum) = self.sum else { return false };
        let own = grid.cells.iter().filter(|cell| cell.column > column);
        let sides = own.filter_map(|cell| {
            let is_part = self.parts.contains(&cell.row);
            (is_part || cell.row == sum).then_some((cell.column, is_part, cell))
        });
        WHOLE.contains(&self.parts.len()) && are_equal(sides)
    }
}
