//! The state of each agency's report on a year, for the office that collects them. Pure: the day it is judged by is
//! handed in.

mod formats;
mod letter;

use crate::{
    check::{Group, rule},
    config::AgencyId,
    date::Date,
    diag::{Findings, Level, RuleName},
    i18n::Text,
    pipeline::count,
    report::{Report, ReportPath, UNREVIEWED_VALUE},
    site::Site,
    start, text,
};
pub(crate) use formats::STATUS_FORMATS;
pub(crate) use letter::letter;

/// How far a report has come. What stands in its way comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum State {
    /// None was handed in.
    Missing,
    /// Something in it is wrong, or it cannot be read.
    Errors,
    /// Values that were carried over or imported have yet to be compared with the original.
    Review,
    /// Something is to be looked at before it is published.
    Warnings,
    /// Its author has not finished it.
    Draft,
    /// Nothing stands in its way.
    Ready,
    Published,
    /// It is part of another agency's report.
    Joint,
    /// There rightly is none.
    Absent,
}

const STATES: &[(State, &str, Text)] = &[
    (State::Missing, "missing", text!("未交", "missing")),
    (State::Errors, "errors", text!("有错误", "errors")),
    (State::Review, "review", text!("待核对", "to review")),
    (State::Warnings, "warnings", text!("有警告", "warnings")),
    (State::Draft, "draft", text!("草稿", "draft")),
    (State::Ready, "ready", text!("可发布", "ready")),
    (State::Published, "published", text!("已发布", "published")),
    (State::Joint, "joint", text!("联合报告", "joint")),
    (State::Absent, "absent", text!("不用报", "none due")),
];

impl State {
    /// For programs.
    pub(crate) fn key(self) -> &'static str {
        STATES.iter().find(|(state, ..)| *state == self).map_or("", |(_, key, _)| key)
    }

    /// For people.
    pub(crate) fn word(self) -> Text {
        STATES.iter().find(|(state, ..)| *state == self).map_or(Text::EMPTY, |(.., word)| *word)
    }
}

/// A year's reports, by agency.
#[derive(Debug)]
pub(crate) struct Status {
    pub year: u16,
    /// The day it is judged by, if one was named.
    pub today: Option<Date>,
    pub rows: Vec<Row>,
}

/// One agency.
#[derive(Debug)]
pub(crate) struct Row {
    pub id: String,
    pub name: String,
    pub state: State,
    pub errors: usize,
    pub warnings: usize,
    /// Values to be compared with the original.
    pub reviews: usize,
    pub published: Option<String>,
    pub due: Date,
    /// Why there is none, or whose report it is part of.
    pub note: Option<String>,
    /// The report's file.
    pub file: Option<String>,
}

impl Row {
    /// How many days are left; negative once it is overdue. None where nothing more is to be done.
    pub(crate) fn days_left(&self, today: Option<Date>) -> Option<i64> {
        let is_open = !matches!(self.state, State::Published | State::Joint | State::Absent);
        today.filter(|_| is_open).map(|today| self.due.days_after(today))
    }
}

/// The year that people ask about if they do not say: that whose reports are due in the year of the given day, or the
/// newest there is.
pub(crate) fn usual_year(site: &Site, today: Option<Date>) -> Option<u16> {
    today.map(|date| date.year - 1).or_else(|| site.archive.years().into_keys().next_back())
}

/// Where the agencies that existed in a year stand with their reports on it.
pub(crate) fn status(site: &Site, findings: &Findings, year: u16, today: Option<Date>) -> Status {
    let agencies = &site.config.agencies;
    let rows = agencies.ids().filter(|&id| agencies[id].is_alive_in(year));
    let rows = rows.map(|id| row(site, findings, id, year)).collect();
    Status { year, today, rows }
}

fn row(site: &Site, findings: &Findings, id: AgencyId, year: u16) -> Row {
    let agency = &site.config.agencies[id];
    let row = Row {
        id: agency.id.clone(),
        name: agency.name_in(year).to_owned(),
        state: State::Missing,
        errors: 0,
        warnings: 0,
        reviews: 0,
        published: None,
        due: agency.due(year),
        note: None,
        file: None,
    };
    if let Some(report) = site.archive.find(id, year) {
        // A form that nobody has filled in is no report yet, whatever is missing in it.
        let is_begun =
            !report.draft || !start::is_untouched(&site.config, &site.archive, id, year, &report.source.text);
        let file = Some(report.source.path.clone());
        return if is_begun { of_report(row, report, findings) } else { Row { file, ..row } };
    }
    if let Some(file) = unread(site, id, year) {
        let errors = count(findings.in_file(&file), Level::Error).max(1);
        return Row { state: State::Errors, errors, file: Some(file), ..row };
    }
    if let Some(host) = site.host_of(id, year) {
        return Row { state: State::Joint, note: Some(site.name_of(host).to_owned()), ..row };
    }
    match agency.absence(year) {
        Some(absence) => Row { state: State::Absent, note: Some(absence.reason.clone()), ..row },
        None => row,
    }
}

fn of_report(row: Row, report: &Report, findings: &Findings) -> Row {
    let found = findings.in_file(&report.source.path);
    let reviews = report.reviews.len();
    let errors = count(found, Level::Error);
    let of_author = found.iter().filter(|finding| !is_of_the_portal(finding.rule));
    let warnings = of_author.filter(|finding| finding.level == Level::Warning && finding.waived.is_none()).count();
    let published = report.published.filter(|_| !report.draft).map(|date| date.date.to_string());
    let state = match () {
        () if errors > 0 => State::Errors,
        () if reviews > 0 => State::Review,
        () if published.is_some() => State::Published,
        () if warnings > 0 => State::Warnings,
        () if report.draft => State::Draft,
        () => State::Ready,
    };
    let file = Some(report.source.path.clone());
    Row { state, errors, warnings, reviews, published, file, ..row }
}

/// Rules on how a report was entered, and on what publication will bring: its author can do nothing about them.
const OF_THE_PORTAL: &[&str] = &[
    "invalid-front-matter",
    "unknown-key",
    "duplicate-key",
    "merge-conflict",
    "unread-report",
    UNREVIEWED_VALUE.0,
    "computed-total",
    "year-mismatch",
    "unknown-agency",
    "duplicate-report",
    "outside-lifetime",
    "missing-year",
    "missing-report",
    "unknown-publication-date",
];

/// Whether a rule is the business of those who run the portal rather than of a report's author.
fn is_of_the_portal(name: RuleName) -> bool {
    let is_of_group = rule(name).is_none_or(|rule| matches!(rule.group, Group::Units | Group::Site | Group::Waivers));
    is_of_group || OF_THE_PORTAL.contains(&name.0)
}

/// The file of an agency's report that cannot be read.
fn unread(site: &Site, id: AgencyId, year: u16) -> Option<String> {
    if !site.archive.filed_years_of(id).contains(&year) {
        return None;
    }
    let agency = &site.config.agencies[id];
    let found = site.archive.faults.keys().find(|path| {
        ReportPath::parse(path)
            .is_some_and(|path| path.year == year.to_string() && path.agency.is_none_or(|folder| folder == agency.id))
    });
    found.map(|path| format!("content/{path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rules_are_listed() {
        for name in OF_THE_PORTAL {
            assert!(rule(RuleName(name)).is_some(), "{name} is no rule");
        }
    }
}
