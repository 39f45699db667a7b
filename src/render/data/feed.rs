//! `feed.xml` (Atom): the reports by date of publication, the newest first.

use super::absolute;
use crate::{
    render::{Format, Kind, RenderError, Renderer},
    report::{Published, Report},
    site::{Address, Site, url},
    text,
};
use atom_syndication::{Entry, Feed, FixedDateTime, Link, Person, Text};
use std::cmp::Reverse;

pub(crate) static KIND: Kind<()> = Kind::new("feed", |_, ()| "feed.xml".into(), render).format(FORMAT);

/// Every page names the feed, whatever the page is about.
pub(crate) const FORMAT: Format =
    Format { name: "Atom", media_type: "application/atom+xml", label: text!("新报告订阅", "Feed of new reports") };

/// A feed has what is new; the catalogue has all.
const MAX_ENTRIES: usize = 50;

fn render(renderer: &Renderer<'_>, _: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let (site, config) = (renderer.site, &renderer.site.config);
    let mut dated: Vec<_> =
        site.archive.reports.iter().filter(|report| !report.draft).filter_map(|r| Some((updated(r)?, r))).collect();
    dated.sort_by_key(|(updated, report)| (Reverse(*updated), &report.source.path));
    dated.truncate(MAX_ENTRIES);
    let feed = Feed {
        title: Text::plain(config.title.clone()),
        id: config.base_url.join(""),
        updated: dated.first().map_or_else(|| earliest(site), |(updated, _)| instant(*updated)),
        authors: config.identity.organiser.iter().map(person).collect(),
        links: vec![
            link("self", config.base_url.join("feed.xml"), "application/atom+xml"),
            link("alternate", config.base_url.join(""), "text/html"),
        ],
        entries: dated.iter().map(|(updated, report)| entry(site, *updated, report)).collect(),
        lang: Some("zh-CN".into()),
        ..Feed::default()
    };
    let mut xml = feed.to_string().into_bytes();
    xml.push(b'\n');
    Ok(xml)
}

fn entry(site: &Site, updated: Published, report: &Report) -> Entry {
    let address = absolute(site, &url::report(site, report));
    Entry {
        title: Text::plain(site.title_of(report)),
        id: address.clone(),
        updated: instant(updated),
        published: report.published.map(instant),
        authors: vec![person(site.name_of(report))],
        links: vec![link("alternate", address, "text/html")],
        ..Entry::default()
    }
}

fn person(name: impl AsRef<str>) -> Person {
    Person { name: name.as_ref().to_owned(), ..Person::default() }
}

fn link(rel: &str, href: String, media_type: &str) -> Link {
    Link { rel: rel.into(), href, mime_type: Some(media_type.into()), ..Link::default() }
}

/// The last date the author gave for a report: of publication, or of a correction.
pub(crate) fn updated(report: &Report) -> Option<Published> {
    let published = report.published?;
    let corrected = report.revisions.iter().filter_map(|revision| revision.date).max();
    let corrected = corrected.filter(|date| *date > published.date);
    Some(corrected.map_or(published, |date| Published { date, time: None }))
}

fn instant(published: Published) -> FixedDateTime {
    let (hour, minute) = published.time.unwrap_or((0, 0));
    parsed(&format!("{}T{hour:02}:{minute:02}:00+08:00", published.date))
}

/// A feed must have a date even if no report has one. The newest report cannot be older than the end of its year;
/// this is no report's date and stands on no page.
fn earliest(site: &Site) -> FixedDateTime {
    let newest = site.archive.years().into_keys().next_back().unwrap_or(2007);
    parsed(&format!("{}-01-01T00:00:00+08:00", newest + 1))
}

fn parsed(text: &str) -> FixedDateTime {
    text.parse().expect("a real date")
}
