//! A year's reports.

use super::{
    AgencyRow, Alternate, AnswerView, DigestView, FigureCell, FigureColumn, Link, ListView, NavItem, PagesView,
    ReasonsView, ReportCard, SumRow,
};
use serde::Serialize;

/// `year.html`
#[derive(Serialize, Default)]
pub(crate) struct YearView {
    /// The year.
    pub year: u16,
    /// Every year, the newest first; none if this is the only one.
    pub years: Vec<NavItem>,
    /// Which of a large site's lists this page holds; none on the page of the year itself.
    pub list: Option<ListView>,
    /// How many reports there are on the year, or of the list.
    pub report_count: usize,
    /// The report, if there is but one.
    pub only: Option<ReportCard>,
    /// The year in a few figures; none if no report has any.
    pub digest: Option<DigestView>,
    /// Who stands out; none in a site of one agency.
    pub answers: Vec<AnswerView>,
    /// The heads of the figures' columns.
    pub columns: Vec<FigureColumn>,
    /// Agencies with reports of their own.
    pub own: Vec<AgencyRow>,
    /// Agencies whose reports add up those of others.
    pub adding: Vec<AgencyRow>,
    /// Agencies without a report here.
    pub without: Vec<AgencyRow>,
    /// Sums in the order of the columns, if two reports or more are added up and all stand on the page.
    pub sums: Vec<FigureCell>,
    /// In a large site: each agency with others below it, with the sums of all of these.
    pub below: Vec<SumRow>,
    /// The pages of the list of agencies; none if it is one.
    pub pages: Option<PagesView>,
    /// Why requests were refused; none if none was.
    pub reasons: Option<ReasonsView>,
    /// Agencies to choose by: those with others below them.
    pub parents: Vec<Choice>,
    /// Kinds of agencies to choose by, if there are two or more.
    pub kinds: Vec<Choice>,
    /// The year before that has reports.
    pub earlier: Option<Link>,
    /// The year after.
    pub later: Option<Link>,
    /// The year's data files.
    pub downloads: Vec<Alternate>,
}

/// Something to choose by.
#[derive(Serialize)]
pub(crate) struct Choice {
    /// As rows have it.
    pub value: String,
    /// What it is called.
    pub label: String,
}
