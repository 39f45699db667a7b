#![doc = include_str!("published_late.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    date::Date,
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

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(published) = report.published else { return };
    let due = context.agency_of(report).due(report.year);
    let date = published.date;
    if date <= due {
        return;
    }
    let message = text!("{date} 发布，晚于 {due}", "published on {date}, after {due}")
        .with("date", date.to_string())
        .with("due", due.to_string());
    // Years late: rather the wrong year than so late a report.
    let meant = Date { year: report.year + 1, ..date };
    let hint = if date.year > meant.year && meant <= due {
        text!(
            "看看年份是否写错，是不是 {meant}？确实这样晚的，写一条豁免（waivers）说明理由",
            "check the year: was it {meant}? If it really was that late, waive the rule and give the reason"
        )
        .with("meant", meant.to_string())
    } else if date.year > meant.year {
        text!(
            "看看年份是否写错；确实这样晚的，写一条豁免（waivers）说明理由",
            "check whether the year is right; if it really was that late, waive the rule and give the reason"
        )
        .into()
    } else {
        text!("期限不同的，在 site.toml 里写 deadline", "if a different deadline applies, set `deadline` in site.toml")
            .into()
    };
    findings.push(
        Finding::new(NAME, report.place(report.published_span), message)
            .at("published")
            .value(published.to_string())
            .hint(hint),
    );
}
