//! The home page: whose portal, the newest report, every year.

use crate::{
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::{About, Standing},
            card::{card, link},
            chart,
            frame::frame,
            language,
            view::{ChartView, HomeView, YearLink},
        },
        written::{self, Part},
    },
    site::{Address, Site, anchor, url},
};

pub(crate) static KIND: Kind<()> = Kind::new("home", |_, ()| url::index(""), render).listed();

/// With more agencies than this, their newest reports are found by year and by agency.
const NEWEST: usize = 12;

fn render(renderer: &Renderer<'_>, page: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let years = site.archive.years();
    let to_year = |(&year, &reports): (&u16, &usize)| YearLink {
        year,
        href: url::relative(&page.path, &url::index(&url::year(year))),
        reports,
    };
    let newest = years.keys().next_back().map_or_else(Vec::new, |&year| site.archive.of_year(year));
    let intro = site.archive.introduction();
    let agencies = site.config.agencies.iter().filter(|_| !site.is_single());
    let view = HomeView {
        intro: intro.map_or_else(String::new, |intro| {
            written::html(renderer, page, Part(&intro.source, intro.body, site.text_of(intro)), 2, anchor::INTRO)
        }),
        intro_lang: intro
            .map_or("", |intro| language::attribute_for(intro.source.slice(intro.body), site.config.language)),
        newest: newest.iter().take(NEWEST).map(|&id| card(renderer, page, id)).collect(),
        newest_year: years.iter().next_back().map(to_year),
        years: years.iter().rev().map(to_year).collect(),
        agencies: agencies.map(|agency| link(page, &agency.name, &url::agency(&agency.id))).collect(),
        charts: charts(site),
        agency_count: site.config.agencies.len(),
        report_count: site.archive.reports.len(),
    };
    let about = About::new("home", site.config.title.as_str())
        .described(site.config.description.as_str())
        .standing(Standing::Home);
    renderer.templates.render("home.html", &frame(renderer, page, about), &view)
}

/// Among many agencies none stands for all.
fn charts(site: &Site) -> Vec<ChartView> {
    let Some(only) = site.config.agencies.only() else { return Vec::new() };
    let own: Vec<_> = site.archive.of_agency(only).map(|id| site.report(id)).collect();
    let charts = chart::of_reports(&own, site.config.language).into_iter();
    charts.take(1).filter(|chart| !chart.svg.is_empty()).collect()
}
