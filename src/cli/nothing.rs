//! Messages for empty results, with what exists and what to type for it.

use crate::{
    archive::ReportId,
    config::{Agencies, AgencyId},
    i18n::{Message, Text},
    site::Site,
    text,
};

/// Why a command finds no report of an agency on a year. `command` takes `qingshi/2023`.
pub(super) fn none_of(site: &Site, agency: AgencyId, year: u16, command: &str) -> Message {
    let (archive, own) = (&site.archive, &site.config.agencies[agency]);
    if archive.may_lack_of(agency, year) {
        return text!(
            "{name} {year} 年的报告读不出来；运行 giar check 看看哪里有错",
            "the report of {name} on {year} cannot be read: run `giar check` to see what is wrong"
        )
        .with("name", own.short_name())
        .with("year", year);
    }
    if archive.reports.is_empty() {
        return no_reports(&site.config.agencies);
    }
    let years: Vec<_> = archive.years_of(agency).collect();
    let Some(near) = nearest(&years, year) else {
        return text!(
            "{name}一份报告也没有。giar new {year} --agency {id} 写一份空表",
            "there is no report of {name} at all: `giar new {year} --agency {id}` writes a blank one"
        )
        .with("name", own.short_name())
        .with("year", year)
        .with("id", &own.id);
    };
    text!(
        "没有{name} {year} 年的报告；有 {years} 年的，如 {command}",
        "there is no report of {name} on {year}; there are those on {years}: {command}"
    )
    .with("name", own.short_name())
    .with("year", year)
    .with("years", &years.iter().map(u16::to_string).collect::<Vec<_>>())
    .with("command", format!("{command} {}/{near}", own.id))
}

/// Why a command finds no report on a year that is finished. `command` takes the year.
pub(super) fn none_on(site: &Site, year: u16, command: &str) -> Message {
    let archive = &site.archive;
    if !archive.of_year(year).is_empty() {
        return text!("{year} 年的报告都还是草稿", "the reports on {year} are all drafts still").with("year", year);
    }
    if archive.may_lack(year) {
        return text!(
            "{year} 年没有读得懂的报告；运行 giar check 看看哪里有错",
            "no report on {year} could be read: run `giar check` to see what is wrong"
        )
        .with("year", year);
    }
    let years = years(site);
    let Some(near) = nearest(&years, year) else { return no_reports(&site.config.agencies) };
    text!(
        "网站里没有 {year} 年的报告；有 {years} 年的，如 {command}",
        "the site has no report on {year}; it has those on {years}: {command}"
    )
    .with("year", year)
    .with("years", &years.iter().map(u16::to_string).collect::<Vec<_>>())
    .with("command", format!("{command} {near}"))
}

fn nearest(years: &[u16], year: u16) -> Option<u16> {
    years.iter().copied().min_by_key(|there| there.abs_diff(year))
}

/// The years with reports that are not drafts.
fn years(site: &Site) -> Vec<u16> {
    let all: Vec<_> = site.archive.years().into_keys().collect();
    let finished: Vec<_> = all.iter().copied().filter(|year| !finished(site, *year).is_empty()).collect();
    if finished.is_empty() { all } else { finished }
}

/// The reports on a year that may be handed in: drafts of other agencies are nobody's.
pub(super) fn finished(site: &Site, year: u16) -> Vec<ReportId> {
    let of_year = site.archive.of_year(year).into_iter();
    of_year.filter(|id| site.is_single() || !site.report(*id).draft).collect()
}

pub(super) fn no_content(agencies: &Agencies) -> Message {
    text!(
        "还没有 content 文件夹。{new} 写一份报告的空表；已有的报告放进 content/reports/，文件名用年份，如 2023.md",
        "there is no content folder yet: `{new}` writes a blank report; put others in content/reports/, named by year: 2023.md"
    )
    .with("new", new_report(agencies))
}

pub(super) fn no_reports(agencies: &Agencies) -> Message {
    text!(
        "还没有报告。{new} 写一份报告的空表；已有的报告放进 content/reports/，文件名用年份，如 2023.md",
        "there are no reports yet: `{new}` writes a blank one; put others in content/reports/, named by year: 2023.md"
    )
    .with("new", new_report(agencies))
}

fn new_report(agencies: &Agencies) -> Text {
    match agencies.only() {
        Some(_) => text!("giar new 年份", "giar new YEAR"),
        None => text!("giar new 年份 --agency 机关代码", "giar new YEAR --agency ID"),
    }
}
