//! Every agency: which of its reports are here, and what stands below it.

use super::site_map;
use crate::{
    i18n::words::word,
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::About,
            digest,
            frame::frame,
            pager,
            view::{AgenciesView, Link},
        },
    },
    site::{Address, Site, url},
};

pub(crate) static KIND: Kind<()> =
    Kind::new("agencies", |_, ()| url::AGENCIES.into(), |renderer, page, ()| render(renderer, page, 0)).listed();

/// The lists of a large site but the first.
pub(crate) static LISTS: Kind<usize> =
    Kind::new("agencies list", path, |renderer, page, item| render(renderer, page, item + 1)).listed();

/// How many lists of agencies there are.
pub(crate) fn lists(site: &Site) -> usize {
    site.lists.len() - 1
}

fn path(site: &Site, item: usize) -> String {
    url::list(site, url::canonical(url::AGENCIES), item + 1)
}

/// The part of the home page that shows every agency and every year; empty if it has none.
fn coverage(site: &Site, page: &Address) -> String {
    let has_tiles = site.lists.is_single() && !site.is_single() && !site.archive.reports.is_empty();
    if has_tiles { format!("{}#coverage", url::relative(&page.path, &url::index(""))) } else { String::new() }
}

fn render(renderer: &Renderer<'_>, page: &Address, at: usize) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let agencies = word("agencies", site.config.language);
    let first = Link { label: agencies.to_owned(), href: url::relative(&page.path, url::AGENCIES) };
    let list = pager::list(site, page, at, first);
    // In a small site they stand at home.
    let tiles = if site.lists.is_single() { None } else { digest::tiles(site, page, site.lists.get(at)) };
    let heading = list.as_ref().map_or_else(|| agencies.to_owned(), |list| list.title.clone());
    let view = AgenciesView {
        agencies: match &tiles {
            _ if site.lists.is_single() => site_map::tree_of_agencies(site, page),
            Some(_) => Vec::new(),
            None => site_map::list_of_agencies(site, page, site.lists.get(at)),
        },
        pages: pager::of_list(site, page, url::canonical(url::AGENCIES), at),
        list,
        coverage: coverage(site, page),
        tiles,
        agency_count: site.config.agencies.len(),
    };
    let about = About::of_site("agencies", heading, site);
    renderer.templates.render("agencies.html", &frame(renderer, page, about), &view)
}
