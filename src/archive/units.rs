//! Decides which reports of a year are counted, so that no agency is counted twice.

use crate::{
    config::{Agencies, AgencyId},
    report::Report,
};
use std::collections::HashSet;

/// Reports that are added up, and those whose figures are already included in one of them.
#[derive(Debug, Default)]
pub(crate) struct Counted<'a> {
    pub counted: Vec<&'a Report>,
    pub inside: Vec<&'a Report>,
}

impl<'a> Counted<'a> {
    /// Divides the reports of one year. A report includes the figures of the agencies that it rolls up or reports for
    /// jointly, and of those that these roll up.
    pub(crate) fn of(agencies: &Agencies, reports: impl IntoIterator<Item = &'a Report>) -> Self {
        let reports: Vec<_> = reports.into_iter().collect();
        let mut inside = HashSet::new();
        let mut waiting: Vec<AgencyId> = Vec::new();
        for report in &reports {
            let named = report.joint.iter();
            let joint = named.flat_map(|name| agencies.ids().filter(move |id| agencies[*id].is_called(name)));
            let rolled_up = agencies[report.agency].rolls_up.iter().filter_map(|id| agencies.index_of(id));
            waiting.extend(joint.chain(rolled_up).filter(|id| *id != report.agency));
        }
        // A unit may itself roll up units; `insert` also stops at agencies that refer to each other in a circle.
        while let Some(agency) = waiting.pop() {
            if inside.insert(agency) {
                waiting.extend(agencies[agency].rolls_up.iter().filter_map(|id| agencies.index_of(id)));
            }
        }
        let (inside, counted) = reports.into_iter().partition(|report| inside.contains(&report.agency));
        Self { counted, inside }
    }
}
