//! Tables without lines: rows of text that stand apart, by the columns in which their numbers stand below each other.

use super::{
    signs::{Segment, TextLine},
    table::origin,
};
use crate::import::{
    doc::{Block, Cell, Grid, Rules},
    value::Value,
};

/// Lines without columns that may stand between two rows: a label's other lines.
const MOST_BETWEEN: usize = 3;
/// Labels are shorter, in characters.
const LONGEST_LABEL: usize = 40;

/// A line as a row: what of it stands apart.
#[derive(Debug)]
pub(super) struct Row {
    segments: Vec<Segment>,
    page: usize,
    top: f64,
}

impl Row {
    pub(super) fn of(line: &TextLine, page: usize) -> Self {
        Self { segments: line.columns(), page, top: line.base() - line.size() }
    }

    /// Whether it can only be the row of a table.
    fn is_celled(&self) -> bool {
        let numbers = self.segments.iter().filter(|segment| is_value(segment)).count();
        let are_short = self.segments.iter().all(|segment| segment.text.chars().count() <= LONGEST_LABEL);
        let count = self.segments.len();
        (count > 2 || (count == 2 && numbers > 0) || (count == 1 && numbers == 1)) && are_short
    }

    fn may_be_between(&self) -> bool {
        let [only] = &*self.segments else { return true };
        only.text.chars().count() <= LONGEST_LABEL && !only.text.ends_with('。')
    }
}

fn is_value(segment: &Segment) -> bool {
    Value::read(&segment.text).is_some()
}

/// How many of the first lines are a table; zero if they begin none.
pub(super) fn length(rows: &[Row]) -> usize {
    if !rows.first().is_some_and(|row| row.is_celled() && row.segments.len() > 1) {
        return 0;
    }
    let (mut end, mut celled) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        if row.is_celled() {
            (end, celled) = (at + 1, celled + 1);
        } else if at - end >= MOST_BETWEEN || !row.may_be_between() {
            break;
        }
    }
    if celled >= 2 { end } else { 0 }
}

/// The rows as a table.
pub(super) fn table(rows: &[Row]) -> Block {
    let columns = columns(rows);
    let labels = rows.iter().map(|row| row.labels(&columns).count()).max().unwrap_or_default();
    let mut cells = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut taken = 0;
        for segment in &row.segments {
            let (own, spanned) = match over(segment, &columns) {
                Some((first, last)) => (labels + first, last + 1 - first),
                None => (taken, 1),
            };
            // What stands in one place with another follows it.
            let column = own.max(taken);
            taken = column + 1;
            let place = origin(row.page, segment.left, row.top);
            cells.push(Cell { columns: spanned, ..Cell::at(at, column, segment.text.clone(), place) });
        }
    }
    Block::Grid(Grid { cells, rules: Rules::Guessed })
}

impl Row {
    fn labels<'a>(&'a self, columns: &'a [(f64, f64)]) -> impl Iterator<Item = &'a Segment> {
        self.segments.iter().filter(|segment| over(segment, columns).is_none())
    }
}

/// From where to where the numbers of each column stand.
fn columns(rows: &[Row]) -> Vec<(f64, f64)> {
    let values = rows.iter().flat_map(|row| &row.segments).filter(|segment| is_value(segment));
    let mut places: Vec<_> = values.map(|segment| (segment.left, segment.right)).collect();
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f64, f64)> = Vec::new();
    for (left, right) in places {
        match out.last_mut() {
            Some(last) if left <= last.1 => last.1 = last.1.max(right),
            _ => out.push((left, right)),
        }
    }
    out
}

/// The first and last column that a text stands over; none if it stands beside all of them.
fn over(segment: &Segment, columns: &[(f64, f64)]) -> Option<(usize, usize)> {
    let mut touched =
        columns.iter().enumerate().filter(|(_, (left, right))| segment.left <= *right && *left <= segment.right);
    let (first, _) = touched.next()?;
    Some((first, touched.next_back().map_or(first, |(last, _)| last)))
}
