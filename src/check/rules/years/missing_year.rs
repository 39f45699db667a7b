#![doc = include_str!("missing_year.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    i18n::words,
    report::Report,
    text,
};

const NAME: RuleName = RuleName("missing-year");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Years, Level::Warning, include_str!("missing_year.md"))
    .summary(text!("中间缺一个年度的报告", "A report is missing between two others"))
    .waivable()
    .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let years = context.years_of(report.agency).into_iter();
    let earlier = years.take_while(|year| *year < report.year);
    let Some(last) = earlier.last().filter(|last| last + 1 < report.year) else { return };
    let message = text!("{agency}没有 {gap} 年的报告", "{agency} has no report for {gap}")
        .with("agency", context.name_of(report))
        .with("gap", words::range(last + 1, report.year - 1));
    findings.push(Finding::new(NAME, report.place(report.year_span), message).at("year").hint(text!(
        "补上缺的报告；没有结转数可比，跨年的检查也做不了",
        "add the missing report; without it, no figures can be compared across the gap"
    )));
}
