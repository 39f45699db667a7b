//! What templates see. Every field is documented here; `docs/themes.md` lists them.
//!
//! Addresses are ready to use from the page they stand on.

use serde::Serialize;
use std::collections::BTreeMap;

/// What every page has, as `page`, `site`, `nav` and `words`.
#[derive(Serialize)]
pub struct Frame<'a> {
    /// This page.
    pub page: PageView,
    /// The site, from `site.toml`.
    pub site: SiteView<'a>,
    /// The main navigation: the entries of `site.toml`, then the pages that ask for it.
    pub nav: Vec<NavItem>,
    /// The interface's words in the site's language, by key.
    pub words: &'a BTreeMap<&'static str, &'static str>,
}

/// `page`: this page.
#[derive(Serialize)]
pub struct PageView {
    /// `home`, `year`, `report`, `agency`, `page` or `404`.
    pub kind: &'static str,
    /// For `<html lang>`: `zh-CN` or `en`.
    pub lang: &'static str,
    /// For `<title>`: the page's name and the site's.
    pub title: String,
    /// For the page's only `<h1>`.
    pub heading: String,
    /// For the meta tag; may be empty.
    pub description: String,
    /// Absolute, if the site has a base URL.
    pub canonical: Option<String>,
    /// Leads to the root of the site: `../../`, or empty.
    pub root: String,
    /// The home page.
    pub home: String,
    /// The stylesheets in the order to load them: `style.css`, then the theme's others by name.
    pub styles: Vec<String>,
    /// The theme's script, if it has one.
    pub script: Option<String>,
    /// The theme's icon, if it has one.
    pub icon: Option<String>,
    /// Machine-readable forms of this page, and the feed.
    pub alternates: Vec<Alternate>,
    /// Whether robots are asked to stay out.
    pub noindex: bool,
    /// Whether this page shows a draft.
    pub draft: bool,
}

/// `site`: whose portal it is. What `site.toml` does not give is empty.
#[derive(Serialize)]
pub struct SiteView<'a> {
    /// Its name.
    pub title: &'a str,
    /// What it is, in a sentence; may be empty.
    pub description: &'a str,
    /// Whether every page says 示例.
    pub sample: bool,
    /// 主办单位: who runs the site.
    pub organiser: Option<&'a str>,
    /// 联系部门: the office to ask.
    pub contact: Option<&'a str>,
    /// Of the office.
    pub address: Option<&'a str>,
    /// Of the address.
    pub postcode: Option<&'a str>,
    /// As given.
    pub phone: Option<&'a str>,
    /// 网站标识码, ten digits.
    pub id_code: Option<&'a str>,
    /// ICP备案号, as given.
    pub icp: Option<&'a str>,
    /// 公安备案号, as given.
    pub police: Option<&'a str>,
}

/// An entry of the navigation.
#[derive(Serialize)]
pub struct NavItem {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the page itself.
    pub current: bool,
}

/// A data file.
#[derive(Serialize, Clone)]
pub struct Alternate {
    /// The file.
    pub href: String,
    /// For `type`: `application/json`.
    pub media_type: &'static str,
    /// JSON, CSV, Atom.
    pub format: &'static str,
    /// What the file is, in words.
    pub label: String,
}

/// A link with its words.
#[derive(Serialize, Clone)]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// A key figure. `value` is empty where nothing is known.
#[derive(Serialize, Clone)]
pub struct Figure {
    /// What is counted.
    pub label: String,
    /// The number as it is shown.
    pub value: String,
    /// 件; empty in English, and where a value brings its own.
    pub unit: &'static str,
}

/// A report in a list.
#[derive(Serialize, Clone)]
pub struct ReportCard {
    /// The report's.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The body's name in that year.
    pub agency: String,
    /// The body's page.
    pub agency_href: String,
    /// The year it reports on.
    pub year: u16,
    /// `2024-01-25`, empty if unknown.
    pub published: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// Its telling figures.
    pub figures: Vec<Figure>,
}

