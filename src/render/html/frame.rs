//! What every page has around it.

use super::{
    about::{About, PageRole},
    json_ld, language, meta,
    view::{Alternate, Frame, NavItem, PageView, SiteView},
};
use crate::{
    config::Config,
    i18n::words::word,
    render::{
        DataFile, Format, Renderer,
        data::{feed, picture},
        written,
    },
    site::{Address, Site, Subject, nav_target, url},
};

/// What every page has around it.
pub(super) fn frame<'a>(renderer: &Renderer<'a>, page: &Address, about: About) -> Frame<'a> {
    let site = renderer.site;
    let links = Links::of(site, page, &about);
    Frame {
        nav: nav(renderer, page, &links),
        words: renderer.templates.words(),
        site: of_site(&site.config),
        page: of_page(renderer, page, about, &links),
    }
}

/// How a page refers to others.
struct Links<'a> {
    from: &'a str,
    /// Leads to the root of the site.
    root: String,
    is_anywhere: bool,
}

impl<'a> Links<'a> {
    fn of(site: &Site, page: &'a Address, about: &About) -> Self {
        let is_anywhere = about.is_anywhere();
        let root = if is_anywhere { site.config.base_url.path().to_owned() } else { url::to_root(&page.path) };
        Self { from: &page.path, root, is_anywhere }
    }

    fn to(&self, target: &str) -> String {
        if self.is_anywhere { format!("{}{target}", self.root) } else { url::relative(self.from, target) }
    }
}

fn of_page(renderer: &Renderer<'_>, page: &Address, about: About, links: &Links<'_>) -> PageView {
    let (site, config) = (renderer.site, &renderer.site.config);
    let asset = |name| site.theme.published(name).map(|path| links.to(path));
    let canonical = canonical(site, page, &about);
    PageView {
        kind: about.kind,
        lang: config.language.tag(),
        meta: meta::tags(renderer, page, &about),
        open_graph: meta::open_graph(renderer, page, &about, canonical.as_deref()),
        json_ld: json_ld::json_ld(renderer, page, &about),
        chinese: language::attribute(config.language),
        title_lang: language::attribute_for(&about.heading, config.language),
        title: match about.role {
            PageRole::Home => config.title.clone(),
            _ => format!("{} - {}", about.heading, config.title),
        },
        canonical,
        home: links.to("index.html"),
        site_map: links.to(url::SITE_MAP),
        agencies: links.to(url::AGENCIES),
        corrections: links.to(url::CORRECTIONS),
        compare: renderer.plan.at(url::COMPARE).map(|_| links.to(url::COMPARE)),
        data: links.to(url::DATA),
        search: site.visibility.search.then(|| links.to(url::SEARCH)),
        early_script: asset("assets/mode.js"),
        styles: site.theme.styles().map(|path| links.to(path)).collect(),
        script: asset("assets/script.js"),
        icon: asset("assets/icon.svg"),
        logo: picture::logo(site).map(|path| url::encoded(&links.to(&path))),
        root: links.root.clone(),
        alternates: if about.is_anywhere() { Vec::new() } else { alternates_and_feed(renderer, page) },
        noindex: config.sample || site.visibility.drafts || about.draft || about.is_anywhere(),
        draft: about.draft,
        heading: about.heading,
        description: about.description,
    }
}

/// Where a page stands for good, if the site knows where it will stand.
fn canonical(site: &Site, page: &Address, about: &About) -> Option<String> {
    let base = &site.config.base_url;
    let is_somewhere = base.host().is_some() && !about.is_anywhere();
    is_somewhere.then(|| base.join(&url::encoded(url::canonical(&page.path))))
}

/// The entries of `site.toml`, the author's pages that ask for it, and what else every portal has.
fn nav(renderer: &Renderer<'_>, page: &Address, links: &Links<'_>) -> Vec<NavItem> {
    let site = renderer.site;
    let configured = site.config.nav.iter().map(|entry| {
        let target = nav_target(&entry.path);
        NavItem {
            label: entry.label.clone(),
            href: target.as_ref().map_or_else(|| entry.path.clone(), |(page, rest)| links.to(page) + rest),
            current: target.is_some_and(|(target, _)| target == page.path),
        }
    });
    let own_pages = site.archive.pages.iter().filter(|own| own.nav && !own.draft).map(|own| {
        let target = url::index(&own.path);
        NavItem { label: own.title.clone(), href: links.to(&target), current: target == page.path }
    });
    let mut items: Vec<_> = configured.chain(own_pages).collect();
    let lang = site.config.language;
    for (target, label) in [(url::AGENCIES, "agencies"), (url::COMPARE, "compare"), (url::DATA, "all_data")] {
        let href = links.to(target);
        // An author may have put it elsewhere, under a name of their own. With one agency there is none to choose.
        let is_wanted = renderer.plan.at(target).is_some() && (target == url::DATA || !site.is_single());
        if is_wanted && items.iter().all(|item| item.href != href) {
            items.push(NavItem { label: word(label, lang).to_owned(), href, current: target == page.path });
        }
    }
    items
}

fn of_site(config: &Config) -> SiteView<'_> {
    SiteView {
        title: &config.title,
        description: &config.description,
        sample: config.sample,
        organiser: config.identity.organiser.as_deref(),
        contact: config.identity.contact.as_deref(),
        address: config.identity.address.as_deref(),
        postcode: config.identity.postcode.as_deref(),
        phone: config.identity.phone.as_deref(),
        id_code: config.identity.id_code.as_deref(),
        icp: config.identity.icp.as_deref(),
        police: config.identity.police.as_deref(),
    }
}

/// The machine-readable forms of a page; every page names the feed besides.
fn alternates_and_feed(renderer: &Renderer<'_>, page: &Address) -> Vec<Alternate> {
    let mut alternates = alternates(renderer, page);
    if page.subject != Subject::Site {
        let path = (feed::KIND.path)(renderer.site, ());
        alternates.push(alternate(renderer.site, page, feed::FORMAT, &path));
    }
    alternates
}

/// Links to the machine-readable forms of a page.
pub(super) fn alternates(renderer: &Renderer<'_>, page: &Address) -> Vec<Alternate> {
    alternates_of(renderer, page, page.subject)
}

/// Links to the machine-readable forms of what another page is about.
pub(super) fn alternates_of(renderer: &Renderer<'_>, page: &Address, subject: Subject) -> Vec<Alternate> {
    let formats: Vec<_> = renderer.formats(subject).collect();
    formats
        .iter()
        .map(|DataFile { format, path, is_measured }| {
            let file = alternate(renderer.site, page, *format, path);
            let is_alone = formats.iter().filter(|other| other.format.label == format.label).count() == 1;
            let label = if is_alone { file.label } else { format!("{} {}", file.label, file_name(path)) };
            let size = if *is_measured { size(renderer, path) } else { String::new() };
            Alternate { label, size, ..file }
        })
        .collect()
}

/// What tells the parts of a table apart that no spreadsheet opens whole.
fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// How large a file is that readers take away.
fn size(renderer: &Renderer<'_>, path: &str) -> String {
    let bytes = renderer.plan.at(path).and_then(|planned| renderer.render(&planned).ok()).map(|bytes| bytes.len());
    bytes.map(|bytes| written::size(bytes as u64)).unwrap_or_default()
}

fn alternate(site: &Site, page: &Address, format: Format, path: &str) -> Alternate {
    Alternate {
        href: url::relative(&page.path, path),
        media_type: format.media_type,
        format: format.name,
        label: format.label.get(site.config.language).to_owned(),
        size: String::new(),
    }
}
