//! Pages of giar's own: what they add to a report.

use super::node::attribute;
use markup5ever_rcdom::Handle;

/// What giar's page of a report adds to it: its frame, and the figures once more in other shapes.
const FRAME: &[&str] = &[
    "skip",
    "masthead",
    "lead",
    "badges",
    "facts",
    "callout",
    "table-summary",
    "hint",
    "slices",
    "slice-list",
    "notes",
    "charts",
    "chart-words",
    "downloads",
    "foot",
];
const FRAME_PARTS: &[&str] = &["remarks", "revisions"];

pub(super) fn is_frame(node: &Handle) -> bool {
    let classes = attribute(node, "class").unwrap_or_default();
    let part = attribute(node, "aria-labelledby").unwrap_or_default();
    classes.split_whitespace().any(|class| FRAME.contains(&class)) || FRAME_PARTS.contains(&part.as_str())
}
