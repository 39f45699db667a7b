//! The home page.

use super::{AnswerView, ChartView, DigestView, Link, NavItem, ReportCard, TilesView};
use serde::Serialize;

/// `home.html`
#[derive(Serialize)]
pub(crate) struct HomeView {
    /// The author's introduction, as HTML; may be empty.
    pub intro: String,
    /// ` lang="zh-CN"` if it is Chinese on an English page.
    pub intro_lang: &'static str,
    /// The newest year with figures, in a few of them; none if no report has any.
    pub digest: Option<DigestView>,
    /// Every year, the newest first, with that of the figures marked as current; none if there is only one.
    pub years: Vec<NavItem>,
    /// Who stands out in that year; none in a site of one agency.
    pub answers: Vec<AnswerView>,
    /// The newest year's reports: the report itself in a site of one agency. At most twelve.
    pub newest: Vec<ReportCard>,
    /// Every year, the newest first, with its requests.
    pub trend: TrendView,
    /// Every agency and every year; none in a site of one agency or of more than a hundred.
    pub tiles: Option<TilesView>,
    /// Those with others below them, or else the first twelve, in the order of `site.toml`; empty in a site of one agency,
    /// and where the tiles show them.
    pub agencies: Vec<Link>,
    /// How many agencies the site has.
    pub agency_count: usize,
    /// In a site of one agency with reports on two years or more, the first of its charts.
    pub charts: Vec<ChartView>,
    /// How many reports.
    pub report_count: usize,
    /// Search terms that have results.
    pub examples: Vec<Link>,
}

/// How requests went from year to year.
#[derive(Serialize)]
pub(crate) struct TrendView {
    /// What is counted, and in which unit; empty if no year has figures.
    pub label: String,
    /// In one sentence; empty with fewer than two years.
    pub sentence: String,
    /// The newest first.
    pub years: Vec<TrendYearView>,
}

/// One year of it.
#[derive(Serialize)]
pub(crate) struct TrendYearView {
    /// The year.
    pub year: u16,
    /// Its page.
    pub href: String,
    /// How many reports there are.
    pub reports: usize,
    /// How many there should be.
    pub wanted: usize,
    /// The sum; empty where nothing is known.
    pub value: String,
    /// The bar beside it in percent of the largest; none where nothing can be drawn.
    pub bar: Option<String>,
}
