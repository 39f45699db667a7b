//! Lines drawn on a page, and the tables that they make.

use hayro_interpret::kurbo::{Point, Rect};
use std::collections::BTreeSet;

/// Lines that are no farther apart than this are one, in points.
const NEAR: f64 = 2.5;
/// What is thicker is no line, in points.
pub(super) const THICKEST: f64 = 3.5;
/// Shorter lines divide no cells.
const SHORTEST: f64 = 4.0;
/// More lines than this are a drawing.
const MOST: usize = 6_000;
const MOST_ROWS: usize = 500;
const MOST_COLUMNS: usize = 100;
/// A frame around columns of text has no more cells, and no row of a table is as tall, in points.
const MOST_FRAMED: usize = 3;
const TALLEST_ROW: f64 = 240.0;

/// Whether an area is a line, and no ground of any text.
pub(super) fn is_thin(area: Rect) -> bool {
    area.width().min(area.height()) <= THICKEST
}

/// A straight line: where it stands, and from where to where it runs.
#[derive(Clone, Copy, Debug)]
struct Line {
    at: f64,
    from: f64,
    to: f64,
}

/// The upright and level lines of a page.
#[derive(Debug, Default)]
pub(super) struct Lines {
    level: Vec<Line>,
    upright: Vec<Line>,
}

/// A table: its cells and what it covers.
#[derive(Debug)]
pub(super) struct Ruled {
    pub bounds: Rect,
    pub cells: Vec<RuledCell>,
}

/// A cell between lines.
#[derive(Debug)]
pub(super) struct RuledCell {
    pub row: usize,
    pub rows: usize,
    pub area: Rect,
}

impl Ruled {
    /// Whether it only arranges a page: a whole table stands in one of its cells, or its only row is a column of text.
    fn is_frame(&self, tables: &[Rect]) -> bool {
        let mut others = tables.iter().filter(|table| **table != self.bounds);
        let holds_table = others.any(|table| self.cells.iter().any(|cell| contains(cell.area, *table)));
        let is_column = self.cells.len() <= MOST_FRAMED && self.bounds.height() > TALLEST_ROW;
        holds_table || is_column && self.cells.iter().all(|cell| cell.row == 0)
    }
}

fn contains(outer: Rect, inner: Rect) -> bool {
    outer.x0 <= inner.x0 && inner.x1 <= outer.x1 && outer.y0 <= inner.y0 && inner.y1 <= outer.y1
}

impl Lines {
    /// A drawn line.
    pub(super) fn segment(&mut self, from: Point, to: Point) {
        self.area(Rect::from_points(from, to));
    }

    /// How many lines there are.
    pub(super) fn count(&self) -> usize {
        self.level.len() + self.upright.len()
    }

    /// A thin area is a line along its longer side.
    pub(super) fn area(&mut self, area: Rect) {
        if self.count() > MOST || !area.is_finite() {
            return;
        }
        if area.width() > area.height() {
            self.level.push(Line { at: f64::midpoint(area.y0, area.y1), from: area.x0, to: area.x1 });
        } else {
            self.upright.push(Line { at: f64::midpoint(area.x0, area.x1), from: area.y0, to: area.y1 });
        }
    }

    /// The tables that the lines make, from the top.
    pub(super) fn tables(&self) -> Vec<Ruled> {
        let (level, upright) = (merged(&self.level), merged(&self.upright));
        let mut groups = Groups::of(level.len() + upright.len());
        for (at, line) in level.iter().enumerate() {
            for (place, other) in upright.iter().enumerate() {
                if crosses(line, other) {
                    groups.join(at, level.len() + place);
                }
            }
        }
        let roots: BTreeSet<_> = (0..level.len() + upright.len()).map(|at| groups.root(at)).collect();
        let mut tables: Vec<_> = roots
            .into_iter()
            .filter_map(|root| {
                let own = lines_of(&groups, root, 0, &level);
                table(&own, &lines_of(&groups, root, level.len(), &upright))
            })
            .collect();
        let bounds: Vec<_> = tables.iter().map(|table| table.bounds).collect();
        tables.retain(|table| !table.is_frame(&bounds));
        tables.sort_by(|a, b| a.bounds.y0.total_cmp(&b.bounds.y0));
        tables
    }
}

