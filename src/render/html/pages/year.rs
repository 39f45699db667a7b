//! A year's archive: every report of that year, side by side.

use crate::{
    i18n::words,
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::About,
            card::{card, columns, link},
            compare,
            frame::{alternates, frame},
            view::{AbsentAgency, YearView},
        },
    },
    site::{Address, Site, url},
    text,
};

pub(crate) static KIND: Kind<u16> = Kind::new("year", |_, year| url::index(&url::year(year)), render).listed();

fn render(renderer: &Renderer<'_>, page: &Address, year: u16) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let lang = site.config.language;
    let ids = site.archive.of_year(year);
    let reports: Vec<_> = ids.iter().map(|&id| card(renderer, page, id)).collect();
    let years = site.archive.years();
    let to_year = |year: u16| link(page, words::year(year, lang), &url::year(year));
    let view = YearView {
        year,
        absences: absences(site, page, year),
        columns: columns(&reports),
        sums: compare::agencies(site, &ids),
        reports,
        earlier: years.range(..year).next_back().map(|(&year, _)| to_year(year)),
        later: years.range(year + 1..).next().map(|(&year, _)| to_year(year)),
        downloads: alternates(renderer, page),
    };
    let heading =
        text!("{year}年政府信息公开工作年度报告", "Annual disclosure reports for {year}").with("year", year).get(lang);
    let about = About::of_site("year", heading, site);
    renderer.templates.render("year.html", &frame(renderer, page, about), &view)
}

/// In the order of `site.toml`.
fn absences(site: &Site, page: &Address, year: u16) -> Vec<AbsentAgency> {
    let without = site.config.agencies.ids().filter(|id| site.archive.id_of(*id, year).is_none());
    let absent = without.filter_map(|id| {
        let agency = &site.config.agencies[id];
        let reason = agency.absence(year)?.reason.clone();
        Some(AbsentAgency { agency: link(page, agency.name_in(year), &url::agency(&agency.id)), reason })
    });
    absent.collect()
}
