//! Numbers whose digits were set apart to fill their cells: １　２ for 12.
//!
//! Nobody can tell them from several numbers, but the tables can: where every row that has a sum is right only if the
//! digits are put together, the whole document was typed so.

use super::{
    doc::{Block, Cell, Doc, Grid, Rules},
    fold,
    value::{self, Value},
};
use std::collections::BTreeMap;

/// Columns of a table whose last is the sum of the others.
const SUMS: [usize; 2] = [7, 5];

/// Puts the digits together, if that is certain.
pub(super) fn join(doc: &mut Doc) {
    let mut seen = Seen::default();
    for grid in grids(doc) {
        seen.look(grid);
    }
    if seen.right == 0 || seen.wrong > 0 || seen.has_close_digits {
        return;
    }
    for block in &mut doc.blocks {
        if let Block::Grid(grid) = block {
            for cell in &mut grid.cells {
                if let Some(joined) = joined(&cell.text) {
                    cell.text = joined;
                }
            }
        }
    }
}

fn grids(doc: &Doc) -> impl Iterator<Item = &Grid> {
    doc.blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) if grid.rules != Rules::None => Some(grid),
        _ => None,
    })
}

/// A number whose digits stand apart, each by itself.
pub(super) fn joined(text: &str) -> Option<String> {
    let plain = value::half_width(text.trim());
    let mut parts = plain.split_whitespace();
    let are_digits = parts.clone().count() > 1 && parts.all(|part| matches!(part.as_bytes(), [b'0'..=b'9' | b'.']));
    let joined: String = plain.split_whitespace().collect();
    let is_number = !joined.starts_with(['0', '.']) || joined.starts_with("0.");
    (are_digits && is_number).then_some(joined).filter(|joined| joined.parse::<f64>().is_ok())
}

/// What the tables of a document show.
#[derive(Default)]
struct Seen {
    /// Rows that are right if digits are put together, and those that are not.
    right: usize,
    wrong: usize,
    /// Whether somewhere digits stand beside each other.
    has_close_digits: bool,
}

impl Seen {
    fn look(&mut self, grid: &Grid) {
        let mut rows: BTreeMap<usize, Vec<&Cell>> = BTreeMap::new();
        for cell in &grid.cells {
            rows.entry(cell.row).or_default().push(cell);
        }
        for mut row in rows.into_values() {
            row.sort_by_key(|cell| cell.column);
            self.look_at_row(&row);
        }
    }

    fn look_at_row(&mut self, row: &[&Cell]) {
        let values: Vec<_> = row.iter().filter_map(|cell| value(&cell.text)).collect();
        self.has_close_digits |= values.iter().any(|value| value.count > 9 && !value.is_joined);
        if !values.iter().any(|value| value.is_joined) {
            return;
        }
        let are_sums = SUMS.iter().any(|columns| {
            values.len().is_multiple_of(*columns)
                && values.chunks(*columns).all(|group| {
                    let (sum, parts) = group.split_last().expect("there is a column");
                    parts.iter().map(|part| part.count).sum::<u64>() == sum.count
                })
        });
        // The other tables have no sums.
        let has_sum = values.len() >= SUMS[1];
        self.right += usize::from(are_sums);
        self.wrong += usize::from(has_sum && !are_sums);
    }
}

struct Counted {
    count: u64,
    is_joined: bool,
}

fn value(text: &str) -> Option<Counted> {
    if let Some(joined) = joined(text) {
        return Some(Counted { count: joined.parse().unwrap_or_default(), is_joined: true });
    }
    let value = Value::read(text).filter(|value| !value.is_blank() && fold::number(text).is_none())?;
    Some(Counted { count: value.count()?, is_joined: false })
}
