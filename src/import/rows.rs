//! The values of one row of the form, and whether it is certain which column each stands in.

use super::{
    columns::{self, Columns, Layout, Placed},
    doc::{MOST_ROWS, Rules},
    fold,
    order::Order,
    tokens::Token,
    value::Value,
};
use std::ops::Range;

/// A row as read: for each column the token in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum RowReading {
    Certain(Vec<Option<usize>>),
    /// Why it is not certain, and the values that stand there.
    Question(Doubt, Vec<usize>),
    /// No value stands there.
    Nothing,
}

impl RowReading {
    /// What stands in each column, if that is certain.
    pub(super) fn certain(&self) -> Option<&[Option<usize>]> {
        match self {
            Self::Certain(values) => Some(values),
            Self::Question(..) | Self::Nothing => None,
        }
    }
}

/// Why nobody can tell which column a value stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// Fewer values than columns.
    TooFew,
    /// More values than columns.
    TooMany,
    /// The labels above and the order contradict each other.
    Headings,
    /// Several places of the document could be meant.
    Places,
    /// Several numbers in one cell.
    Merged,
    /// Something stands there that is hardly a number.
    Unclear,
    /// The amount is in another unit than the column.
    Unit,
}

/// Fewer columns have no sum.
const FEWEST_PARTS: usize = 4;

/// Where values of a row are looked for.
pub(super) struct Row<'a> {
    pub tokens: &'a [Token],
    pub rules: Rules,
    pub columns: &'a Columns,
    /// The tokens of its label.
    pub label: Range<usize>,
    pub layout: Layout,
    /// In which order the headings above the first row name the columns.
    pub order: &'a Order,
    /// Where the sum of a group stands among the values, for which the form has no column.
    pub subtotal: Option<usize>,
    /// The headings above the first row of its block.
    pub heads: &'a [String],
}

/// What the labels above a row's values say.
enum ByHeading {
    Row(Vec<Option<usize>>),
    /// They fit the values badly.
    Contradicts,
    /// They say nothing of this row.
    Unknown,
}