/// The lines that belong to a group; the first of them is a number of the groups.
fn lines_of(groups: &Groups, root: usize, first: usize, lines: &[Line]) -> Vec<Line> {
    let own = lines.iter().enumerate().filter(|(at, _)| groups.root(first + at) == root);
    own.map(|(_, line)| *line).collect()
}

/// Things that belong together, each named by the first of them.
struct Groups(Vec<usize>);

impl Groups {
    fn of(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&self, mut at: usize) -> usize {
        while self.0[at] != at {
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, first: usize, second: usize) {
        let (first, second) = (self.root(first), self.root(second));
        self.0[first.max(second)] = first.min(second);
    }
}

fn crosses(level: &Line, upright: &Line) -> bool {
    reaches(level, upright.at) && reaches(upright, level.at)
}

fn reaches(line: &Line, at: f64) -> bool {
    (line.from - NEAR..=line.to + NEAR).contains(&at)
}

/// Lines in one place that touch each other are one line; what stays short is no line.
fn merged(lines: &[Line]) -> Vec<Line> {
    let mut sorted = lines.to_vec();
    sorted.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut out: Vec<Line> = Vec::new();
    for line in sorted {
        let mut near = out.iter_mut().rev().take_while(|other| line.at - other.at <= NEAR);
        match near.find(|other| line.from <= other.to + NEAR && other.from <= line.to + NEAR) {
            Some(other) => (other.from, other.to) = (other.from.min(line.from), other.to.max(line.to)),
            None => out.push(line),
        }
    }
    out.retain(|line| line.to - line.from >= SHORTEST);
    out
}

/// The distinct ones of some places, in their order.
pub(super) fn distinct(places: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sorted: Vec<_> = places.collect();
    sorted.sort_by(f64::total_cmp);
    let mut out: Vec<f64> = Vec::new();
    for at in sorted {
        if out.last().is_none_or(|last| at - last > NEAR) {
            out.push(at);
        }
    }
    out
}

/// The places of lines, and where those across them end: a table may be open at its sides.
fn edges(lines: &[Line], across: &[Line]) -> Vec<f64> {
    let first = across.iter().map(|line| line.from).fold(f64::INFINITY, f64::min);
    let last = across.iter().map(|line| line.to).fold(f64::NEG_INFINITY, f64::max);
    let places: Vec<_> = lines.iter().map(|line| line.at).collect();
    let beyond = [first, last].into_iter().filter(|end| {
        end.is_finite() && places.iter().all(|at| at - end > SHORTEST) || places.iter().all(|at| end - at > SHORTEST)
    });
    distinct(beyond.chain(places.iter().copied()))
}

/// Lines are sorted by where they stand.
fn is_cut(lines: &[Line], at: f64, across: f64) -> bool {
    let first = lines.partition_point(|line| line.at < at - NEAR);
    lines[first..].iter().take_while(|line| line.at <= at + NEAR).any(|line| reaches(line, across))
}

/// A table whose lines are these; none if they enclose fewer than two cells.
fn table(level: &[Line], upright: &[Line]) -> Option<Ruled> {
    if level.is_empty() || upright.is_empty() {
        return None;
    }
    let (ys, xs) = (edges(level, upright), edges(upright, level));
    if xs.len() < 3 || ys.len() < 2 || ys.len() > MOST_ROWS || xs.len() > MOST_COLUMNS {
        return None;
    }
    let columns = xs.len() - 1;
    let groups = united(level, upright, &xs, &ys);
    let count = columns * (ys.len() - 1);
    let mut members = vec![Vec::new(); count];
    for at in 0..count {
        members[groups.root(at)].push(at);
    }
    let cells = members.iter().flat_map(|own| cells(own, columns, &xs, &ys)).collect();
    Some(Ruled { bounds: Rect::new(xs[0], ys[0], *xs.last()?, *ys.last()?), cells })
}

/// The smallest fields of a table; those without a line between them belong together.
fn united(level: &[Line], upright: &[Line], xs: &[f64], ys: &[f64]) -> Groups {
    let (rows, columns) = (ys.len() - 1, xs.len() - 1);
    let mut groups = Groups::of(rows * columns);
    for row in 0..rows {
        for column in 0..columns {
            let field = row * columns + column;
            let across = f64::midpoint(ys[row], ys[row + 1]);
            if column + 1 < columns && !is_cut(upright, xs[column + 1], across) {
                groups.join(field, field + 1);
            }
            let across = f64::midpoint(xs[column], xs[column + 1]);
            if row + 1 < rows && !is_cut(level, ys[row + 1], across) {
                groups.join(field, field + columns);
            }
        }
    }
    groups
}

/// The cell of fields that belong together. Those that make no rectangle stay apart: a line is missing between them.
fn cells(fields: &[usize], columns: usize, xs: &[f64], ys: &[f64]) -> Vec<RuledCell> {
    let rows: BTreeSet<_> = fields.iter().map(|at| at / columns).collect();
    let across: BTreeSet<_> = fields.iter().map(|at| at % columns).collect();
    let (Some(top), Some(bottom)) = (rows.first(), rows.last()) else { return Vec::new() };
    let (Some(left), Some(right)) = (across.first(), across.last()) else { return Vec::new() };
    if (bottom + 1 - top) * (right + 1 - left) != fields.len() {
        return fields.iter().flat_map(|field| cells(&[*field], columns, xs, ys)).collect();
    }
    let area = Rect::new(xs[*left], ys[*top], xs[right + 1], ys[bottom + 1]);
    vec![RuledCell { row: *top, rows: bottom + 1 - top, area }]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rects: &[(f64, f64, f64, f64)]) -> Lines {
        let mut lines = Lines::default();
        for (x0, y0, x1, y1) in rects {
            lines.segment(Point::new(*x0, *y0), Point::new(*x1, *y1));
        }
        lines
    }

