//! `sitemap.xml`: every page there is.

use super::feed;
use crate::{
    render::{Kind, Output, Page, RenderError, Scope},
    site::{Subject, url},
};
use pulldown_cmark_escape::escape_html;
use std::fmt::Write as _;

pub const KIND: Kind = Kind {
    name: "sitemap",
    scope: Scope::Site,
    path: |_, _| "sitemap.xml".into(),
    render,
    format: None,
    listed: false,
};

fn render(output: &Output, _: &Page) -> Result<Vec<u8>, RenderError> {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in output.plan().iter().filter(|page| page.kind.listed && !is_draft(output, page)) {
        let address = output.site.config.base_url.join(&url::encoded(url::canonical(&page.address.path)));
        xml.push_str("<url><loc>");
        let _ = escape_html(&mut xml, &address);
        xml.push_str("</loc>");
        if let Subject::Report(id) = page.address.subject
            && let Some(updated) = feed::updated(output.site.report(id))
        {
            let _ = write!(xml, "<lastmod>{}</lastmod>", updated.date);
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    Ok(xml.into_bytes())
}

fn is_draft(output: &Output, page: &Page) -> bool {
    match page.address.subject {
        Subject::Report(id) => output.site.report(id).draft,
        Subject::Page(at) => output.site.archive.pages[at].draft,
        _ => false,
    }
}
