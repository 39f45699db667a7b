//! Every path of the site, and links between pages.
//!
//! A place is the path of a folder below the site's root, ending in `/`, or empty for the root itself. Links within the
//! site are relative and name `index.html`, so that they work under any base path and when opened from a folder.

use super::Site;
use crate::report::Report;

/// The page that a server shows for unknown addresses.
pub(crate) const NOT_FOUND: &str = "404.html";
/// The site map: the page that lists every page.
pub(crate) const SITE_MAP: &str = "site-map/index.html";
/// All corrections of reports.
pub(crate) const CORRECTIONS: &str = "corrections/index.html";
/// All agencies.
pub(crate) const AGENCIES: &str = "agencies/index.html";
/// Agencies side by side, if there are two or more.
pub(crate) const COMPARE: &str = "compare/index.html";
/// All data in one place.
pub(crate) const DATA: &str = "data/index.html";
/// The search page, unless the site is built without.
pub(crate) const SEARCH: &str = "search/index.html";

pub(crate) fn year(year: u16) -> String {
    format!("{year}/")
}

pub(crate) fn agency(id: &str) -> String {
    format!("agencies/{id}/")
}

pub(crate) fn report(site: &Site, report: &Report) -> String {
    format!("{}/{}/", report.year, site.agency_of(report).id)
}

/// The data of a report.
pub(crate) fn report_json(site: &Site, report: &Report) -> String {
    format!("{}report.json", self::report(site, report))
}

/// The page of a place.
pub(crate) fn index(place: &str) -> String {
    format!("{place}index.html")
}

/// One of the pages of a divided list, by its number; the first is the page of the place itself.
pub(crate) fn part(place: &str, number: usize) -> String {
    if number == 1 { index(place) } else { format!("{place}list{number}.html") }
}

/// The page in a folder that shows one of the site's lists of agencies.
pub(crate) fn list(site: &Site, folder: &str, at: usize) -> String {
    let list = site.lists.get(at);
    match list.parent {
        None => part(folder, list.number),
        Some(parent) => format!("{folder}list{}.{}.html", list.number, site.config.agencies[parent].id),
    }
}

/// The prefix from the file at `path` to the root: `../../` from `2023/chimei/index.html`.
pub(crate) fn to_root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

/// A link from the file at `from` to the file at `to`.
pub(crate) fn relative(from: &str, to: &str) -> String {
    let folder = from.rfind('/').map_or("", |at| &from[..=at]);
    let common = folder.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
    let common = folder[..common].rfind('/').map_or(0, |at| at + 1);
    format!("{}{}", "../".repeat(folder[common..].matches('/').count()), &to[common..])
}

/// The canonical path of a file: for a page, its folder.
pub(crate) fn canonical(path: &str) -> &str {
    match path.strip_suffix("index.html") {
        Some(place) if place.is_empty() || place.ends_with('/') => place,
        _ => path,
    }
}

/// Where the attachment at `path` below `content/` is published: a report's next to the report.
pub(crate) fn attachment(site: &Site, path: &str) -> String {
    let Some(inner) = path.strip_prefix("reports/") else { return path.to_owned() };
    let mut parts = inner.splitn(3, '/');
    let found = match (parts.next(), parts.next(), parts.next()) {
        (Some(agency), Some(year), Some(file)) if is_year(year) => Some((agency, year, file.to_owned())),
        (Some(year), Some(file), rest) if is_year(year) => site.config.agencies.only().map(|only| {
            let file = rest.map_or_else(|| file.to_owned(), |rest| format!("{file}/{rest}"));
            (site.config.agencies[only].id.as_str(), year, file)
        }),
        _ => None,
    };
    found.map_or_else(|| path.to_owned(), |(agency, year, file)| format!("{year}/{agency}/{file}"))
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit())
}

/// A path as part of an address: all characters that addresses may not contain are percent-encoded.
pub(crate) fn encoded(path: &str) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => out.push(byte.into()),
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative() {
        assert_eq!(relative("index.html", "2023/a/index.html"), "2023/a/index.html");
        assert_eq!(relative("2023/a/index.html", "2022/a/index.html"), "../../2022/a/index.html");
        assert_eq!(relative("2023/a/index.html", "2023/index.html"), "../index.html");
        assert_eq!(relative("2023/ab/index.html", "2023/a/index.html"), "../a/index.html");
        assert_eq!(relative("2023/a/index.html", "2023/a/report.json"), "report.json");
        assert_eq!(to_root("2023/a/index.html"), "../../");
    }

    #[test]
    fn canonical_paths_end_in_a_slash() {
        assert_eq!(canonical("2023/a/index.html"), "2023/a/");
        assert_eq!(canonical("index.html"), "");
        assert_eq!(canonical("404.html"), "404.html");
    }

    #[test]
    fn addresses_hold_only_what_addresses_may() {
        assert_eq!(encoded("指/a b"), "%E6%8C%87/a%20b");
    }
}
