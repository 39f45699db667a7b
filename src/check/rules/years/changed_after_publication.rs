#![doc = include_str!("changed_after_publication.md")]

mod published;

use crate::{
    check::{Check, Group, Rule, SiteContext},
    diag::{Finding, Level, RuleName, Span},
    form::{CellId, TableForm},
    i18n::{Message, Text},
    report::{Number, Report, Revision, in_labels, revision_entry},
    site::url,
    text,
};
use published::Published;
use rayon::prelude::*;

const NAME: RuleName = RuleName("changed-after-publication");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Years, Level::Error, include_str!("changed_after_publication.md"))
    .summary(text!("发布之后改了数字，没有更正说明", "Figures changed after publication, and no revision says so"))
    .waivable()
    .check(Check::Replacement(check));

fn check(whole: &SiteContext<'_>, findings: &mut Vec<Finding>) {
    let reports = &whole.site.archive.reports;
    let reports = reports.par_iter().filter(|report| may_differ(whole, report));
    findings.par_extend(reports.flat_map_iter(|report| found(whole, report)));
}

fn may_differ(whole: &SiteContext<'_>, report: &Report) -> bool {
    !report.draft && !whole.published_site.knows(&report.source.path)
}

/// One finding for each table that differs from what was published of it, unless a revision has come since.
fn found(whole: &SiteContext<'_>, report: &Report) -> Vec<Finding> {
    let path = url::report_json(whole.site, report);
    let Some(before) = whole.published_site.read(&path).and_then(|bytes| Published::read(&bytes)) else {
        return Vec::new();
    };
    if report.revisions.iter().any(|revision| !before.has_revision(revision)) {
        return Vec::new();
    }
    let tables = report.form().tables.iter().filter_map(|table| changed_table(report, table, &before));
    tables.chain(changed_indicator(report, &before)).collect()
}

fn changed_table(report: &Report, table: &TableForm, before: &Published) -> Option<Finding> {
    let cells = &report.form().cells;
    // A slip that the sums reveal is one mistake, and its remedy is what was published.
    let meant = report.mended().unwrap_or(report);
    let changed: Vec<(CellId, Option<Number>)> = table
        .cells
        .clone()
        .filter_map(|cell| Some((cell, before.figure(&cells[cell].path)?.0)))
        .filter(|&(cell, then)| [report, meant].iter().all(|report| then != report.grid[cell].number()))
        .collect();
    let (&(first, then), others) = changed.split_first()?;
    let message = text!(
        "{cell}已经发布的是 {then}，现在是 {now}，没有更正说明",
        "{cell} was published as {then} and is now {now}, but `revisions` does not mention it"
    );
    let message = message
        .with("cell", report.form().name(first))
        .with("then", written(then))
        .with("now", written(report.grid[first].number()));
    let finding =
        Finding::new(NAME, report.cell_place(first), message).at(&table.slot.path).hint(entry(report, &changed));
    Some(others.iter().fold(finding, |finding, &(cell, then)| {
        let label = text!("已经发布的是 {then}", "published as {then}").with("then", written(then));
        finding.related(report.cell_place(cell), label)
    }))
}

/// Of a report without tables.
fn changed_indicator(report: &Report, before: &Published) -> Option<Finding> {
    let (name, now, then) = report
        .indicators
        .iter()
        .find_map(|(name, now)| Some((name, now, before.indicator(name).filter(|then| *then != now)?)))?;
    let message = text!(
        "“{name}”已经发布的是“{then}”，现在是“{now}”，没有更正说明",
        "“{name}” was published as “{then}” and is now “{now}”, but `revisions` does not mention it"
    );
    let message = message.with("name", name).with("then", then).with("now", now);
    Some(Finding::new(NAME, report.place(report.year_span), message).at("indicators").hint(HINT))
}

/// The hint, with the former figures as they would stand in the revision.
fn entry(report: &Report, changed: &[(CellId, Option<Number>)]) -> Message {
    let form = report.form();
    let was = changed.iter().map(|(cell, then)| {
        let path = &form.cells[*cell].path;
        let figure = then.map(|then| then.to_string()).unwrap_or_default();
        (in_labels(report.edition, path), figure)
    });
    let revision = Revision { date: None, note: TO_BE_WRITTEN.to_owned(), was: was.collect(), span: Span::default() };
    let entry = format!("[{{{}}}]", revision_entry(&revision));
    text!("{hint}：{entry}", "{hint}: {entry}").with("hint", HINT).with("entry", entry)
}

/// In the place of what only a person knows.
const TO_BE_WRITTEN: &str = "……";

const HINT: Text = text!(
    "不该改的，改回去；更正过的，在 revisions 里写上日期、改了什么和原来的数",
    "restore the figures, or if this is a correction, add its date, what was corrected and the former figures to `revisions`"
);

fn written(number: Option<Number>) -> String {
    number.map_or_else(|| "—".to_owned(), |number| number.to_string())
}
