//! Agencies that are alike: what a figure of one is compared with, worked out once for the pages of them all.

use super::{
    cells::{Column, percent_of},
    has_figures, is_sum, number, rate,
};
use crate::{
    archive::stated,
    config::{AgencyId, AgencyKind, Rank},
    form::{CellId, Edition, Form},
    report::{Number, Report},
    site::Site,
};
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// What is followed, by the keys of the form's headlines and shares: counts first.
const FOLLOWED: [&str; 10] = [
    "received",
    "carried_in",
    "answered",
    "carried_out",
    "review",
    "litigation",
    "disclosed",
    "refused",
    "unavailable",
    "corrected_in_court",
];

/// Of fewer peers no median is made.
const FEWEST: usize = 5;

/// Of more agencies of one kind and rank, only those below the same one are alike.
const MOST: usize = 200;

/// The peers of a site's agencies, gathered when the first of them is asked for.
#[derive(Default)]
pub struct Peers {
    counts: OnceLock<HashMap<(AgencyKind, Rank), usize>>,
    groups: Mutex<HashMap<Likeness, Arc<Group>>>,
}

/// What reports of peers have in common.
#[derive(PartialEq, Eq, Hash)]
struct Likeness {
    kind: AgencyKind,
    rank: Rank,
    among: Among,
    year: u16,
    edition: &'static str,
}

/// Among whom.
#[derive(PartialEq, Eq, Hash)]
enum Among {
    All,
    /// In a large portal: those below the same agency, or below none.
    Below(Option<AgencyId>),
}

/// The figures that are compared, from the least to the greatest.
pub(in crate::render) struct Group {
    reports: usize,
    by_figure: Vec<Vec<Number>>,
    /// Changes with any of them.
    pub hash: [u8; 32],
}

impl Peers {
    /// What the page of an agency compares its newest figures with; nothing if it has none.
    pub(in crate::render) fn of_agency(&self, site: &Site, agency: AgencyId) -> Option<Arc<Group>> {
        let mut newest_first = site.archive.of_agency(agency).rev().map(|id| site.report(id));
        newest_first.find(|report| has_figures(report)).map(|newest| self.of(site, newest))
    }

    /// The reports that one is compared with, and itself if it is one of them.
    pub(super) fn of(&self, site: &Site, report: &Report) -> Arc<Group> {
        let likeness = self.likeness(site, report);
        let mut groups = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        groups
            .entry(likeness)
            .or_insert_with_key(|likeness| Arc::new(Group::of(site, likeness, report.edition)))
            .clone()
    }

    fn likeness(&self, site: &Site, report: &Report) -> Likeness {
        let agencies = &site.config.agencies;
        let own = &agencies[report.agency];
        let counts = self.counts.get_or_init(|| {
            let mut counts = HashMap::new();
            for agency in agencies.ids().map(|id| &agencies[id]).filter(|agency| agency.until.is_none()) {
                *counts.entry((agency.kind, agency.rank)).or_default() += 1;
            }
            counts
        });
        let is_crowded = counts.get(&(own.kind, own.rank)).is_some_and(|count| *count > MOST);
        Likeness {
            kind: own.kind,
            rank: own.rank,
            among: if is_crowded { Among::Below(above(site, report.agency)) } else { Among::All },
            year: report.year,
            edition: report.edition.id,
        }
    }
}

/// The agency above another.
fn above(site: &Site, agency: AgencyId) -> Option<AgencyId> {
    let agencies = &site.config.agencies;
    agencies[agency].parent.as_ref().and_then(|parent| agencies.index_of(parent))
}

/// Former agencies, sums of others and reports without figures are nobody's peers.
pub(super) fn is_peer(site: &Site, report: &Report) -> bool {
    site.agency_of(report).until.is_none() && has_figures(report) && !is_sum(site, report)
}

