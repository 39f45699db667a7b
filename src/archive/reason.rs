//! Why requests were refused, by the categories of the form.

use super::stated;
use crate::{
    form::{CellId, Edition, Node, PerEdition},
    report::{Number, Report},
};

/// A reason in the form, and its cells in one report.
pub(crate) struct Reason {
    pub node: &'static Node,
    pub cells: Vec<CellId>,
}

static REASONS: PerEdition<Vec<Reason>> = PerEdition::new(of_edition);

/// The reasons for refusal in a report's form, in order.
pub(crate) fn reasons(report: &Report) -> &'static [Reason] {
    REASONS.of(report.edition)
}

fn of_edition(edition: &'static Edition) -> Vec<Reason> {
    let Some((group, column)) = edition.reasons else { return Vec::new() };
    let parts = edition.form().parts(group, column).into_iter();
    parts.map(|(node, cells)| Reason { node, cells }).collect()
}

impl Reason {
    /// The number of refusals for this reason; none if left blank.
    pub(crate) fn count(&self, report: &Report) -> Option<Number> {
        stated(report, self.cells.iter().copied())
    }
}
