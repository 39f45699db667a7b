//! Old addresses (`redirect_from`) that lead to where a page is now.

use crate::{
    i18n::Text,
    render::{Kind, Output, Page, RenderError, Scope},
    site::{Subject, url},
    text,
};
use pulldown_cmark_escape::escape_html;

pub const KIND: Kind = Kind {
    name: "redirect",
    scope: Scope::Items(|output| all(output).count()),
    path: |output, subject| redirect(output, subject).0,
    render,
    format: None,
    listed: false,
};

const MOVED: Text = text!("本页已移到新的地址", "This page has moved");

/// Every old path with the page it leads to.
fn all(output: &Output) -> impl Iterator<Item = (String, String)> + '_ {
    output.site.archive.pages.iter().flat_map(|page| page.redirects().map(|from| (from, url::index(&page.path))))
}

fn redirect(output: &Output, subject: Subject) -> (String, String) {
    let Subject::Item(item) = subject else { unreachable!("a redirect is about {subject:?}") };
    all(output).nth(item).unwrap_or_default()
}

fn render(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let config = &output.site.config;
    let (_, target) = redirect(output, page.address.subject);
    let mut to = String::new();
    let _ = escape_html(&mut to, &url::encoded(&url::relative(&page.address.path, &target)));
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
