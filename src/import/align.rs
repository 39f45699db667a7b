//! Which label of a document is which row of the form: the cheapest way to go through both in order.
//!
//! A row may be written over up to four labels. What costs almost as little as the cheapest way is a candidate too;
//! whoever reads values asks whether all candidates agree.

use super::{
    fold,
    likeness::{FARTHEST, Folded, distance},
    tokens::Label,
};
use crate::form::{Kind, Node, TableForm};
use std::{collections::HashMap, ops::Range};

/// A row or group of rows, as labels are compared with it.
#[derive(Debug)]
struct Wanted {
    names: Vec<Folded>,
    number: Option<(char, usize)>,
    /// The block of its table and the row in it; none for a group.
    row: Option<(usize, usize)>,
}

/// Labels that may stand for a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Match {
    pub block: usize,
    pub row: usize,
    /// Among the labels.
    pub labels: Range<usize>,
    /// What the whole way through it costs above the cheapest.
    pub extra: f32,
}

/// A table's rows found in a document.
#[derive(Debug, Default)]
pub(super) struct Alignment {
    pub matches: Vec<Match>,
    /// Labels that stand for a row or a group of rows on the cheapest way.
    pub used: Vec<Range<usize>>,
    /// What it costs, as a part of what it would cost to find nothing.
    pub cost: f32,
}

/// Pieces of a label that are no pieces of the name may be no farther from it than this.
const FARTHEST_TORN: f32 = 0.2;
/// A label that is as near as this to a name is that name, and none that it costs so much more to take it for.
const CERTAIN: f32 = 0.05;
const OTHER: f32 = 0.2;
/// A way that costs no more than this above the cheapest may be right.
const MARGIN: f32 = 0.5;
const MOST_LABELS: usize = 4;
/// A row's name is no shorter than this where it is no part of another's.
const SHORTEST_OWN: usize = 4;
/// What it costs that a row's name is written over one more label.
const LENGTH: f32 = 0.03;
/// Longer labels are no row's.
const LONGEST: usize = 60;
// A lost row is the unit. A group is often left out of a table, and documents are full of labels that are no rows: both
// must cost so little that a row in other words is still cheaper to take than to lose.
const NO_ROW: f32 = 1.0;
const NO_GROUP: f32 = 0.3;
const STRANGE_LABEL: f32 = 0.04;
// Headings and captions are to be expected between rows.
const KNOWN_LABEL: f32 = 0.01;
// Another number of the same series is that of a neighbour. Another series says less, for whole tables are numbered in
// another style, and a number that was left out says next to nothing.
const OTHER_NUMBER: f32 = 0.12;
const OTHER_SERIES: f32 = 0.08;
const WITHOUT_NUMBER: f32 = 0.02;
// A name without a value beside it may be its mention in a heading or a note.
const WITHOUT_VALUE: f32 = 0.15;
/// Where several rows are like a label, being the second best costs so many times what it is worse.
const SECOND_BEST: f32 = 1.5;
/// Sums of the same costs in another order differ by a rounding, which is less than any cost.
const ROUNDING: f32 = KNOWN_LABEL;

/// Aligns the rows of a table with a document's labels. `known` are labels of the table that are no rows.
pub(super) fn align(table: &TableForm, labels: &[Label], known: &[Folded]) -> Alignment {
    let wanted = wanted(table);
    let nothing = wanted.iter().map(Wanted::skip).sum();
    if wanted.iter().all(|node| node.names.is_empty()) || labels.is_empty() {
        return Alignment { cost: 1.0, ..Alignment::default() };
    }
    let skips: Vec<_> = labels.iter().map(|label| skip(label, known)).collect();
    let grid = Costs::new(&wanted, labels);
    let ways = Ways { wanted: &wanted, labels: labels.len(), skips: &skips, costs: &grid };
    ways.solve(nothing)
}

/// What the rows of a table and their groups are called.
pub(super) fn names(table: &TableForm) -> impl Iterator<Item = Folded> {
    wanted(table).into_iter().flat_map(|wanted| wanted.names)
}

fn skip(label: &Label, known: &[Folded]) -> f32 {
    let is_known = label.folded.is_empty()
        || known.iter().any(|name| name.text == label.folded.text || name.text == label.bare.text);
    if is_known { KNOWN_LABEL } else { STRANGE_LABEL }
}

fn wanted(table: &TableForm) -> Vec<Wanted> {
    let mut all = Vec::new();
    for (number, block) in table.blocks.iter().enumerate() {
        let mut row = 0;
        collect(block.block.rows, None, number, &mut row, &mut all);
    }
    all
}