/// `home.html`
#[derive(Serialize)]
pub struct HomeView {
    /// The author's introduction, as HTML; may be empty.
    pub intro: String,
    /// The newest year's reports: the report itself in a site of one body. At most twelve.
    pub newest: Vec<ReportCard>,
    /// The year those are of.
    pub newest_year: Option<YearLink>,
    /// Every year, the newest first.
    pub years: Vec<YearLink>,
    /// Every body, in the order of `site.toml`; empty in a site of one body.
    pub agencies: Vec<Link>,
    /// How many bodies the site has.
    pub agency_count: usize,
    /// How many reports.
    pub report_count: usize,
}

/// A year and its reports.
#[derive(Serialize, Clone)]
pub struct YearLink {
    /// Which.
    pub year: u16,
    /// Its page.
    pub href: String,
    /// How many there are on it.
    pub reports: usize,
}

/// `year.html`
#[derive(Serialize)]
pub struct YearView {
    /// Which.
    pub year: u16,
    /// By body, in the order of `site.toml`.
    pub reports: Vec<ReportCard>,
    /// The heads of the figures' columns.
    pub columns: Vec<String>,
    /// The year before that has reports.
    pub earlier: Option<Link>,
    /// The year after.
    pub later: Option<Link>,
    /// The year's data files.
    pub downloads: Vec<Alternate>,
}

/// `agency.html`
#[derive(Serialize)]
pub struct AgencyView {
    /// What it is called now.
    pub name: String,
    /// Earlier names with the last year of each.
    pub former_names: Vec<FormerNameView>,
    /// The body above it.
    pub parent: Option<Link>,
    /// Bodies it took over.
    pub predecessors: Vec<Link>,
    /// Bodies below it.
    pub units: Vec<Link>,
    /// The newest first.
    pub reports: Vec<ReportCard>,
    /// The heads of the figures' columns.
    pub columns: Vec<String>,
    /// Its data files.
    pub downloads: Vec<Alternate>,
}

/// An earlier name of a body.
#[derive(Serialize)]
pub struct FormerNameView {
    /// What it was called.
    pub name: String,
    /// The last year of the name.
    pub until: u16,
}

/// `report.html`
#[derive(Serialize)]
pub struct ReportView {
    /// The body's name in that year.
    pub agency: String,
    /// The body's page.
    pub agency_href: String,
    /// The year it reports on.
    pub year: u16,
    /// The year's page.
    pub year_href: String,
    /// `2024-01-25`; empty if unknown.
    pub published: String,
    /// `09:30`, if the author gave a time; empty otherwise.
    pub published_time: String,
    /// The notice the form comes from; empty for the free form.
    pub notice: &'static str,
    /// `2023-01-01`, as the text states it; empty if it does not.
    pub period_start: String,
    /// `2023-12-31`; empty if the text does not state it.
    pub period_end: String,
    /// Whether it stands in law as published, errors and all.
    pub as_published: bool,
    /// The names of bodies that report together in it.
    pub joint: Vec<String>,
    /// Corrections made after publication.
    pub revisions: Vec<RevisionView>,
    /// HTML before the first section; may be empty.
    pub preamble: String,
    /// In the order of the form.
    pub sections: Vec<SectionView>,
    /// Explanations and remarks that belong to no section.
    pub notes: Vec<NoteView>,
    /// The figures that tell most of the report.
    pub figures: Vec<Figure>,
    /// Key figures of the free form.
    pub indicators: Vec<Figure>,
    /// The body's report before.
    pub earlier: Option<Link>,
    /// The body's report after.
    pub later: Option<Link>,
    /// The report's data files.
    pub downloads: Vec<Alternate>,
}

/// A correction.
#[derive(Serialize)]
pub struct RevisionView {
    /// `2024-03-02`; empty if unknown.
    pub date: String,
    /// What was corrected.
    pub note: String,
}

/// A section of a report.
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

/// A line under a table.
#[derive(Serialize)]
pub struct NoteView {
    /// `legend`, `waiver` or `remark`.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}

/// `page.html`
#[derive(Serialize)]
pub struct ContentView {
    /// The author's text.
    pub html: String,
}
