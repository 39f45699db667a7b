//! Every correction made to a report after its publication, the newest first.

use crate::{
    i18n::words::{self, word},
    render::{
        Kind, RenderError, Renderer,
        data::feed,
        html::{
            about::About,
            card::link,
            frame::frame,
            view::{CorrectionView, CorrectionsView},
        },
    },
    site::{Address, url},
};

pub(crate) static KIND: Kind<()> = Kind::new("corrections", |_, ()| url::CORRECTIONS.into(), render).listed();

fn render(renderer: &Renderer<'_>, page: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let lang = site.config.language;
    let corrections = site.archive.corrections().into_iter().map(|(report, revision)| CorrectionView {
        date: revision.date.map(|date| date.to_string()).unwrap_or_default(),
        agency: link(page, site.name_of(report), &url::agency(&site.agency_of(report).id)),
        report: link(page, words::year(report.year, lang), &url::report(site, report)),
        note: revision.note.clone(),
    });
    let view = CorrectionsView {
        corrections: corrections.collect(),
        feed: url::relative(&page.path, &(feed::CORRECTIONS.path)(site, ())),
    };
    let about = About::of_site("corrections", word("all_corrections", lang), site);
    renderer.templates.render("corrections.html", &frame(renderer, page, about), &view)
}
