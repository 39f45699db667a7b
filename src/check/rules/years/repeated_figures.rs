#![doc = include_str!("repeated_figures.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::{CellSpec, TableForm},
    report::Report,
    text,
};
use std::collections::BTreeSet;

const NAME: RuleName = RuleName("repeated-figures");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Years, Level::Warning, include_str!("repeated_figures.md"))
    .summary(text!(
        "数字连续三年完全一样，或一张表还是上年的",
        "The same figures three years running, or a table left from last year"
    ))
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
pub(in crate::check::rules) fn has_same_figures(report: &Report, other: &Report) -> bool {
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
        same += usize::from(own.is_some_and(|number| !number.is_zero()) && tells_of_a_year(spec));
    }
    same >= LEAST
}

/// Whether a cell says what happened in a year: stocks stay from year to year, and totals only repeat their parts.
fn tells_of_a_year(spec: &CellSpec) -> bool {
    !spec.is_total && !spec.path.ends_with(".in_force") && !spec.path.ends_with(".total_disclosed")
}

/// Whether a table stands as last year's report has it, and that is no chance: there is much in it, or much that contradicts
/// it.
pub(in crate::check) fn is_left_in_place(
    report: &Report,
    last: &Report,
    table: &TableForm,
    contradictions: usize,
) -> bool {
    if !std::ptr::eq(report.edition, last.edition) {
        return false;
    }
    let mut figures = BTreeSet::new();
    for cell in table.cells.clone() {
        let number = report.grid[cell].number();
        if number != last.grid[cell].number() {
            return false;
        }
        let says_much = tells_of_a_year(&report.form().cells[cell]);
        figures.extend(number.filter(|number| says_much && !number.is_zero()).map(|number| number.to_string()));
    }
    figures.len() >= LEAST && figures.iter().map(String::len).sum::<usize>() + contradictions >= ENOUGH
}

/// So many digits, those of each figure counted once, are not the same by chance where something contradicts them.
const ENOUGH: usize = 7;

/// What is reported of such a table instead of all that contradicts it, as a finding of one of the rules that do.
pub(in crate::check) fn on_table(rule: RuleName, report: &Report, last: &Report, table: &TableForm) -> Finding {
    let message = text!(
        "{table}每一格都和上年的报告一样，还没有改成本年的",
        "{table} is the same as last year's in every cell and has not been filled in for this year"
    );
    let first = table.cells.first();
    Finding::new(rule, report.cell_place(first), message.with("table", table.table.name))
        .at(table.table.key)
        .related(last.cell_place(first), text!("上年的报告", "last year’s report"))
        .hint(text!("按本年的台账重新填这张表", "fill in this year's figures"))
}
