//! What a server shows for addresses that lead nowhere.

use crate::{
    i18n::words::{self, word},
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::{About, PageRole},
            frame::frame,
            view::{Link, NotFoundView},
        },
    },
    site::{Address, url},
};

pub(crate) static KIND: Kind<()> = Kind::new("404", |_, ()| url::NOT_FOUND.into(), render);

fn render(renderer: &Renderer<'_>, page: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let (site, lang) = (renderer.site, renderer.site.config.language);
    let about = About::of_site("404", word("not_found", lang), site).role(PageRole::Anywhere);
    let (years, base) = (site.archive.years(), site.config.base_url.path());
    let years = years
        .into_keys()
        .rev()
        .map(|year| Link { label: words::year(year, lang), href: format!("{base}{}", url::index(&url::year(year))) });
    let view = NotFoundView { years: years.collect() };
    renderer.templates.render("404.html", &frame(renderer, page, about), &view)
}
