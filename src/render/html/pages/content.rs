//! The author's other pages.

use crate::{
    archive::PageId,
    render::{
        Kind, RenderError, Renderer,
        html::{about::About, frame::frame, language, view::ContentView},
        written,
    },
    site::{Address, Site, anchor, url},
};

pub(crate) static KIND: Kind<PageId> = Kind::new("page", path, render).listed();

fn path(site: &Site, page: PageId) -> String {
    url::index(&site.archive.page(page).path)
}

fn render(renderer: &Renderer<'_>, page: &Address, id: PageId) -> Result<Vec<u8>, RenderError> {
    let content = renderer.site.archive.page(id);
    let body = renderer.site.text_of(content);
    let text = content.source.slice(body);
    let view = ContentView {
        html: written::content(renderer, page, content, anchor::PAGE),
        html_lang: language::attribute_for(text, renderer.site.config.language),
        published: content.published.map(|published| published.date.to_string()).unwrap_or_default(),
    };
    let about = About::of_site("page", content.title.as_str(), renderer.site).draft(content.draft);
    let about = content.description.iter().fold(about, About::described);
    renderer.templates.render("page.html", &frame(renderer, page, about), &view)
}
