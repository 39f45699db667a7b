//! What a server shows for addresses that lead nowhere.

use crate::{
    i18n::words::word,
    render::{
        Kind, RenderError, Renderer,
        html::{
            about::{About, Standing},
            frame::frame,
        },
    },
    site::{Address, url},
};
use std::collections::BTreeMap;

pub(crate) static KIND: Kind<()> = Kind::new("404", |_, ()| url::NOT_FOUND.into(), render);

fn render(renderer: &Renderer<'_>, page: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let heading = word("not_found", renderer.site.config.language);
    let about = About::new("404", heading).standing(Standing::Anywhere);
    renderer.templates.render("404.html", &frame(renderer, page, about), &BTreeMap::<&str, &str>::new())
}
