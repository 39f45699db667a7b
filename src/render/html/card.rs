//! A report as lists show it, and its telling figures.

use super::view::{Figure, Link, ReportCard};
use crate::{
    archive::ReportId,
    form::Headline,
    i18n::Lang,
    render::Renderer,
    report::Report,
    site::{Address, url},
    text,
};

/// A report as a list shows it.
pub(super) fn card(renderer: &Renderer<'_>, page: &Address, id: ReportId) -> ReportCard {
    let site = renderer.site;
    let report = site.report(id);
    ReportCard {
        title: site.title_of(report),
        href: href(page, &url::report(site, report)),
        agency: site.name_of(report).to_owned(),
        agency_href: href(page, &url::agency(&site.agency_of(report).id)),
        year: report.year,
        published: report.published.map(|published| published.date.to_string()).unwrap_or_default(),
        draft: report.draft,
    }
}

/// A report's key figures. A figure of which nothing is known is empty.
pub(super) fn figures(report: &Report, lang: Lang) -> Vec<Figure> {
    let headlines = report.edition.headlines.iter();
    headlines
        .map(|headline| {
            let value = report.headline(headline.key).map(|n| n.to_string()).unwrap_or_default();
            figure(headline, value, lang)
        })
        .collect()
}

fn figure(headline: &Headline, value: String, lang: Lang) -> Figure {
    Figure { label: headline.label.get(lang).to_owned(), value, unit: text!("件", "").get(lang) }
}

pub(super) fn link(page: &Address, label: impl Into<String>, place: &str) -> Link {
    Link { label: label.into(), href: href(page, place) }
}

/// What leads from a page to the one at a place.
pub(super) fn href(page: &Address, place: &str) -> String {
    url::relative(&page.path, &url::index(place))
}
