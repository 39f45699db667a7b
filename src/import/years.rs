//! Tables that hold the figures of several years, below each other or beside each other: those of the report's own year
//! stay, and what is another year's is left out and named.

use super::{
    doc::{Block, Cell, Doc, Grid},
    fold,
    title::in_digits,
    value::Value,
};
use crate::{date::LIKELY_YEARS, text};
use std::collections::{BTreeMap, BTreeSet};

const OWN: [&str; 4] = ["本年度", "本年", "今年", "当年"];
const LAST: [&str; 6] = ["上一年度", "上一年", "上年度", "上年", "去年", "前一年"];

/// Leaves in the form's tables what is of the report's own year.
pub(super) fn set_aside(doc: &mut Doc, own: Option<u16>) {
    let Some(own) = own else { return };
    let mut left_out = Vec::new();
    let summaries = summaries(doc);
    for (at, block) in doc.blocks.iter_mut().enumerate() {
        let Block::Grid(grid) = block else { continue };
        if summaries.contains(&at) || !grid.may_be_the_forms() {
            continue;
        }
        left_out.append(&mut labels(grid, own));
        // After the labels: without their years some are rows of the form.
        if grid.cells.iter().any(|cell| fold::is_row(&cell.text)) {
            left_out.append(&mut columns(grid, own));
            left_out.append(&mut rows(grid, own));
        }
    }
    if !left_out.is_empty() {
        let remark = text!(
            "表里有几年的数，只读 {year} 年的",
            "the tables hold the figures of several years; only those of {year} were read"
        );
        doc.remarks.push(remark.with("year", own));
        doc.left_out.append(&mut left_out);
    }
}

/// Tables of the text before section two that repeat rows of the tables behind it.
fn summaries(doc: &Doc) -> BTreeSet<usize> {
    let section = |block: &Block| match block {
        Block::Para(para) if fold::is_section(&para.text) => fold::number(&para.text).map(|(_, number)| number),
        _ => None,
    };
    let sections: Vec<_> = doc.blocks.iter().map(section).collect();
    let Some(first) = sections.iter().position(|section| *section == Some(1)) else { return BTreeSet::new() };
    let next = sections[first + 1..].iter().position(Option::is_some);
    let Some(end) = next.map(|length| first + 1 + length) else { return BTreeSet::new() };
    let own = |range: &[Block]| range.iter().flat_map(rows_of).collect::<BTreeSet<_>>();
    let behind = own(&doc.blocks[end..]);
    let is_repeated = |at: &usize| {
        let rows = own(&doc.blocks[*at..=*at]);
        !rows.is_empty() && rows.is_subset(&behind)
    };
    (first..end).filter(is_repeated).collect()
}

/// The rows of the form that a block names.
fn rows_of(block: &Block) -> Vec<String> {
    match block {
        Block::Para(_) => Vec::new(),
        Block::Grid(grid) => grid
            .cells
            .iter()
            .filter(|cell| fold::is_row(&cell.text))
            .map(|cell| fold::unbracketed(&cell.text))
            .collect(),
    }
}

/// Of which year something is, and what is said besides.
#[derive(Debug, PartialEq, Eq)]
struct Dated {
    is_own: bool,
    rest: String,
}

/// 2024年, （上年）, 2025年办件数量.
fn dated(text: &str, own: u16) -> Option<Dated> {
    let plain: String = fold::cleaned(text).chars().filter(|c| !c.is_whitespace()).collect();
    let plain = in_digits(plain.trim_matches(['（', '）', '(', ')', '【', '】']));
    let [own_rest, last_rest] = [&OWN[..], &LAST].map(|words| words.iter().find_map(|word| plain.strip_prefix(word)));
    let (is_own, rest) = match (own_rest, last_rest) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => {
            let year = plain.get(..4)?.parse().ok().filter(|year| LIKELY_YEARS.contains(year))?;
            let rest = plain[4..].strip_prefix('年')?;
            (year == own, rest.strip_prefix('度').unwrap_or(rest))
        }
    };
    Some(Dated { is_own, rest: fold::unbracketed(rest) })
}

/// Whether a cell says of which year others are, and nothing else.
fn year_alone(cell: &Cell, own: u16) -> Option<bool> {
    dated(&cell.text, own).filter(|dated| dated.rest.is_empty()).map(|dated| dated.is_own)
}

fn is_value(cell: &Cell) -> bool {
    Value::beside(&cell.text).is_some()
}

fn is_number(cell: &Cell) -> bool {
    Value::beside(&cell.text).is_some_and(|value| !value.is_blank())
}

/// The cells that are of another year, as a line to be read.
fn line(words: &[&str], mut cells: Vec<Cell>) -> Option<String> {
    cells.sort_by_key(|cell| (cell.row, cell.column));
    let numbers: Vec<_> = cells.iter().filter(|cell| is_number(cell)).map(|cell| cell.text.trim()).collect();
    (!numbers.is_empty()).then(|| {
        let words = words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).chain(numbers);
        words.collect::<Vec<_>>().join(" ")
    })
}

