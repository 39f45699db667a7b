//! One axis of a table: its rows or its columns, and walks over them.

use super::{Kind, Node, without_number};
use std::ops::Range;

/// A leaf of an axis: one row or one column.
#[derive(Debug)]
pub struct Line {
    /// The path relative to the table, dotted; empty for the only row of a table.
    pub path: String,
    /// The labels from the outermost group to the leaf.
    pub labels: Vec<&'static str>,
    /// The node in the tree.
    pub node: &'static Node,
}

impl Line {
    pub(crate) fn is_total(&self) -> bool {
        matches!(self.node.kind, Kind::Total)
    }

    /// The short label.
    pub fn short(&self) -> &'static str {
        self.node.short()
    }

    /// The short labels of the groups that contain it, from the outermost.
    pub fn groups(&self) -> impl DoubleEndedIterator<Item = &'static str> + '_ {
        let (_, groups) = self.labels.split_last().unwrap_or((&"", &[]));
        groups.iter().map(|label| without_number(label))
    }

    /// The labels that distinguish this column from others: a group without a key is only a heading.
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
            // A group without a key is only a heading: authors do not nest by it.
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

/// The children of a group by its path; groups without a key are skipped.
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

/// Leaves, and groups whose leaves have no total next to them, with the keys of their leaves. Totals are left out.
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

/// The number of leaves below a node.
pub(crate) fn width(node: &Node) -> usize {
    match node.kind {
        Kind::Group(children) => children.iter().map(width).sum(),
        _ => 1,
    }
}

/// The number of levels of labels on an axis.
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

/// Each total of an axis with its parts, as indices of leaves.
pub(crate) fn sums(nodes: &'static [Node]) -> Vec<(usize, Vec<usize>)> {
    totals(nodes)
        .into_iter()
        .map(|(total, parts)| (total, parts.into_iter().flat_map(|part| part.leaves).collect()))
        .collect()
}

/// A part of a total: a leaf, or a group whose leaves count together.
#[derive(Debug)]
pub(crate) struct Part {
    pub node: &'static Node,
    /// The rows or columns below it, as indices on the axis.
    pub leaves: Range<usize>,
}

/// Each total of an axis with its parts. A total is never a part.
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

/// A label of the header or of the row labels, with its span.
#[derive(Debug, PartialEq, Eq)]
pub struct Label {
    /// As printed in the form.
    pub text: &'static str,
    /// The index of the first leaf below it.
    pub first: usize,
    /// The number of leaves that it spans.
    pub width: usize,
    /// Its level, from 0 for the outermost.
    pub level: usize,
    /// The number of levels that it spans: a leaf extends to the last one.
    pub levels: usize,
    /// Whether it labels a group.
    pub is_group: bool,
}

/// All labels of an axis, level by level from the outermost: the rows of a header.
pub fn labels(nodes: &[Node]) -> Vec<Label> {
    let mut labels = Vec::new();
    label_below(nodes, 0, 0, depth(nodes), &mut labels);
    labels.sort_by_key(|label| (label.level, label.first));
    labels
}

fn label_below(nodes: &[Node], mut at: usize, level: usize, depth: usize, labels: &mut Vec<Label>) {
    for node in nodes {
        let is_group = matches!(node.kind, Kind::Group(_));
        // A leaf extends to the last level, so that numbers start in one line whatever is above them.
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
