//! `sitemap.xml`: every page there is.

use super::{absolute, feed};
use crate::{
    date::Date,
    render::{Kind, RenderError, Renderer},
    site::{Address, Site, Subject, url},
};
use pulldown_cmark_escape::escape_html;
use std::{collections::HashMap, fmt::Write as _};

pub(crate) static KIND: Kind<()> = Kind::new("sitemap", |_, ()| "sitemap.xml".into(), render);

fn render(renderer: &Renderer<'_>, _: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let newest = newest(site);
    let listed = renderer.plan.iter().filter(|planned| planned.file.profile().is_listed);
    for page in listed.map(|planned| planned.address).filter(|page| !site.is_draft(page.subject)) {
        xml.push_str("<url><loc>");
        let _ = escape_html(&mut xml, &absolute(site, url::canonical(&page.path)));
        xml.push_str("</loc>");
        if let Some(updated) = newest.get(&page.subject) {
            let _ = write!(xml, "<lastmod>{updated}</lastmod>");
        }
        xml.push_str("</url>\n");
    }
    xml.push_str("</urlset>\n");
    Ok(xml.into_bytes())
}

/// When what a page is about was last published or corrected, as far as authors say.
fn newest(site: &Site) -> HashMap<Subject, Date> {
    let reports = site.archive.ids().filter(|id| !site.report(*id).draft).flat_map(|id| {
        let report = site.report(id);
        let subjects = [id.into(), report.year.into(), report.agency.into(), Subject::Site];
        subjects.into_iter().filter_map(|subject| Some((subject, feed::updated(report)?.date)))
    });
    let pages = site.archive.page_ids().filter_map(|id| Some((id.into(), site.archive.page(id).published?.date)));
    let mut newest = HashMap::new();
    for (subject, date) in reports.chain(pages) {
        let known = newest.entry(subject).or_insert(date);
        *known = date.max(*known);
    }
    newest
}
