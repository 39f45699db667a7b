#![doc = include_str!("published_late.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    config::{Agency, AgencyKind, MonthDay, Rank},
    diag::{Finding, Level, RuleName},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("published-late");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Dates, Level::Warning, include_str!("published_late.md"))
    .summary(text!("发布晚于规定日期", "Published after the agency’s deadline"))
    .waivable()
    .softened()
    .check(Check::Report(check));

/// Since report year 2019 departments publish by 31 January and governments by 31 March; before, all by 31 March.
/// Towns follow local dates, mostly 31 January. `deadline` in `site.toml` goes before all of these.
fn deadline(agency: &Agency, report_year: u16) -> MonthDay {
    let by_law = match (agency.kind, agency.rank) {
        _ if report_year < 2019 => MonthDay { month: 3, day: 31 },
        (AgencyKind::Government, rank) if rank > Rank::Town => MonthDay { month: 3, day: 31 },
        _ => MonthDay { month: 1, day: 31 },
    };
    agency.deadline.unwrap_or(by_law)
}

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(published) = report.published else { return };
    let deadline = deadline(context.agency_of(report), report.year);
    let date = published.date;
    if (date.year, date.month, date.day) <= (report.year + 1, deadline.month, deadline.day) {
        return;
    }
    let due = format!("{}-{:02}-{:02}", report.year + 1, deadline.month, deadline.day);
    let message = text!("{date} 发布，晚于 {due}", "published on {date}, after {due}")
        .with("date", date.to_string())
        .with("due", due);
    findings.push(
        Finding::new(NAME, report.place(report.published_span), message)
            .at("published")
            .value(published.to_string())
            .hint(text!(
                "期限不同的，在 site.toml 里写 deadline",
                "if a different deadline applies, set `deadline` in site.toml"
            )),
    );
}
