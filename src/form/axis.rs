//! One axis of a table: its rows or its columns, and walks over them.

use super::{Kind, Node, without_number};
use std::ops::Range;

/// A leaf of an axis: one row or one column.
#[derive(Debug)]
pub struct Line {
    /// Below the table, dotted; empty for a table's only row.
    pub path: String,
    /// The labels from the outermost group to the leaf.
    pub labels: Vec<&'static str>,
    /// The part itself.
    pub node: &'static Node,
}

impl Line {
    pub(crate) fn is_total(&self) -> bool {
        matches!(self.node.kind, Kind::Total)
    }

    /// The label as people say it.
    pub fn short(&self) -> &'static str {
        self.node.short()
    }

    /// The groups it stands in, from the outermost, as people say them.
    pub fn groups(&self) -> impl DoubleEndedIterator<Item = &'static str> + '_ {
        let (_, groups) = self.labels.split_last().unwrap_or((&"", &[]));
        groups.iter().map(|label| without_number(label))
    }

    /// The labels that tell this column from the others: a group without a key is a heading, not a name.
    pub fn named_labels(&self) -> Vec<&'static str> {
        let depth = self.path.split('.').filter(|part| !part.is_empty()).count();
        self.labels[self.labels.len().saturating_sub(depth)..].to_vec()
    }
}

/// The leaves of an axis, in order.
pub(crate) fn lines(nodes: &'static [Node]) -> Vec<Line> {
    let mut lines = Vec::new();
    walk(nodes, "", &[], &mut lines);
    lines
}

fn walk(nodes: &'static [Node], path: &str, labels: &[&'static str], lines: &mut Vec<Line>) {
    for node in nodes {
        let path = match (path, node.key) {
            // A group without a key is a heading alone: authors do not nest by it.
            (path, "") => path.to_owned(),
            ("", key) => key.to_owned(),
            (path, key) => format!("{path}.{key}"),
        };
        let labels = [labels, &[node.label]].concat();
        match node.kind {
            Kind::Group(children) => walk(children, &path, &labels, lines),
            _ => lines.push(Line { path, labels, node }),
        }
    }
}

/// What stands below a group by its path; groups without a key are looked through.
pub(crate) fn below(nodes: &'static [Node], path: &str) -> Option<&'static [Node]> {
    nodes.iter().find_map(|node| {
        let Kind::Group(children) = node.kind else { return None };
        if node.key.is_empty() {
            return below(children, path);
        }
        let rest = path.strip_prefix(node.key)?;
        if rest.is_empty() { Some(children) } else { below(children, rest.strip_prefix('.')?) }
    })
}

/// Leaves, and groups whose leaves have no total beside them, with the keys of their leaves. Totals are left out.
pub(crate) fn unsummed(nodes: &'static [Node]) -> Vec<(&'static Node, Vec<&'static str>)> {
    let mut found = Vec::new();
    for node in nodes {
        match node.kind {
            Kind::Total => {}
            Kind::Group(children) => {
                if !children.iter().any(|child| matches!(child.kind, Kind::Total)) {
                    found.push((node, lines(children).iter().map(|line| line.node.key).collect()));
                }
                found.extend(unsummed(children));
            }
            _ => found.push((node, vec![node.key])),
        }
    }
    found
}

/// How many leaves stand below a node.
pub(crate) fn width(node: &Node) -> usize {
    match node.kind {
        Kind::Group(children) => children.iter().map(width).sum(),
        _ => 1,
    }
}

/// How many levels of labels an axis has.
pub fn depth(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|node| match node.kind {
            Kind::Group(children) => 1 + depth(children),
            _ => 1,
        })
        .max()
        .unwrap_or(0)
}

/// Each total of an axis with its parts, as positions among the leaves.
pub(crate) fn sums(nodes: &'static [Node]) -> Vec<(usize, Vec<usize>)> {
    totals(nodes)
        .into_iter()
        .map(|(total, parts)| (total, parts.into_iter().flat_map(|part| part.leaves).collect()))
        .collect()
}