/// A row that a cell gives to a year.
struct YearRow {
    row: usize,
    /// Where the year stands: labels are before it, and values behind it.
    column: usize,
    year: String,
    is_own: bool,
    labels: Vec<String>,
}

/// Of rows that give one thing in several years, leaves the own year's, under the label that they have in common.
fn rows(grid: &mut Grid, own: u16) -> Vec<String> {
    let mut by_row: BTreeMap<usize, Vec<&Cell>> = BTreeMap::new();
    for cell in grid.cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
        by_row.entry(cell.row).or_default().push(cell);
    }
    let rows: Vec<_> = by_row.into_iter().filter_map(|(row, cells)| dated_row(row, cells, own)).collect();
    let mut groups: Vec<Vec<YearRow>> = Vec::new();
    for row in rows {
        match groups.last_mut() {
            Some(group) if goes_on(group, &row) => group.push(row),
            _ => groups.push(vec![row]),
        }
    }
    groups.iter().flat_map(|group| keep_own(grid, group)).collect()
}

fn dated_row(row: usize, mut cells: Vec<&Cell>, own: u16) -> Option<YearRow> {
    cells.sort_by_key(|cell| cell.column);
    let (at, is_own) = cells.iter().enumerate().find_map(|(at, cell)| Some((at, year_alone(cell, own)?)))?;
    let (labels, rest) = (&cells[..at], &cells[at + 1..]);
    let is_row =
        !rest.is_empty() && rest.iter().all(|cell| is_value(cell)) && !labels.iter().any(|cell| is_number(cell));
    is_row.then(|| YearRow {
        row,
        column: cells[at].column,
        year: cells[at].text.clone(),
        is_own,
        labels: labels.iter().map(|cell| cell.text.clone()).collect(),
    })
}

/// Whether a row gives in another year what those above it give.
fn goes_on(group: &[YearRow], row: &YearRow) -> bool {
    let (first, last) = (&group[0], &group[group.len() - 1]);
    let is_alike = row.labels.iter().all(|label| first.labels.contains(label));
    last.row + 1 == row.row && is_alike && group.iter().all(|other| other.year != row.year)
}

/// Leaves the row of the own year, if there is just one, and says what goes.
fn keep_own(grid: &mut Grid, group: &[YearRow]) -> Vec<String> {
    let mut own = group.iter().filter(|row| row.is_own);
    let kept = own.next().filter(|_| own.next().is_none());
    let to = kept.unwrap_or(&group[0]).row;
    let mut left_out = Vec::new();
    let name = group[0].labels.last().map_or("", String::as_str).to_owned();
    for row in group {
        let is_kept = kept.is_some_and(|kept| kept.row == row.row);
        let columns = if is_kept { row.column..row.column + 1 } else { row.column..usize::MAX };
        let gone = grid.cells.extract_if(.., |cell| cell.row == row.row && columns.contains(&cell.column));
        left_out.extend(line(&[&name, &row.year], gone.collect()));
    }
    // The labels stand in the row that stays, each once.
    let is_label = |cell: &Cell| {
        let row = group.iter().find(|row| row.row == cell.row);
        row.is_some_and(|row| cell.column < row.column) && !cell.text.trim().is_empty()
    };
    let mut taken = BTreeSet::new();
    let columns: BTreeSet<_> = grid.cells.iter().filter(|cell| is_label(cell)).map(|cell| cell.column).collect();
    grid.cells.retain_mut(|cell| {
        if is_label(cell) {
            (cell.row, cell.rows) = (to, 1);
            return taken.insert(cell.column);
        }
        let is_blank = cell.text.trim().is_empty();
        !(is_blank && group.iter().any(|row| row.row == cell.row) && columns.contains(&cell.column))
    });
    left_out
}

/// Of rows whose labels begin with a year, each thing in several years, leaves the own year's, without it: 2022年行政复议,
/// 2023年行政复议.
fn labels(grid: &mut Grid, own: u16) -> Vec<String> {
    let values: BTreeSet<_> = grid.cells.iter().filter(|cell| is_number(cell)).map(|cell| cell.row).collect();
    let labels = grid.cells.iter().enumerate().filter(|(_, cell)| values.contains(&cell.row) && !is_value(cell));
    let labels = labels.filter_map(|(at, cell)| Some((at, dated(&cell.text, own)?)));
    let labels: Vec<_> = labels.filter(|(_, label)| !label.rest.is_empty()).collect();
    let is_of_several = |rest: &str| {
        [true, false].iter().all(|is_own| labels.iter().any(|(_, label)| label.is_own == *is_own && label.rest == rest))
    };
    let mut gone = BTreeMap::new();
    for (at, Dated { is_own, rest }) in labels.iter().filter(|(_, label)| is_of_several(&label.rest)) {
        let cell = &mut grid.cells[*at];
        if !is_own {
            gone.insert(cell.row, cell.text.clone());
        } else if !fold::is_row(&cell.text) {
            cell.text.clone_from(rest);
        }
    }
    let rows = gone.into_iter().filter_map(|(row, label)| {
        let cells = grid.cells.extract_if(.., |cell| cell.row == row && cell.rows == 1).collect();
        line(&[&label], cells)
    });
    rows.collect()
}

