//! 站点地图: every page of the site on one.

use crate::{
    config::AgencyId,
    i18n::words::{self, word},
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::About,
            card::link,
            digest,
            frame::{alternates, frame},
            view::{Link, MapEntry, SiteMapView},
        },
    },
    site::{Address, List, Site, url},
    text,
};
use std::collections::HashSet;

pub(crate) static KIND: Kind<()> = Kind::new("site-map", |_, ()| url::SITE_MAP.into(), render).listed();

/// Of more reports the map shows the years and agencies that lead to them.
const MAX_REPORTS: usize = 200;

/// An entry and how deep it stands.
struct Leaf {
    depth: usize,
    link: Link,
    draft: bool,
    /// Of an agency.
    reports: Vec<Link>,
}

impl Leaf {
    fn new(depth: usize, link: Link) -> Self {
        Self { depth, link, draft: false, reports: Vec::new() }
    }
}

fn render(renderer: &Renderer<'_>, page: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let is_small = site.lists.is_single();
    let view = SiteMapView {
        pages: nested(pages(site, page)),
        years: nested(years(site, page)),
        agencies: if is_small { tree_of_agencies(site, page) } else { lists_of_agencies(site, page) },
        downloads: alternates(renderer, page),
    };
    let lang = site.config.language;
    let description = text!("{title}的全部页面", "All pages of {title}").with("title", &site.config.title).get(lang);
    let about = About::new("sitemap", word("site_map", lang)).described(description);
    renderer.templates.render("site-map.html", &frame(renderer, page, about), &view)
}

/// The author's pages, each below the page whose folder it lies in.
fn pages(site: &Site, page: &Address) -> Vec<Leaf> {
    let mut folders: Vec<&str> = Vec::new();
    let own = site.archive.page_ids().map(|id| site.archive.page(id));
    own.map(|own| {
        while folders.last().is_some_and(|folder| !own.path.starts_with(folder)) {
            folders.pop();
        }
        folders.push(&own.path);
        Leaf { draft: own.draft, ..Leaf::new(folders.len() - 1, link(page, &own.title, &own.path)) }
    })
    .collect()
}

fn years(site: &Site, page: &Address) -> Vec<Leaf> {
    let lang = site.config.language;
    // Where agencies are few, they are listed with their reports.
    let each = site.archive.reports.len() <= MAX_REPORTS && !site.lists.is_single();
    let mut leaves = Vec::new();
    for &year in site.archive.years().keys().rev() {
        leaves.push(Leaf::new(0, link(page, words::year(year, lang), &url::year(year))));
        let reports = if each { site.archive.of_year(year) } else { Vec::new() };
        leaves.extend(reports.into_iter().map(|id| {
            let report = site.report(id);
            let link = link(page, site.title_of(report), &url::report(site, report));
            Leaf { draft: report.draft, ..Leaf::new(1, link) }
        }));
    }
    leaves
}

/// Every agency below its superior, as a list in lists.
pub(super) fn tree_of_agencies(site: &Site, page: &Address) -> Vec<MapEntry> {
    nested(agencies(site, page))
}

/// The agencies of a list.
pub(super) fn list_of_agencies(site: &Site, page: &Address, list: &List) -> Vec<MapEntry> {
    let agencies = list.agencies.iter().map(|id| &site.config.agencies[*id]);
    let leaf = agencies.map(|agency| link(page, &agency.name, &url::agency(&agency.id)));
    nested(leaf.map(|link| Leaf::new(0, link)).collect())
}

/// The pages that list a large site's agencies: of those at the top, and of those directly below each of them.
fn lists_of_agencies(site: &Site, page: &Address) -> Vec<MapEntry> {
    let lists = &site.lists;
    let tops = (0..lists.len()).filter(|at| lists.get(*at).parent.is_none());
    let mut leaves = Vec::new();
    for at in tops {
        let label = text!("{first}至{last}", "{first} – {last}");
        let names = [lists.get(at).agencies.first(), lists.get(at).agencies.last()];
        let [first, last] = names.map(|id| id.map_or("", |id| site.config.agencies[*id].name.as_str()));
        let label = label.with("first", first).with("last", last).get(site.config.language);
        let href = url::relative(&page.path, &url::list(site, url::canonical(url::AGENCIES), at));
        leaves.push(Leaf::new(0, Link { label, href }));
        leaves.extend(lists.get(at).agencies.iter().filter_map(|id| {
            let units = digest::units(site, page, *id)?;
            let label = format!("{} {}", site.config.agencies[*id].name, units.label);
            Some(Leaf::new(1, Link { label, ..units }))
        }));
    }
    nested(leaves)
}

/// An agency's reports by year, the newest first.
fn reports(site: &Site, page: &Address, agency: AgencyId) -> Vec<Link> {
    let reports = site.archive.of_agency(agency).rev().map(|id| site.report(id));
    let lang = site.config.language;
    reports.map(|report| link(page, words::year(report.year, lang), &url::report(site, report))).collect()
}

/// Every agency below its superior. Agencies that are each other's superior stand at the top.
fn agencies(site: &Site, page: &Address) -> Vec<Leaf> {
    let all = &site.config.agencies;
    let mut placed = HashSet::new();
    let mut leaves = Vec::new();
    let tops = all.ids().filter(|&id| all[id].parent.is_none());
    for top in tops.chain(all.ids()) {
        let mut waiting = vec![(0, top)];
        while let Some((depth, id)) = waiting.pop() {
            if !placed.insert(id) {
                continue;
            }
            let agency = &all[id];
            let own = link(page, &agency.name, &url::agency(&agency.id));
            leaves.push(Leaf { reports: reports(site, page, id), ..Leaf::new(depth, own) });
            let units = all.units_of(agency).iter().rev().filter(|unit| !placed.contains(unit));
            waiting.extend(units.map(|&unit| (depth + 1, unit)));
        }
    }
    leaves
}

/// Tells each entry whether a list opens below it and how many end behind it.
fn nested(leaves: Vec<Leaf>) -> Vec<MapEntry> {
    let next: Vec<_> = leaves.iter().skip(1).map(|leaf| leaf.depth).chain([0]).collect();
    let entries = leaves.into_iter().zip(next).map(|(leaf, next)| MapEntry {
        label: leaf.link.label,
        href: leaf.link.href,
        draft: leaf.draft,
        reports: leaf.reports,
        opens: next > leaf.depth,
        closes: leaf.depth.saturating_sub(next),
    });
    entries.collect()
}
