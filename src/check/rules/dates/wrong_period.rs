#![doc = include_str!("wrong_period.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName, Span},
    i18n::Message,
    report::{Period, Report},
    text,
};

const NAME: RuleName = RuleName("wrong-period");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Dates, Level::Warning, include_str!("wrong_period.md"))
    .summary(text!("统计期限不是全年", "The stated period is not the whole year"))
    .waivable()
    .softened()
    .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    if let Some(span) = report.body.impossible_date {
        let message = text!(
            "统计期限里的“{date}”不是日期：没有这一天",
            "the stated period contains “{date}”, a day that does not exist"
        );
        findings.push(finding(report, span, message.with("date", report.source.slice(span).trim())));
        return;
    }
    let Some((period, span)) = report.body.period else { return };
    let Period { start, end } = period;
    let is_beginning = (start.month, start.day) == (1, 1)
        // The Regulation of 2008 came into force on 1 May.
        || (report.year == 2008 && (start.month, start.day) == (5, 1));
    if (start.year, end.year) == (report.year, report.year) && is_beginning && (end.month, end.day) == (12, 31) {
        return;
    }
    let message = text!("统计期限写的是 {start} 至 {end}", "the stated period is {start} to {end}")
        .with("start", start.to_string())
        .with("end", end.to_string());
    findings.push(finding(report, span, message));
}

fn finding(report: &Report, span: Span, message: Message) -> Finding {
    let hint = text!("应为 {year} 年 1 月 1 日至 12 月 31 日", "it should be 1 January to 31 December {year}");
    Finding::new(NAME, report.place(span), message).at("period").hint(hint.with("year", report.year))
}
