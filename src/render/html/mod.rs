//! Pages as HTML.

mod chart;
mod compare;
mod engine;
mod language;
mod linked;
mod meta;
pub mod pages;
mod slices;
mod summary;
mod table;
mod view;

pub use engine::Engine;
pub use table::Tables;

use super::{Output, Page};
use crate::{
    archive::{ReportId, below_content},
    diag::{Source, Span},
    form::Headline,
    i18n::Lang,
    markdown::{self, Html},
    report::{Report, ReportSection},
    site::{Subject, anchor, url},
    text,
};
use view::{Alternate, Figure, Frame, Link, NavItem, PageView, ReportCard, SiteView};

/// What a page says of itself.
struct About {
    kind: &'static str,
    heading: String,
    description: String,
    draft: bool,
}

/// What every page has around it.
fn frame<'a>(output: &'a Output, page: &Page, about: About) -> Frame<'a> {
    let (site, config) = (&output.site, &output.site.config);
    let path = &page.address.path;
    let root = match about.kind {
        // Shown at any address, so its links start at the host.
        "404" => config.base_url.path().to_owned(),
        _ => url::to_root(path),
    };
    let to = |target: &str| if about.kind == "404" { format!("{root}{target}") } else { url::relative(path, target) };
    let asset = |name| output.theme.published(name).map(to);
    let is_home = path == "index.html";
    let title = if is_home { config.title.clone() } else { format!("{} - {}", about.heading, config.title) };
    let mut alternates = alternates(output, page, page.address.subject);
    if page.address.subject != Subject::Site {
        alternates.extend(self::alternates(output, page, Subject::Site).into_iter().filter(|a| a.format == "Atom"));
    }
    if about.kind == "404" {
        alternates.clear();
    }
    let nav = config.nav.iter().map(|entry| {
        let target = url::nav_target(&entry.path);
        NavItem {
            label: entry.label.clone(),
            href: target.as_ref().map_or_else(|| entry.path.clone(), |(page, rest)| to(page) + rest),
            current: target.is_some_and(|(page, _)| page == *path),
        }
    });
    let own_pages = site.archive.pages.iter().filter(|p| p.nav && !p.draft).map(|p| {
        let target = url::index(&p.path);
        NavItem { label: p.title.clone(), href: to(&target), current: target == *path }
    });
    let canonical = (config.base_url.host().is_some() && about.kind != "404")
        .then(|| config.base_url.join(&url::encoded(url::canonical(path))));
    Frame {
        nav: nav.chain(own_pages).collect(),
        words: output.engine.words(),
        page: PageView {
            kind: about.kind,
            lang: config.language.tag(),
            meta: meta::tags(output, page, &about),
            open_graph: meta::open_graph(output, page, &about, canonical.as_deref()),
            json_ld: linked::json_ld(output, page, &about),
            chinese: language::attribute(config.language),
            title_lang: language::attribute_for(&about.heading, config.language),
            title,
            heading: about.heading,
            description: about.description,
            canonical,
            home: to("index.html"),
            site_map: to(pages::site_map::PATH),
            search: site.visibility.search.then(|| to(pages::search::PATH)),
            early_script: asset("assets/mode.js"),
            styles: output.theme.styles().map(to).collect(),
            script: asset("assets/script.js"),
            icon: asset("assets/icon.svg"),
            root,
            alternates,
            noindex: config.sample || site.visibility.drafts || about.draft || about.kind == "404",
            draft: about.draft,
        },
        site: SiteView {
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
        },
    }
}

/// Links from a page to the machine-readable forms of a subject.
fn alternates(output: &Output, page: &Page, subject: Subject) -> Vec<Alternate> {
    let lang = output.site.config.language;
    let link = |(format, path): (super::Format, String)| Alternate {
        href: url::relative(&page.address.path, &path),
        media_type: format.media_type,
        format: format.name,
        label: format.label.get(lang).to_owned(),
    };
    output.formats(subject).map(link).collect()
}

/// A report as a list shows it.
fn card(output: &Output, page: &Page, id: ReportId) -> ReportCard {
    let site = &output.site;
    let report = site.report(id);
    let to = |place: String| url::relative(&page.address.path, &url::index(&place));
    ReportCard {
        title: site.title_of(report),
        href: to(url::report(site, report)),
        agency: site.name_of(report).to_owned(),
        agency_href: to(url::agency(&site.agency_of(report).id)),
        year: report.year,
        published: report.published.map(|published| published.date.to_string()).unwrap_or_default(),
        draft: report.draft,
        figures: figures(report, site.config.language),
    }
}

/// A report's telling figures. A figure of which nothing is known is empty.
fn figures(report: &Report, lang: Lang) -> Vec<Figure> {
    let value = |headline: &Headline| report.headline(headline.key).map(|n| n.to_string()).unwrap_or_default();
    report.edition.headlines.iter().map(|headline| figure(headline, value(headline), lang)).collect()
}

fn figure(headline: &Headline, value: String, lang: Lang) -> Figure {
    Figure { label: headline.label.get(lang).to_owned(), value, unit: text!("件", "").get(lang) }
}

fn link(page: &Page, label: impl Into<String>, place: &str) -> Link {
    Link { label: label.into(), href: url::relative(&page.address.path, &url::index(place)) }
}

/// An author's Markdown on a page. `top` is the level of its outermost headings.
fn prose(output: &Output, page_path: &str, source: &Source, span: Span, top: u8, id_prefix: &str) -> String {
    let from = below_content(source);
    let zh = output.site.config.language == Lang::Zh;
    let first_line = output.site.visibility.sources.then(|| source.position(span.start).line);
    markdown::render(
        source.slice(span),
        &Html {
            top,
            id_prefix,
            first_line,
            link: &|link| url::author_link(&output.site, from, page_path, link),
            caption: &|n| if zh { format!("附表{n}") } else { format!("Table {n}") },
        },
    )
}

/// The author's text of a section, as it stands on the report's page and in its JSON.
pub(super) fn section_html(output: &Output, page: &Page, report: &Report, section: &ReportSection) -> String {
    let prefix = anchor::heading_prefix(report, section);
    prose(output, &page.address.path, &report.source, section.text, 3, &prefix)
}
