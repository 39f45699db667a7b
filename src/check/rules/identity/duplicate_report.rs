#![doc = include_str!("duplicate_report.md")]

use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, RuleName},
    text,
};

const NAME: RuleName = RuleName("duplicate-report");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Identity, Level::Error, include_str!("duplicate_report.md"))
    .summary(text!("同一机关同一年度有两份报告", "Two reports by one agency on the same year"))
    .check(Check::Site(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    for pair in whole.site.archive.reports.windows(2) {
        let [first, again] = pair else { continue };
        // One that is named by no year or by another is reported as such.
        if (first.agency, first.year) != (again.agency, again.year) || again.is_misfiled() {
            continue;
        }
        let message = text!("{agency} {year} 年已经有一份报告", "{agency} already has a report for {year}")
            .with("agency", whole.site.name_of(again))
            .with("year", again.year);
        findings.push(
            Finding::new(NAME, again.place(again.year_span), message)
                .related(first.place(first.year_span), text!("另一份在这里", "the other report"))
                .hint(text!("留下正确的一份", "keep the correct one")),
        );
    }
}
