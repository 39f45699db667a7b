//! The home page: whose portal, the newest report, every year.

use crate::{
    render::{
        Kind, Output, Page, RenderError, Scope,
        html::{
            About, card, chart, frame, language, link, prose,
            view::{ChartView, HomeView, YearLink},
        },
    },
    site::{anchor, url},
};

pub const KIND: Kind =
    Kind { name: "home", scope: Scope::Site, path: |_, _| url::index(""), render, format: None, listed: true };

/// With more bodies than this, their newest reports are found by year and by body.
const NEWEST: usize = 12;

fn render(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let site = &output.site;
    let years = site.archive.years();
    let to_year = |(&year, &reports): (&u16, &usize)| YearLink {
        year,
        href: url::relative(&page.address.path, &url::index(&url::year(year))),
        reports,
    };
    let newest = years.keys().next_back().map_or_else(Vec::new, |&year| site.archive.of_year(year));
    let intro = site.archive.pages.iter().find(|page| page.path.is_empty());
    let agencies = site.config.agencies.iter().filter(|_| !site.is_single());
    let view = HomeView {
        intro: intro.map_or_else(String::new, |intro| {
            prose(output, &page.address.path, &intro.source, intro.body, 2, anchor::INTRO)
        }),
        intro_lang: intro
            .map_or("", |intro| language::attribute_for(intro.source.slice(intro.body), site.config.language)),
        newest: newest.iter().take(NEWEST).map(|&id| card(output, page, id)).collect(),
        newest_year: years.iter().next_back().map(to_year),
        years: years.iter().rev().map(to_year).collect(),
        agencies: agencies.map(|agency| link(page, &agency.name, &url::agency(&agency.id))).collect(),
        charts: charts(output),
        agency_count: site.config.agencies.len(),
        report_count: site.archive.reports.len(),
    };
    let about = About {
        kind: "home",
        heading: site.config.title.clone(),
        description: site.config.description.clone(),
        draft: false,
    };
    output.engine.render("home.html", &frame(output, page, about), &view)
}

/// Among many bodies none stands for all.
fn charts(output: &Output) -> Vec<ChartView> {
    let site = &output.site;
    if !site.is_single() {
        return Vec::new();
    }
    let own: Vec<_> = site.archive.of_agency(0).map(|id| site.report(id)).collect();
    let charts = chart::of_reports(&own, site.config.language).into_iter();
    charts.take(1).filter(|chart| !chart.svg.is_empty()).collect()
}
