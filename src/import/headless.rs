//! A table whose only row has no label, such as table four: its headings say what its values are.

use super::{
    columns::{self, Columns, Placed},
    doc::Rules,
    order::{self, Order},
    rows::Doubt,
    tokens::{Token, is_short},
    value::Value,
};
use crate::form::BlockForm;
use std::{cmp::Ordering, collections::BTreeSet};

/// What was found of such a table.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub cells: Vec<Option<usize>>,
    pub labels: Vec<usize>,
    pub question: Option<(Doubt, Vec<usize>)>,
    /// Columns in which something stands that is hardly a number, and that.
    pub unclear: Vec<(usize, usize)>,
}

/// Values that follow each other, and the labels between them and the values before.
struct Run {
    labels: Vec<usize>,
    values: Vec<usize>,
}

pub(super) fn read(tokens: &[Token], block: &BlockForm, rules: &dyn Fn(usize) -> Rules) -> Found {
    let columns = Columns::of(block);
    let reader = Headless { tokens, columns: &columns, rules };
    let runs = reader.runs();
    let mut candidates: Vec<Vec<Option<usize>>> = Vec::new();
    let mut found = Found { cells: vec![None; columns.len()], ..Found::default() };
    for (at, run) in runs.iter().enumerate() {
        let groups = reader.groups(run);
        let is_headed = reader.is_headed(run);
        // A sentence on reviews and lawsuits is no heading, and blanks below it are no row.
        let is_row = run.values.len() == columns.len() && run.values.iter().any(|at| !reader.is_blank(*at));
        if groups.is_empty() || !(is_headed || is_row) {
            continue;
        }
        found.labels.extend(&run.labels);
        match reader.cells(run, &groups) {
            Some(cells) => {
                let filled = cells.iter().enumerate().filter_map(|(column, at)| Some((column, (*at)?)));
                found.unclear.extend(filled.filter(|(_, at)| reader.is_unclear(*at)));
                candidates.push(cells.into_iter().map(|cell| cell.filter(|at| !reader.is_unclear(*at))).collect());
            }
            None if is_headed && run.values.iter().any(|at| !reader.is_blank(*at)) => {
                let values = run.values.iter().copied().filter(|at| !reader.is_blank(*at));
                let question = found.question.get_or_insert((Doubt::TooFew, Vec::new()));
                question.1.extend(values);
                question.0 = match runs[at].values.len().cmp(&columns.len()) {
                    Ordering::Less => Doubt::TooFew,
                    Ordering::Equal => Doubt::Headings,
                    Ordering::Greater => Doubt::TooMany,
                };
            }
            None => {}
        }
    }
    reader.settle(&candidates, &mut found);
    found
}

struct Headless<'a> {
    tokens: &'a [Token],
    columns: &'a Columns,
    rules: &'a dyn Fn(usize) -> Rules,
}