/// Of columns that give one thing in several years, leaves the own year's, below the heading that they have in common.
fn columns(grid: &mut Grid, own: u16) -> Vec<String> {
    let mut left_out = Vec::new();
    let mut from = 0;
    while let Some(heads) = Heads::next(grid, own, from) {
        from = heads.row + 1;
        left_out.append(&mut heads.keep_own(grid));
    }
    left_out
}

/// Headings in one row of which some are of other years.
struct Heads {
    row: usize,
    /// The columns below the headings of each other year, with that heading.
    others: Vec<(BTreeSet<usize>, String)>,
    /// The columns below those of the own year that say nothing else.
    own: BTreeSet<usize>,
}

impl Heads {
    fn next(grid: &Grid, own: u16, from: usize) -> Option<Self> {
        let mut by_row: BTreeMap<usize, Vec<(&Cell, Dated)>> = BTreeMap::new();
        for cell in grid.cells.iter().filter(|cell| cell.row >= from && cell.column > 0) {
            if let Some(dated) = dated(&cell.text, own) {
                by_row.entry(cell.row).or_default().push((cell, dated));
            }
        }
        by_row.into_iter().find_map(|(row, heads)| {
            // 上年项目数量 alone is a heading of the form; beside 本年项目数量 it is last year's.
            let own = heads.iter().map(|(_, head)| head).filter(|head| head.is_own);
            let others = heads.iter().filter(|(_, head)| !head.is_own);
            let others = others.filter(|(_, head)| own.clone().any(|own| own.rest == head.rest));
            let others: Vec<_> = others.map(|(cell, _)| (columns_of(cell), cell.text.clone())).collect();
            let alone = heads.iter().filter(|(_, head)| head.is_own && head.rest.is_empty());
            let own = alone.flat_map(|(cell, _)| columns_of(cell)).collect();
            (!others.is_empty()).then_some(Self { row, others, own })
        })
    }

    fn keep_own(self, grid: &mut Grid) -> Vec<String> {
        let below = grid.cells.iter().filter(|cell| {
            let columns = columns_of(cell);
            cell.row > self.row && self.others.iter().any(|(other, _)| !other.is_disjoint(&columns))
        });
        let end = below.filter(|cell| !is_value(cell)).map(|cell| cell.row).min();
        let end = end.unwrap_or_else(|| grid.rows());
        let names = names(grid, self.row..end);
        let mut gone: BTreeMap<(usize, &str), Vec<Cell>> = BTreeMap::new();
        for (columns, head) in &self.others {
            let rows = self.row..end;
            for cell in grid.cells.extract_if(.., |cell| rows.contains(&cell.row) && columns.contains(&cell.column)) {
                gone.entry((cell.row, head)).or_default().push(cell);
            }
        }
        let left_out = gone.into_iter().filter_map(|((row, head), cells)| {
            let name = names.get(&row).map_or("", String::as_str);
            line(&[name, head], cells)
        });
        let left_out = left_out.collect();
        for cell in grid.cells.iter_mut().filter(|cell| cell.row == self.row && self.own.contains(&cell.column)) {
            cell.text.clear();
        }
        left_out
    }
}

fn columns_of(cell: &Cell) -> BTreeSet<usize> {
    (cell.column..cell.column + cell.columns.max(1)).collect()
}

/// What each row is called: the last label before its values.
fn names(grid: &Grid, rows: std::ops::Range<usize>) -> BTreeMap<usize, String> {
    let mut names: BTreeMap<usize, &Cell> = BTreeMap::new();
    for cell in grid.cells.iter().filter(|cell| rows.contains(&cell.row) && cell.text.contains(fold::is_chinese)) {
        let last = names.entry(cell.row).or_insert(cell);
        if last.column < cell.column && !is_value(cell) {
            *last = cell;
        }
    }
    names.into_iter().map(|(row, cell)| (row, cell.text.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_named_in_digits_and_in_words() {
        let of = |is_own, rest: &str| Some(Dated { is_own, rest: rest.to_owned() });
        for (text, found) in [
            ("2024年", of(false, "")),
            ("2025 年度", of(true, "")),
            ("（上年）", of(false, "")),
            ("二〇二五年", of(true, "")),
            ("本年办件数量", of(true, "办件数量")),
            ("2024年办件数量（件）", of(false, "办件数量")),
            ("2024", None),
            ("行政许可", None),
        ] {
            assert_eq!(dated(text, 2025), found, "{text}");
        }
    }
}
