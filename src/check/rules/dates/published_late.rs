#![doc = include_str!("published_late.md")]

use crate::{
    check::{Check, Context, Group, Rule},
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
