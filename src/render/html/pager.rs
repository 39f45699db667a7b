//! Lists that are spread over pages.

use super::view::{ListView, NavItem, PageLink, PagesView};
use crate::{
    i18n::{Lang, words},
    render::html::{card::link, view::Link},
    site::{Address, List, Site, url},
    text,
};

/// So many pages before and after the one that is shown have links, besides the first and the last.
const AROUND: usize = 2;

/// Nothing if there is one page. `path` says where each stands.
pub(super) fn pages(page: &Address, number: usize, count: usize, path: impl Fn(usize) -> String) -> Option<PagesView> {
    if count < 2 {
        return None;
    }
    let to = |number: usize| url::relative(&page.path, &path(number));
    let shown = (1..=count).filter(|other| [1, count].contains(other) || other.abs_diff(number) <= AROUND);
    let mut last = 0;
    let links = shown.map(|number| {
        let gap = number > last + 1;
        last = number;
        PageLink { number, href: to(number), gap }
    });
    Some(PagesView {
        links: links.collect(),
        number,
        count,
        earlier: if number > 1 { to(number - 1) } else { String::new() },
        later: if number < count { to(number + 1) } else { String::new() },
    })
}

/// The pages of a list of agencies in a folder.
pub(super) fn of_list(site: &Site, page: &Address, folder: &str, at: usize) -> Option<PagesView> {
    let list = site.lists.get(at);
    let first = at + 1 - list.number;
    pages(page, list.number, list.of, |number| url::list(site, folder, first + number - 1))
}

/// The pages of all years, the newest first; none if there is no other.
pub(super) fn years(site: &Site, page: &Address, shown: Option<u16>) -> Vec<NavItem> {
    let years = site.archive.years();
    if years.len() < 2 {
        return Vec::new();
    }
    years.into_keys().rev().map(|year| self::year(site, page, year, shown == Some(year))).collect()
}

fn year(site: &Site, page: &Address, year: u16, current: bool) -> NavItem {
    let href = url::relative(&page.path, &url::index(&url::year(year)));
    NavItem { label: words::year(year, site.config.language), href, current }
}

/// What a list is called; nothing for the first of all, which needs no name. `first` is the page with that.
pub(super) fn list(site: &Site, page: &Address, at: usize, first: Link) -> Option<ListView> {
    let list = site.lists.get(at);
    let parent = list.parent.map(|id| &site.config.agencies[id]);
    let parent = parent.map(|agency| link(page, &agency.name, &url::agency(&agency.id)));
    (at > 0).then(|| ListView { title: title(list, parent.as_ref(), site.config.language), parent, first })
}

fn title(list: &List, parent: Option<&Link>, lang: Lang) -> String {
    let below = parent
        .map(|parent| text!("{parent}的下属机关", "Agencies below {parent}").with("parent", &parent.label).get(lang));
    let part = text!("第 {number} 页，共 {of} 页", "page {number} of {of}");
    let part = (list.of > 1).then(|| part.with("number", list.number).with("of", list.of).get(lang));
    below.into_iter().chain(part).collect::<Vec<_>>().join(text!("，", ", ").get(lang))
}
