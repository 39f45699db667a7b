//! A year's archive: every report of that year, side by side.

use crate::{
    i18n::words,
    render::{
        Kind, RenderError, Renderer, data,
        html::{
            about::About,
            card::{card, link},
            choices,
            digest::{self, Digest},
            frame::{alternates, frame},
            pager,
            view::{AgencyRow, AnswerView, Choice, Link, YearView},
        },
    },
    site::{Address, Site, url},
    text,
};
use std::collections::BTreeSet;

pub(crate) static KIND: Kind<u16> = Kind::new("year", |_, year| url::index(&url::year(year)), render).listed();

/// The lists of a large site but the first, year by year.
pub(crate) static LISTS: Kind<usize> = Kind::new("year list", path, render_list).listed();

/// How many lists follow the first of each year.
pub(crate) fn lists(site: &Site) -> usize {
    site.archive.years().len() * lists_a_year(site)
}

fn lists_a_year(site: &Site) -> usize {
    site.lists.len() - 1
}

fn path(site: &Site, item: usize) -> String {
    let (year, at) = year_and_list(site, item);
    url::list(site, &url::year(year), at)
}

/// The year that a list is of.
pub(crate) fn year_of(site: &Site, item: usize) -> u16 {
    year_and_list(site, item).0
}

fn year_and_list(site: &Site, item: usize) -> (u16, usize) {
    let (of, at) = (item / lists_a_year(site), item % lists_a_year(site));
    (site.archive.years().into_keys().nth(of).unwrap_or_default(), at + 1)
}

fn render(renderer: &Renderer<'_>, page: &Address, year: u16) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let years = site.archive.years();
    let digest = Digest::of(site, page, year);
    let digest = digest.as_ref();
    let reports = site.archive.of_year(year);
    let view = YearView {
        report_count: reports.len(),
        only: if let [only] = reports[..] { Some(card(renderer, page, only)) } else { None },
        digest: digest.map(Digest::view),
        answers: digest.map_or_else(Vec::new, |digest| answers(site, digest)),
        reasons: digest.and_then(|digest| digest.reasons(&(data::refusals_csv::KIND.path)(site, year))),
        earlier: years.range(..year).next_back().map(|(&year, _)| to_year(site, page, year)),
        later: years.range(year + 1..).next().map(|(&year, _)| to_year(site, page, year)),
        downloads: alternates(renderer, page),
        ..listed(site, page, year, 0)
    };
    let heading = text!("{year}年政府信息公开工作年度报告", "Annual disclosure reports for {year}").with("year", year);
    let about = About::of_site("year", heading.get(site.config.language), site);
    renderer.templates.render("year.html", &frame(renderer, page, about), &view)
}

fn to_year(site: &Site, page: &Address, year: u16) -> Link {
    link(page, words::year(year, site.config.language), &url::year(year))
}

fn render_list(renderer: &Renderer<'_>, page: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    let (year, at) = year_and_list(renderer.site, item);
    let view = listed(renderer.site, page, year, at);
    let list = view.list.as_ref().map_or("", |list| list.title.as_str());
    let heading = text!("{year}年：{list}", "{year}: {list}").with("year", year).with("list", list);
    let about = About::of_site("year", heading.get(renderer.site.config.language), renderer.site);
    renderer.templates.render("year.html", &frame(renderer, page, about), &view)
}

fn answers(site: &Site, digest: &Digest<'_>) -> Vec<AnswerView> {
    match site.lists.len() {
        _ if site.is_single() => Vec::new(),
        1 => digest.answers(digest::FEW),
        _ => digest.answers(digest::MANY),
    }
}

/// What a page shows of a list of agencies.
fn listed(site: &Site, page: &Address, year: u16, at: usize) -> YearView {
    let list = site.lists.get(at);
    let digest = Digest::among(site, page, year, list.agencies.clone());
    let digest = digest.as_ref();
    let [own, adding, without] = digest::rows(site, page, year, digest, list);
    let mut parents = parents(site, own.iter().chain(&adding).chain(&without));
    let mut kinds =
        choices::kinds(own.iter().chain(&adding).chain(&without).map(|row| row.kind).collect(), site.config.language);
    // Among more than one page can show, kinds and names are looked for in all of them, by the search.
    if list.of != 1 {
        parents.clear();
        kinds.clear();
    }
    YearView {
        year,
        years: pager::years(site, page, Some(year).filter(|_| at == 0)),
        list: pager::list(site, page, at, to_year(site, page, year)),
        report_count: own.len() + adding.len(),
        columns: digest.map_or_else(Vec::new, Digest::columns),
        sums: digest.filter(|_| list.of == 1).map_or_else(Vec::new, Digest::sums),
        below: digest.map_or_else(Vec::new, |digest| digest::sums_below(digest, list)),
        pages: pager::of_list(site, page, &url::year(year), at),
        parents,
        kinds,
        own,
        adding,
        without,
        ..YearView::default()
    }
}

/// The superiors of the rows, in the order of `site.toml`. One alone is no choice.
fn parents<'a>(site: &Site, rows: impl Iterator<Item = &'a AgencyRow>) -> Vec<Choice> {
    let named: BTreeSet<_> = rows.map(|row| row.parent.as_str()).collect();
    let agencies = site.config.agencies.iter().filter(|agency| named.contains(agency.id.as_str()));
    let choices = agencies.map(|agency| Choice { value: agency.id.clone(), label: agency.name.clone() });
    choices::at_least_two(choices.collect())
}
