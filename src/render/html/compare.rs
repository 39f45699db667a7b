//! Figures beside each other: an agency's years, and a year's agencies added up.

use super::{
    card::{figure, link},
    chart::year_ranges,
    view::{ComparisonCell, ComparisonRow, ComparisonView, SumsView},
};
use crate::{
    archive::{Counted, ReportId},
    form::Headline,
    i18n::{Lang, Message, words},
    render::Renderer,
    report::{Number, Report},
    site::{Address, Site, url},
    text,
};
use std::cmp::Ordering;

/// An agency's headlines, years side by side. `reports` are its own, the earliest first; those of the free form have
/// no headlines and are left out. A single year has nothing beside it.
pub(super) fn years(renderer: &Renderer<'_>, page: &Address, reports: &[&Report]) -> Option<ComparisonView> {
    let lang = renderer.site.config.language;
    let reports: Vec<_> = reports.iter().filter(|report| !report.edition.headlines.is_empty()).copied().collect();
    let newest = reports.last().filter(|_| reports.len() > 1)?;
    let years = reports.iter().map(|report| {
        let place = url::report(renderer.site, report);
        link(page, words::year(report.year, lang), &place)
    });
    let headlines = newest.edition.headlines.iter();
    Some(ComparisonView {
        years: years.collect(),
        rows: headlines.map(|headline| row(renderer.site, &reports, headline)).collect(),
        gaps: gaps(&reports, lang),
    })
}

fn row(site: &Site, reports: &[&Report], headline: &Headline) -> ComparisonRow {
    let lang = site.config.language;
    let cells = reports.iter().map(|report| cell(report, site.archive.previous(report), headline, lang));
    ComparisonRow { label: headline.label.get(lang).to_owned(), cells: cells.collect() }
}

/// The years between that have no column.
fn gaps(reports: &[&Report], lang: Lang) -> String {
    let has = |year: u16| reports.iter().any(|report| report.year == year);
    let missing: Vec<_> = (reports[0].year..reports[reports.len() - 1].year).filter(|year| !has(*year)).collect();
    if missing.is_empty() {
        return String::new();
    }
    let years = year_ranges(missing.into_iter(), lang);
    text!("{years}没有可比的数字。", "There are no comparable figures for {years}.").with("years", years).get(lang)
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
        Ordering::Equal => text!("持平", "unchanged").get(lang).to_owned(),
    }
}

/// The headlines of a year's reports, added up. Agencies whose figures are part of another's report do not count
/// twice.
pub(super) fn agencies(site: &Site, ids: &[ReportId]) -> Option<SumsView> {
    let reports: Vec<_> = ids.iter().map(|&id| site.report(id)).filter(|r| !r.edition.headlines.is_empty()).collect();
    let Counted { counted, inside } = Counted::of(&site.config.agencies, reports);
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

fn method(reports: usize) -> Message {
    text!(
        "由发布工具合计，非机关填报：{n} 份报告的数字相加。上级机关的报告如已包含下级机关的数字，会有重复。",
        "Calculated by the publishing tool from {n} {n:report|reports}; not stated by any agency. If the report of a superior agency includes its subordinates, some figures count twice."
    )
    .with("n", reports)
}

fn left_out(site: &Site, inside: &[&Report], lang: Lang) -> String {
    let names: Vec<_> = inside.iter().map(|report| site.name_of(report)).collect();
    text!(
        "{names}的数字已计入其他机关的报告，不再相加。",
        "Not added, because another agency’s report includes them: {names}."
    )
    .with("names", names.join(text!("、", ", ").get(lang)))
    .get(lang)
}

fn unknown(headline: &Headline, reports: usize, lang: Lang) -> String {
    text!("有 {n} 份报告没有填写{label}。", "{label}: missing from {n} {n:report|reports}.")
        .with("n", reports)
        .with("label", headline.label)
        .get(lang)
}
