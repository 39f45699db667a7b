//! `was`: what stood in cells before a correction.

use super::{Report, Revision, State, cell, draft::in_labels};
use crate::{
    diag::{Finding, Span},
    form::Edition,
    i18n::Message,
    markdown,
    spanned::{Entry, Fields, Problem, Value, fields},
    text,
};

/// The former figure of one cell.
pub(super) struct Former {
    /// The path of the cell.
    pub path: String,
    /// Empty where there was none.
    pub figure: String,
    /// Where it stands.
    pub span: Span,
}

/// Reads the key `was` of a correction.
pub(super) fn read(f: &mut Fields<'_>, edition: &'static Edition) -> Vec<Former> {
    let Some(node) = f.get("was") else { return Vec::new() };
    let Value::Map(entries) = &node.value else {
        f.problem(fields::wants_mapping(node.span));
        return Vec::new();
    };
    let (mut read, mut named) = (Vec::<Former>::new(), Vec::new());
    for entry in entries {
        match former(entry, edition) {
            Ok(former) => match read.iter().position(|known| known.path == former.path) {
                Some(first) => f.problem(fields::twice(named[first], entry)),
                None => {
                    read.push(former);
                    named.push(entry);
                }
            },
            Err(problem) => f.problem(*problem),
        }
    }
    read
}

fn former(entry: &Entry, edition: &'static Edition) -> Result<Former, Box<Problem>> {
    let form = edition.form();
    let slot = form.path_of(&entry.key).and_then(|path| form.slot(path)).filter(|slot| slot.cells.len() == 1);
    let Some(cell) = slot.map(|slot| slot.cells.first()) else { return Err(Box::new(no_cell(entry, edition))) };
    let Value::Scalar(scalar) = &entry.value.value else {
        let message = text!("这里应当是原来的一个数", "this should be the former figure");
        let hint = text!("写成 517 这样", "write a number, such as 517");
        return Err(Box::new(Problem::invalid(entry.value.span, message).hint(hint)));
    };
    let state = cell::read(scalar, form.cells[cell].measure)
        .map_err(|fault| Box::new(Problem::invalid(entry.value.span, fault.message).hint(fault.hint)))?;
    let figure = if let State::Given(number) = state { number.to_string() } else { String::new() };
    Ok(Former { path: form.cells[cell].path.clone(), figure, span: entry.value.span })
}

fn no_cell(entry: &Entry, edition: &'static Edition) -> Problem {
    let message = text!("“{place}”不是表里的一格", "`{place}` is no cell of the tables");
    let problem = Problem::invalid(entry.key_span, message.with("place", &*entry.key));
    match cell_near(&entry.key, edition) {
        Some(near) => {
            problem.hint(text!("写到一格为止，如 {near}", "name a single cell, such as {near}").with("near", near))
        }
        None => problem.hint(text!(
            "这一版的格式没有表：删去 was，原来的数写进 note",
            "this edition has no tables: delete `was`, and give the former figures in `note`"
        )),
    }
}

/// The last cell at or below the place that is most like what was written, named in the same language; if no place is like
/// it, one of the largest table.
fn cell_near(written: &str, edition: &'static Edition) -> Option<String> {
    let form = edition.form();
    let near = form.nearest_path(written);
    let near = form.path_of(near.as_deref().unwrap_or(written)).and_then(|path| form.slot(path));
    let largest = || form.tables.iter().max_by_key(|table| table.cells.len())?.slot.children.first();
    let path = &form.cells[near.or_else(largest)?.cells.clone().last()?].path;
    Some(if written.is_ascii() { path.clone() } else { in_labels(edition, path) })
}

/// A finding for each former figure that still stands there: nothing was corrected then, unless a later correction that
/// names no figures put it back.
pub(super) fn unchanged(report: &Report, former: &[Vec<Former>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (revision, former) in report.revisions.iter().zip(former) {
        for (change, former) in report.changes(revision).iter().zip(former) {
            let is_read = !matches!(report.grid[change.cell].state, State::Invalid | State::Missing);
            if is_read && change.now.as_deref() == Some(&*change.then) && !may_be_put_back(report, revision) {
                findings.push(markdown::to_finding(&report.source, same(report.form().name(change.cell), former)));
            }
        }
    }
    findings
}

fn may_be_put_back(report: &Report, revision: &Revision) -> bool {
    let mut silent = report.revisions.iter().filter(|other| other.was.is_empty());
    silent.any(|other| other.date.is_none() || revision.date.is_none() || other.date >= revision.date)
}

fn same(cell: String, former: &Former) -> Problem {
    let message: Message = match &*former.figure {
        "" => text!("{cell}更正前后都是空白", "{cell} is blank before and after the correction").into(),
        figure => text!("{cell}更正前后都是 {figure}", "{cell} is {figure} before and after the correction")
            .with("figure", figure),
    };
    Problem::invalid(former.span, message.with("cell", cell)).hint(text!(
        "写更正以前的数；后来又改回的，在后一次更正里也写 was；这一格没有改过，就从 was 里删去",
        "write what stood there before; if a later correction put it back, give `was` there, too; if this cell was not corrected, remove it from `was`"
    ))
}
