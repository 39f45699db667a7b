//! Years on which an agency has no report here, and why.

use super::rows;
use crate::{
    config::AgencyId,
    i18n::words,
    render::html::view::AbsentYears,
    site::{Site, Standing},
    text,
};
use std::collections::BTreeSet;

/// Where an agency stands that has no report of its own on a year; none if it has one or did not exist.
pub(super) fn of(site: &Site, agency: AgencyId, year: u16) -> Option<Standing> {
    match Standing::of(site, agency, year) {
        Standing::Here { .. } | Standing::Nonexistent => None,
        standing => Some(standing),
    }
}

/// The last year on which others report and the agency exists; later, that of its newest report.
pub(crate) fn last_year(site: &Site, agency: AgencyId) -> Option<u16> {
    let known = &site.config.agencies[agency];
    let years = site.archive.years();
    let others = years.into_keys().rev().find(|year| known.is_alive_in(*year));
    others.max(site.archive.years_of(agency).last())
}

/// All of them, those with the same reason together.
pub(crate) fn absences(site: &Site, agency: AgencyId) -> Vec<AbsentYears> {
    let lang = site.config.language;
    let reported = site.archive.years();
    let range = reported.keys().next().zip(reported.keys().next_back()).map(|(first, last)| *first..=*last);
    let stated = site.config.agencies[agency].absent.iter().map(|absence| absence.year);
    let years: BTreeSet<_> = range.into_iter().flatten().chain(stated).collect();
    let mut reasons: Vec<(String, Vec<u16>)> = Vec::new();
    for (year, standing) in years.into_iter().filter_map(|year| Some((year, of(site, agency, year)?))) {
        let reason = rows::absence(&standing, lang);
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, years)) => years.push(year),
            None => reasons.push((reason, vec![year])),
        }
    }
    reasons.sort_by_key(|(_, years)| std::cmp::Reverse(years.last().copied()));
    let absent = reasons.into_iter().map(|(reason, years)| AbsentYears { years: words::years(years, lang), reason });
    absent.collect()
}

/// That the newest report is not here, if others have reports on a later year than an agency.
pub(crate) fn newest(site: &Site, agency: AgencyId) -> Option<String> {
    let year = last_year(site, agency)?;
    let reason = rows::absence(&of(site, agency, year)?, site.config.language);
    let sentence = text!("{year}年：{reason}。", "{year}: {reason}.").with("year", year).with("reason", reason);
    Some(sentence.get(site.config.language))
}
