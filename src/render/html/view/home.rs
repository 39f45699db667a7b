//! The home page.

use super::{ChartView, Link, ReportCard};
use serde::Serialize;

/// `home.html`
#[derive(Serialize)]
pub(crate) struct HomeView {
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
pub(crate) struct YearLink {
    /// Which.
    pub year: u16,
    /// Its page.
    pub href: String,
    /// How many there are on it.
    pub reports: usize,
}