fn collect(nodes: &[Node], group: Option<&Node>, block: usize, row: &mut usize, all: &mut Vec<Wanted>) {
    for (at, node) in nodes.iter().enumerate() {
        let mut names: Vec<_> =
            std::iter::once(&node.label).chain(node.aliases).map(|name| fold::label(name)).collect();
        // The first row of a group may stand in one cell with it.
        if let Some(group) = group.filter(|_| at == 0) {
            names.push(fold::label(group.label) + &fold::label(node.label));
        }
        names.push(fold::unbracketed(node.label));
        names.extend(fold::synonyms(&node.kind).map(str::to_owned));
        names.retain(|name| !name.is_empty());
        names.dedup();
        let names = names.into_iter().map(Folded::from).collect();
        let number = fold::number(node.label);
        match node.kind {
            Kind::Group(children) => {
                all.push(Wanted { names, number, row: None });
                collect(children, Some(node), block, row, all);
            }
            _ => {
                all.push(Wanted { names, number, row: Some((block, *row)) });
                *row += 1;
            }
        }
    }
}

impl Wanted {
    fn skip(&self) -> f32 {
        if self.row.is_some() { NO_ROW } else { NO_GROUP }
    }

    /// How far labels are from its name; none if too far.
    fn cost(&self, span: &Span<'_>) -> Option<f32> {
        let far = self.names.iter().map(|name| span.distance(name)).fold(1.0, f32::min);
        let number = match (self.number, span.first.number) {
            (Some(own), Some(other)) if own.0 == other.0 && own.1 != other.1 => OTHER_NUMBER,
            (Some(own), Some(other)) if own.0 != other.0 => OTHER_SERIES,
            (Some(_), None) => WITHOUT_NUMBER,
            _ => 0.0,
        };
        // The number is the row's own, and characters of its name are lost: （七）计.
        let is_cut = self.number.is_some_and(|(level, _)| level == '(') && self.number == span.first.number;
        let far =
            if is_cut && self.names.iter().any(|name| is_part(&span.folded, name)) { far.min(FARTHEST) } else { far };
        let empty = if self.row.is_some() && !span.last.has_value { WITHOUT_VALUE } else { 0.0 };
        (far <= FARTHEST).then_some(far + number + empty)
    }
}

/// Whether all characters of a label stand in a name, in their order.
fn is_part(label: &Folded, name: &Folded) -> bool {
    let mut rest = name.text.chars();
    !label.is_empty() && label.text.chars().all(|c| rest.any(|other| other == c))
}

/// Labels that follow each other, taken for one.
struct Span<'a> {
    folded: Folded,
    bare: Folded,
    first: &'a Label,
    last: &'a Label,
}

impl<'a> Span<'a> {
    fn of(label: &'a Label) -> Self {
        Self { folded: label.folded.clone(), bare: label.bare.clone(), first: label, last: label }
    }

    fn append(&mut self, label: &'a Label) {
        self.folded.append(&label.folded);
        self.bare.append(&label.bare);
        self.last = label;
    }

    fn distance(&self, name: &Folded) -> f32 {
        let far = distance(&self.folded, name).min(distance(&self.bare, name));
        if far > FARTHEST_TORN && self.is_torn(name) { 1.0 } else { far }
    }

    /// Pieces that are not all of the name are hardly it: the first or the last may belong to its neighbour.
    fn is_torn(&self, name: &Folded) -> bool {
        let ends = [self.first, self.last];
        self.first.token != self.last.token && !ends.iter().all(|label| name.text.contains(&label.folded.text))
    }
}

/// What each span of labels costs as each row.
struct Costs(HashMap<(usize, usize), Vec<(usize, f32)>>);

impl Costs {
    fn new(wanted: &[Wanted], labels: &[Label]) -> Self {
        let mut costs = HashMap::new();
        let own: Vec<_> = labels.iter().map(|label| own_rows(label, wanted)).collect();
        for (first, label) in labels.iter().enumerate().filter(|(_, label)| !label.is_prose) {
            let mut span = Span::of(label);
            for length in 1..=MOST_LABELS.min(labels.len() - first) {
                if length > 1 {
                    let next = &labels[first + length - 1];
                    // What has a number begins a name, or is the first of the group before it.
                    if next.is_prose || next.is_cut_off || next.number.is_some_and(|(_, number)| number > 1) {
                        break;
                    }
                    span.append(next);
                }
                if span.folded.len() > LONGEST {
                    break;
                }
                let found = rows_like(&span, wanted, &own[first + length - 1], LENGTH * (length - 1) as f32);
                if !found.is_empty() {
                    costs.insert((first, length), found);
                }
            }
        }
        Self(costs)
    }

    /// What may begin at a label: length, row and cost.
    fn from(&self, first: usize) -> impl Iterator<Item = (usize, usize, f32)> + '_ {
        (1..=MOST_LABELS)
            .filter_map(move |length| Some((length, self.0.get(&(first, length))?)))
            .flat_map(|(length, found)| found.iter().map(move |(node, cost)| (length, *node, *cost)))
    }
}

/// The rows and groups that a label alone is the whole name of. Short names are parts of others.
fn own_rows(label: &Label, wanted: &[Wanted]) -> Vec<usize> {
    let own = wanted.iter().enumerate().filter(|(_, wanted)| {
        let mut names = wanted.names.iter().filter(|name| name.len() >= SHORTEST_OWN);
        names.any(|name| label.is_called(&name.text))
    });
    own.map(|(at, _)| at).collect()
}

