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
    /// `home`, `year`, `report`, `agency`, `page`, `sitemap`, `search` or `404`.
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
    /// For the meta tag; may be empty.
    pub description: String,
    /// Absolute, if the site has a base URL.
    pub canonical: Option<String>,
    /// The tags of government pages, and those of Open Graph, as `name` and `content`. None is empty.
    pub meta: Vec<Meta>,
    /// The tags that other sites read when somebody passes the page on.
    pub open_graph: Vec<Meta>,
    /// schema.org's description, safe inside a script element; may be empty.
    pub json_ld: String,
    /// Leads to the root of the site: `../../`, or empty.
    pub root: String,
    /// The home page.
    pub home: String,
    /// The page with every page.
    pub site_map: String,
    /// The search page, unless the site is built without.
    pub search: Option<String>,
    /// The stylesheets in the order to load them: `style.css`, then the theme's others by name.
    pub styles: Vec<String>,
    /// The theme's script that runs before the page is drawn, if it has one.
    pub early_script: Option<String>,
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

/// A tag: the `name` of a `<meta>`, or the `property` of Open Graph, and its content.
#[derive(Serialize)]
pub struct Meta {
    /// `SiteName`, `og:title`.
    pub name: &'static str,
    /// Never empty.
    pub content: String,
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
pub(super) struct Link {
    /// What it says.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// A key figure. `value` is empty where nothing is known.
#[derive(Serialize, Clone)]
pub(super) struct Figure {
    /// What is counted.
    pub label: String,
    /// The number as it is shown.
    pub value: String,
    /// 件; empty in English, and where a value brings its own.
    pub unit: &'static str,
}

/// A picture of figures with all it takes to read it without seeing it.
#[derive(Serialize, Clone)]
pub(super) struct ChartView {
    /// Unique on the page: `chart-requests`.
    pub id: String,
    /// What the picture shows.
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

/// An entry of a picture’s legend.
#[derive(Serialize, Clone)]
pub(super) struct LegendView {
    /// The filling, as HTML.
    pub swatch: String,
    /// What the filling stands for.
    pub label: String,
    /// The figure and its share in the newest year, where the picture shows shares.
    pub value: String,
}

/// Years as rows.
#[derive(Serialize, Clone)]
pub(super) struct ChartTable {
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// A row a year.
    pub rows: Vec<ChartTableRow>,
}

/// One year of a picture’s data.
#[derive(Serialize, Clone)]
pub(super) struct ChartTableRow {
    /// The year.
    pub year: u16,
    /// Figures, or words where there is none.
    pub cells: Vec<String>,
}

/// An agency's figures, years side by side.
#[derive(Serialize)]
pub(super) struct ComparisonView {
    /// The reports, the earliest first.
    pub years: Vec<Link>,
    /// A row a figure.
    pub rows: Vec<ComparisonRow>,
    /// Years between without a column, in words; may be empty.
    pub gaps: String,
}

/// One figure through the years.
#[derive(Serialize)]
pub(super) struct ComparisonRow {
    /// What it counts.
    pub label: String,
    /// As many as there are years.
    pub cells: Vec<ComparisonCell>,
}

/// A figure of one year, and how it changed.
#[derive(Serialize)]
pub(super) struct ComparisonCell {
    /// Empty where nothing is known.
    pub value: String,
    /// Against the report on the year before: `+5`, `−3` or a word for none; empty where there is nothing to compare.
    pub change: String,
}

/// Figures added up over a year's reports: no agency has stated them.
#[derive(Serialize)]
pub(super) struct SumsView {
    /// The sums.
    pub figures: Vec<Figure>,
    /// What was added up, what was left out, what is unknown.
    pub notes: Vec<String>,
}

/// A report in a list.
#[derive(Serialize, Clone)]
pub(super) struct ReportCard {
    /// The report's.
    pub title: String,
    /// Its page.
    pub href: String,
    /// The agency's name in that year.
    pub agency: String,
    /// The agency's page.
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
pub(super) struct HomeView {
    /// The author's introduction, as HTML; may be empty.
    pub intro: String,
    /// ` lang="zh-CN"` if it is Chinese on an English page.
    pub intro_lang: &'static str,
    /// The newest year's reports: the report itself in a site of one agency. At most twelve.
    pub newest: Vec<ReportCard>,
    /// The year those are of.
    pub newest_year: Option<YearLink>,
    /// Every year, the newest first.
    pub years: Vec<YearLink>,
    /// Every agency, in the order of `site.toml`; empty in a site of one agency.
    pub agencies: Vec<Link>,
    /// How many agencies the site has.
    pub agency_count: usize,
    /// In a site of one agency with reports on two years or more, the first of its charts.
    pub charts: Vec<ChartView>,
    /// How many reports.
    pub report_count: usize,
}

/// A year and its reports.
#[derive(Serialize, Clone)]
pub(super) struct YearLink {
    /// Which.
    pub year: u16,
    /// Its page.
    pub href: String,
    /// How many there are on it.
    pub reports: usize,
}

/// `year.html`
#[derive(Serialize)]
pub(super) struct YearView {
    /// Which.
    pub year: u16,
    /// By agency, in the order of `site.toml`.
    pub reports: Vec<ReportCard>,
    /// The heads of the figures' columns.
    pub columns: Vec<String>,
    /// Sums over the agencies, if there are two reports or more.
    pub sums: Option<SumsView>,
    /// The year before that has reports.
    pub earlier: Option<Link>,
    /// The year after.
    pub later: Option<Link>,
    /// The year's data files.
    pub downloads: Vec<Alternate>,
}

/// `agency.html`
#[derive(Serialize)]
pub(super) struct AgencyView {
    /// What it is called now.
    pub name: String,
    /// Earlier names with the last year of each.
    pub former_names: Vec<FormerNameView>,
    /// The agency above it.
    pub parent: Option<Link>,
    /// Agencies it took over.
    pub predecessors: Vec<Link>,
    /// Agencies that took it over.
    pub successors: Vec<Link>,
    /// Agencies below it.
    pub units: Vec<Link>,
    /// The newest first.
    pub reports: Vec<ReportCard>,
    /// The heads of the figures' columns.
    pub columns: Vec<String>,
    /// If two years or more have figures.
    pub comparison: Option<ComparisonView>,
    /// Pictures of its figures by year.
    pub charts: Vec<ChartView>,
    /// Its data files.
    pub downloads: Vec<Alternate>,
}

/// An earlier name of an agency.
#[derive(Serialize)]
pub(super) struct FormerNameView {
    /// What it was called.
    pub name: String,
    /// The last year of the name.
    pub until: u16,
}

/// `report.html`
#[derive(Serialize)]
pub(super) struct ReportView {
    /// The agency's name in that year.
    pub agency: String,
    /// The agency's page.
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
    /// The names of agencies that report together in it.
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
    /// The agency's report before.
    pub earlier: Option<Link>,
    /// The agency's report after.
    pub later: Option<Link>,
    /// The report's data files.
    pub downloads: Vec<Alternate>,
}

/// A correction.
#[derive(Serialize)]
pub(super) struct RevisionView {
    /// `2024-03-02`; empty if unknown.
    pub date: String,
    /// What was corrected.
    pub note: String,
}

/// A section of a report.
#[derive(Serialize)]
pub(super) struct SectionView {
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
pub(super) struct SliceView {
    /// The column or group of columns.
    pub title: String,
    /// Those that are neither zero nor blank.
    pub rows: Vec<SliceRow>,
    /// Sentences about the rows that are.
    pub rest: Vec<String>,
}

/// A row of one column of a wide table.
#[derive(Serialize)]
pub(super) struct SliceRow {
    /// The group it stands in; may be empty.
    pub group: &'static str,
    /// The row’s own label.
    pub label: &'static str,
    /// As typed, remarks in brackets included.
    pub value: String,
    /// Whether it is a total.
    pub is_total: bool,
    /// Whether the author left it out and it was added up.
    pub is_computed: bool,
}

/// A line under a table.
#[derive(Serialize)]
pub(super) struct NoteView {
    /// `legend`, `waiver` or `remark`.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}

/// `page.html`
#[derive(Serialize)]
pub(super) struct ContentView {
    /// The author's text.
    pub html: String,
    /// ` lang="zh-CN"` if it is Chinese on an English page.
    pub html_lang: &'static str,
    /// `2024-01-25`, empty if the author gave no date.
    pub published: String,
}

/// `site-map.html`: every page of the author's, every year with its reports (years alone in a large site), every agency.
#[derive(Serialize)]
pub(super) struct SiteMapView {
    /// The author’s pages.
    pub pages: Vec<MapEntry>,
    /// Years, with their reports in a small site.
    pub years: Vec<MapEntry>,
    /// Agencies, with those below them.
    pub agencies: Vec<MapEntry>,
    /// Data files of the site.
    pub downloads: Vec<Alternate>,
}

/// An entry of a nested list, the outermost first.
#[derive(Serialize)]
pub(super) struct MapEntry {
    /// What it is called.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is a draft.
    pub draft: bool,
    /// Whether the next entry opens a list inside this one.
    pub opens: bool,
    /// How many lists end behind this entry.
    pub closes: usize,
}

/// `search.html`
#[derive(Serialize)]
pub(super) struct SearchView {
    /// The script that searches; none if the theme has taken it away.
    pub script: Option<String>,
    /// Changes with what can be found. The script puts it behind the addresses of what it loads.
    pub version: String,
    /// Every year there is a report on, the newest first.
    pub years: Vec<u16>,
    /// Every agency, in the order of `site.toml`.
    pub agencies: Vec<SearchAgencyView>,
    /// The author's other pages.
    pub pages: Vec<Link>,
    /// How many reports there are.
    pub report_count: usize,
}

/// An agency in the list of everything.
#[derive(Serialize)]
pub(super) struct SearchAgencyView {
    /// Its code.
    pub id: String,
    /// What it is called now.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Its reports, the newest first, by year.
    pub reports: Vec<Link>,
}
