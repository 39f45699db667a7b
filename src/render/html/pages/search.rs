//! The search page. Without script it is the list of everything that can be read here.

use super::year::year_name;
use crate::{
    render::{
        Kind, Output, Page, RenderError, Scope,
        html::{
            About, frame, link,
            view::{Link, SearchAgencyView, SearchView},
        },
    },
    site::{Site, url},
};

pub const PATH: &str = "search/index.html";

pub const KIND: Kind = Kind {
    name: "search",
    scope: Scope::Items(|output| usize::from(output.site.visibility.search)),
    path: |_, _| PATH.into(),
    render,
    format: None,
    listed: false,
};

fn render(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let site = &output.site;
    let asset = output.theme.published("assets/search.js");
    let view = SearchView {
        script: asset.map(|asset| url::relative(&page.address.path, asset)),
        version: output.search_index().version.clone(),
        years: site.archive.years().into_keys().rev().collect(),
        agencies: (0..site.config.agencies.len()).map(|at| agency(site, page, at)).collect(),
        pages: pages(site, page),
        report_count: site.archive.reports.len(),
    };
    let heading = output.engine.words().get("search").copied().unwrap_or_default().to_owned();
    let description = format!("{heading} - {}", site.config.title);
    let about = About { kind: "search", heading, description, draft: false };
    output.engine.render("search.html", &frame(output, page, about), &view)
}

fn agency(site: &Site, page: &Page, at: usize) -> SearchAgencyView {
    let agency = &site.config.agencies[at];
    let reports = site.archive.of_agency(at).rev().map(|id| {
        let report = site.report(id);
        link(page, year_name(report.year, site.config.language), &url::report(site, report))
    });
    SearchAgencyView {
        id: agency.id.clone(),
        name: agency.name.clone(),
        href: url::relative(&page.address.path, &url::index(&url::agency(&agency.id))),
        reports: reports.collect(),
    }
}

fn pages(site: &Site, page: &Page) -> Vec<Link> {
    let own = site.archive.pages.iter().filter(|own| !own.path.is_empty());
    own.map(|own| link(page, &own.title, &own.path)).collect()
}
