//! Pages whose text stands in two columns: they are read one after the other, as far down as nothing stands across both.

use super::{
    flow::Part,
    signs::{Column, Sign, TextLine, lines},
    table::Table,
};
use std::{iter::successors, ops::Range};

/// In which part of a page's width its columns are divided.
const MIDDLE: Range<f64> = 0.3..0.7;
/// Columns are no nearer to each other, in points.
const NARROWEST: f64 = 10.0;
/// A wider page, in points, is a drawing or damaged.
const WIDEST: f64 = 5000.0;
/// So many lines more than elsewhere may stand between them: a page number.
const FEW: usize = 2;
/// So many lines that fill a column show that it is one. They are no shorter than this, in signs.
const FEWEST_LINES: usize = 5;
const LONG_LINE: usize = 12;
/// A line or table that is as wide as this fills a column, as a part of its width.
const FULL: f64 = 0.75;

/// The parts of a page of a width, in reading order.
pub(super) fn parts(signs: Vec<Sign>, tables: Vec<Table>, width: f64) -> Vec<Part> {
    let whole = lines(signs);
    let Some(gap) = gap(&whole, &tables, width) else { return sorted(whole.into_iter().map(Part::Line), tables) };
    let (across, beside): (Vec<_>, Vec<_>) = whole.into_iter().partition(|line| is_across(line, &gap));
    let beside = beside.into_iter().flat_map(|line| line.signs);
    let (left, right): (Vec<_>, Vec<_>) = beside.partition(|sign| sign.middle() < gap.start);
    let side = |signs, column| lines(signs).into_iter().map(move |line| Part::Line(TextLine { column, ..line }));
    let (own, others): (Vec<_>, Vec<_>) = tables.into_iter().partition(|table| overlaps(&table.across(), &gap));
    let (left_tables, right_tables): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|table| table.across().end <= gap.start + 1.0);
    let across = sorted(across.into_iter().map(Part::Line), own);
    let mut left = sorted(side(left, Column::Left), left_tables).into_iter().peekable();
    let mut right = sorted(side(right, Column::Right), right_tables).into_iter().peekable();
    let mut out = Vec::new();
    for part in across {
        out.extend(std::iter::from_fn(|| left.next_if(|other| other.top() < part.top())));
        out.extend(std::iter::from_fn(|| right.next_if(|other| other.top() < part.top())));
        out.push(part);
    }
    out.extend(left.chain(right));
    out
}

fn sorted(lines: impl Iterator<Item = Part>, tables: Vec<Table>) -> Vec<Part> {
    let mut parts: Vec<_> = lines.chain(tables.into_iter().map(Part::Table)).collect();
    parts.sort_by(|a, b| a.top().total_cmp(&b.top()));
    parts
}

fn overlaps(a: &Range<f64>, b: &Range<f64>) -> bool {
    a.start < b.end - 1.0 && b.start < a.end - 1.0
}

fn is_across(line: &TextLine, gap: &Range<f64>) -> bool {
    line.signs.iter().any(|sign| !sign.is_blank() && overlaps(&(sign.left..sign.right), gap))
}

/// What divides two columns of text; none if a page has one.
fn gap(lines: &[TextLine], tables: &[Table], width: f64) -> Option<Range<f64>> {
    if width > WIDEST {
        return None;
    }
    let places = successors(Some(width * MIDDLE.start), |place| Some(place + 1.0));
    let places: Vec<f64> = places.take_while(|place| *place < width * MIDDLE.end).collect();
    let counts: Vec<usize> = places.iter().map(|place| crossing(lines, tables, *place)).collect();
    let most = counts.iter().min()? + FEW;
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in (0..counts.len()).filter(|at| counts[*at] <= most) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    runs.sort_by_key(|run| std::cmp::Reverse(run.len()));
    let mut gaps = runs.into_iter().map(|run| places[run.start]..places[run.end - 1] + 1.0);
    gaps.find(|gap| gap.end - gap.start >= NARROWEST && are_columns(lines, tables, gap))
}

/// How many lines and tables stand over a place.
fn crossing(lines: &[TextLine], tables: &[Table], place: f64) -> usize {
    let covers = |range: Range<f64>| range.contains(&place);
    let own = lines.iter().filter(|line| line.signs.iter().any(|sign| covers(sign.left..sign.right)));
    own.count() + tables.iter().filter(|table| covers(table.across())).count()
}

/// Whether one side is filled by lines, and the other by lines or a table. The labels of a table without lines, and its
/// figures beside them, are none.
fn are_columns(whole: &[TextLine], tables: &[Table], gap: &Range<f64>) -> bool {
    let beside = whole.iter().filter(|line| !is_across(line, gap)).flat_map(|line| line.signs.iter().cloned());
    let (left, right): (Vec<_>, Vec<_>) = beside.partition(|sign| sign.middle() < gap.start);
    let tables = |is_own: &dyn Fn(&Range<f64>) -> bool| -> Vec<Range<f64>> {
        tables.iter().map(Table::across).filter(is_own).collect()
    };
    let sides =
        [(left, tables(&|range| range.end <= gap.start + 1.0)), (right, tables(&|range| range.start >= gap.end - 1.0))];
    let filled = sides.map(|(signs, tables)| {
        let ranges = || signs.iter().map(|sign| sign.left..sign.right).chain(tables.iter().cloned());
        let from = ranges().map(|range| range.start).fold(f64::INFINITY, f64::min);
        let wide = ranges().map(|range| range.end).fold(0.0, f64::max) - from;
        let is_full = |line: &&TextLine| line.width() >= wide * FULL && line.signs.len() >= LONG_LINE;
        let lines = lines(signs.clone());
        let lines = lines.iter().filter(is_full).filter(|line| line.columns().len() == 1).count();
        (lines >= FEWEST_LINES, tables.iter().any(|table| table.end - table.start >= wide * FULL))
    });
    matches!(filled, [(true, _), (true, _) | (_, true)] | [(_, true), (true, _)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(count: usize, left: f64, base: f64) -> impl Iterator<Item = Sign> {
        (0..count).map(move |at| {
            let left = left + at as f64 * 10.0;
            Sign { text: "甲".to_owned(), left, right: left + 10.0, base, size: 10.0 }
        })
    }

    /// A line across both columns begins with a large sign, whose height is that of the line below, too.
    #[test]
    fn every_sign_is_in_one_line() {
        let large = Sign { text: "一".to_owned(), left: 40.0, right: 60.0, base: 103.0, size: 20.0 };
        let mut all: Vec<_> =
            std::iter::once(large).chain(signs(50, 60.0, 100.0)).chain(signs(24, 40.0, 110.0)).collect();
        for at in 0..8 {
            let base = 130.0 + f64::from(at) * 20.0;
            all.extend(signs(24, 40.0, base).chain(signs(24, 320.0, base)));
        }
        let count = all.len();
        let parts = parts(all, Vec::new(), 600.0);
        let lines = parts.iter().filter_map(|part| match part {
            Part::Line(line) => Some(line),
            Part::Table(_) => None,
        });
        let lines: Vec<_> = lines.collect();
        assert_eq!(lines.iter().map(|line| line.signs.len()).sum::<usize>(), count);
        assert_eq!(lines.iter().filter(|line| line.column == Column::Left).count(), 9);
        assert_eq!(lines.iter().filter(|line| line.column == Column::Right).count(), 8);
    }
}
