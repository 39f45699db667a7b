//! All data in one place: the files of the site, and those of every year.

use crate::{
    i18n::words::{self, word},
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::About,
            frame::{alternates, alternates_of, frame},
            view::{DataView, YearFiles},
        },
    },
    site::{Address, Subject, url},
};

pub(crate) static KIND: Kind<()> = Kind::new("data", |_, ()| url::DATA.into(), render).listed();

fn render(renderer: &Renderer<'_>, page: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let lang = renderer.site.config.language;
    let years = renderer.site.archive.years().into_keys().rev();
    let view = DataView {
        downloads: alternates(renderer, page),
        years: years
            .map(|year| YearFiles {
                label: words::year(year, lang),
                href: url::relative(&page.path, &url::index(&url::year(year))),
                files: alternates_of(renderer, page, Subject::Year(year)),
            })
            .collect(),
    };
    let about = About::of_site("data", word("all_data", lang), renderer.site);
    renderer.templates.render("data.html", &frame(renderer, page, about), &view)
}
