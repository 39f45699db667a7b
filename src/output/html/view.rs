//! What templates see. Every field is documented here; `docs/themes.md` lists them.
//!
//! Addresses are ready to use from the page they stand on.

use serde::Serialize;
use std::collections::BTreeMap;

/// What every page has, as `page`, `site`, `nav` and `words`.
#[derive(Serialize)]
pub struct Frame<'a> {
    pub page: PageView,
    pub site: SiteView<'a>,
    pub nav: Vec<NavItem>,
    /// The interface's words in the site's language, by key.
    pub words: &'a BTreeMap<&'static str, &'static str>,
}

#[derive(Serialize)]
pub struct PageView {
    /// `home`, `year`, `report`, `agency`, `page`, `search` or `404`.
    pub kind: &'static str,
    /// For `<html lang>`: `zh-CN` or `en`.
    pub lang: &'static str,
    /// For `<title>`: the page's name and the site's.
    pub title: String,
    /// For the page's only `<h1>`.
    pub heading: String,
    pub description: String,
    /// Absolute, if the site has a base URL.
    pub canonical: Option<String>,
    /// Leads to the root of the site: `../../`, or empty.
    pub root: String,
    /// The home page.
    pub home: String,
    /// The search page, unless the site is built without.
    pub search: Option<String>,
    /// The stylesheet and, if the theme has one, the script.
    pub style: String,
    pub script: Option<String>,
    pub icon: Option<String>,
    /// Machine-readable forms of this page, and the feed.
    pub alternates: Vec<Alternate>,
    /// Whether robots are asked to stay out.
    pub noindex: bool,
    /// Whether this page shows a draft.
    pub draft: bool,
}

#[derive(Serialize)]
pub struct SiteView<'a> {
    pub title: &'a str,
    pub description: &'a str,
    /// Whether every page says 示例.
    pub sample: bool,
    pub organiser: Option<&'a str>,
    pub contact: Option<&'a str>,
    pub address: Option<&'a str>,
    pub postcode: Option<&'a str>,
    pub phone: Option<&'a str>,
    pub id_code: Option<&'a str>,
    pub icp: Option<&'a str>,
    pub police: Option<&'a str>,
}

#[derive(Serialize)]
pub struct NavItem {
    pub label: String,
    pub href: String,
    /// Whether it is the page itself.
    pub current: bool,
}

#[derive(Serialize, Clone)]
pub struct Alternate {
    pub href: String,
    pub media_type: &'static str,
    /// JSON, CSV, Atom.
    pub format: &'static str,
    /// What the file is, in words.
    pub label: String,
}

/// A link with its words.
#[derive(Serialize, Clone)]
pub struct Link {
    pub label: String,
    pub href: String,
}

/// A key figure. `value` is empty where nothing is known.
#[derive(Serialize, Clone)]
pub struct Figure {
    pub label: String,
    pub value: String,
    /// 件; empty in English, and where a value brings its own.
    pub unit: &'static str,
}

/// A report in a list.
#[derive(Serialize, Clone)]
pub struct ReportCard {
    pub title: String,
    pub href: String,
    pub agency: String,
    pub agency_href: String,
    pub year: u16,
    /// `2024-01-25`, empty if unknown.
    pub published: String,
    pub draft: bool,
    pub figures: Vec<Figure>,
}

/// `home.html`
#[derive(Serialize)]
pub struct HomeView {
    /// The author's introduction, as HTML; may be empty.
    pub intro: String,
    /// The newest year's reports: the report itself in a site of one body. At most twelve.
    pub newest: Vec<ReportCard>,
    pub newest_year: Option<YearLink>,
    /// Every year, the newest first.
    pub years: Vec<YearLink>,
    /// Every body, in the order of `site.toml`; empty in a site of one body.
    pub agencies: Vec<Link>,
    pub agency_count: usize,
    pub report_count: usize,
}

#[derive(Serialize, Clone)]
pub struct YearLink {
    pub year: u16,
    pub href: String,
    pub reports: usize,
}

/// `year.html`
#[derive(Serialize)]
pub struct YearView {
    pub year: u16,
    pub reports: Vec<ReportCard>,
    /// The heads of the figures' columns.
    pub columns: Vec<String>,
    pub earlier: Option<Link>,
    pub later: Option<Link>,
    pub downloads: Vec<Alternate>,
}

/// `agency.html`
#[derive(Serialize)]
pub struct AgencyView {
    pub name: String,
    /// Earlier names with the last year of each.
    pub former_names: Vec<FormerNameView>,
    pub parent: Option<Link>,
    /// Bodies it took over, and bodies below it.
    pub predecessors: Vec<Link>,
    pub units: Vec<Link>,
    /// The newest first.
    pub reports: Vec<ReportCard>,
    pub columns: Vec<String>,
    pub downloads: Vec<Alternate>,
}

#[derive(Serialize)]
pub struct FormerNameView {
    pub name: String,
    pub until: u16,
}

/// `report.html`
#[derive(Serialize)]
pub struct ReportView {
    pub agency: String,
    pub agency_href: String,
    pub year: u16,
    pub year_href: String,
    /// `2024-01-25` and, if the author gave one, `09:30`; empty if unknown.
    pub published: String,
    pub published_time: String,
    /// The notice the form comes from; empty for the free form.
    pub notice: &'static str,
    /// As the text states it: `2023-01-01`; empty if it does not.
    pub period_start: String,
    pub period_end: String,
    /// Whether it stands in law as published, errors and all.
    pub as_published: bool,
    pub joint: Vec<String>,
    pub revisions: Vec<RevisionView>,
    /// HTML before the first section; may be empty.
    pub preamble: String,
    pub sections: Vec<SectionView>,
    /// Explanations and remarks that belong to no section.
    pub notes: Vec<NoteView>,
    /// The figures that tell most of the report.
    pub figures: Vec<Figure>,
    /// Key figures of the free form.
    pub indicators: Vec<Figure>,
    pub earlier: Option<Link>,
    pub later: Option<Link>,
    pub downloads: Vec<Alternate>,
}

#[derive(Serialize)]
pub struct RevisionView {
    pub date: String,
    pub note: String,
}

#[derive(Serialize)]
pub struct SectionView {
    /// Unique on the page: `overview`.
    pub id: String,
    /// 一, 二, …; empty in the free form.
    pub number: &'static str,
    /// Without the number.
    pub title: String,
    /// The author's text.
    pub html: String,
    /// The statistical table, as HTML, if this section has one.
    pub table: String,
    /// What stands under the table: blanks and computed totals explained, waivers with their reasons, remarks.
    pub notes: Vec<NoteView>,
}

#[derive(Serialize)]
pub struct NoteView {
    /// `legend`, `waiver` or `remark`.
    pub kind: &'static str,
    pub text: String,
}

/// `page.html`
#[derive(Serialize)]
pub struct ContentView {
    pub html: String,
}

/// `search.html`
#[derive(Serialize)]
pub struct SearchView {
    /// The script that searches; none if the theme has taken it away.
    pub script: Option<String>,
    /// Changes with what can be found. The script puts it behind the addresses of what it loads.
    pub version: String,
    /// Every year there is a report on, the newest first.
    pub years: Vec<u16>,
    /// Every body, in the order of `site.toml`.
    pub agencies: Vec<SearchAgencyView>,
    /// The author's other pages.
    pub pages: Vec<Link>,
    pub report_count: usize,
}

#[derive(Serialize)]
pub struct SearchAgencyView {
    pub id: String,
    pub name: String,
    pub href: String,
    /// Its reports, the newest first, by year.
    pub reports: Vec<Link>,
}
