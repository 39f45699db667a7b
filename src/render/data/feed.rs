//! `feed.xml` (Atom): the reports by date of publication, the newest first.

use super::absolute;
use crate::{
    config::AgencyId,
    i18n::Lang,
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
/// So many figures a summary states.
const MAX_FIGURES: usize = 6;

/// The reports of one agency, for those who follow it.
pub(crate) static AGENCY: Kind<AgencyId> =
    Kind::new("agency feed", |site, id| format!("{}feed.xml", url::agency(&site.config.agencies[id].id)), of_agency)
        .format(Format { label: text!("本机关新报告订阅", "Feed of the agency’s reports"), ..FORMAT });

/// Corrections made after publication.
pub(crate) static CORRECTIONS: Kind<()> =
    Kind::new("corrections feed", |_, ()| "corrections/feed.xml".into(), of_corrections)
        .format(Format { label: text!("更正订阅", "Feed of corrections"), ..FORMAT });

/// What a feed is about, and where it and the page about the same stand.
struct About {
    title: String,
    path: String,
    page: String,
}

fn render(renderer: &Renderer<'_>, at: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let about = About { title: site.config.title.clone(), path: at.path.clone(), page: String::new() };
    Ok(of_reports(site, about, site.archive.reports.iter().map(|report| &**report)))
}

fn of_agency(renderer: &Renderer<'_>, at: &Address, id: AgencyId) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let agency = &site.config.agencies[id];
    let title = format!("{} - {}", agency.name, site.config.title);
    let about = About { title, path: at.path.clone(), page: url::agency(&agency.id) };
    Ok(of_reports(site, about, site.archive.of_agency(id).map(|id| site.report(id))))
}

fn of_reports<'a>(site: &Site, about: About, reports: impl Iterator<Item = &'a Report>) -> Vec<u8> {
    let mut dated: Vec<_> =
        reports.filter(|report| !report.draft).filter_map(|report| Some((updated(report)?, report))).collect();
    dated.sort_by_key(|(updated, report)| (Reverse(*updated), &report.source.path));
    dated.truncate(MAX_ENTRIES);
    let newest = dated.first().map(|(updated, _)| instant(*updated));
    written(site, about, newest, dated.iter().map(|(updated, report)| entry(site, *updated, report)).collect())
}

fn of_corrections(renderer: &Renderer<'_>, at: &Address, (): ()) -> Result<Vec<u8>, RenderError> {
    let site = renderer.site;
    let lang = site.config.language;
    let dated = site.archive.corrections().into_iter().filter_map(|(report, revision)| {
        let date = Published { date: revision.date?, time: None };
        Some((date, report, revision))
    });
    let dated: Vec<_> = dated.take(MAX_ENTRIES).collect();
    let title = text!("更正 - {title}", "Corrections - {title}").with("title", &site.config.title).get(lang);
    let about = About { title, path: at.path.clone(), page: url::canonical(url::CORRECTIONS).to_owned() };
    let entries = dated.iter().enumerate().map(|(at, (date, report, revision))| {
        // Two corrections of one report on one day are two entries.
        let earlier = dated[at + 1..].iter().filter(|(on, of, _)| on == date && std::ptr::eq(*of, *report)).count();
        let of_report = entry(site, *date, report);
        let mut id = format!("{}#correction-{}", of_report.id, date.date);
        if earlier > 0 {
            id = format!("{id}-{}", earlier + 1);
        }
        Entry {
            id,
            published: Some(instant(*date)),
            summary: Some(Text::plain(report.revised(revision, lang))),
            ..of_report
        }
    });
    let newest = dated.first().map(|(date, ..)| instant(*date));
    Ok(written(site, about, newest, entries.collect()))
}

fn written(site: &Site, about: About, newest: Option<FixedDateTime>, entries: Vec<Entry>) -> Vec<u8> {
    let base = &site.config.base_url;
    let own = base.join(&url::encoded(&about.path));
    let page = base.join(&url::encoded(&about.page));
    let feed = Feed {
        title: Text::plain(about.title),
        // The site's feed has been known by the site's address from the first.
        id: if about.page.is_empty() { page.clone() } else { own.clone() },
        updated: newest.unwrap_or_else(|| earliest(site)),
        authors: site.config.identity.organiser.iter().map(person).collect(),
        links: vec![link("self", own, FORMAT.media_type), link("alternate", page, "text/html")],
        entries,
        lang: Some("zh-CN".into()),
        ..Feed::default()
    };
    let mut xml = feed.to_string().into_bytes();
    xml.push(b'\n');
    xml
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
        summary: summary(report, site.config.language).map(Text::plain),
        ..Entry::default()
    }
}

/// The report's telling figures, for those who decide by them whether to read on; nothing if it has none.
fn summary(report: &Report, lang: Lang) -> Option<String> {
    let counted = report.edition.headlines.iter().filter_map(|headline| {
        let figure = text!("{label} {n} 件", "{label}: {n}");
        Some(figure.with("label", headline.label).with("n", report.headline(headline.key)?).get(lang))
    });
    let stated = report.indicators.iter().map(|(label, value)| {
        text!("{label} {value}", "{label}: {value}").with("label", label).with("value", value).get(lang)
    });
    let figures: Vec<_> = counted.chain(stated).take(MAX_FIGURES).collect();
    let sentence = text!("{figures}。", "{figures}.").with("figures", figures.join(text!("，", "; ").get(lang)));
    (!figures.is_empty()).then(|| sentence.get(lang))
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