/// What stands beside a total: a leaf, or a group whose leaves count together.
#[derive(Debug)]
pub(crate) struct Part {
    pub node: &'static Node,
    /// The rows or columns below it, as places on the axis.
    pub leaves: Range<usize>,
}

/// Each total of an axis and what it is the total of. A part that is itself a total does not count.
pub(crate) fn totals(nodes: &'static [Node]) -> Vec<(usize, Vec<Part>)> {
    let mut totals = Vec::new();
    totals_below(nodes, 0, &mut totals);
    totals
}

fn totals_below(nodes: &'static [Node], mut at: usize, totals: &mut Vec<(usize, Vec<Part>)>) {
    let mut total = None;
    let mut parts = Vec::new();
    for node in nodes {
        let leaves = at..at + width(node);
        if let Kind::Group(children) = node.kind {
            totals_below(children, at, totals);
        }
        at = leaves.end;
        match node.kind {
            Kind::Total => total = Some(leaves.start),
            _ => parts.push(Part { node, leaves }),
        }
    }
    if let Some(total) = total {
        totals.push((total, parts));
    }
}

/// A label of the header or of the row labels, with what it spans.
#[derive(Debug, PartialEq, Eq)]
pub struct Label {
    /// As the form prints it.
    pub text: &'static str,
    /// The first leaf below it, and how many.
    pub first: usize,
    /// How many leaves it spans.
    pub width: usize,
    /// From which level (0 is the outermost) and over how many.
    pub level: usize,
    /// How many levels it spans: a leaf reaches down to the last one.
    pub levels: usize,
    /// Whether it stands over others.
    pub is_group: bool,
}

/// Every label of an axis, level by level from the outermost: what a header prints row by row.
pub fn labels(nodes: &[Node]) -> Vec<Label> {
    let mut labels = Vec::new();
    label_below(nodes, 0, 0, depth(nodes), &mut labels);
    labels.sort_by_key(|label| (label.level, label.first));
    labels
}

fn label_below(nodes: &[Node], mut at: usize, level: usize, depth: usize, labels: &mut Vec<Label>) {
    for node in nodes {
        let is_group = matches!(node.kind, Kind::Group(_));
        // A leaf reaches down to the last level, so that numbers begin in one line whatever stands above them.
        let levels = if is_group { 1 } else { depth - level };
        labels.push(Label { text: node.label, first: at, width: width(node), level, levels, is_group });
        if let Kind::Group(children) = node.kind {
            label_below(children, at, level + 1, depth, labels);
        }
        at += width(node);
    }
}

#[cfg(test)]
mod tests {
    use crate::form::Edition;

    #[test]
    fn spans_are_those_of_the_printed_form() {
        let block = &Edition::find("2021").unwrap().tables[1].blocks[0];
        let header: Vec<_> = super::labels(block.columns).iter().map(|l| (l.text, l.width, l.levels)).collect();
        assert_eq!(header[..4], [("申请人情况", 7, 1), ("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)]);
        let stub = super::labels(block.rows);
        let results = stub.iter().find(|label| label.text == "三、本年度办理结果").unwrap();
        assert_eq!((results.width, results.levels), (22, 1));
        assert_eq!((stub[0].width, stub[0].levels), (1, 3));
        assert!(stub.iter().any(|label| label.text == "（一）予以公开" && label.levels == 2));
    }

    #[test]
    fn a_total_s_parts_are_what_stands_beside_it() {
        let block = &Edition::find("2021").unwrap().tables[1].blocks[0];
        let (total, parts) = &super::totals(block.columns)[0];
        let parts: Vec<_> = parts.iter().map(|part| (part.node.label, part.leaves.clone())).collect();
        assert_eq!((*total, parts), (6, vec![("自然人", 0..1), ("法人或其他组织", 1..6)]));
        let (total, parts) = &super::totals(block.rows)[0];
        assert_eq!((*total, parts.len(), parts[2].leaves.clone()), (23, 6, 4..12));
    }
}
