//! A year's archive: every report of that year, side by side.

use crate::{
    i18n::Lang,
    render::{
        Kind, Output, Page, RenderError, Scope,
        html::{About, alternates, card, compare, frame, link, view::YearView},
    },
    site::{Subject, url},
    text,
};

pub const KIND: Kind = Kind {
    name: "year",
    scope: Scope::Year,
    path: |_, subject| url::index(&url::year(year_of(subject))),
    render,
    format: None,
    listed: true,
};

pub fn year_of(subject: Subject) -> u16 {
    match subject {
        Subject::Year(year) => year,
        subject => unreachable!("a page on a year is about {subject:?}"),
    }
}

fn render(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let site = &output.site;
    let lang = site.config.language;
    let year = year_of(page.address.subject);
    let ids = site.archive.of_year(year);
    let reports: Vec<_> = ids.iter().map(|&id| card(output, page, id)).collect();
    let years = site.archive.years();
    let to_year = |year: u16| link(page, year_name(year, lang), &url::year(year));
    let view = YearView {
        year,
        columns: columns(&reports),
        sums: compare::bodies(site, &ids),
        reports,
        earlier: years.range(..year).next_back().map(|(&year, _)| to_year(year)),
        later: years.range(year + 1..).next().map(|(&year, _)| to_year(year)),
        downloads: alternates(output, page, page.address.subject),
    };
    let heading =
        text!("{year}年政府信息公开工作年度报告", "Disclosure reports on {year}").with("year", year).get(lang);
    let about =
        About { kind: "year", description: format!("{heading} - {}", site.config.title), heading, draft: false };
    output.engine.render("year.html", &frame(output, page, about), &view)
}

/// The heads of the figures' columns: those of the report that shows most.
pub fn columns(reports: &[crate::render::html::view::ReportCard]) -> Vec<String> {
    let fullest = reports.iter().max_by_key(|report| report.figures.len());
    fullest.map_or_else(Vec::new, |report| report.figures.iter().map(|figure| figure.label.clone()).collect())
}

pub fn year_name(year: u16, lang: Lang) -> String {
    text!("{year}年", "{year}").with("year", year).get(lang)
}
