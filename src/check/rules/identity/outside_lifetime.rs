#![doc = include_str!("outside_lifetime.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("outside-lifetime");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Identity, Level::Warning, include_str!("outside_lifetime.md"))
    .summary(text!("报告年度不在机关存续期内", "The agency did not exist in the report’s year"))
    .waivable()
    .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let agency = context.agency_of(report);
    let early = agency.from.is_some_and(|from| report.year < from);
    let late = agency.until.is_some_and(|until| report.year > until);
    if !early && !late {
        return;
    }
    let message = text!(
        "{agency}的存续期是 {from}—{until} 年，不含 {year} 年",
        "{agency} existed from {from} to {until}, not in {year}"
    )
    .with("agency", &agency.name)
    .with("from", bound(agency.from))
    .with("until", bound(agency.until))
    .with("year", report.year);
    findings.push(
        Finding::new(NAME, report.place(report.year_span), message)
            .at("year")
            .hint(text!("看看 site.toml 里的 from、until 是否写对", "check `from` and `until` in site.toml")),
    );
}

fn bound(year: Option<u16>) -> String {
    year.map_or_else(|| "…".to_owned(), |year| year.to_string())
}
