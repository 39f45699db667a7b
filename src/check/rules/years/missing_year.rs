#![doc = include_str!("missing_year.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    i18n::{Arg, words},
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
    let Some(last) = earlier.last() else { return };
    let agency = context.agency_of(report);
    let gap: Vec<_> = (last + 1..report.year).filter(|year| agency.absence(*year).is_none()).collect();
    let (Some(&from), Some(&until)) = (gap.first(), gap.last()) else { return };
    let is_whole = usize::from(until - from) + 1 == gap.len();
    let gap =
        if is_whole { words::range(from, until).into() } else { Arg::List(gap.iter().map(u16::to_string).collect()) };
    let message = text!("{agency}没有 {gap} 年的报告", "{agency} has no report for {gap}")
        .with("agency", context.name_of(report))
        .with("gap", gap);
    findings.push(Finding::new(NAME, report.place(report.year_span), message).at("year").hint(text!(
        "补上缺的报告；本来就没有的，在 site.toml 这个机关下写 absent（年度和理由）",
        "add the missing report; if there was none, give the agency an `absent` with the year and the reason in site.toml"
    )));
}
