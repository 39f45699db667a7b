#![doc = include_str!("carry_mismatch.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::{CellId, CellSpec},
    i18n::Message,
    report::{Cell, Number, Report, State, line_of, row},
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
    // A merger may have settled requests on the way, so a difference from a predecessor’s report is only a warning.
    let (before, level) = if own.is_empty() && first_year {
        (predecessors(context, report), Level::Warning)
    } else {
        (own, Level::Error)
    };
    if before.is_empty() {
        return;
    }
    let form = report.form();
    for table in &form.tables {
        // A table without any number is reported as that.
        if report.grid.is_blank(table) {
            continue;
        }
        let differing = table.carries.iter().filter_map(|(cell, last)| {
            let (now, then) = both(report, *cell, &before, last).filter(|(now, then)| now != then)?;
            Some(Difference { cell: *cell, last, now, then })
        });
        for row in by_row(report, differing.collect()) {
            findings.push(finding(report, &row, &before).at_most(level));
        }
    }
}

/// A figure that was not carried as it stood.
struct Difference<'a> {
    cell: CellId,
    last: &'a str,
    now: Number,
    then: Number,
}

impl Difference<'_> {
    fn equation(&self) -> Message {
        let difference = if self.now > self.then { self.now - self.then } else { self.then - self.now };
        text!("{now} ≠ {then}，差 {difference}", "{now} ≠ {then}, off by {difference}")
            .with("now", self.now)
            .with("then", self.then)
            .with("difference", difference)
    }
}

/// A mistake is reported once: a total that differs as its parts do follows from them, and parts of one row are one
/// mistake. What waivers name cell by cell stays as they name it.
fn by_row<'a>(report: &Report, differing: Vec<Difference<'a>>) -> Vec<Vec<Difference<'a>>> {
    let cells = &report.form().cells;
    let own_waivers: Vec<_> = report.waivers.iter().filter(|waiver| waiver.rule == NAME.0).collect();
    // Joining them would leave a waiver for one cell without its finding.
    let by_cell = differing
        .iter()
        .any(|one| own_waivers.iter().any(|waiver| waiver.at.as_deref() == Some(cells[one.cell].path.as_str())));
    let mut rows: Vec<Vec<Difference<'a>>> = Vec::new();
    for one in differing {
        match rows.last_mut().filter(|row| !by_cell && row_of(&cells[row[0].cell]) == row_of(&cells[one.cell])) {
            Some(row) => row.push(one),
            None => rows.push(vec![one]),
        }
    }
    for row in &mut rows {
        let Some((total, parts)) = row.split_last() else { continue };
        let now = parts.iter().map(|one| one.now).sum::<Number>() - total.now;
        let then = parts.iter().map(|one| one.then).sum::<Number>() - total.then;
        if !parts.is_empty() && now == then {
            row.pop();
        }
    }
    rows
}

fn row_of(cell: &CellSpec) -> &str {
    cell.path.rsplit_once('.').map_or("", |(row, _)| row)
}