impl Row<'_> {
    pub(super) fn read(&self) -> RowReading {
        let (own, stranded) = self.values();
        if let Some(all) = self.several_rows(&own) {
            return RowReading::Question(Doubt::Places, all);
        }
        let reading = self.judge(own.clone());
        let filled: Vec<_> = own.iter().copied().filter(|at| !self.is_blank(*at)).collect();
        let is_full = filled.len() == self.columns.len();
        if stranded.is_empty() || (is_full && matches!(reading, RowReading::Certain(_))) {
            return reading;
        }
        let all: Vec<_> = filled.into_iter().chain(stranded).collect();
        if all.len() == self.columns.len() && self.rules != Rules::Lattice {
            return RowReading::Certain(self.in_order(&all));
        }
        let doubt = if all.len() < self.columns.len() { Doubt::TooFew } else { Doubt::TooMany };
        RowReading::Question(doubt, all)
    }

    fn is_blank(&self, at: usize) -> bool {
        self.tokens[at].value.as_ref().is_none_or(Value::is_blank)
    }

    fn judge(&self, mut values: Vec<usize>) -> RowReading {
        let count = self.columns.len();
        let is_empty = values.iter().all(|at| self.is_blank(*at));
        if is_empty && values.len() < count {
            return RowReading::Nothing;
        }
        let may_pop = is_empty || self.layout.is_packed || !self.is_blank(values[0]);
        let subtotal = self.subtotal.filter(|_| self.rules != Rules::Lattice && !self.layout.has_headings);
        let wanted = count + usize::from(subtotal.is_some());
        // Blanks around the values belong to labels that are merged over them, or stand behind the table.
        if let Some(own) = self.filled(&values).filter(|own| subtotal.is_some() && own.len() == wanted) {
            values = values[own].to_vec();
        }
        while may_pop && !self.layout.has_headings && values.len() > wanted && self.is_blank(values[values.len() - 1]) {
            values.pop();
        }
        if let Some(at) = subtotal.filter(|_| values.len() == wanted) {
            values.remove(at);
        } else if subtotal.is_some() && values.len() == count && !is_empty {
            return RowReading::Question(Doubt::TooFew, values);
        }
        if let Some(only) = self.repeated(&values) {
            return RowReading::Certain(vec![Some(only)]);
        }
        let by_order = self.by_order(&values);
        let by_heading = if self.layout.has_headings { self.by_heading(&values) } else { ByHeading::Unknown };
        let numbers: Vec<_> = values.iter().copied().filter(|at| !self.is_blank(*at)).collect();
        // Before order and headings are weighed: with a part of the columns, both would find some reading of it.
        if let Some(part) = self.by_part(&values) {
            return part;
        }
        match (by_order, by_heading) {
            // The label of its group is left out, and the row has moved to its place.
            (Some(a), ByHeading::Row(b)) if a != b && self.is_displaced(&b, &numbers) => {
                let is_sure = self.adds_up(&a);
                if is_sure { RowReading::Certain(a) } else { RowReading::Question(Doubt::Headings, numbers) }
            }
            // Drawn below each column's own heading, values need no order.
            (Some(a), ByHeading::Row(b)) if a != b && b.iter().all(Option::is_some) => RowReading::Certain(b),
            (Some(a), ByHeading::Row(b)) if a != b => RowReading::Question(Doubt::Headings, numbers),
            // Words among the values have taken the place of some, or a label has: then a blank stands first.
            (Some(row), ByHeading::Unknown)
                if row.iter().flatten().any(|at| self.is_blank(*at))
                    && (self.has_words() || self.may_be_displaced(&values)) =>
            {
                RowReading::Question(Doubt::Headings, numbers)
            }
            // Blanks are only where the headings say so.
            (Some(row), ByHeading::Contradicts) if row.iter().flatten().any(|at| self.is_blank(*at)) => {
                RowReading::Question(Doubt::Headings, numbers)
            }
            (Some(row), _) | (None, ByHeading::Row(row)) => RowReading::Certain(row),
            (None, _) if numbers.is_empty() => RowReading::Nothing,
            (None, _) if values.len() < count => RowReading::Question(Doubt::TooFew, numbers),
            (None, _) => match self.by_heads(&values) {
                Some(row) => RowReading::Certain(row),
                None => RowReading::Question(Doubt::TooMany, numbers),
            },
        }
    }

    /// More values than columns, below as many headings, of which one names each column. Headings of groups are none.
    fn by_heads(&self, values: &[usize]) -> Option<Vec<Option<usize>>> {
        let values = &values[..=values.iter().rposition(|at| !self.is_blank(*at))?];
        let start = self.heads.len().checked_sub(values.len()).filter(|_| self.rules != Rules::Lattice)?;
        let heads = &self.heads[start..];
        if values.iter().any(|at| self.is_blank(*at)) || heads.iter().any(|head| self.columns.is_wide_group(head)) {
            return None;
        }
        let mut row = vec![None; self.columns.len()];
        for (head, value) in heads.iter().zip(values) {
            if let Some(column) = self.columns.named(&[head])
                && row[column].replace(*value).is_some()
            {
                return None;
            }
        }
        row.iter().all(Option::is_some).then_some(row)
    }

    /// The values of its row, and numbers that follow in rows without a label.
    fn values(&self) -> (Vec<usize>, Vec<usize>) {
        let label = &self.tokens[self.label.end - 1];
        if self.rules == Rules::Lattice {
            // Numbers beside the beginning of a label that goes on in another row.
            let first = self.tokens[self.label.start].row;
            let stranded = self.beside(label, first).filter(|at| first != label.row && !self.is_blank(*at)).collect();
            return (self.beside(label, label.row).collect(), stranded);
        }
        let follows = self.tokens.iter().enumerate().skip(self.label.end).take_while(|(_, token)| !token.is_label());
        if self.rules == Rules::None {
            return (follows.map(|(at, _)| at).collect(), Vec::new());
        }
        let (own, other): (Vec<_>, Vec<_>) =
            follows.partition(|(_, token)| token.block == label.block && token.row == label.row);
        let stranded = other.into_iter().map(|(at, _)| at).filter(|at| !self.is_blank(*at));
        (own.into_iter().map(|(at, _)| at).collect(), stranded.collect())
    }

    /// The numbers of all rows that its label is drawn over, or that are as full and have no label of their own, if they
    /// are not the same in each: one row of them is meant.
    fn several_rows(&self, own: &[usize]) -> Option<Vec<usize>> {
        let label = &self.tokens[self.label.end - 1];
        if self.rules == Rules::None {
            return None;
        }
        let has_name = |row: usize| {
            let mut beside = self.tokens.iter().filter(|token| token.block == label.block && token.row == row);
            beside.any(|token| token.is_label() && token.column > label.column && fold::is_row(&token.text))
        };
        let covered = label.row + 1..label.row + label.rows.min(MOST_ROWS);
        let own = self.numbers(own.iter().copied());
        let below: Vec<Vec<usize>> = if covered.is_empty() {
            if own.len() == self.columns.len() { self.rows_without_label() } else { Vec::new() }
        } else {
            covered.filter(|row| !has_name(*row)).map(|row| self.numbers(self.beside(label, row))).collect()
        };
        let texts = |row: &[usize]| row.iter().map(|at| self.tokens[*at].text.as_str()).collect::<Vec<_>>();
        let is_other = |row: &&Vec<usize>| !row.is_empty() && texts(row) != texts(&own);
        let others: Vec<_> = below.iter().filter(is_other).flatten().copied().collect();
        (!own.is_empty() && !others.is_empty()).then(|| own.into_iter().chain(others).collect())
    }

    /// The numbers of the rows below its label that have as many as there are columns, and nothing else.
    fn rows_without_label(&self) -> Vec<Vec<usize>> {
        let label = &self.tokens[self.label.end - 1];
        let row = |row: usize| {
            let own = (0..self.tokens.len()).filter(move |at| {
                let token = &self.tokens[*at];
                token.block == label.block && token.row == row && !token.text.is_empty()
            });
            let own: Vec<_> = own.collect();
            let are_values = own.len() == self.columns.len() && !own.iter().any(|at| self.is_blank(*at));
            are_values.then_some(own)
        };
        (label.row + 1..).take(MOST_ROWS).map_while(row).collect()
    }

    fn numbers(&self, values: impl Iterator<Item = usize>) -> Vec<usize> {
        values.filter(|at| !self.is_blank(*at)).collect()
    }

    /// What is no label in a row of the label's table, to the right of it.
    fn beside(&self, label: &Token, row: usize) -> impl Iterator<Item = usize> {
        let (block, column) = (label.block, label.column);
        let own = self.tokens.iter().enumerate().filter(move |(_, token)| {
            !token.is_label() && token.block == block && token.row == row && token.column > column
        });
        own.map(|(at, _)| at)
    }

    /// The value of a row with one column that was written into each cell that it had been merged over.
    fn repeated(&self, values: &[usize]) -> Option<usize> {
        let (first, rest) = values.split_first()?;
        let is_only = self.columns.len() == 1 && self.rules == Rules::Guessed && !rest.is_empty();
        let text = &self.tokens[*first].text;
        (is_only && !self.is_blank(*first) && rest.iter().all(|at| self.tokens[*at].text == *text)).then_some(*first)
    }

    /// Values below headings that leave a column out: as many as there are headings.
    fn by_part(&self, values: &[usize]) -> Option<RowReading> {
        let Order::Part(order) = self.order else { return None };
        if self.rules == Rules::Lattice || values.iter().all(|at| self.is_blank(*at)) {
            return None;
        }
        let (own, rest) = values.split_at_checked(order.len())?;
        if self.is_blank(own[0]) || !rest.iter().all(|at| self.is_blank(*at)) {
            return None;
        }
        // As many as there are columns: the last of them may have been left blank, and a heading be lost.
        if values.len() == self.columns.len() && !self.may_be_total(own) {
            let numbers = values.iter().copied().filter(|at| !self.is_blank(*at)).collect();
            return Some(RowReading::Question(Doubt::TooFew, numbers));
        }
        let mut row = vec![None; self.columns.len()];
        for (column, value) in order.iter().zip(own) {
            row[*column] = Some(*value);
        }
        Some(RowReading::Certain(row))
    }

    /// Whether the last of some values may be the sum of the others and of what has no column.
    fn may_be_total(&self, values: &[usize]) -> bool {
        let numbers: Option<Vec<u64>> = values.iter().map(|at| self.tokens[*at].value.as_ref()?.count()).collect();
        let Some((total, parts)) = numbers.as_deref().and_then(<[u64]>::split_last) else { return false };
        parts.iter().sum::<u64>() <= *total
    }

    /// Whether columns leave out a number that stands where the headings expect labels.
    fn is_displaced(&self, row: &[Option<usize>], numbers: &[usize]) -> bool {
        let mut left_out = numbers.iter().filter(|at| !row.contains(&Some(**at)));
        left_out.any(|at| self.tokens[*at].column < self.layout.first)
    }

    /// Whether the last column of a row, one of several, is the sum of the others.
    fn adds_up(&self, row: &[Option<usize>]) -> bool {
        let numbers: Option<Vec<u64>> = row.iter().map(|at| self.tokens[(*at)?].value.as_ref()?.count()).collect();
        let Some((total, parts)) = numbers.as_deref().and_then(<[u64]>::split_last) else { return false };
        parts.len() >= FEWEST_PARTS && parts.iter().sum::<u64>() == *total
    }

    /// Whether words stand in its row of a grid, behind its label.
    fn has_words(&self) -> bool {
        let label = &self.tokens[self.label.end - 1];
        let mut own = self.tokens.iter().filter(|token| token.block == label.block && token.row == label.row);
        own.any(|token| token.is_label() && token.column > label.column)
    }

    /// Whether the first blank of a row without headings may belong to its label.
    fn may_be_displaced(&self, values: &[usize]) -> bool {
        let is_first = self.is_blank(values[0]) && values.len() == self.columns.len();
        self.rules == Rules::Lattice && is_first && values.iter().any(|at| !self.is_blank(*at))
    }

    /// Values in the order of the form.
    fn in_order(&self, values: &[usize]) -> Vec<Option<usize>> {
        let Order::Whole(order) = self.order else { return values.iter().copied().map(Some).collect() };
        let mut row = vec![None; values.len()];
        for (column, value) in order.iter().zip(values) {
            row[*column] = Some(*value);
        }
        row
    }

    /// As many values as columns, whatever stands above them.
    fn by_order(&self, values: &[usize]) -> Option<Vec<Option<usize>>> {
        let count = self.columns.len();
        if values.len() == count {
            return Some(self.in_order(values));
        }
        // Blanks before the first value belong to labels that are merged over them.
        let own = self.filled(values).filter(|own| own.len() == count)?;
        Some(self.in_order(&values[own]))
    }

    /// From the first value that is not blank to the last.
    fn filled(&self, values: &[usize]) -> Option<Range<usize>> {
        let first = values.iter().position(|at| !self.is_blank(*at))?;
        let last = values.iter().rposition(|at| !self.is_blank(*at))?;
        Some(first..last + 1)
    }

    /// The column that the labels above each value name.
    fn by_heading(&self, values: &[usize]) -> ByHeading {
        let label = &self.tokens[self.label.end - 1];
        let block: Vec<_> = self.tokens.iter().filter(|token| token.block == label.block).collect();
        let edge = (label.column + 1).max(self.layout.first);
        // A label that stands where the headings expect values has displaced its row.
        if !columns::above(self.columns, &block, &Placed::of(label), self.layout.first).is_empty() {
            return ByHeading::Unknown;
        }
        let mut row: Vec<Option<usize>> = vec![None; self.columns.len()];
        let (mut last, mut has_surplus) = (None, false);
        for &at in values {
            let token = &self.tokens[at];
            let columns = if token.block == label.block {
                columns::above(self.columns, &block, &Placed::of(token), edge)
            } else {
                Vec::new()
            };
            let next = columns.iter().find(|column| last.is_none_or(|last| **column > last));
            match next.or(columns.first()) {
                None if self.is_blank(at) => {}
                None if self.is_surplus(&block, at) => has_surplus = true,
                Some(&column) if row[column].is_none() => {
                    row[column] = Some(at);
                    last = Some(column);
                }
                Some(&column) if row[column].is_some_and(|first| self.repeats(first, at)) => {}
                _ => return ByHeading::Contradicts,
            }
        }
        // A strange heading may be that of a column which none of the others names.
        let is_whole =
            (0..row.len()).all(|column| row[column].is_some() || !has_surplus && !self.is_headed(&block, column));
        if is_whole { ByHeading::Row(row) } else { ByHeading::Contradicts }
    }

    /// Whether a value stands below a heading of its own that is none of the form's: 小计, 备注.
    fn is_surplus(&self, block: &[&Token], at: usize) -> bool {
        let token = &self.tokens[at];
        let heads = columns::stack(block, token.row, token.column);
        let is_other = |head: &&str| match self.rules {
            Rules::Lattice => !self.columns.is_head(head),
            Rules::Guessed | Rules::None => fold::label(head) == fold::SUBTOTAL,
        };
        heads.first().is_some_and(is_other)
    }

    /// Whether a value is written once more beside itself, in a cell that had been merged with its own.
    fn repeats(&self, first: usize, again: usize) -> bool {
        let (first, again) = (&self.tokens[first], &self.tokens[again]);
        first.text == again.text && first.row == again.row && first.block == again.block
    }

    /// Whether the grid has a heading for a column: then a row without a value in it is not whole.
    fn is_headed(&self, block: &[&Token], column: usize) -> bool {
        let label = &self.tokens[self.label.end - 1];
        let edge = block.iter().map(|token| token.column + token.columns).max().unwrap_or_default();
        // What stands above and before them are labels, of which one may be called as a column is: 3.其他.
        ((label.column + 1).max(self.layout.first)..edge).any(|at| {
            let placed = Placed { row: label.row, column: at, columns: 1 };
            columns::above(self.columns, block, &placed, 0) == [column]
        })
    }
}
