//! What stands below the tables of a report: what blanks mean, explanations of the author's, and remarks on a report
//! that cannot be altered.

use super::rule;
use crate::{
    diag::{Finding, Findings, Level},
    form::TableForm,
    i18n::Lang,
    report::{Report, State},
    site::anchor,
    text,
};

/// A sentence below a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub kind: NoteKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoteKind {
    /// What blank cells mean.
    Blank,
    /// What the mark of a computed total means.
    Computed,
    /// The author's reason to let a finding stand.
    Waiver,
    /// A finding on a report that stands as published.
    Remark,
}

/// What stands under a section's table, or, without a section, what belongs to none.
pub(crate) fn notes(report: &Report, findings: &Findings, section: Option<&str>, lang: Lang) -> Vec<Note> {
    let table = section.and_then(|key| report.form().table_of(key));
    let waivers = report.waivers.iter().filter(|waiver| section_of(report, waiver.at.as_deref()) == section);
    let waivers = waivers.map(|waiver| Note { kind: NoteKind::Waiver, text: waiver.reason.clone() });
    let remarks = remarks(report, findings).filter(|remark| section_of(report, remark.at.as_deref()) == section);
    let remarks = remarks.map(|remark| Note { kind: NoteKind::Remark, text: sentence(remark, lang) });
    table
        .map_or_else(Vec::new, |table| legends(report, table, lang))
        .into_iter()
        .chain(waivers)
        .chain(remarks)
        .collect()
}

/// What readers learn about a report that stands as published.
pub(crate) fn remarks<'f>(report: &Report, findings: &'f Findings) -> impl Iterator<Item = &'f Finding> + use<'f> {
    let found = if report.as_published { findings.in_file(&report.source.path) } else { &[] };
    found.iter().filter(|finding| {
        let is_public = finding.level >= Level::Warning && finding.waived.is_none();
        is_public && rule(finding.rule).is_some_and(|rule| rule.softened)
    })
}

/// The section in which a place of a report is shown. What concerns a section that is not there, or none, stands by
/// itself.
fn section_of<'a>(report: &Report, at: Option<&'a str>) -> Option<&'a str> {
    let key = at?.split('.').next()?;
    let official = report.edition.section(key)?;
    anchor::is_shown(report, official).then_some(key)
}

/// A finding with its equations behind it.
fn sentence(remark: &Finding, lang: Lang) -> String {
    let message = remark.message.get(lang);
    if remark.equations.is_empty() {
        return message;
    }
    let equations: Vec<_> = remark.equations.iter().map(|equation| equation.get(lang)).collect();
    text!("{message}（{equations}）", "{message} ({equations})")
        .with("message", message)
        .with("equations", equations.join(text!("；", "; ").get(lang)))
        .get(lang)
}

/// Blanks and computed totals, explained where a table has any.
fn legends(report: &Report, table: &TableForm, lang: Lang) -> Vec<Note> {
    let mut states = table.cells.clone().map(|cell| report.grid[cell].state);
    let mut legends = Vec::new();
    if states.clone().any(|state| matches!(state, State::Blank | State::Missing | State::Invalid)) {
        legends.push((
            NoteKind::Blank,
            text!(
                "空着或画线的格表示没有填写，不等于 0。",
                "Empty cells and cells with a dash were not filled in; they do not mean 0."
            ),
        ));
    }
    if states.any(|state| matches!(state, State::Computed(_))) {
        legends.push((
            NoteKind::Computed,
            text!(
                "标“算”的总计由发布工具按各项相加得出。",
                "Totals marked “sum” were calculated by the publishing tool."
            ),
        ));
    }
    legends.into_iter().map(|(kind, text)| Note { kind, text: text.get(lang).to_owned() }).collect()
}
