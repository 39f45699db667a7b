//! Why requests were refused, as the form divides it.

use super::stated;
use crate::{
    form::{CellId, Edition, Node, PerEdition},
    report::{Number, Report},
};

/// One of the reasons that the form names, and its cells in one report.
pub(crate) struct Reason {
    pub node: &'static Node,
    pub cells: Vec<CellId>,
}

static REASONS: PerEdition<Vec<Reason>> = PerEdition::new(of_edition);

/// The reasons for refusing in a report's form, in their order.
pub(crate) fn reasons(report: &Report) -> &'static [Reason] {
    REASONS.of(report.edition)
}

fn of_edition(edition: &'static Edition) -> Vec<Reason> {
    let Some((group, column)) = edition.reasons else { return Vec::new() };
    let parts = edition.form().parts(group, column).into_iter();
    parts.map(|(node, cells)| Reason { node, cells }).collect()
}

impl Reason {
    /// How often a report states it; none if it leaves it blank.
    pub(crate) fn count(&self, report: &Report) -> Option<Number> {
        stated(report, self.cells.iter().copied())
    }
}
