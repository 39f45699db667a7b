//! What a year's reports say together, and who stands out in them.

mod absence;
mod answers;
mod cells;
mod compared;
mod headline;
mod history;
mod lead;
mod peers;
mod reasons;
mod rows;
mod scope;
mod tiles;
mod trend;

use crate::{
    archive::{Counted, Rate, stated},
    config::AgencyId,
    form::{Edition, Headline, Share},
    i18n::Lang,
    report::{Number, Report},
    site::{Address, Site},
};
use std::collections::HashMap;

pub(super) use absence::{absences, last_year, newest};
pub(super) use answers::{FEW, MANY};
pub(crate) use compared::Compared;
pub(super) use history::history;
pub(super) use lead::{lacking, lead};
pub use peers::Peers;
pub(super) use rows::{rows, sums_below};
pub(super) use tiles::{tiles, units};
pub(super) use trend::trend;

/// The reports on one year that have figures, as one page shows them.
pub(super) struct Digest<'a> {
    site: &'a Site,
    page: &'a Address,
    year: u16,
    /// Those whose reports these are, and those that have none.
    agencies: Vec<AgencyId>,
    /// The newest form among them.
    edition: &'static Edition,
    /// Those that are added up.
    counted: Vec<&'a Report>,
    /// Those whose figures stand in one of these already.
    inside: Vec<&'a Report>,
    /// Those of the year before that are added up, by agency.
    before: HashMap<AgencyId, &'a Report>,
}

/// A sum over reports, and how many of them do not state it.
struct Sum<T> {
    sum: Option<T>,
    unknown: usize,
}

impl<'a> Digest<'a> {
    /// All reports on a year. Nothing if none of them has figures.
    pub(super) fn of(site: &'a Site, page: &'a Address, year: u16) -> Option<Self> {
        Self::among(site, page, year, site.config.agencies.ids().collect())
    }

    /// The digest of some agencies only; none if they have no report on the year.
    pub(super) fn among(site: &'a Site, page: &'a Address, year: u16, agencies: Vec<AgencyId>) -> Option<Self> {
        let Counted { counted, inside } = counted(site, year, &agencies);
        let edition = counted.iter().map(|report| report.edition).max_by_key(|edition| edition.since)?;
        let last = year.checked_sub(1).map_or_else(Vec::new, |last| self::counted(site, last, &agencies).counted);
        let before = last.into_iter().map(|report| (report.agency, report)).collect();
        Some(Self { site, page, year, agencies, edition, counted, inside, before })
    }

    pub(super) fn year(&self) -> u16 {
        self.year
    }

    fn lang(&self) -> Lang {
        self.site.config.language
    }

    /// Those whose figures are their own: a report that adds up others' would come first in every list.
    fn own(&self) -> impl Iterator<Item = &'a Report> {
        let reports = self.counted.iter().chain(&self.inside).copied();
        reports.filter(|report| !is_sum(self.site, report))
    }

    /// What a report of the year says, and what the same agency said on the year before for the same agencies.
    fn pairs(&self) -> impl Iterator<Item = (&'a Report, &'a Report)> {
        let pairs = self.counted.iter().filter_map(|report| Some((*report, *self.before.get(&report.agency)?)));
        pairs.filter(|(report, before)| report.covers_as(before))
    }

    /// Whether the same agencies are added up in both years.
    fn has_same_agencies(&self, pairs: usize) -> bool {
        pairs == self.counted.len() && pairs == self.before.len()
    }
}

/// The reports with figures of some agencies on a year, so that nobody counts twice.
fn counted<'a>(site: &'a Site, year: u16, agencies: &[AgencyId]) -> Counted<'a> {
    let reports = agencies.iter().filter_map(|id| site.archive.find(*id, year));
    Counted::of(&site.config.agencies, reports.filter(|report| has_figures(report)))
}

/// Whether a report's form has figures to follow: the free one has none.
fn has_figures(report: &Report) -> bool {
    !report.edition.headlines.is_empty()
}

/// Whether a report is the sum of others.
fn is_sum(site: &Site, report: &Report) -> bool {
    !site.agency_of(report).rolls_up.is_empty()
}

/// A headline of which every cell is filled.
fn number(report: &Report, headline: &Headline) -> Option<Number> {
    let headline = report.edition.headline(headline.key)?;
    stated(report, report.form().cells_at(headline.cells))
}

fn rate(report: &Report, share: &Share) -> Option<Rate> {
    Rate::of(report, report.edition.share(share.key)?)
}

/// Adds up what is stated.
fn sum<T: std::iter::Sum>(values: impl Iterator<Item = Option<T>>) -> Sum<T> {
    let mut unknown = 0;
    let mut known = values.filter(|value| {
        unknown += usize::from(value.is_none());
        value.is_some()
    });
    let first = known.next().flatten();
    let sum = first.map(|first| std::iter::once(first).chain(known.by_ref().flatten()).sum());
    Sum { sum, unknown }
}
