//! 站点地图: every page of the site on one.

use super::year::year_name;
use crate::{
    render::{
        Kind, Output, Page, RenderError, Scope,
        html::{
            About, alternates, frame, link,
            view::{Link, MapEntry, SiteMapView},
        },
    },
    site::url,
    text,
};

pub const KIND: Kind =
    Kind { name: "site-map", scope: Scope::Site, path: |_, _| PATH.into(), render, format: None, listed: true };

pub const PATH: &str = "site-map/index.html";

/// Of more reports the map shows the years and bodies that lead to them.
const MAX_REPORTS: usize = 200;

/// An entry and how deep it stands.
struct Leaf {
    depth: usize,
    link: Link,
    draft: bool,
}

fn render(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let view = SiteMapView {
        pages: nested(pages(output, page)),
        years: nested(years(output, page)),
        agencies: nested(agencies(output, page)),
        downloads: alternates(output, page, page.address.subject),
    };
    let lang = output.site.config.language;
    let heading = output.engine.words().get("site_map").copied().unwrap_or_default().to_owned();
    let description = text!("{title}的全部页面", "Every page of {title}");
    let description = description.with("title", &output.site.config.title).get(lang);
    let about = About { kind: "sitemap", heading, description, draft: false };
    output.engine.render("site-map.html", &frame(output, page, about), &view)
}

/// The author's pages, each below the page whose folder it lies in.
fn pages(output: &Output, page: &Page) -> Vec<Leaf> {
    let mut folders: Vec<&str> = Vec::new();
    let own = output.site.archive.pages.iter().filter(|own| !own.path.is_empty());
    own.map(|own| {
        while folders.last().is_some_and(|folder| !own.path.starts_with(folder)) {
            folders.pop();
        }
        folders.push(&own.path);
        Leaf { depth: folders.len() - 1, link: link(page, &own.title, &own.path), draft: own.draft }
    })
    .collect()
}

fn years(output: &Output, page: &Page) -> Vec<Leaf> {
    let (site, lang) = (&output.site, output.site.config.language);
    let each = site.archive.reports.len() <= MAX_REPORTS;
    let mut leaves = Vec::new();
    for &year in site.archive.years().keys().rev() {
        leaves.push(Leaf { depth: 0, link: link(page, year_name(year, lang), &url::year(year)), draft: false });
        let reports = if each { site.archive.of_year(year) } else { Vec::new() };
        leaves.extend(reports.into_iter().map(|id| {
            let report = site.report(id);
            Leaf { depth: 1, link: link(page, site.title_of(report), &url::report(site, report)), draft: report.draft }
        }));
    }
    leaves
}

/// Every body below its superior. Bodies that are each other's superior stand at the top.
fn agencies(output: &Output, page: &Page) -> Vec<Leaf> {
    let config = &output.site.config;
    let all = &config.agencies;
    let mut placed = vec![false; all.len()];
    let mut leaves = Vec::new();
    let tops = (0..all.len()).filter(|&at| all[at].parent.is_none());
    for top in tops.chain(0..all.len()) {
        let mut waiting = vec![(0, top)];
        while let Some((depth, at)) = waiting.pop() {
            if std::mem::replace(&mut placed[at], true) {
                continue;
            }
            let agency = &all[at];
            leaves.push(Leaf { depth, link: link(page, &agency.name, &url::agency(&agency.id)), draft: false });
            let units = config.agencies.units_of(agency).iter().rev().filter(|&&unit| !placed[unit]);
            waiting.extend(units.map(|&unit| (depth + 1, unit)));
        }
    }
    leaves
}

/// Tells each entry whether a list opens below it and how many end behind it.
fn nested(leaves: Vec<Leaf>) -> Vec<MapEntry> {
    let next: Vec<_> = leaves.iter().skip(1).map(|leaf| leaf.depth).chain([0]).collect();
    let entry = |(leaf, next): (Leaf, usize)| MapEntry {
        label: leaf.link.label,
        href: leaf.link.href,
        draft: leaf.draft,
        opens: next > leaf.depth,
        closes: leaf.depth.saturating_sub(next),
    };
    leaves.into_iter().zip(next).map(entry).collect()
}
