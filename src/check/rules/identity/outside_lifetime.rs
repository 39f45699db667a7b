#![doc = include_str!("outside_lifetime.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    config::Agency,
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
        findings.extend(absent(agency, report));
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

/// A report on a year on which there is none according to `site.toml`.
fn absent(agency: &Agency, report: &Report) -> Option<Finding> {
    let absence = agency.absence(report.year)?;
    let message = text!(
        "site.toml 写明{agency} {year} 年没有报告（{reason}），这份却是 {year} 年的",
        "according to site.toml {agency} has no report on {year} ({reason}), and this is one"
    );
    let message =
        message.with("agency", &agency.name).with("year", report.year).with("reason", absence.reason.as_str());
    let hint =
        text!("从 site.toml 的 absent 里删去 {year} 年这一条", "remove {year} from the agency's `absent` in site.toml");
    let finding = Finding::new(NAME, report.place(report.year_span), message).at("year");
    Some(finding.hint(hint.with("year", report.year)))
}

fn bound(year: Option<u16>) -> String {
    year.map_or_else(|| "…".to_owned(), |year| year.to_string())
}