fn finding(report: &Report, row: &[Difference<'_>], before: &[&Report]) -> Finding {
    let form = report.form();
    let first = &row[0];
    let mut finding = match row {
        [only] => Finding::new(NAME, report.cell_place(only.cell), message_on_cell(form.name(only.cell), only))
            .at(&form.cells[only.cell].path)
            .value(report.typed(only.cell)),
        _ => {
            let message = text!(
                "{table}“{row}”这一行有 {n} 格和上年报告结转下来的不同",
                "{table}: {n} cells of the row “{row}” differ from what last year's report carried over"
            );
            let (line, path) = (form.lines_of(first.cell).0, &form.cells[first.cell].path);
            let message = message
                .with("table", form.tables[form.cells[first.cell].table].table.name)
                .with("row", line.labels.last().copied().unwrap_or_default())
                .with("n", row.len());
            let at = path.rsplit_once('.').map_or(path.as_str(), |(row, _)| row);
            Finding::new(NAME, report.cell_place(first.cell), message).at(at)
        }
    };
    for one in row {
        finding = finding.equation(one.equation());
        if one.cell != first.cell {
            let column = form.lines_of(one.cell).1.short();
            let label = text!("{column} {value}", "{column} {value}").with("column", column).with("value", one.now);
            finding = finding.related(report.cell_place(one.cell), label);
        }
        for (last_report, last) in before.iter().filter_map(|other| Some((other, other.form().cell(one.last)?))) {
            let label = text!("上年结转下来的", "carried over from last year");
            finding = finding.related(last_report.cell_place(last), label);
        }
    }
    if let Some(other) = exchanged_with(report, row) {
        let hint = text!(
            "“{other}”一行正好是上年结转下来的数：看看两行是不是填反了",
            "the row “{other}” has just the numbers carried over from last year: were the two rows swapped?"
        );
        finding = finding.hint(hint.with("other", other));
    }
    if let [one, other] = row
        && (one.now, one.then) == (other.then, other.now)
    {
        let [one, other] = [one, other].map(|cell| form.lines_of(cell.cell).1.short());
        let hint = text!(
            "“{one}”和“{other}”两格和上年的正好相反：看看是不是填颠倒了",
            "“{one}” and “{other}” have each other's numbers of last year: were they swapped?"
        );
        finding = finding.hint(hint.with("one", one).with("other", other));
    }
    finding.hint(match carried_row(report, first.cell, before).filter(|_| row.iter().all(|one| one.now.is_zero())) {
        Some(row) => text!(
            "这一行没有填的，写成：{row}；上年报告写错的，改上年的",
            "if this row was not filled in, write: {row}; if last year's report is wrong, correct that"
        )
        .with("row", row),
        None => {
            text!("两份报告中必有一份写错：对照台账改正", "one of the two reports is wrong: compare with your records")
                .into()
        }
    })
}

/// Another row that has what these cells should have.
fn exchanged_with(report: &Report, row: &[Difference<'_>]) -> Option<&'static str> {
    let form = report.form();
    let first = &form.cells[row.first()?.cell];
    let block = &form.tables[first.table].blocks[first.block];
    let has_then = |other: usize, one: &Difference<'_>| {
        let cell = block.cells_of(other).nth(form.cells[one.cell].column);
        cell.and_then(|cell| report.grid[cell].number()) == Some(one.then)
    };
    // A zero stands in many rows, and a row of zeros was not filled in.
    let tells = row.iter().filter(|one| !one.then.is_zero()).count() > 1 && row.iter().any(|one| !one.now.is_zero());
    let mut others = (0..block.rows.len()).filter(|other| *other != first.row && tells);
    others.find(|other| row.iter().all(|one| has_then(*other, one))).map(|other| block.rows[other].short())
}

/// The row of a cell with what last year's report carried over.
fn carried_row(report: &Report, cell: CellId, before: &[&Report]) -> Option<String> {
    let [last_report] = before else { return None };
    let table = &report.form().tables[report.form().cells[cell].table];
    row(line_of(report.form(), cell)?, |cell| {
        let (_, last) = table.carries.iter().find(|(carried, _)| *carried == cell)?;
        last_report.number(last)
    })
}

fn message_on_cell(name: String, one: &Difference<'_>) -> Message {
    text!(
        "{cell}是 {now}，上年报告结转下来的却是 {then}",
        "{cell} is {now}, but last year's report carried {then} over"
    )
    .with("cell", name)
    .with("now", one.now)
    .with("then", one.then)
}

/// The report with what last year's carried over in its place.
pub(in crate::check) fn as_carried(context: &Context<'_>, report: &Report) -> Option<Report> {
    let before = [context.previous(report)?];
    let mut grid = report.grid.clone();
    for (cell, last) in report.form().tables.iter().flat_map(|table| &table.carries) {
        if let Some((_, then)) = both(report, *cell, &before, last) {
            grid[*cell].state = State::Given(then);
        }
    }
    Some(report.with_grid(grid))
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
    let are_known = then.iter().chain([&now]).all(|cell| cell.number().is_some() || cell.is_blank());
    if !are_known || (now.is_blank() && then.iter().all(Cell::is_blank)) {
        return None;
    }
    Some((now.number().unwrap_or_default(), then.iter().filter_map(Cell::number).sum()))
}
