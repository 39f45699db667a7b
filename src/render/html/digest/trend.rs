//! How requests went from year to year, over all agencies.

use super::{Digest, cells};
use crate::{
    render::html::view::{TrendView, TrendYearView},
    report::Number,
    site::{Address, Site, url},
    text,
};

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
        [(first, from), .., (last, to)] => text!(
            "{label}：{first}年 {from} 件，{last}年 {to} 件。各年报告的机关不尽相同。",
            "{label}: {from} in {first}, {to} in {last}. Not all agencies reported in every year."
        )
        .with("label", &label)
        .with("first", first)
        .with("last", last)
        .with("from", from)
        .with("to", to)
        .get(lang),
        _ => String::new(),
    };
    let views = sums.iter().map(|(year, sum)| TrendYearView {
        year: *year,
        href: url::relative(&page.path, &url::index(&url::year(*year))),
        reports: years[year],
        value: sum.map(|sum| sum.to_string()).unwrap_or_default(),
        bar: sum.filter(|_| !most.is_zero()).map(|sum| cells::bar(sum.parts_of(most, 1000).0)),
    });
    TrendView { years: views.collect(), label, sentence }
}

fn sum(site: &Site, page: &Address, year: u16) -> Option<Number> {
    let digest = Digest::of(site, page, year)?;
    digest.sum_of(digest.edition.headline(FOLLOWED)?).sum
}
