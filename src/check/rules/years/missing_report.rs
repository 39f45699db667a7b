#![doc = include_str!("missing_report.md")]

use crate::{
    check::{Check, Group, Rule, SiteContext},
    config::Agency,
    date::Date,
    diag::{Finding, Level, RuleName},
    text,
};

const NAME: RuleName = RuleName("missing-report");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Years, Level::Warning, include_str!("missing_report.md"))
    .summary(text!("到期的报告还没有", "A report that is due is missing"))
    .waivable()
    .check(Check::Site(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let (config, archive) = (&whole.site.config, &whole.site.archive);
    let Some(as_of) = config.as_of else { return };
    for id in config.agencies.ids() {
        let agency = &config.agencies[id];
        // An agency without any report is new to the portal, not late with its reports.
        let Some(&last) = archive.handed_in_years_of(id).iter().next_back() else { continue };
        let Some(report) = archive.id_of(id, last).map(|report| archive.report(report)) else { continue };
        let due = (last + 1..as_of.year).filter(|&year| is_due(agency, year, as_of));
        let missing = due.filter(|&year| {
            let mut joint = archive.joint(year).flat_map(|host| &host.joint);
            !joint.any(|joint| agency.is_called(joint))
        });
        let missing: Vec<_> = missing.map(|year| year.to_string()).collect();
        if missing.is_empty() {
            continue;
        }
        let message =
            text!("{agency}没有 {years} 年的报告，已经到期", "{agency} has no report for {years}, which is due");
        let message = message.with("agency", agency.name_in(report.year)).with("years", &missing);
        findings.push(Finding::new(NAME, report.place(report.year_span), message).at("year").hint(text!(
            "补上报告；确实没有的，在 site.toml 这个机关下写 absent（年度和理由），撤并的写 until",
            "add the report; if there is none, give the agency an `absent` with the year and the reason in site.toml, or `until` if it no longer exists"
        )));
    }
}

/// Whether an agency owed a report on a year by this day, and has given no reason why there is none.
fn is_due(agency: &Agency, year: u16, as_of: Date) -> bool {
    let exists = agency.until.is_none_or(|until| year <= until);
    exists && agency.absence(year).is_none() && agency.due(year) < as_of
}
