//! Which column of the form a value stands in, by the labels above it.

use super::{
    fold,
    likeness::{Folded, distance},
    tokens::Token,
};
use crate::form::{BlockForm, Line};
use std::{cell::RefCell, collections::HashMap};

/// How far a heading may be from a column's label.
const FARTHEST: f32 = 0.4;
/// How far a heading may be from a column's label if it is that label in other words.
const NEAR: f32 = 0.3;
/// How far a heading may be from the only name that it can stand for.
const NEAREST: f32 = 0.15;
/// Columns whose labels are no farther than this behind the nearest one could be meant as well.
const AS_NEAR: f32 = 0.15;

/// What a block's columns are called.
pub(super) struct Columns {
    all: Vec<Column>,
    /// Which column labels have been found to name: every value of a table asks for those above it.
    named: RefCell<HashMap<String, Option<usize>>>,
    /// What the headings of each block of the document say.
    layouts: RefCell<HashMap<usize, Layout>>,
}

/// What the headings of a grid say of where its values stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Layout {
    /// Each column stands below its heading.
    pub has_headings: bool,
    /// What is merged leaves blanks at the end of its row, not beside it.
    pub is_packed: bool,
    /// Where the first heading of a column stands: what is before it are labels.
    pub first: usize,
}

struct Column {
    names: Vec<Folded>,
    /// What its groups are called, the innermost first.
    groups: Vec<Folded>,
    /// Whether another column has its name.
    is_shared: bool,
}

