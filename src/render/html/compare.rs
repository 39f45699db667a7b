//! Figures beside each other: a body's years, and a year's bodies added up.

use super::{
    chart::year_ranges,
    figure, link,
    view::{ComparisonCell, ComparisonRow, ComparisonView, SumsView},
};
use crate::{
    archive::ReportId,
    form::Headline,
    i18n::Lang,
    render::{Output, Page},
    report::{Number, Report},
    site::{Site, url},
    text,
};
use std::{cmp::Ordering, collections::HashSet};

/// A body's headlines, years side by side. `reports` are its own, the earliest first; those of the free form have
/// no headlines and are left out. A single year has nothing beside it.
pub fn years(output: &Output, page: &Page, reports: &[&Report]) -> Option<ComparisonView> {
    let lang = output.site.config.language;
    let reports: Vec<_> = reports.iter().filter(|report| !report.edition.headlines.is_empty()).copied().collect();
    let newest = reports.last().filter(|_| reports.len() > 1)?;
    let to = |report: &Report| {
        link(page, super::pages::year::year_name(report.year, lang), &url::report(&output.site, report))
    };
    let row = |headline: &Headline| ComparisonRow {
        label: headline.label.get(lang).to_owned(),
        cells: reports
            .iter()
            .map(|report| cell(report, output.site.archive.previous(report), headline, lang))
            .collect(),
    };
    Some(ComparisonView {
        years: reports.iter().map(|report| to(report)).collect(),
        rows: newest.edition.headlines.iter().map(row).collect(),
        gaps: gaps(&reports, lang),
    })
}

/// The years between that have no column.
fn gaps(reports: &[&Report], lang: Lang) -> String {
    let has = |year: u16| reports.iter().any(|report| report.year == year);
    let missing: Vec<_> = (reports[0].year..reports[reports.len() - 1].year).filter(|year| !has(*year)).collect();
    if missing.is_empty() {
        return String::new();
    }
    let years = year_ranges(missing.into_iter(), lang);
    text!("{years}没有可比的数字。", "There are no such figures for {years}.").with("years", years).get(lang)
}

fn cell(report: &Report, last_year: Option<&Report>, headline: &Headline, lang: Lang) -> ComparisonCell {
    let value = report.headline(headline.key);
    let before = last_year.and_then(|report| report.headline(headline.key));
    ComparisonCell {
        value: value.map(|value| value.to_string()).unwrap_or_default(),
        change: value.zip(before).map(|(now, before)| change(now, before, lang)).unwrap_or_default(),
    }
}

fn change(now: Number, before: Number, lang: Lang) -> String {
    match now.cmp(&before) {
        Ordering::Greater => format!("+{}", now - before),
        Ordering::Less => format!("−{}", before - now),
        Ordering::Equal => text!("持平", "same").get(lang).to_owned(),
    }
}

/// The headlines of a year's reports, added up. Bodies whose figures are part of another's report do not count
/// twice.
pub fn bodies(site: &Site, ids: &[ReportId]) -> Option<SumsView> {
    let reports: Vec<_> = ids.iter().map(|&id| site.report(id)).filter(|r| !r.edition.headlines.is_empty()).collect();
    let within = within(site, &reports);
    let (inside, counted): (Vec<_>, Vec<_>) =
        reports.iter().partition(|report| within.contains(site.agency_of(report).id.as_str()));
    let model = counted.first().filter(|_| counted.len() > 1)?;
    let lang = site.config.language;
    let mut figures = Vec::new();
    let mut notes = vec![method(counted.len()).get(lang)];
    if !inside.is_empty() {
        notes.push(left_out(site, &inside, lang));
    }
    for headline in model.edition.headlines {
        let known: Vec<Number> = counted.iter().filter_map(|report| report.headline(headline.key)).collect();
        if known.len() < counted.len() {
            notes.push(unknown(headline, counted.len() - known.len(), lang));
        }
        let sum = known.iter().copied().sum::<Number>();
        figures.push(figure(headline, if known.is_empty() { String::new() } else { sum.to_string() }, lang));
    }
    Some(SumsView { figures, notes })
}

/// The bodies whose figures stand in one of these reports besides their own, a sum or a joint report.
fn within<'a>(site: &'a Site, reports: &[&'a Report]) -> HashSet<&'a str> {
    let named = |report: &&'a Report| site.agency_of(report).rolls_up.iter().chain(&report.joint);
    reports.iter().flat_map(named).map(String::as_str).collect()
}

fn method(reports: usize) -> crate::i18n::Message {
    text!(
        "由发布工具合计，非机关填报：{n} 份报告的数字相加。上级机关的报告如已包含下级机关的数字，会有重复。",
        "Added up from {n} reports by the publishing tool; no body has stated these sums. Where the report of a superior body covers its subordinates, some requests count twice."
    )
    .with("n", reports)
}

fn left_out(site: &Site, inside: &[&Report], lang: Lang) -> String {
    let names: Vec<_> = inside.iter().map(|report| site.name_of(report)).collect();
    text!("{names}的数字已计入其他机关的报告，不再相加。", "Not added, because another report includes them: {names}.")
        .with("names", names.join(text!("、", ", ").get(lang)))
        .get(lang)
}

fn unknown(headline: &Headline, reports: usize, lang: Lang) -> String {
    text!("有 {n} 份报告没有填写{label}。", "{label}: not stated in {n} of the reports.")
        .with("n", reports)
        .with("label", headline.label)
        .get(lang)
}
