//! What templates see. Every field is documented here; `docs/themes.md` lists them.
//!
//! Addresses are ready to use from the page they stand on.

use super::meta::Meta;
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
    /// `home`, `year`, `report`, `agency`, `page`, `sitemap` or `404`.
    pub kind: &'static str,
    /// For `<html lang>`: `zh-CN` or `en`.
    pub lang: &'static str,
    /// ` lang="zh-CN"` on pages in another language, for elements that hold Chinese; elsewhere empty.
    pub chinese: &'static str,
    /// The same for `<title>`, if its first words are Chinese.
    pub title_lang: &'static str,
    /// For `<title>`: the page's name and the site's.
    pub title: String,
    /// For the page's only `<h1>`.
    pub heading: String,
    pub description: String,
    /// Absolute, if the site has a base URL.
    pub canonical: Option<String>,
    /// The tags of government pages, and those of Open Graph, as `name` and `content`. None is empty.
    pub meta: Vec<Meta>,
    pub open_graph: Vec<Meta>,
    /// schema.org's description, safe inside a script element; may be empty.
    pub json_ld: String,
    /// Leads to the root of the site: `../../`, or empty.
    pub root: String,
    /// The home page.
    pub home: String,
    /// The page with every page.
    pub site_map: String,
    /// The stylesheet and, if the theme has them, the script that runs before the page is drawn and the one after.
    pub style: String,
    pub early_script: Option<String>,
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

/// A picture of figures with all it takes to read it without seeing it.
#[derive(Serialize, Clone)]
pub struct ChartView {
    /// Unique on the page: `chart-requests`.
    pub id: String,
    pub title: String,
    /// What the figures say, in words; all there is where there is nothing to draw.
    pub sentence: String,
    /// Years without these figures, in words; empty if there are none, or if a picture before this one says the same.
    pub gaps: String,
    /// The picture, as HTML; empty where there is nothing to draw.
    pub svg: String,
    /// What its fillings mean; empty if there is but one.
    pub legend: Vec<LegendView>,
    /// The year of the legend's values, if they have any.
    pub legend_year: Option<u16>,
    /// The same figures as a table.
    pub table: ChartTable,
}

#[derive(Serialize, Clone)]
pub struct LegendView {
    /// The filling, as HTML.
    pub swatch: String,
    pub label: String,
    /// The figure and its share in the newest year, where the picture shows shares.
    pub value: String,
}

/// Years as rows.
#[derive(Serialize, Clone)]
pub struct ChartTable {
    pub columns: Vec<String>,
    pub rows: Vec<ChartTableRow>,
}

#[derive(Serialize, Clone)]
pub struct ChartTableRow {
    pub year: u16,
    /// Figures, or words where there is none.
    pub cells: Vec<String>,
}

/// A body's figures, years side by side.
#[derive(Serialize)]
pub struct ComparisonView {
    /// The reports, the earliest first.
    pub years: Vec<Link>,
    pub rows: Vec<ComparisonRow>,
    /// Years between without a column, in words; may be empty.
    pub gaps: String,
}

#[derive(Serialize)]
pub struct ComparisonRow {
    pub label: String,
    /// As many as there are years.
    pub cells: Vec<ComparisonCell>,
}

#[derive(Serialize)]
pub struct ComparisonCell {
    /// Empty where nothing is known.
    pub value: String,
    /// Against the report on the year before: `+5`, `−3` or a word for none; empty where there is nothing to compare.
    pub change: String,
}

/// Figures added up over a year's reports: no body has stated them.
#[derive(Serialize)]
pub struct SumsView {
    pub figures: Vec<Figure>,
    /// What was added up, what was left out, what is unknown.
    pub notes: Vec<String>,
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
    /// ` lang="zh-CN"` if it is Chinese on an English page.
    pub intro_lang: &'static str,
    /// The newest year's reports: the report itself in a site of one body. At most twelve.
    pub newest: Vec<ReportCard>,
    pub newest_year: Option<YearLink>,
    /// Every year, the newest first.
    pub years: Vec<YearLink>,
    /// Every body, in the order of `site.toml`; empty in a site of one body.
    pub agencies: Vec<Link>,
    pub agency_count: usize,
    /// In a site of one body with reports on two years or more, the first of its charts.
    pub charts: Vec<ChartView>,
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
    /// If there are two reports or more.
    pub sums: Option<SumsView>,
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
    /// Bodies it took over, bodies that took it over, and bodies below it.
    pub predecessors: Vec<Link>,
    pub successors: Vec<Link>,
    pub units: Vec<Link>,
    /// The newest first.
    pub reports: Vec<ReportCard>,
    pub columns: Vec<String>,
    /// If two years or more have figures.
    pub comparison: Option<ComparisonView>,
    pub charts: Vec<ChartView>,
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
    /// Whether the table is wide: its columns stand in groups.
    pub wide: bool,
    /// What a wide table says, in a sentence; the table is described by the element with the id `{id}-summary`.
    pub summary: String,
    /// A wide table again, one column or one group of columns at a time.
    pub slices: Vec<SliceView>,
    /// What stands under the table: blanks and computed totals explained, waivers with their reasons, remarks.
    pub notes: Vec<NoteView>,
    /// Pictures of the table, where there is something to see.
    pub charts: Vec<ChartView>,
}

/// One column of a wide table, read downwards.
#[derive(Serialize)]
pub struct SliceView {
    pub title: String,
    /// Those that are neither zero nor blank.
    pub rows: Vec<SliceRow>,
    /// Sentences about the rows that are.
    pub rest: Vec<String>,
}

#[derive(Serialize)]
pub struct SliceRow {
    /// The group it stands in; may be empty.
    pub group: &'static str,
    pub label: &'static str,
    /// As typed, remarks in brackets included.
    pub value: String,
    pub is_total: bool,
    /// Whether the author left it out and it was added up.
    pub is_computed: bool,
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
    /// ` lang="zh-CN"` if it is Chinese on an English page.
    pub html_lang: &'static str,
    /// `2024-01-25`, empty if the author gave no date.
    pub published: String,
}

/// `site-map.html`: every page of the author's, every year with its reports (years alone in a large site), every body.
#[derive(Serialize)]
pub struct SiteMapView {
    pub pages: Vec<MapEntry>,
    pub years: Vec<MapEntry>,
    pub agencies: Vec<MapEntry>,
    pub downloads: Vec<Alternate>,
}

/// An entry of a nested list, the outermost first.
#[derive(Serialize)]
pub struct MapEntry {
    pub label: String,
    pub href: String,
    pub draft: bool,
    /// Whether the next entry opens a list inside this one.
    pub opens: bool,
    /// How many lists end behind this entry.
    pub closes: usize,
}
