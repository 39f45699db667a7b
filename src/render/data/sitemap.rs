//! `sitemap.xml`: every page there is.

use super::{absolute, feed};
use crate::{
    render::{Kind, RenderError, Renderer},
    site::{Address, Subject, url},
};
use pulldown_cmark_escape::escape_html;
use std::fmt::Write as _;

pub(crate) static KIND: Kind<()> = Kind::new("sitemap", |_, ()| "sitemap.xml".into(), render);

fn render(renderer: &Renderer<'_>, _: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let listed = renderer.plan.iter().filter(|planned| planned.file.profile().is_listed);
    for page in listed.map(|planned| planned.address).filter(|page| !site.is_draft(page.subject)) {
        xml.push_str("<url><loc>");
        let _ = escape_html(&mut xml, &absolute(site, url::canonical(&page.path)));
        xml.push_str("</loc>");
        if let Subject::Report(id) = page.subject
            && let Some(updated) = feed::updated(site.report(id))
        {
            let _ = write!(xml, "<lastmod>{}</lastmod>", updated.date);
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    Ok(xml.into_bytes())
}
