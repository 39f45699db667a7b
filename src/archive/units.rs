//! Decides which reports of a year are counted, so that no agency is counted twice.

use crate::{
    config::{Agencies, AgencyId},
    report::Report,
};
use std::collections::{HashMap, VecDeque, hash_map::Entry};

/// Reports that are added up, and those whose figures are already included in one of them.
#[derive(Debug, Default)]
pub(crate) struct Counted<'a> {
    pub counted: Vec<&'a Report>,
    pub inside: Vec<&'a Report>,
}

impl<'a> Counted<'a> {
    /// Divides the reports of one year.
    pub(crate) fn of(agencies: &Agencies, reports: impl IntoIterator<Item = &'a Report>) -> Self {
        let reports: Vec<_> = reports.into_iter().collect();
        let hosts = hosts(agencies, &reports);
        let (inside, counted) = reports.into_iter().partition(|report| hosts.contains_key(&report.agency));
        Self { counted, inside }
    }
}

/// In which of the reports of one year an agency's figures are included, whether it has its own or not. A report
/// includes the figures of the agencies that it rolls up or reports for jointly, and of those that these roll up.
pub(crate) fn hosts<'a>(agencies: &Agencies, reports: &[&'a Report]) -> HashMap<AgencyId, &'a Report> {
    let rolled_up = |id: AgencyId| agencies[id].rolls_up.iter().filter_map(|id| agencies.index_of(id));
    let mut waiting: VecDeque<(AgencyId, &Report)> = VecDeque::new();
    // A report that names an agency tells more than one that adds it up.
    for report in reports {
        let named = report.joint.iter();
        let joint = named.flat_map(|name| agencies.ids().filter(move |id| agencies[*id].is_called(name)));
        waiting.extend(joint.filter(|id| *id != report.agency).map(|id| (id, *report)));
    }
    for report in reports {
        waiting.extend(rolled_up(report.agency).filter(|id| *id != report.agency).map(|id| (id, *report)));
    }
    // A unit may itself roll up units. The nearest report comes first; an agency that has one is passed over, which also
    // stops at agencies that refer to each other in a circle.
    let mut hosts = HashMap::new();
    while let Some((agency, host)) = waiting.pop_front() {
        if let Entry::Vacant(place) = hosts.entry(agency) {
            place.insert(host);
            waiting.extend(rolled_up(agency).map(|id| (id, host)));
        }
    }
    hosts
}
