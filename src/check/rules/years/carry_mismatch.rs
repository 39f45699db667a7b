#![doc = include_str!("carry_mismatch.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::CellId,
    report::{Cell, Number, Report},
    text,
};

const NAME: RuleName = RuleName("carry-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Years, Level::Error, include_str!("carry_mismatch.md"))
    .summary(text!(
        "上年结转不等于上年报告的结转下年度",
        "Requests carried in differ from those carried over last year"
    ))
    .waivable()
    .softened()
    .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let own: Vec<_> = context.previous(report).into_iter().collect();
    let first_year = context.years_of(report.agency).first() == Some(&report.year);
    let (before, level) = if own.is_empty() && first_year {
        (predecessors(context, report), Level::Warning)
    } else {
        (own, Level::Error)
    };
    if before.is_empty() {
        return;
    }
    let form = report.form();
    for (cell, last) in form.tables.iter().flat_map(|table| &table.carries) {
        let Some((now, then)) = both(report, *cell, &before, last) else { continue };
        if now == then {
            continue;
        }
        let difference = if now > then { now - then } else { then - now };
        let message = text!(
            "{cell}是 {now}，上年报告结转下来的却是 {then}",
            "{cell} is {now}, but last year's report carried {then} over"
        )
        .with("cell", form.name(*cell))
        .with("now", now)
        .with("then", then);
        let mut finding = Finding::new(NAME, report.cell_place(*cell), message)
            .at_most(level)
            .at(&form.cells[*cell].path)
            .value(report.typed(*cell))
            .equation(
                text!("{now} ≠ {then}，差 {difference}", "{now} ≠ {then}, off by {difference}")
                    .with("now", now)
                    .with("then", then)
                    .with("difference", difference),
            )
            .hint(text!(
                "两份报告中必有一份写错：对照台账改正",
                "one of the two reports is wrong: compare with your records"
            ));
        for last_report in &before {
            if let Some(last) = last_report.form().cell(last) {
                finding = finding
                    .related(last_report.cell_place(last), text!("上年结转下来的", "carried over from last year"));
            }
        }
        findings.push(finding);
    }
}

/// Last year's reports of the agencies this one took over.
fn predecessors<'a>(context: &Context<'a>, report: &Report) -> Vec<&'a Report> {
    let ids = &context.agency_of(report).succeeds;
    let places = ids.iter().filter_map(|id| context.agencies.index_of(id));
    places.filter_map(|agency| context.find(agency, report.year.checked_sub(1)?)).collect()
}

/// Both numbers, if there is something to compare. A blank beside a number counts as nothing.
fn both(report: &Report, cell: CellId, before: &[&Report], last: &str) -> Option<(Number, Number)> {
    let now = report.grid[cell];
    let then: Option<Vec<_>> = before.iter().map(|other| Some(other.grid[other.form().cell(last)?])).collect();
    let then = then?;
    let known = |cell: &Cell| cell.number().is_some() || cell.is_blank();
    if !known(&now) || !then.iter().all(known) || (now.is_blank() && then.iter().all(Cell::is_blank)) {
        return None;
    }
    Some((now.number().unwrap_or_default(), then.iter().filter_map(Cell::number).sum()))
}
