//! Tables between lines, and their parts on several pages.

use super::{
    lattice::{self, Ruled},
    signs::{self, Sign, TextLine},
};
use crate::import::{
    doc::{Block, Cell, Grid, Origin, Rules},
    fold,
    value::{self, Value},
};
use std::ops::Range;

/// A table may stand so far from the part of it above, in points.
const SHIFT: f64 = 6.0;
/// Points of a millimetre.
const MILLIMETRE: f64 = 72.0 / 25.4;
/// What programs leave free at both sides of a cell together.
const PADDING: f64 = 12.0;

/// A table of a page, or of several.
#[derive(Debug)]
pub(super) struct Table {
    pub top: f64,
    left: f64,
    right: f64,
    cells: Vec<Boxed>,
}

#[derive(Clone, Debug)]
struct Boxed {
    row: usize,
    rows: usize,
    left: f64,
    right: f64,
    text: String,
    /// Whether no further sign fits into its last line.
    is_full: bool,
    origin: Origin,
}

impl Boxed {
    fn is_number(&self) -> bool {
        Value::read(&self.text).is_some_and(|value| !value.is_blank())
    }

    fn is_label(&self) -> bool {
        Value::read(&self.text).is_none()
    }

    fn extend(&mut self, next: &Self) {
        self.rows += next.rows - 1;
        self.text += &next.text;
        self.is_full = next.is_full;
    }

    /// Whether its number goes on in another cell: there was no room for one more digit.
    fn is_continued(&self, next: &Self) -> bool {
        let are_digits = [self, next].iter().all(|cell| cell.text.bytes().all(|b| b.is_ascii_digit()));
        self.is_full && are_digits && self.text.len() > 1 && next.text.len() <= self.text.len()
    }

    /// Whether its words go on in another cell.
    fn goes_on(&self, next: &Self) -> bool {
        self.is_full && self.is_label() && next.is_label() && fold::number(&next.text).is_none()
    }
}

/// A place on a page, as it is printed.
pub(super) fn origin(page: usize, left: f64, top: f64) -> Origin {
    Origin::Page { page, down: millimetres(top), across: millimetres(left) }
}

fn millimetres(points: f64) -> usize {
    usize::try_from((points / MILLIMETRE).round() as i64).unwrap_or_default()
}

impl Table {
    /// Takes the signs that stand in a table. Of what nobody sees there only a whole cell counts, and leaves a doubt.
    pub(super) fn of(ruled: &Ruled, page: usize, signs: &mut Vec<Sign>, unseen: &mut Vec<Sign>) -> Self {
        let mut own = taken(ruled, signs);
        let hidden = taken(ruled, unseen);
        for (own, hidden) in own.iter_mut().zip(hidden) {
            if own.iter().all(Sign::is_blank) {
                *own = doubted(hidden);
            } else {
                unseen.extend(hidden);
            }
        }
        let cells = ruled.cells.iter().zip(own).map(|(cell, signs)| {
            let (lines, width) = (signs::lines(signs), cell.area.width());
            let is_full = lines.last().is_some_and(|line| width - line.width() < line.size() * 1.2 + PADDING);
            Boxed {
                row: cell.row,
                rows: cell.rows,
                left: cell.area.x0,
                right: cell.area.x1,
                text: text(&lines, width),
                is_full,
                origin: origin(page, cell.area.x0, cell.area.y0),
            }
        });
        let cells = cells.collect();
        Self { top: ruled.bounds.y0, left: ruled.bounds.x0, right: ruled.bounds.x1, cells }
    }

    /// From where to where it stands.
    pub(super) fn across(&self) -> Range<f64> {
        self.left..self.right
    }

    /// Whether a table is as wide as this one and in its place.
    pub(super) fn is_as_wide(&self, other: &Self) -> bool {
        (self.left - other.left).abs() <= SHIFT && (self.right - other.right).abs() <= SHIFT
    }

    /// Adds the part on the next page, without a head that is printed there again.
    pub(super) fn append(&mut self, mut part: Self) {
        let repeated = self.repeated(&part);
        part.cells.retain(|cell| cell.row >= repeated);
        let rows = self.rows();
        let cut = self.cut(&part, repeated);
        let first = if cut.is_empty() { rows } else { rows - 1 };
        for (at, mut cell) in part.cells.into_iter().enumerate() {
            match cut.iter().find(|(_, other)| *other == at) {
                Some((own, _)) => self.cells[*own].extend(&cell),
                None => {
                    cell.row = cell.row - repeated + first;
                    self.cells.push(cell);
                }
            }
        }
    }

    /// The last cells, each with the one on the next page in which it goes on; none if the page ends between two rows.
    fn cut(&self, part: &Self, first: usize) -> Vec<(usize, usize)> {
        let rows = self.rows();
        let last: Vec<_> =
            (0..self.cells.len()).filter(|at| self.cells[*at].row + self.cells[*at].rows == rows).collect();
        let next: Vec<_> = (0..part.cells.len()).filter(|at| part.cells[*at].row == first).collect();
        let pairs = next.iter().map(|at| {
            let next = &part.cells[*at];
            let own = last.iter().find(|own| {
                let own = &self.cells[**own];
                (own.left - next.left).abs() <= SHIFT && (own.right - next.right).abs() <= SHIFT
            });
            own.map(|own| (*own, *at))
        });
        let pairs = pairs.collect::<Option<Vec<_>>>();
        let pairs = pairs.filter(|pairs| pairs.len() == last.len()).unwrap_or_default();
        let cells = || pairs.iter().map(|(own, next)| (&self.cells[*own], &part.cells[*next]));
        if is_one_row(cells) { pairs } else { Vec::new() }
    }