/// The rows that a span of labels may stand for, and what each costs. `own` are those that its last label is the whole
/// name of: behind another name it is still their own.
fn rows_like(span: &Span<'_>, wanted: &[Wanted], own: &[usize], extra: f32) -> Vec<(usize, f32)> {
    let cost = |node: usize| Some((node, wanted[node].cost(span)? + extra));
    let mut found: Vec<_> = match own {
        [] => (0..wanted.len()).filter_map(cost).collect(),
        own => own.iter().copied().filter_map(cost).collect(),
    };
    // A label that is another row's own name is hardly this row's.
    let best = found.iter().map(|(_, cost)| *cost).fold(f32::INFINITY, f32::min);
    found.retain(|(_, cost)| best > CERTAIN || *cost < best + OTHER);
    for (_, cost) in &mut found {
        *cost += SECOND_BEST * (*cost - best);
    }
    found
}

/// All ways through labels and rows in order.
struct Ways<'a> {
    wanted: &'a [Wanted],
    labels: usize,
    skips: &'a [f32],
    costs: &'a Costs,
}

impl Ways<'_> {
    fn solve(&self, nothing: f32) -> Alignment {
        let (forward, backward) = (self.forward(), self.backward());
        let rows = self.wanted.len() + 1;
        let before = self.before();
        let mut found = Vec::new();
        for first in 0..self.labels {
            for (length, node, cost) in self.costs.from(first) {
                // As the first row that is found, it follows labels that cost nothing: pages may stand before a table.
                let so_far = forward[first * rows + node].min(before[node]);
                let whole = so_far + cost + backward[(first + length) * rows + node + 1];
                found.push((whole, first..first + length, node));
            }
        }
        let cost = found.iter().map(|(whole, ..)| *whole).fold(nothing, f32::min);
        if cost >= nothing {
            return Alignment { cost: 1.0, ..Alignment::default() };
        }
        let near = found.iter().filter(|(whole, ..)| *whole <= cost + MARGIN);
        let matches = near.filter_map(|(whole, labels, node)| {
            let (block, row) = self.wanted[*node].row?;
            Some(Match { block, row, labels: labels.clone(), extra: whole - cost })
        });
        let matches = matches.collect();
        let best = found.iter().filter(|(whole, ..)| *whole <= cost + ROUNDING).map(|(_, labels, _)| labels.clone());
        Alignment { matches, used: best.collect(), cost: cost / nothing }
    }

    /// What it costs to have skipped all rows before each.
    fn before(&self) -> Vec<f32> {
        let mut before = vec![0.0];
        before.extend(self.wanted.iter().scan(0.0, |sum, node| {
            *sum += node.skip();
            Some(*sum)
        }));
        before
    }

    /// The least that it costs to have come to each label and row, a row having been found.
    fn forward(&self) -> Vec<f32> {
        let rows = self.wanted.len() + 1;
        let before = self.before();
        let mut least = vec![f32::INFINITY; (self.labels + 1) * rows];
        for at in 0..=self.labels {
            for row in 0..rows {
                let here = least[at * rows + row];
                if row + 1 < rows {
                    let next = &mut least[at * rows + row + 1];
                    *next = next.min(here + self.wanted[row].skip());
                }
                if at < self.labels {
                    let next = &mut least[(at + 1) * rows + row];
                    *next = next.min(here + self.skips[at]);
                }
            }
            if at == self.labels {
                break;
            }
            for (length, node, cost) in self.costs.from(at) {
                let here = least[at * rows + node].min(before[node]);
                let next = &mut least[(at + length) * rows + node + 1];
                *next = next.min(here + cost);
            }
        }
        least
    }

    /// The least that it costs to come from each label and row to the end.
    fn backward(&self) -> Vec<f32> {
        let rows = self.wanted.len() + 1;
        let mut after = vec![0.0; rows];
        for row in (0..rows - 1).rev() {
            after[row] = after[row + 1] + self.wanted[row].skip();
        }
        let mut least = vec![f32::INFINITY; (self.labels + 1) * rows];
        for at in (0..=self.labels).rev() {
            for row in (0..rows).rev() {
                // Labels behind the last row cost nothing.
                let mut here = after[row];
                if row + 1 < rows {
                    here = here.min(least[at * rows + row + 1] + self.wanted[row].skip());
                }
                if at < self.labels {
                    here = here.min(least[(at + 1) * rows + row] + self.skips[at]);
                }
                least[at * rows + row] = here;
            }
            if at == self.labels {
                continue;
            }
            // From the last row up, so that what one of them leads to is known when an earlier one asks for it.
            let mut found: Vec<_> = self.costs.from(at).collect();
            found.sort_by_key(|(_, node, _)| std::cmp::Reverse(*node));
            for (length, node, cost) in found {
                let through = cost + least[(at + length) * rows + node + 1];
                // A row that is skipped before may lead here.
                for row in (0..=node).rev() {
                    let skipped: f32 = self.wanted[row..node].iter().map(Wanted::skip).sum();
                    let here = &mut least[at * rows + row];
                    *here = here.min(through + skipped);
                }
            }
        }
        least
    }
}
