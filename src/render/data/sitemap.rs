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
    let mut newest: HashMap<Subject, Date> = HashMap::new();
    let mut note = |subject: Subject, date: Date| {
        newest.entry(subject).and_modify(|known| *known = date.max(*known)).or_insert(date);
    };
    for id in site.archive.ids() {
        let report = site.report(id);
        let Some(updated) = feed::updated(report).filter(|_| !report.draft) else { continue };
        let subjects = [id.into(), report.year.into(), report.agency.into(), Subject::Site];
        for subject in subjects {
            note(subject, updated.date);
        }
    }
    for id in site.archive.page_ids() {
        site.archive.page(id).published.into_iter().for_each(|published| note(id.into(), published.date));
    }
    newest
}
