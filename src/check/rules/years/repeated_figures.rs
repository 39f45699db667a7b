#![doc = include_str!("repeated_figures.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("repeated-figures");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Years, Level::Warning, include_str!("repeated_figures.md"))
    .summary(text!("连续三年的数字完全一样", "The same figures three years running"))
    .waivable()
    .check(Check::Report(check));

/// Fewer figures may be the same by chance.
const LEAST: usize = 2;

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let Some(last) = context.previous(report).filter(|last| has_same_figures(report, last)) else { return };
    // Two years alike are chance for a quiet agency; three are a copy.
    let Some(before) = context.previous(last).filter(|before| has_same_figures(last, before)) else { return };
    let message = text!(
        "{first}、{second}、{third} 三年的数字完全一样",
        "{first}, {second} and {third} have exactly the same figures"
    );
    let message = message.with("first", before.year).with("second", last.year).with("third", report.year);
    findings.push(
        Finding::new(NAME, report.place(report.year_span), message)
            .at("year")
            .related(last.place(last.year_span), text!("上年的报告", "last year’s report"))
            .hint(text!("按本年的台账重新统计", "count this year’s cases anew")),
    );
}

/// Whether two reports have the same figures, enough of them not zero. What is in force stays from year to year.
fn has_same_figures(report: &Report, other: &Report) -> bool {
    // Another edition has other cells; equal figures would not show that a table was copied.
    if !std::ptr::eq(report.edition, other.edition) {
        return false;
    }
    let mut same = 0;
    for (cell, spec) in report.form().cells.iter() {
        let (own, others) = (report.grid[cell].number(), other.grid[cell].number());
        if own != others {
            return false;
        }
        // Stocks stay from year to year, and totals only repeat their parts: neither shows that anybody copied.
        let is_stock = spec.path.ends_with(".in_force") || spec.path.ends_with(".total_disclosed");
        let is_reported = own.is_some_and(|number| !number.is_zero());
        same += usize::from(is_reported && !spec.is_total && !is_stock);
    }
    same >= LEAST
}
