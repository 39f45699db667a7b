//! How requests went from year to year, over all agencies.

use super::{Digest, cells, headline::coverage};
use crate::{
    config::AgencyId,
    i18n::Text,
    render::html::view::{TrendView, TrendYearView},
    report::Number,
    site::{Address, Site, url},
    text,
};
use std::collections::BTreeSet;

/// The form's headline that is followed.
const FOLLOWED: &str = "received";

pub(crate) fn trend(site: &Site, page: &Address) -> TrendView {
    let lang = site.config.language;
    let years = site.archive.years();
    let sums: Vec<_> = years.keys().map(|year| (*year, sum(site, page, *year))).collect();
    let most = sums.iter().filter_map(|(_, sum)| *sum).max().unwrap_or_default();
    let known: Vec<_> = sums.iter().filter_map(|(year, sum)| Some((*year, (*sum)?))).collect();
    let label = years.keys().rev().find_map(|year| {
        let digest = Digest::of(site, page, *year)?;
        Some(digest.edition.headline(FOLLOWED)?.label.get(lang).to_owned())
    });
    let label = label.unwrap_or_default();
    let sentence = match known[..] {
        [(first, from), .., (last, to)] => {
            let sentence = text!(
                "{label}：{first}年 {from} 件，{last}年 {to} 件。",
                "{label}: {from} in {first}, {to} in {last}."
            );
            let numbers = sentence.with("label", &label).with("first", first).with("last", last);
            numbers.with("from", from.grouped()).with("to", to.grouped()).get(lang) + unlike(site, &known).get(lang)
        }
        _ => String::new(),
    };
    let everybody: Vec<_> = site.config.agencies.ids().collect();
    let views = sums.iter().map(|(year, sum)| TrendYearView {
        year: *year,
        href: url::relative(&page.path, &url::index(&url::year(*year))),
        reports: years[year],
        wanted: coverage(site, &everybody, *year).1,
        value: sum.map(Number::grouped).unwrap_or_default(),
        bar: sum.filter(|_| !most.is_zero()).map(|sum| cells::bar(sum.parts_of(most, 1000))),
    });
    let counted = text!("{label}（件）", "{label}").with("label", &label).get(lang);
    TrendView { years: views.rev().collect(), label: if label.is_empty() { label } else { counted }, sentence }
}

/// A sum of others is no sum of the same.
fn unlike(site: &Site, known: &[(u16, Number)]) -> Text {
    let mut years = known.iter().map(|(year, _)| reporting(site, *year));
    let first = years.next();
    if years.all(|others| Some(&others) == first.as_ref()) {
        return text!("", "");
    }
    text!("各年报告的机关不尽相同。", " Not all agencies reported in every year.")
}

/// The agencies with a report on a year.
fn reporting(site: &Site, year: u16) -> BTreeSet<AgencyId> {
    site.archive.of_year(year).into_iter().map(|id| site.report(id).agency).collect()
}

fn sum(site: &Site, page: &Address, year: u16) -> Option<Number> {
    let digest = Digest::of(site, page, year)?;
    digest.sum_of(digest.edition.headline(FOLLOWED)?).sum
}
