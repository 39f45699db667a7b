//! The home page: what the newest year says, how it came there, where everything is.

use crate::{
    archive::ReportId,
    config::{Agency, AgencyId},
    i18n::Lang,
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::{About, PageRole},
            card::{card, link},
            chart,
            digest::{self, Digest},
            frame::frame,
            language, pager,
            view::{ChartView, HomeView, Link},
        },
        written,
    },
    site::{Address, Site, anchor, url},
};

pub(crate) static KIND: Kind<()> = Kind::new("home", |_, ()| url::index(""), render).listed();

/// Of more agencies than this not every one is named: the rest are found by year and by agency.
const NEWEST: usize = 12;

fn render(renderer: &Renderer<'_>, page: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let years = site.archive.years();
    let newest = years.keys().next_back().map_or_else(Vec::new, |&year| site.archive.of_year(year));
    let digest = years.keys().rev().find_map(|&year| Digest::of(site, page, year));
    let digest = digest.as_ref();
    let intro = site.archive.introduction();
    let first = site.lists.get(0);
    let tiles = if site.lists.is_single() { digest::tiles(site, page, first) } else { None };
    let agencies = if site.is_single() || tiles.is_some() { Vec::new() } else { leading(site, &first.agencies) };
    let view = HomeView {
        intro: intro.map_or_else(String::new, |intro| written::content(renderer, page, intro, anchor::INTRO)),
        intro_lang: intro
            .map_or("", |intro| language::attribute_for(intro.source.slice(intro.body), site.config.language)),
        digest: digest.map(Digest::view),
        years: pager::years(site, page, digest.map(Digest::year)),
        answers: digest.filter(|_| !site.is_single()).map_or_else(Vec::new, |digest| digest.answers(digest::FEW)),
        newest: newest.iter().take(NEWEST).map(|&id| card(renderer, page, id)).collect(),
        trend: digest::trend(site, page),
        agencies: agencies.into_iter().map(|agency| link(page, &agency.name, &url::agency(&agency.id))).collect(),
        tiles,
        charts: charts(site),
        agency_count: site.config.agencies.len(),
        report_count: site.archive.reports.len(),
        examples: examples(site, page, &newest),
    };
    let about =
        About::new("home", site.config.title.as_str()).described(site.config.description.as_str()).role(PageRole::Home);
    renderer.templates.render("home.html", &frame(renderer, page, about), &view)
}

/// Among more agencies than tiles can show: those with others below them, or else the first.
fn leading<'a>(site: &'a Site, agencies: &[AgencyId]) -> Vec<&'a Agency> {
    let known = &site.config.agencies;
    let top: Vec<_> = agencies.iter().map(|id| &known[*id]).collect();
    let above: Vec<_> = top.iter().copied().filter(|agency| !known.units_of(agency).is_empty()).collect();
    if above.is_empty() { top.into_iter().take(NEWEST).collect() } else { above }
}

/// Among many agencies none stands for all.
fn charts(site: &Site) -> Vec<ChartView> {
    let Some(only) = site.config.agencies.only() else { return Vec::new() };
    let own: Vec<_> = site.archive.of_agency(only).map(|id| site.report(id)).collect();
    let last = digest::last_year(site, only).unwrap_or_default();
    let charts = chart::of_reports(&own, last, site.config.language).into_iter();
    charts.take(1).filter(|chart| !chart.svg.is_empty()).collect()
}

/// What a report of the newest year is certain to hold: the names of agencies, and of two of the form's parts.
fn examples(site: &Site, page: &Address, newest: &[ReportId]) -> Vec<Link> {
    let Some(first) = newest.first().map(|id| site.report(*id)).filter(|_| site.visibility.search) else {
        return Vec::new();
    };
    let names = newest.iter().take(2).map(|id| site.agency_of(site.report(*id)).short_name().to_owned());
    let headlines =
        first.edition.headlines.iter().rev().take(2).map(|headline| headline.label.get(Lang::Zh).to_owned());
    let search = url::relative(&page.path, url::SEARCH);
    let words = names.chain(headlines);
    words.map(|word| Link { href: format!("{search}?q={}", url::encoded(&word)), label: word }).collect()
}