impl Headless<'_> {
    fn is_unclear(&self, at: usize) -> bool {
        self.tokens[at].value.as_ref().is_some_and(Value::is_unclear)
    }

    fn is_blank(&self, at: usize) -> bool {
        self.tokens[at].value.as_ref().is_none_or(Value::is_blank)
    }

    /// The document cut at each place where labels follow values. Blanks among labels are no values.
    fn runs(&self) -> Vec<Run> {
        let mut runs = vec![Run { labels: Vec::new(), values: Vec::new() }];
        for (at, token) in self.tokens.iter().enumerate() {
            let last = runs.last_mut().expect("there is always one");
            match &token.value {
                None => {
                    if last.values.iter().any(|at| !self.is_blank(*at)) || self.is_blank_row(&last.values) {
                        runs.push(Run { labels: vec![at], values: Vec::new() });
                    } else {
                        last.values.clear();
                        last.labels.push(at);
                    }
                }
                Some(_) => last.values.push(at),
            }
        }
        runs
    }

    /// Whether blanks are a row that was left blank: signs for nothing, or as many as there are columns in a row.
    fn is_blank_row(&self, values: &[usize]) -> bool {
        let count = values.iter().filter(|at| !self.tokens[**at].text.is_empty()).count();
        let Some(last) = values.last().map(|at| &self.tokens[*at]) else { return false };
        let in_its_row = values.iter().filter(|at| self.tokens[**at].row == last.row).count();
        count >= 5 || (self.rules)(last.block) == Rules::Lattice && in_its_row == self.columns.len()
    }

    /// The groups of columns that a run's labels name, in the order in which the labels stand.
    fn groups(&self, run: &Run) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let texts: Vec<_> = run.labels.iter().map(|at| self.tokens[*at].text.as_str()).collect();
        for (at, text) in texts.iter().enumerate().filter(|(_, text)| is_short(text)) {
            let pair = texts.get(at + 1).map(|next| format!("{text}{next}"));
            let mut named = self.columns.groups_in(text);
            if named.is_empty() {
                named.extend(pair.filter(|pair| is_short(pair)).and_then(|pair| self.columns.group(&pair)));
            }
            for group in named {
                if !groups.contains(&group) {
                    groups.push(group);
                }
            }
        }
        groups
    }

    /// Whether the labels of a run name columns.
    fn is_headed(&self, run: &Run) -> bool {
        run.labels.iter().map(|at| self.columns.leaves_in(&self.tokens[*at].text)).sum::<usize>() >= 3
    }

    /// The cells of a run, if it is certain which values stand in them.
    fn cells(&self, run: &Run, groups: &[Vec<usize>]) -> Option<Vec<Option<usize>>> {
        let all = self.columns.groups();
        let is_whole = groups == all.as_slice();
        if let Some(drawn) = self.by_heading(run) {
            return Some(drawn);
        }
        // As many values as the whole table has, below headings of which some are lost.
        let filled = run.values.iter().rposition(|at| !self.is_blank(*at)).map_or(0, |last| last + 1);
        let is_full = [run.values.len(), filled].contains(&self.columns.len());
        let is_whole = is_whole || (is_full && is_in_order(groups));
        let wanted = if is_whole { self.columns.len() } else { groups.last()?.len() };
        let row = self.only_row(run, wanted);
        let row = row.as_deref().unwrap_or(&run.values);
        let values = self.window(row, wanted).or_else(|| self.below_headings(row, wanted))?;
        let heads: Vec<_> = run.labels.iter().map(|at| self.tokens[*at].text.as_str()).collect();
        let order = order::within(self.columns, if is_whole { &all } else { &groups[groups.len() - 1..] }, &heads);
        let usual: Vec<usize> = if is_whole { (0..wanted).collect() } else { groups.last()?.clone() };
        if is_whole && !self.is_drawn(run) {
            if let Some(scattered) = order::scattered(self.columns, &heads) {
                // Whether the values are scattered as their headings are, only their sums say.
                let mut orders = [usual, scattered].into_iter().filter(|order| self.sums_hold(order, values));
                let targets = orders.next().filter(|_| orders.next().is_none())?;
                return Some(self.placed(&targets, values));
            }
            let is_known = matches!(order, Order::Whole(_)) || !order::has_strange(self.columns, &heads);
            if !is_known && !self.sums_hold(&usual, values) {
                return None;
            }
        }
        let targets: Vec<usize> = match order {
            Order::Whole(order) => order,
            Order::Part(_) | Order::Unknown => usual,
        };
        // Part of a table has its own group's label alone, or the last of several before it.
        if !is_whole && groups.len() > 1 && run.values.len() != wanted {
            return None;
        }
        Some(self.placed(&targets, values))
    }

    /// By column the value in it.
    fn placed(&self, order: &[usize], values: &[usize]) -> Vec<Option<usize>> {
        let mut cells = vec![None; self.columns.len()];
        for (column, value) in order.iter().zip(values) {
            cells[*column] = Some(*value);
        }
        cells
    }

    /// Whether the values of a run stand in a table with lines.
    fn is_drawn(&self, run: &Run) -> bool {
        run.values.first().is_some_and(|at| (self.rules)(self.tokens[*at].block) == Rules::Lattice)
    }

    /// Whether every group adds up if values stand in columns of this order.
    fn sums_hold(&self, order: &[usize], values: &[usize]) -> bool {
        let in_columns: Option<Vec<usize>> = self.placed(order, values).into_iter().collect();
        in_columns.is_some_and(|values| self.adds_up(&values))
    }

    /// The row in which all numbers of a run stand, if it is drawn or long enough: blanks above it are the headings'.
    fn only_row(&self, run: &Run, wanted: usize) -> Option<Vec<usize>> {
        let mut filled = run.values.iter().filter(|at| !self.is_blank(**at));
        let first = self.place(*filled.next()?);
        let own: Vec<_> = run.values.iter().copied().filter(|at| self.place(*at) == first).collect();
        let is_drawn = (self.rules)(first.0) == Rules::Lattice;
        (filled.all(|at| self.place(*at) == first) && (is_drawn || own.len() >= wanted)).then_some(own)
    }

    /// The block and the row of a token.
    fn place(&self, token: usize) -> (usize, usize) {
        (self.tokens[token].block, self.tokens[token].row)
    }

    /// As many values as are wanted, with all numbers among them; none if blanks around them leave more than one choice.
    fn window<'v>(&self, values: &'v [usize], wanted: usize) -> Option<&'v [usize]> {
        let surplus = values.len().checked_sub(wanted)?;
        let is_filled = |at: &usize| !self.is_blank(*at);
        let Some(first) = values.iter().position(is_filled) else { return Some(&values[..wanted]) };
        let last = values.iter().rposition(is_filled).unwrap_or(first);
        let starts = (last + 1).saturating_sub(wanted)..=first.min(surplus);
        (starts.start() == starts.end()).then(|| &values[*starts.start()..][..wanted])
    }

    /// As many values as are wanted without the blanks that end the last row of headings: several in one line, where blank
    /// cells have lines of their own. They are a row's own unless the totals are right without them and, as long as more
    /// values follow than are wanted, wrong with them.
    fn below_headings<'v>(&self, values: &'v [usize], wanted: usize) -> Option<&'v [usize]> {
        let place = |at: usize| (self.tokens[at].block, &self.tokens[at].origin);
        let blanks = values.iter().take_while(|at| self.is_blank(**at)).count();
        let end = values[..blanks].iter().take_while(|at| place(**at) == place(values[0])).count();
        let mut pairs = values[blanks..].windows(2);
        let are_alone = pairs.any(|pair| pair.iter().all(|at| self.is_blank(*at)) && place(pair[0]) != place(pair[1]));
        let rest = &values[end..];
        let window = self.window(rest, wanted)?;
        let is_only = rest.len() == wanted || !self.adds_up(&values[..wanted]);
        (end > 1 && are_alone && is_only && self.adds_up(window)).then_some(window)
    }

    /// Whether the last value of each group of columns is the sum of the others.
    fn adds_up(&self, values: &[usize]) -> bool {
        let size = self.columns.groups().first().map_or(1, Vec::len).max(1);
        let count = |at: &usize| self.tokens[*at].value.as_ref().and_then(Value::count).map_or(0, u128::from);
        let is_right = |(total, parts): (&usize, &[usize])| parts.iter().map(count).sum::<u128>() == count(total);
        values.chunks(size).all(|group| group.split_last().is_some_and(is_right))
    }

    /// The row in which the values of a run stand: the only one with numbers, or the first below the labels.
    fn row(&self, run: &Run, block: usize) -> Option<usize> {
        let filled = self.rows(&run.values, block, true);
        let head = self.rows(&run.labels, block, false).last().copied();
        match filled.len() {
            0 => self.rows(&run.values, block, false).into_iter().find(|row| head.is_none_or(|head| *row > head)),
            1 => filled.first().copied(),
            _ => None,
        }
    }

    /// The rows of one block in which tokens stand; only those that hold a value, if asked.
    fn rows(&self, tokens: &[usize], block: usize, only_filled: bool) -> BTreeSet<usize> {
        let own = tokens.iter().filter(|at| self.tokens[**at].block == block);
        own.filter(|at| !only_filled || !self.is_blank(**at)).map(|at| self.tokens[*at].row).collect()
    }

    /// The columns by the labels above, where the grid is drawn.
    fn by_heading(&self, run: &Run) -> Option<Vec<Option<usize>>> {
        let first = *run.values.first()?;
        let block = self.tokens[first].block;
        if (self.rules)(block) != Rules::Lattice {
            return None;
        }
        let own: Vec<_> = self.tokens.iter().filter(|token| token.block == block).collect();
        let row = self.row(run, block)?;
        let mut cells = vec![None; self.columns.len()];
        for &at in run.values.iter().filter(|at| self.tokens[**at].row == row && self.tokens[**at].block == block) {
            let token = &self.tokens[at];
            let placed = Placed::of(token);
            match columns::above(self.columns, &own, &placed, 0)[..] {
                [column] if cells[column].is_none() => cells[column] = Some(at),
                [] if self.is_blank(at) => {}
                _ => return None,
            }
        }
        cells.iter().any(Option::is_some).then_some(cells)
    }

    /// Several places agree, or supplement each other; else they are a question.
    fn settle(&self, candidates: &[Vec<Option<usize>>], found: &mut Found) {
        for column in 0..self.columns.len() {
            let mut filled = candidates.iter().filter_map(|cells| cells[column]);
            let Some(first) = filled.next() else { continue };
            if filled.clone().all(|other| self.text(other) == self.text(first)) {
                found.cells[column] = Some(first);
            } else {
                let question = found.question.get_or_insert((Doubt::Places, Vec::new()));
                question.1.extend(std::iter::once(first).chain(filled));
            }
        }
        found.unclear.retain(|(column, _)| found.cells[*column].is_none());
        if found.cells.iter().all(Option::is_some) {
            found.question = None;
        }
    }

    fn text(&self, at: usize) -> Option<&str> {
        self.tokens[at].value.as_ref().map(Value::text)
    }
}

fn is_in_order(groups: &[Vec<usize>]) -> bool {
    groups.is_sorted_by_key(|group| group[0])
}