    fn rows(&self) -> usize {
        self.cells.iter().map(|cell| cell.row + cell.rows).max().unwrap_or_default()
    }

    /// How many rows of a part are the first rows of the table again. Rows that hold figures are no head.
    fn repeated(&self, part: &Self) -> usize {
        let heads = (0..part.rows()).take_while(|row| {
            let (own, again) = (self.row(*row), part.row(*row));
            own == again && !own.is_empty() && !own.iter().any(|text| text.starts_with(|c: char| c.is_ascii_digit()))
        });
        heads.count()
    }

    fn row(&self, row: usize) -> Vec<&str> {
        let own = self.cells.iter().filter(|cell| cell.row == row).map(|cell| &*cell.text);
        own.filter(|text| !text.is_empty()).collect()
    }

    /// As every format is read into.
    pub(super) fn into_block(self) -> Block {
        let edges = lattice::distinct(self.cells.iter().flat_map(|cell| [cell.left, cell.right]));
        let cells = self.cells.into_iter().map(|cell| {
            let [column, end] = [cell.left, cell.right].map(|place| edges.partition_point(|edge| edge + 1.5 < place));
            let columns = end.saturating_sub(column).max(1);
            Cell { rows: cell.rows, columns, ..Cell::at(cell.row, column, cell.text, cell.origin) }
        });
        Block::Grid(Grid { cells: cells.collect(), rules: Rules::Lattice })
    }
}

/// The signs that stand in each cell.
fn taken(ruled: &Ruled, signs: &mut Vec<Sign>) -> Vec<Vec<Sign>> {
    let mut own: Vec<Vec<Sign>> = vec![Vec::new(); ruled.cells.len()];
    signs.retain(|sign| {
        let at = ruled.cells.iter().position(|cell| {
            (cell.area.x0..cell.area.x1).contains(&sign.middle())
                && (cell.area.y0..cell.area.y1).contains(&sign.level())
        });
        at.map(|at| own[at].push(sign.clone())).is_none()
    });
    own
}

/// What stands unseen in a cell: a number is a question.
fn doubted(mut signs: Vec<Sign>) -> Vec<Sign> {
    let text: String = signs.iter().map(|sign| &*sign.text).collect();
    if let Some(question) = value::doubted(&text) {
        signs.truncate(1);
        signs[0].text = question;
    }
    signs
}

/// Whether cells above and below a page's end are parts of one row: words go on, or the words stand on one page and the
/// figures on the other.
fn is_one_row<'a, I: Iterator<Item = (&'a Boxed, &'a Boxed)>>(cells: impl Fn() -> I) -> bool {
    let are_both = |(own, next): &(&Boxed, &Boxed)| !own.text.is_empty() && !next.text.is_empty();
    let has_numbers = (cells().any(|(own, _)| own.is_number()), cells().any(|(_, next)| next.is_number()));
    let has_labels = (cells().any(|(own, _)| own.is_label()), cells().any(|(_, next)| next.is_label()));
    if cells().any(|pair| are_both(&pair)) {
        // A row of its own has a number below every number.
        let is_own = has_numbers == (true, true) && cells().all(|(own, next)| own.is_number() == next.is_number());
        let begins = cells().any(|(own, next)| own.text.is_empty() && next.is_number());
        let is_apart = is_own || has_numbers.0 && begins;
        return !is_apart && cells().filter(are_both).all(|(own, next)| own.goes_on(next) || own.is_continued(next));
    }
    matches!((has_labels, has_numbers), ((true, false), (false, true)) | ((false, true), (true, false)))
}

/// The text of a cell. A number that its cell has cut is put together again; others that stand in lines stay apart.
fn text(lines: &[TextLine], width: f64) -> String {
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let text = line.text();
        let before = at.checked_sub(1).map(|at| &lines[at]);
        let is_cut = before.is_some_and(|before| is_cut(before, line, width));
        let is_open = out.rfind(['（', '(']) > out.rfind(['）', ')']);
        if at > 0 && !is_cut && !is_open {
            out.push('\n');
        }
        out += &text;
    }
    out
}

/// Whether a number goes on in the next line because its cell has no room for one more digit.
fn is_cut(before: &TextLine, after: &TextLine, width: f64) -> bool {
    let (first, rest) = (before.text(), after.text());
    let are_digits = [&first, &rest].iter().all(|text| text.chars().all(is_digit));
    let [first, rest] = [first, rest].map(|text| text.chars().count());
    let digit = before.width() / first.max(1) as f64;
    are_digits && first > 1 && rest <= first && width - before.width() < digit + PADDING
}

fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '０'..='９')
}
