//! The search page. Without script it is the list of everything that can be read here, or of the ways to it.

use super::compare;
use crate::{
    config::AgencyId,
    i18n::words::{self, word},
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::About,
            card::link,
            choices,
            digest::{self, Digest},
            frame::frame,
            view::{Choice, Link, SearchAgencyView, SearchView},
        },
        search::version,
    },
    site::{Address, Site, url},
};

pub(crate) static KIND: Kind<usize> = Kind::new("search", |_, _| url::SEARCH.into(), render);

/// Of more reports the page lists the ways that lead to them.
const MAX_REPORTS: usize = 200;

fn render(renderer: &Renderer<'_>, page: &Address, _: usize) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let is_listed = site.archive.reports.len() <= MAX_REPORTS && site.lists.is_single();
    let asset = site.theme.published("assets/search.js");
    let answers = answers(site, page);
    let view = SearchView {
        script: asset.map(|asset| url::relative(&page.path, asset)),
        version: version(site),
        years: site.archive.years().into_keys().rev().collect(),
        agencies: site.config.agencies.ids().filter(|_| is_listed).map(|id| agency(site, page, id)).collect(),
        kinds: kinds(site, is_listed),
        ways: if is_listed { Vec::new() } else { ways(site, page) },
        has_answers: !answers.is_empty(),
        questions: answers.into_iter().chain(of_figures(site, page)).collect(),
        pages: pages(site, page),
        report_count: site.archive.reports.len(),
    };
    let about = About::of_site("search", word("search", site.config.language), site);
    renderer.templates.render("search.html", &frame(renderer, page, about), &view)
}

fn kinds(site: &Site, is_listed: bool) -> Vec<Choice> {
    let agencies = site.config.agencies.iter().filter(|_| !is_listed);
    choices::kinds(agencies.map(|agency| agency.kind.key()).collect(), site.config.language)
}

fn ways(site: &Site, page: &Address) -> Vec<Link> {
    let lang = site.config.language;
    let years = site.archive.years().into_keys().rev();
    let years = years.map(|year| link(page, words::year(year, lang), &url::year(year)));
    let map = Link { label: word("site_map", lang).to_owned(), href: url::relative(&page.path, url::SITE_MAP) };
    years.chain([map]).collect()
}

/// The questions that the newest year's page answers.
fn answers(site: &Site, page: &Address) -> Vec<Link> {
    let newest = site.archive.years().into_keys().next_back().filter(|_| !site.is_single());
    let digest = newest.and_then(|year| Digest::of(site, page, year));
    let links = digest.iter().flat_map(|digest| {
        let year = url::relative(&page.path, &url::index(&url::year(digest.year())));
        let answers = digest.answers(digest::FEW).into_iter();
        answers.map(move |answer| Link { label: answer.question.to_owned(), href: format!("{year}#{}", answer.id) })
    });
    links.collect()
}

/// Comparison and data.
fn of_figures(site: &Site, page: &Address) -> Vec<Link> {
    let lang = site.config.language;
    let compare = (compare::one(site) > 0).then_some(("compare", url::COMPARE));
    let pages = compare.into_iter().chain([("download_all", url::DATA)]);
    pages
        .map(|(name, path)| Link { label: word(name, lang).to_owned(), href: url::relative(&page.path, path) })
        .collect()
}

fn agency(site: &Site, page: &Address, id: AgencyId) -> SearchAgencyView {
    let agency = &site.config.agencies[id];
    let reports = site.archive.of_agency(id).rev().map(|id| {
        let report = site.report(id);
        link(page, words::year(report.year, site.config.language), &url::report(site, report))
    });
    SearchAgencyView {
        id: agency.id.clone(),
        name: agency.name.clone(),
        href: url::relative(&page.path, &url::index(&url::agency(&agency.id))),
        reports: reports.collect(),
    }
}

fn pages(site: &Site, page: &Address) -> Vec<Link> {
    let own = site.archive.page_ids().map(|id| site.archive.page(id));
    own.map(|own| link(page, &own.title, &own.path)).collect()
}
