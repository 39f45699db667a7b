//! Every correction made to a report after its publication, the newest first.

use crate::{
    i18n::words::{self, word},
    render::{
        Kind, RenderError, Renderer,
        data::feed,
        html::{
            about::About,
            card::link,
            changes::changes,
            frame::frame,
            pager,
            view::{CorrectionView, CorrectionsView},
        },
    },
    report::{Report, Revision},
    site::{Address, Site, url},
    text,
};

/// Corrections per page.
const A_PAGE: usize = 200;

pub(crate) static KIND: Kind<()> =
    Kind::new("corrections", |_, ()| url::CORRECTIONS.into(), |renderer, page, ()| render(renderer, page, 1)).listed();

/// The pages of a long list but the first.
pub(crate) static PAGES: Kind<usize> =
    Kind::new("corrections list", |_, item| path(item + 2), |renderer, page, item| render(renderer, page, item + 2))
        .listed();

/// How many pages of corrections there are.
pub(crate) fn pages(site: &Site) -> usize {
    site.archive.corrections().len().div_ceil(A_PAGE).saturating_sub(1)
}

fn path(number: usize) -> String {
    url::part(url::canonical(url::CORRECTIONS), number)
}

fn render(renderer: &Renderer<'_>, page: &Address, number: usize) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let lang = site.config.language;
    let corrections = site.archive.corrections();
    let shown = corrections.chunks(A_PAGE).nth(number - 1).unwrap_or_default().iter();
    let view = CorrectionsView {
        corrections: shown.map(|(report, revision)| correction(site, page, report, revision)).collect(),
        pages: pager::pages(page, number, corrections.len().div_ceil(A_PAGE), path),
        feed: url::relative(&page.path, &(feed::CORRECTIONS.path)(site, ())),
    };
    let first = word("all_corrections", lang);
    let part = text!("{first}，第 {number} 页", "{first}, page {number}").with("first", first).with("number", number);
    let heading = if number == 1 { first.to_owned() } else { part.get(lang) };
    let about = About::of_site("corrections", heading, site);
    renderer.templates.render("corrections.html", &frame(renderer, page, about), &view)
}

fn correction(site: &Site, page: &Address, report: &Report, revision: &Revision) -> CorrectionView {
    let lang = site.config.language;
    let report_page = link(page, words::year(report.year, lang), &url::report(site, report));
    CorrectionView {
        date: revision.date.map(|date| date.to_string()).unwrap_or_default(),
        agency: link(page, site.name_of(report), &url::agency(&site.agency_of(report).id)),
        changes: changes(&report_page.href, report, revision, lang),
        report: report_page,
        note: revision.note.clone(),
    }
}
