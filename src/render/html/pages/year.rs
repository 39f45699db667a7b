//! A year's archive: every report of that year, side by side.

use crate::{
    config::AgencyKind,
    i18n::words::{self, word},
    render::{
        Kind, RenderError, Renderer, data,
        html::{
            about::About,
            card::{card, link},
            digest::{self, Digest},
            frame::{alternates, frame},
            view::{AgencyRow, Choice, YearView},
        },
    },
    site::{Address, Site, url},
    text,
};
use std::collections::BTreeSet;

pub(crate) static KIND: Kind<u16> = Kind::new("year", |_, year| url::index(&url::year(year)), render).listed();

fn render(renderer: &Renderer<'_>, page: &Address, year: u16) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let lang = site.config.language;
    let years = site.archive.years();
    let to_year = |year: u16| link(page, words::year(year, lang), &url::year(year));
    let digest = Digest::of(site, page, year);
    let digest = digest.as_ref();
    let [own, adding, without] = digest::rows(site, page, year);
    let view = YearView {
        year,
        reports: site.archive.of_year(year).into_iter().map(|id| card(renderer, page, id)).collect(),
        digest: digest.map(Digest::view),
        answers: digest.filter(|_| !site.is_single()).map_or_else(Vec::new, Digest::answers),
        columns: digest.map_or_else(Vec::new, Digest::columns),
        sums: digest.map_or_else(Vec::new, Digest::sums),
        reasons: digest.and_then(|digest| digest.reasons(&(data::refusals_csv::KIND.path)(site, year))),
        parents: parents(site, own.iter().chain(&adding).chain(&without)),
        kinds: kinds(site, own.iter().chain(&adding).chain(&without)),
        own,
        adding,
        without,
        earlier: years.range(..year).next_back().map(|(&year, _)| to_year(year)),
        later: years.range(year + 1..).next().map(|(&year, _)| to_year(year)),
        downloads: alternates(renderer, page),
    };
    let heading =
        text!("{year}年政府信息公开工作年度报告", "Annual disclosure reports for {year}").with("year", year).get(lang);
    let about = About::of_site("year", heading, site);
    renderer.templates.render("year.html", &frame(renderer, page, about), &view)
}

/// The superiors of the rows, in the order of `site.toml`. One alone is no choice.
fn parents<'a>(site: &Site, rows: impl Iterator<Item = &'a AgencyRow>) -> Vec<Choice> {
    let named: BTreeSet<_> = rows.map(|row| row.parent.as_str()).collect();
    let agencies = site.config.agencies.iter().filter(|agency| named.contains(agency.id.as_str()));
    let choices = agencies.map(|agency| Choice { value: agency.id.clone(), label: agency.name.clone() });
    at_least_two(choices.collect())
}

fn kinds<'a>(site: &Site, rows: impl Iterator<Item = &'a AgencyRow>) -> Vec<Choice> {
    let kinds: BTreeSet<_> = rows.map(|row| row.kind).collect();
    let lang = site.config.language;
    let named = |kind: &str| match AgencyKind::of_key(kind) {
        Some(AgencyKind::Government) => word("kind_government", lang),
        Some(AgencyKind::Office) => word("kind_office", lang),
        _ => word("kind_department", lang),
    };
    let choices = kinds.into_iter().map(|kind| Choice { value: kind.to_owned(), label: named(kind).to_owned() });
    at_least_two(choices.collect())
}

fn at_least_two(choices: Vec<Choice>) -> Vec<Choice> {
    if choices.len() < 2 { Vec::new() } else { choices }
}
