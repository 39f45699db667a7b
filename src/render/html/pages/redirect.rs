//! Old addresses (`redirect_from`) that lead to where a page is now.

use crate::{
    archive::Moved,
    i18n::Text,
    render::{Kind, RenderError, Renderer},
    site::{Address, Site, url},
    text,
};
use pulldown_cmark_escape::escape_html;

pub(crate) static KIND: Kind<usize> = Kind::new("redirect", |site, item| redirect(site, item).0, render);

const MOVED: Text = text!("本页已移到新的地址", "This page has moved");

/// How many old addresses lead elsewhere.
pub(crate) fn count(site: &Site) -> usize {
    site.archive.redirects().count()
}

/// An old path, and the file that it leads to.
fn redirect(site: &Site, item: usize) -> (String, String) {
    let Some(redirect) = site.archive.redirect(item) else { return Default::default() };
    let target = match redirect.to {
        Moved::Page(page) => page.path.clone(),
        Moved::Report(report) => url::report(site, report),
    };
    (redirect.path(), url::index(&target))
}

fn render(renderer: &Renderer<'_>, page: &Address, item: usize) -> Result<Vec<u8>, RenderError> {
    let config = &renderer.site.config;
    let (_, target) = redirect(renderer.site, item);
    let mut to = String::new();
    let _ = escape_html(&mut to, &url::encoded(&url::relative(&page.path, &target)));
    let said = MOVED.get(config.language);
    let lang = config.language.tag();
    let canonical = match config.base_url.host() {
        Some(_) => {
            let address = config.base_url.join(&url::encoded(url::canonical(&target)));
            format!("<link rel=\"canonical\" href=\"{address}\">\n")
        }
        None => String::new(),
    };
    Ok(format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{said}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"refresh\" content=\"0; url={to}\">\n<meta name=\"robots\" content=\"noindex\">\n\
         {canonical}</head>\n<body>\n<p><a href=\"{to}\">{said}</a></p>\n</body>\n</html>\n"
    )
    .into_bytes())
}