impl Columns {
    pub(super) fn of(block: &BlockForm) -> Self {
        let columns: Vec<_> = block.columns.iter().map(|line| (names(line), groups(line))).collect();
        let columns = columns.iter().map(|(names, groups)| Column {
            is_shared: columns.iter().filter(|(other, _)| other[0].text == names[0].text).count() > 1,
            names: names.clone(),
            groups: groups.clone(),
        });
        Self { all: columns.collect(), named: RefCell::default(), layouts: RefCell::default() }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// The layout of a block of the document, worked out once.
    pub(super) fn layout(&self, block: usize, layout: impl FnOnce() -> Layout) -> Layout {
        if let Some(known) = self.layouts.borrow().get(&block) {
            return *known;
        }
        let layout = layout();
        self.layouts.borrow_mut().insert(block, layout);
        layout
    }

    /// The column that labels above each other name, the nearest first.
    pub(super) fn named(&self, above: &[&str]) -> Option<usize> {
        let key = above.join("\n");
        if let Some(known) = self.named.borrow().get(&key) {
            return *known;
        }
        let column = self.found(above);
        self.named.borrow_mut().insert(key, column);
        column
    }

    fn found(&self, above: &[&str]) -> Option<usize> {
        // A label may be written over several cells.
        for parts in 1..=above.len().min(3) {
            let label: String = above[..parts].iter().rev().copied().collect();
            if let Some(column) = self.nearest(&label, &above[parts..]) {
                return Some(column);
            }
        }
        None
    }

    fn nearest(&self, label: &str, groups: &[&str]) -> Option<usize> {
        let (folded, bare) = (Folded::from(fold::label(label)), Folded::from(fold::unbracketed(label)));
        let ranked = self.all.iter().enumerate().map(|(at, column)| {
            let distances = column.names.iter().map(|name| distance(&folded, name).min(distance(&bare, name)));
            (distances.fold(1.0, f32::min), at)
        });
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (best, _) = *ranked.first()?;
        if best > FARTHEST {
            return None;
        }
        let near: Vec<_> = ranked.iter().filter(|(far, _)| *far < best + AS_NEAR).map(|(_, at)| *at).collect();
        match near[..] {
            [only] if !self.all[only].is_shared => Some(only),
            _ => self.by_group(&near, groups),
        }
    }

    /// Of columns with one name, the one whose group stands above.
    fn by_group(&self, near: &[usize], groups: &[&str]) -> Option<usize> {
        let folded: Vec<_> = groups.iter().map(|group| Folded::from(fold::label(group))).collect();
        let mut found = near.iter().filter(|at| folded.iter().any(|label| self.is_head_of(label, **at)));
        let first = found.next()?;
        found.next().is_none().then_some(*first)
    }

    /// Whether a heading is a column's own name.
    pub(super) fn is_called(&self, column: usize, head: &Folded) -> bool {
        self.all[column].names.iter().any(|name| distance(head, name) <= NEAREST)
    }

    /// Whether two columns have one name.
    pub(super) fn are_alike(&self, column: usize, other: usize) -> bool {
        self.all[column].names[0].text == self.all[other].names[0].text
    }

    /// Whether a heading names a column, perhaps in other words.
    pub(super) fn is_named(&self, folded: &str) -> bool {
        let head = Folded::from(folded.to_owned());
        self.all.iter().any(|column| column.names.iter().any(|name| distance(&head, name) <= NEAR))
    }

    /// Whether a heading names a column or a group of columns, or may do so.
    pub(super) fn is_head(&self, head: &str) -> bool {
        let folded = Folded::from(fold::label(head));
        folded.is_empty()
            || self.all.iter().any(|column| {
                let mut names = column.names.iter().chain(&column.groups);
                names.any(|name| distance(&folded, name) <= FARTHEST)
            })
    }

    /// Whether another column has its name.
    pub(super) fn is_shared(&self, column: usize) -> bool {
        self.all[column].is_shared
    }

    /// Whether a heading names any group that a column is in.
    pub(super) fn is_within(&self, head: &Folded, column: usize) -> bool {
        self.all[column].groups.iter().any(|group| is_group(head, group))
    }

    /// Whether a column is one of a group's.
    pub(super) fn has_group(&self, column: usize) -> bool {
        !self.all[column].groups.is_empty()
    }

    /// Whether a heading names the innermost group of a column.
    pub(super) fn is_head_of(&self, head: &Folded, column: usize) -> bool {
        self.all[column].groups.first().is_some_and(|group| is_group(head, group))
    }

    /// The columns of the innermost group that a label names.
    pub(super) fn group(&self, label: &str) -> Option<Vec<usize>> {
        let folded = Folded::from(fold::label(label));
        let mut columns = self.all.iter();
        let of_group = columns.find(|column| column.groups.first().is_some_and(|group| is_group(&folded, group)))?;
        let name = of_group.group();
        let own = self.all.iter().enumerate().filter(|(_, column)| column.group() == name);
        Some(own.map(|(at, _)| at).collect())
    }

    /// How many columns a text names.
    pub(super) fn leaves_in(&self, text: &str) -> usize {
        let folded = fold::label(text);
        let is_own = self.all.iter().any(|column| column.names.iter().any(|name| name.text == folded));
        let names = self.all.iter().map(|column| &column.names[0]);
        let found = names.filter(|name| name.len() >= 4 && folded.contains(&name.text));
        found.count().max(usize::from(is_own))
    }

    /// The groups that a text names, in the order in which it names them, each as its columns.
    pub(super) fn groups_in(&self, text: &str) -> Vec<Vec<usize>> {
        let folded = Folded::from(fold::label(text));
        let groups = self.groups();
        let places = groups.iter().filter_map(|group| {
            let name = self.all[group[0]].groups.first()?;
            let found = folded.text.find(&name.text).filter(|_| name.len() >= 4);
            found.or_else(|| (distance(&folded, name) <= NEAR).then_some(0)).map(|at| (at, group.clone()))
        });
        let mut found: Vec<_> = places.collect();
        found.sort();
        found.into_iter().map(|(_, group)| group).collect()
    }

    /// Whether a label names a group of several columns.
    pub(super) fn is_wide_group(&self, label: &str) -> bool {
        let folded = fold::label(label);
        let own = self.all.iter().filter(|column| column.group() == Some(&*folded));
        own.count() > 1
    }

    /// The innermost groups in their order, each with its columns.
    pub(super) fn groups(&self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (at, column) in self.all.iter().enumerate() {
            match groups.last_mut() {
                Some(last) if self.all[last[0]].group() == column.group() => last.push(at),
                _ => groups.push(vec![at]),
            }
        }
        groups
    }
}

impl Column {
    /// What its innermost group is called.
    fn group(&self) -> Option<&str> {
        self.groups.first().map(|group| &*group.text)
    }
}

fn is_group(label: &Folded, group: &Folded) -> bool {
    distance(label, group) <= NEAR || (group.len() >= 4 && label.text.contains(&group.text))
}

fn names(line: &Line) -> Vec<Folded> {
    let node = line.node;
    let mut names = vec![fold::label(node.label)];
    names.extend(node.aliases.iter().map(|alias| fold::label(alias)));
    names.push(fold::unbracketed(node.label));
    names.extend(fold::synonyms(&node.kind).map(str::to_owned));
    names.into_iter().map(Folded::from).collect()
}

fn groups(line: &Line) -> Vec<Folded> {
    let (_, groups) = line.labels.split_last().expect("a line has a label");
    groups.iter().rev().map(|group| fold::label(group).into()).collect()
}

/// A value and where its columns begin and end.
pub(super) struct Placed {
    pub row: usize,
    pub column: usize,
    pub columns: usize,
}

impl Placed {
    pub(super) fn of(token: &Token) -> Self {
        Self { row: token.row, column: token.column, columns: token.columns }
    }
}

/// The column that stands above each column that a value covers: the labels above, past other values.
pub(super) fn above(columns: &Columns, tokens: &[&Token], value: &Placed, edge: usize) -> Vec<usize> {
    let mut found = Vec::new();
    for column in value.column..value.column + value.columns.max(1) {
        if column < edge {
            continue;
        }
        if let Some(named) = columns.named(&stack(tokens, value.row, column)) {
            found.push(named);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The labels above a place, the nearest first: past values, up to the next value.
pub(super) fn stack<'t>(tokens: &[&'t Token], row: usize, column: usize) -> Vec<&'t str> {
    let mut above: Vec<_> = tokens.iter().filter(|token| token.row < row && token.covers_column(column)).collect();
    above.sort_by_key(|token| std::cmp::Reverse(token.row));
    let labels = above.iter().skip_while(|token| !token.is_label());
    let labels =
        labels.take_while(|token| token.is_label() || token.value.as_ref().is_some_and(super::value::Value::is_blank));
    labels.filter(|token| token.is_label()).map(|token| token.text.as_str()).take(6).collect()
}