impl Group {
    fn of(site: &Site, likeness: &Likeness, edition: &'static Edition) -> Self {
        let agencies = &site.config.agencies;
        let like = agencies.ids().filter(|id| {
            let agency = &agencies[*id];
            let is_among = match likeness.among {
                Among::All => true,
                Among::Below(parent) => above(site, *id) == parent,
            };
            is_among && (agency.kind, agency.rank) == (likeness.kind, likeness.rank)
        });
        let reports = like.filter_map(|id| site.archive.find(id, likeness.year));
        let reports: Vec<_> = reports.filter(|report| is_peer(site, report)).collect();
        let by_figure = Figure::all(edition).map(|figure| {
            let mut values: Vec<_> = reports.iter().filter_map(|report| figure.of(report)).collect();
            values.sort_unstable();
            values
        });
        let by_figure: Vec<_> = by_figure.collect();
        let hash = Sha256::digest(format!("{} {by_figure:?}", reports.len())).into();
        Self { reports: reports.len(), by_figure, hash }
    }

    /// How many peers there are, if there are enough. `is_member`: the report that has them is one of the group.
    pub(super) fn count(&self, is_member: bool) -> Option<usize> {
        Some(self.reports - usize::from(is_member)).filter(|count| *count >= FEWEST)
    }

    /// The median of what the peers state. `at` is the figure's place among all; `own` is left out.
    pub(super) fn median(&self, at: usize, own: Option<Number>) -> Option<Number> {
        median_without(&self.by_figure[at], own)
    }
}

/// A number that agencies are compared by.
pub(super) enum Figure {
    Column(Column),
    /// Documents in force: a cell of the form.
    Stock(&'static Form, CellId),
}

impl Figure {
    /// Those of an edition, in the order in which a page shows them.
    pub(super) fn all(edition: &'static Edition) -> impl Iterator<Item = Self> {
        let columns = FOLLOWED.iter().filter_map(|key| {
            let headline = edition.headline(key).map(Column::Headline);
            headline.or_else(|| edition.share(key).map(Column::Share))
        });
        let form = edition.form();
        let stocks = form.tables.iter().flat_map(|table| &table.stocks).map(|stock| Self::Stock(form, stock.stock));
        columns.map(Self::Column).chain(stocks)
    }

    /// What a report states; a rate in tenths of a percent.
    pub(super) fn of(&self, report: &Report) -> Option<Number> {
        match self {
            Self::Column(Column::Headline(headline)) => number(report, headline),
            Self::Column(Column::Share(share)) if share.is_rate => {
                let tenths = rate(report, share)?.tenths()?;
                i64::try_from(tenths).ok().map(Number::whole)
            }
            Self::Column(Column::Share(share)) => rate(report, share).map(|rate| rate.part),
            Self::Stock(form, cell) => stated(report, [report.form().cell(&form.cells[*cell].path)?]),
        }
    }

    /// As [`Figure::of`] gives it.
    pub(super) fn spelt(&self, value: Number) -> String {
        match self {
            Self::Column(Column::Share(share)) if share.is_rate => percent_of(value),
            _ => value.grouped(),
        }
    }
}

/// The median of sorted numbers, one of which is not counted; none of fewer than five. Between the two in the middle,
/// the lower.
fn median_without(sorted: &[Number], own: Option<Number>) -> Option<Number> {
    let own = own.map(|own| sorted.partition_point(|value| *value < own));
    let others = sorted.len() - usize::from(own.is_some());
    let middle = others.checked_sub(1)? / 2;
    let at = middle + usize::from(own.is_some_and(|own| own <= middle));
    (others >= FEWEST).then(|| sorted[at])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(values: &[i64]) -> Vec<Number> {
        values.iter().map(|value| Number::whole(*value)).collect()
    }

    #[test]
    fn a_median_needs_five() {
        assert_eq!(median_without(&numbers(&[1, 3, 5, 9]), None), None);
        assert_eq!(median_without(&numbers(&[1, 3, 5, 7, 9]), None), Some(Number::whole(5)));
        assert_eq!(median_without(&numbers(&[1, 3, 5, 7, 8, 9]), None), Some(Number::whole(5)));
        assert_eq!(median_without(&numbers(&[1, 3, 5, 7, 9]), Some(Number::whole(5))), None);
    }

    #[test]
    fn an_agency_is_not_its_own_peer() {
        let values = [2, 2, 3, 5, 8, 13, 21];
        for at in 0..values.len() {
            let mut others = values.to_vec();
            let own = others.remove(at);
            let without = median_without(&numbers(&values), Some(Number::whole(own)));
            assert_eq!(without, median_without(&numbers(&others), None), "{own}");
        }
    }
}
