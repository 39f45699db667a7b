//! The state of an agency's report on a year, as readers see it.

use super::Site;
use crate::{archive::ReportId, config::AgencyId};

/// The state of an agency's report on a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// The report is published.
    Here {
        report: ReportId,
        /// By how many days it was late; none if it was in time or its date is unknown.
        days_late: Option<i64>,
        /// Whether it was corrected after publication.
        is_corrected: bool,
    },
    /// It is part of the report of the agency with this name.
    Joint(String),
    /// There is none, for this stated reason.
    Absent(String),
    /// It is missing, and was due before `as_of`.
    Overdue(i64),
    /// It is missing, without a stated reason.
    Missing,
    /// The agency did not exist.
    Nonexistent,
}

impl Standing {
    pub(crate) fn of(site: &Site, agency: AgencyId, year: u16) -> Self {
        let (known, archive) = (&site.config.agencies[agency], &site.archive);
        if let Some(report) = archive.id_of(agency, year) {
            let found = archive.report(report);
            let late = found.published.map(|published| published.date.days_after(known.due(year)));
            let days_late = late.filter(|days| *days > 0);
            return Self::Here { report, days_late, is_corrected: !found.revisions.is_empty() };
        }
        if let Some(host) = site.host_of(agency, year) {
            return Self::Joint(site.name_of(host).to_owned());
        }
        if let Some(absence) = known.absence(year) {
            return Self::Absent(absence.reason.clone());
        }
        if !known.is_alive_in(year) {
            return Self::Nonexistent;
        }
        let overdue = site.config.as_of.map(|today| today.days_after(known.due(year)));
        overdue.filter(|days| *days > 0).map_or(Self::Missing, Self::Overdue)
    }
}
