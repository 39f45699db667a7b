//! Which label of a document is which row of the form: the cheapest way to go through both in order.
//!
//! A row may be written over up to four labels. What costs almost as little as the cheapest way is a candidate too;
//! whoever reads values asks whether all candidates agree.

use super::{fold, tokens::Label};
use crate::form::{Kind, Node, TableForm};
use std::{collections::HashMap, ops::Range};

/// A row or group of rows, as labels are compared with it.
#[derive(Debug)]
struct Wanted {
    names: Vec<String>,
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

/// Labels farther from a row's name than this are not the row.
const FARTHEST: f32 = 0.42;
/// Pieces of a label that are no pieces of the name may be no farther from it than this.
const FARTHEST_TORN: f32 = 0.2;
/// A label that is as near as this to a name is that name, and none that it costs so much more to take it for.
const CERTAIN: f32 = 0.05;
const OTHER: f32 = 0.2;
/// A way that costs no more than this above the cheapest may be right.
const MARGIN: f32 = 0.5;
const MOST_LABELS: usize = 4;
const NO_ROW: f32 = 1.0;
const NO_GROUP: f32 = 0.3;
const STRANGE_LABEL: f32 = 0.04;
const KNOWN_LABEL: f32 = 0.01;

/// Aligns the rows of a table with a document's labels. `known` are labels of the table that are no rows.
pub(super) fn align(table: &TableForm, labels: &[Label], known: &[String]) -> Alignment {
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

fn skip(label: &Label, known: &[String]) -> f32 {
    let is_known = label.is_prose || known.iter().any(|name| *name == label.folded || *name == label.bare);
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
    fn cost(&self, folded: &str, bare: &str, first: &Label, last: &Label) -> Option<f32> {
        // Pieces that are not all of the name are hardly it: the first or the last may belong to its neighbour.
        let is_torn =
            |name: &String| first.token != last.token && !(name.contains(&first.folded) && name.contains(&last.folded));
        let distance = |name: &String| {
            let far = distance(folded, name).min(distance(bare, name));
            if far > FARTHEST_TORN && is_torn(name) { 1.0 } else { far }
        };
        let far = self.names.iter().map(distance).fold(1.0, f32::min);
        let number = match (self.number, first.number) {
            (Some(own), Some(other)) if own.0 == other.0 && own.1 != other.1 => 0.12,
            (Some(own), Some(other)) if own.0 != other.0 => 0.08,
            (Some(_), None) => 0.02,
            _ => 0.0,
        };
        let empty = if self.row.is_some() && !last.has_value { 0.15 } else { 0.0 };
        (far <= FARTHEST).then_some(far + number + empty)
    }
}

/// Edit distance over length; a beginning or an end of a long label is near.
pub(super) fn distance(text: &str, name: &str) -> f32 {
    if text == name {
        return 0.0;
    }
    let (length, wanted) = (text.chars().count(), name.chars().count());
    let longest = length.max(wanted);
    // Each character that only one of them has costs at least one step.
    if longest == 0 || length.abs_diff(wanted) as f32 / longest as f32 > 0.75 {
        return 1.0;
    }
    let is_part = length >= 4 && length * 2 >= wanted && (name.starts_with(text) || name.ends_with(text));
    // What they do not share has to be edited; few of the pairs that are compared get beyond this.
    let shared = text.chars().filter(|c| name.contains(*c)).count();
    if (shared as f32) < longest as f32 * (1.0 - FARTHEST) && !is_part {
        return 1.0;
    }
    let edits = strsim::levenshtein(text, name) as f32 / longest as f32;
    if is_part { edits.min(0.25) } else { edits }
}

/// What each span of labels costs as each row.
struct Costs(HashMap<(usize, usize), Vec<(usize, f32)>>);

impl Costs {
    fn new(wanted: &[Wanted], labels: &[Label]) -> Self {
        let mut costs: HashMap<_, Vec<_>> = HashMap::new();
        let mut seen: HashMap<String, bool> = HashMap::new();
        for first in 0..labels.len() {
            let (mut folded, mut bare) = (String::new(), String::new());
            for length in 1..=MOST_LABELS.min(labels.len() - first) {
                let label = &labels[first + length - 1];
                if label.is_prose || (length > 1 && label.is_cut_off) {
                    break;
                }
                folded += &label.folded;
                bare += &label.bare;
                if folded.chars().count() > 60 {
                    break;
                }
                let extra = 0.03 * (length - 1) as f32;
                let is_like = *seen.entry(folded.clone() + "\n" + &bare).or_insert_with(|| {
                    wanted.iter().any(|node| {
                        node.names.iter().any(|name| distance(&folded, name).min(distance(&bare, name)) <= FARTHEST)
                    })
                });
                if !is_like {
                    continue;
                }
                let found = wanted.iter().enumerate().filter_map(|(node, wanted)| {
                    Some((node, wanted.cost(&folded, &bare, &labels[first], label)? + extra))
                });
                let mut found: Vec<_> = found.collect();
                // A label that is another row's own name is hardly this row's.
                let best = found.iter().map(|(_, cost)| *cost).fold(f32::INFINITY, f32::min);
                found.retain(|(_, cost)| best > CERTAIN || *cost < best + OTHER);
                for (_, cost) in &mut found {
                    *cost += 1.5 * (*cost - best);
                }
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
        let best = found.iter().filter(|(whole, ..)| *whole <= cost + 0.01).map(|(_, labels, _)| labels.clone());
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