    fn spans(table: &Ruled) -> Vec<(usize, usize, f64, f64)> {
        table.cells.iter().map(|cell| (cell.row, cell.rows, cell.area.x0, cell.area.x1)).collect()
    }

    #[test]
    fn cells_span_what_no_line_divides() {
        let mut drawn: Vec<_> = [0.0, 20.0, 40.0].map(|y| (0.0, y, 90.0, y)).into();
        drawn[1].0 = 30.0;
        drawn.extend([
            (0.0, 0.0, 0.0, 40.0),
            (30.0, 0.0, 30.0, 40.0),
            (60.0, 20.0, 60.0, 40.0),
            (90.0, 0.0, 90.0, 40.0),
        ]);
        let tables = lines(&drawn).tables();
        assert_eq!(tables.len(), 1);
        let found = spans(&tables[0]);
        assert_eq!(found, [(0, 2, 0.0, 30.0), (0, 1, 30.0, 90.0), (1, 1, 30.0, 60.0), (1, 1, 60.0, 90.0)]);
    }

    #[test]
    fn a_table_may_be_open_at_its_sides() {
        let drawn = [(0.0, 0.0, 90.0, 0.0), (0.0, 20.0, 90.0, 20.0), (30.0, 0.0, 30.0, 20.0)];
        assert_eq!(spans(&lines(&drawn).tables()[0]), [(0, 1, 0.0, 30.0), (0, 1, 30.0, 90.0)]);
    }

    #[test]
    fn what_only_arranges_a_page_is_no_table() {
        let ruled = |x: f64, y: f64, height: f64| {
            let ends = [(x, y, x + 90.0, y), (x, y + height, x + 90.0, y + height)];
            ends.into_iter().chain([0.0, 30.0, 90.0].map(|at| (x + at, y, x + at, y + height))).collect::<Vec<_>>()
        };
        let own = [(40.0, 10.0, 80.0, 10.0), (40.0, 20.0, 80.0, 20.0)];
        let upright = [40.0, 60.0, 80.0].map(|x| (x, 10.0, x, 20.0));
        let tables = lines(&[ruled(0.0, 0.0, 90.0), own.into(), upright.into()].concat()).tables();
        assert_eq!(tables.iter().map(|table| table.bounds.x0).collect::<Vec<_>>(), [40.0]);
        assert!(lines(&ruled(0.0, 0.0, 600.0)).tables().is_empty());
        assert_eq!(lines(&ruled(0.0, 0.0, 60.0)).tables().len(), 1);
    }

    #[test]
    fn a_frame_and_an_underline_are_no_tables() {
        let frame = [(0.0, 0.0, 90.0, 0.0), (0.0, 90.0, 90.0, 90.0), (0.0, 0.0, 0.0, 90.0), (90.0, 0.0, 90.0, 90.0)];
        assert!(lines(&frame).tables().is_empty());
        assert!(lines(&[(0.0, 0.0, 90.0, 0.0)]).tables().is_empty());
    }
}
