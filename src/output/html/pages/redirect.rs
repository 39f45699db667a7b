//! Old addresses (`redirect_from`) that lead to where a page is now.

use crate::{
    output::{Kind, Output, Page, RenderError, Scope},
    site::{Subject, url},
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

/// Every old path with the page it leads to.
fn all(output: &Output) -> impl Iterator<Item = (String, String)> + '_ {
    output.site.archive.pages.iter().flat_map(|page| {
        page.redirect_from.iter().map(|from| {
            let from = from.trim_matches('/');
            let path = if from.ends_with(".html") { from.to_owned() } else { url::index(&format!("{from}/")) };
            (path, url::index(&page.path))
        })
    })
}

fn redirect(output: &Output, subject: Subject) -> (String, String) {
    let Subject::Item(item) = subject else { unreachable!("a redirect is about {subject:?}") };
    all(output).nth(item).unwrap_or_default()
}

fn render(output: &Output, page: &Page) -> Result<Vec<u8>, RenderError> {
    let (_, target) = redirect(output, page.address.subject);
    let mut to = String::new();
    let _ = escape_html(&mut to, &url::encoded(&url::relative(&page.address.path, &target)));
    let lang = if output.site.config.language == crate::i18n::Lang::Zh { "zh-CN" } else { "en" };
    let canonical = output.site.config.base_url.join(&url::encoded(url::canonical(&target)));
    Ok(format!(
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{to}</title>\n\
         <meta http-equiv=\"refresh\" content=\"0; url={to}\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <link rel=\"canonical\" href=\"{canonical}\">\n</head>\n<body>\n<p><a href=\"{to}\">{to}</a></p>\n</body>\n</html>\n"
    )
    .into_bytes())
}
