//! What a server shows for addresses that lead nowhere.

use crate::{
    i18n::words::{self, word},
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::{About, Standing},
            frame::frame,
            view::{Link, NotFoundView},
        },
    },
    site::{Address, url},
};

pub(crate) static KIND: Kind<()> = Kind::new("404", |_, ()| url::NOT_FOUND.into(), render);

fn render(renderer: &Renderer<'_>, page: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let heading = word("not_found", renderer.site.config.language);
    let about = About::new("404", heading).standing(Standing::Anywhere);
    let (years, base) = (renderer.site.archive.years(), renderer.site.config.base_url.path());
    let years = years.into_keys().rev().map(|year| Link {
        label: words::year(year, renderer.site.config.language),
        href: format!("{base}{}", url::index(&url::year(year))),
    });
    let view = NotFoundView { years: years.collect() };
    renderer.templates.render("404.html", &frame(renderer, page, about), &view)
}
