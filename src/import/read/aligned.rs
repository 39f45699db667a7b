//! Tables without lines: rows of text that stand apart, by the columns in which their numbers stand below each other.

use crate::import::{
    doc::{Block, Cell, Grid, Origin, Rules},
    fold,
    value::Value,
};

/// Lines without columns that may stand between two rows: a label's other lines.
const MOST_BETWEEN: usize = 3;
/// Labels are shorter, in characters.
const LONGEST_LABEL: usize = 40;

/// A part of a line, set apart from what stands beside it, from one place of the line to another.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub text: String,
    pub left: f64,
    pub right: f64,
    pub origin: Origin,
}

/// A line as a row: what of it stands apart.
#[derive(Debug)]
pub(super) struct Row(pub Vec<Segment>);

impl Segment {
    fn is_value(&self) -> bool {
        Value::read(&self.text).is_some()
    }

    fn is_short(&self) -> bool {
        self.text.chars().count() <= LONGEST_LABEL
    }
}

impl Row {
    /// Whether it can only be the row of a table.
    fn is_celled(&self) -> bool {
        let numbers = self.0.iter().filter(|segment| segment.is_value()).count();
        let count = self.0.len();
        let has_enough = count > 2 || (count == 2 && numbers > 0) || (count == 1 && numbers == 1);
        has_enough && self.0.iter().all(Segment::is_short)
    }

    fn may_be_between(&self) -> bool {
        let [only] = &*self.0 else { return true };
        only.is_short() && !only.text.ends_with('。')
    }

    fn is_labelled(&self) -> bool {
        !self.0.iter().all(Segment::is_value)
    }

    /// Whether what is not there was left blank. Where there is no number, those of its label may stand in the next line.
    fn has_cells(&self) -> bool {
        self.0.iter().any(Segment::is_value)
    }

    fn labels<'a>(&'a self, columns: &'a [(f64, f64)]) -> impl Iterator<Item = &'a Segment> {
        self.0.iter().filter(|segment| over(segment, columns).is_none())
    }
}

/// How many of the first lines are a table; zero if they begin none.
pub(super) fn length(rows: &[Row]) -> usize {
    if !rows.first().is_some_and(|row| row.is_celled() && row.0.len() > 1) {
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

/// The rows as a table, its blanks in their places; none if it is not certain which column something stands in.
pub(super) fn certain(rows: &[Row]) -> Option<Block> {
    let columns = headed(rows, columns(rows));
    let is_certain = columns.len() > 1
        && (0..columns.len()).all(|column| heads(rows).any(|head| over(head, &columns) == Some((column, column))))
        && heads(rows).all(|head| over(head, &columns).is_none_or(|(first, last)| first == last))
        && rows.iter().all(|row| has_one_a_column(row, &columns));
    is_certain.then(|| build(rows, &columns, true))
}

/// Whether each value of a row stands in one column, and none beside another.
fn has_one_a_column(row: &Row, columns: &[(f64, f64)]) -> bool {
    let mut own = row.0.iter().filter(|segment| segment.is_value()).filter_map(|segment| over(segment, columns));
    let mut last = None;
    own.all(|place| place.0 == place.1 && last.replace(place) != Some(place))
}

/// The rows as a table. Several tables may stand on a page: what is blank in one has no column in another.
pub(super) fn table(rows: &[Row]) -> Block {
    build(rows, &columns(rows), false)
}

/// Segments that name a column of the form.
fn heads(rows: &[Row]) -> impl Iterator<Item = &Segment> {
    rows.iter()
        .flat_map(|row| &row.0)
        .filter(|segment| fold::is_column(&segment.text) && !fold::is_numbered(&segment.text))
}

fn build(rows: &[Row], columns: &[(f64, f64)], has_blanks: bool) -> Block {
    let labels = rows.iter().map(|row| row.labels(columns).count()).max().unwrap_or_default();
    let mut cells = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let (mut taken, first) = (0, cells.len());
        for segment in &row.0 {
            let (own, spanned) = match over(segment, columns) {
                Some((first, last)) => (labels + first, last + 1 - first),
                None => (taken, 1),
            };
            // What stands in one place with another follows it.
            let column = own.max(taken);
            taken = column + 1;
            cells.push(Cell { columns: spanned, ..Cell::at(at, column, segment.text.clone(), segment.origin.clone()) });
        }
        if has_blanks && row.has_cells() {
            let origin = &row.0[0].origin;
            let mut free: Vec<_> = (labels..labels + columns.len()).collect();
            free.retain(|column| !cells[first..].iter().any(|cell: &Cell| cell.covers_column(*column)));
            cells.extend(free.into_iter().map(|column| Cell::at(at, column, "", origin.clone())));
        }
    }
    Block::Grid(Grid { cells, rules: Rules::Guessed })
}

/// From where to where the numbers of each column stand.
fn columns(rows: &[Row]) -> Vec<(f64, f64)> {
    // Numbers before the label count its rows.
    let values = rows.iter().flat_map(|row| row.0.iter().skip_while(|segment| row.is_labelled() && segment.is_value()));
    let mut places: Vec<_> = values.filter(|segment| segment.is_value()).map(place).collect();
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

/// The same with columns of headings that have no number below them.
fn headed(rows: &[Row], mut columns: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let Some(start) = columns.first().map(|first| first.0) else { return columns };
    for head in heads(rows).filter(|head| head.left > start).map(place) {
        if !columns.iter().any(|column| touches(column, head)) {
            columns.push(head);
        }
    }
    columns.sort_by(|a, b| a.0.total_cmp(&b.0));
    columns
}

fn place(segment: &Segment) -> (f64, f64) {
    (segment.left, segment.right)
}

fn touches(column: &(f64, f64), (left, right): (f64, f64)) -> bool {
    left <= column.1 && column.0 <= right
}

/// The first and last column that a text stands over; none if it stands beside all of them.
fn over(segment: &Segment, columns: &[(f64, f64)]) -> Option<(usize, usize)> {
    let is_below = |column: &(f64, f64)| touches(column, place(segment));
    let first = columns.iter().position(is_below)?;
    Some((first, columns.iter().rposition(is_below)?))
}
