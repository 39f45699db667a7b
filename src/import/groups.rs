//! Rows whose own labels are lost: the values below the label of their group, in the order of the form.
//!
//! Their number alone would be a guess. As many as the group has cells, and each row with the total that its own values add
//! up to, are no accident.

use super::{
    fold,
    likeness::{Folded, distance},
    tokens::Token,
};
use crate::form::{BlockForm, Kind, Line, Node};
use std::ops::Range;

/// A group's label is no farther from its name than this.
const FARTHEST: f32 = 0.2;

/// The values of a group's rows, row by row.
pub(super) struct Found {
    /// The rows of the block.
    pub rows: Range<usize>,
    /// Tokens, as many as the rows have cells.
    pub values: Vec<usize>,
}

/// The groups of a block none of whose rows has a label of its own in the document. `is_named` says which rows have.
pub(super) fn read(tokens: &[Token], block: &BlockForm, is_named: &dyn Fn(usize) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut first = 0;
    collect(block.block.rows, &mut first, &mut |node, rows| {
        // The first row may have been taken for the whole group.
        if rows.len() < 2 || rows.clone().skip(1).any(is_named) {
            return;
        }
        found.extend(values(tokens, block, node, rows.len()).map(|values| Found { rows, values }));
    });
    found
}

/// The innermost groups with the rows below them.
fn collect(nodes: &'static [Node], row: &mut usize, each: &mut dyn FnMut(&'static Node, Range<usize>)) {
    for node in nodes {
        let start = *row;
        match node.kind {
            Kind::Group(children) => {
                collect(children, row, each);
                if children.iter().all(|child| !matches!(child.kind, Kind::Group(_))) {
                    each(node, start..*row);
                }
            }
            _ => *row += 1,
        }
    }
}

fn values(tokens: &[Token], block: &BlockForm, group: &Node, rows: usize) -> Option<Vec<usize>> {
    let name = Folded::from(fold::label(group.label));
    let mut labels = (0..tokens.len()).filter(|at| {
        let token = &tokens[*at];
        token.is_label() && distance(&fold::unbracketed(&token.text).into(), &name) <= FARTHEST
    });
    let (columns, total) = (block.columns.len(), block.columns.iter().position(Line::is_total)?);
    labels.find_map(|label| {
        let below = tokens.iter().enumerate().skip(label + 1).take_while(|(_, token)| !token.is_label());
        let numbers = below.filter(|(_, token)| token.is_number());
        let values: Vec<_> = numbers.map(|(at, _)| at).collect();
        let is_whole = values.len() == rows * columns && values.chunks(columns).all(|row| adds_up(tokens, row, total));
        is_whole.then_some(values)
    })
}

/// Whether the total of a row is the sum of its other values.
fn adds_up(tokens: &[Token], row: &[usize], total: usize) -> bool {
    let numbers: Option<Vec<u64>> = row.iter().map(|at| tokens[*at].value.as_ref()?.count()).collect();
    let Some(numbers) = numbers else { return false };
    numbers.iter().sum::<u64>() == 2 * numbers[total]
}
