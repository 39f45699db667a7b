//! Messages for empty results, with what exists and what to type for it.

use crate::{
    config::{Agencies, AgencyId},
    i18n::{Message, Text},
    site::Site,
    text,
};

/// Why there is no report on a year, for one agency or all. `command` takes `qingshi/2023`, or the year alone.
pub(super) fn no_report(site: &Site, agency: Option<AgencyId>, year: u16, command: &str) -> Message {
    let (archive, agencies) = (&site.archive, &site.config.agencies);
    if let Some(agency) = agency.filter(|id| archive.may_lack_of(*id, year)) {
        return text!(
            "{name} {year} 年的报告读不出来；运行 giar check 看看哪里有错",
            "the report of {name} on {year} cannot be read: run `giar check` to see what is wrong"
        )
        .with("name", agencies[agency].short_name())
        .with("year", year);
    }
    if agency.is_none() && !archive.of_year(year).is_empty() {
        return text!("{year} 年的报告都还是草稿", "the reports on {year} are all drafts still").with("year", year);
    }
    if agency.is_none() && archive.may_lack(year) {
        return text!(
            "{year} 年没有读得懂的报告；运行 giar check 看看哪里有错",
            "no report on {year} could be read: run `giar check` to see what is wrong"
        )
        .with("year", year);
    }
    if archive.reports.is_empty() {
        return no_reports(agencies);
    }
    let years: Vec<_> = match agency {
        Some(id) => archive.years_of(id).collect(),
        None => years(site),
    };
    let Some(near) = years.iter().min_by_key(|there| there.abs_diff(year)) else {
        return no_report_of(agencies, agency, year);
    };
    let named = agency.map(|id| format!("{}/", agencies[id].id)).unwrap_or_default();
    let message = match agency {
        Some(_) => text!(
            "没有{name} {year} 年的报告；有 {years} 年的，如 {command}",
            "there is no report of {name} on {year}; there are those on {years}: {command}"
        ),
        None => text!(
            "网站里没有 {year} 年的报告；有 {years} 年的，如 {command}",
            "the site has no report on {year}; it has those on {years}: {command}"
        ),
    };
    message
        .with("name", agency.map_or("", |id| agencies[id].short_name()))
        .with("year", year)
        .with("years", &years.iter().map(u16::to_string).collect::<Vec<_>>())
        .with("command", format!("{command} {named}{near}"))
}

/// The years with reports that are not drafts.
fn years(site: &Site) -> Vec<u16> {
    let all: Vec<_> = site.archive.years().into_keys().collect();
    let is_finished = |year: &u16| {
        let of_year = site.archive.of_year(*year);
        of_year.into_iter().any(|id| site.is_single() || !site.report(id).draft)
    };
    let finished: Vec<_> = all.iter().copied().filter(is_finished).collect();
    if finished.is_empty() { all } else { finished }
}

fn no_report_of(agencies: &Agencies, agency: Option<AgencyId>, year: u16) -> Message {
    let Some(agency) = agency.map(|id| &agencies[id]) else { return no_reports(agencies) };
    text!(
        "{name}一份报告也没有。giar new {year} --agency {id} 写一份空表",
        "there is no report of {name} at all: `giar new {year} --agency {id}` writes a blank one"
    )
    .with("name", agency.short_name())
    .with("year", year)
    .with("id", &agency.id)
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
