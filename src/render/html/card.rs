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
    let to = |place: String| url::relative(&page.path, &url::index(&place));
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
pub(super) fn figures(report: &Report, lang: Lang) -> Vec<Figure> {
    let value = |headline: &Headline| report.headline(headline.key).map(|n| n.to_string()).unwrap_or_default();
    report.edition.headlines.iter().map(|headline| figure(headline, value(headline), lang)).collect()
}

fn figure(headline: &Headline, value: String, lang: Lang) -> Figure {
    Figure { label: headline.label.get(lang).to_owned(), value, unit: text!("件", "").get(lang) }
}

pub(super) fn link(page: &Address, label: impl Into<String>, place: &str) -> Link {
    Link { label: label.into(), href: url::relative(&page.path, &url::index(place)) }
}
