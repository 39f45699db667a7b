//! Reports of which giar has published data: their figures, or all of them.

use super::{
    Given,
    doc::Origin,
    imported::{Imported, Trail},
    read::{Figures, JsonReport},
    title,
};
use crate::{
    config::{Agencies, Agency},
    date::Date,
    diag::Span,
    report::{Draft, Revision, Waiver},
    site::usual_title,
    text,
};

/// The report of which a file has the figures alone.
pub(super) fn figures(figures: Figures, name: &str, given: &Given, agencies: &Agencies) -> Imported {
    let year = given.year.or(figures.year).or_else(|| title::year_in(name));
    let mut draft = Draft::blank(figures.edition, year.unwrap_or_default());
    draft.cells.fill(Draft::UNREAD.to_owned());
    let trail = figures.cells.into_iter().map(|(cell, text, line)| {
        draft.cells[cell.index()].clone_from(&text);
        Trail { cell, text, origin: Origin::Line(line) }
    });
    let trail = trail.collect();
    let remark = text!("文件里只有表里的数，没有文字", "the file holds the figures of the tables and no text");
    Imported {
        year,
        agency: given
            .agency
            .clone()
            .or(figures.agency.and_then(id))
            .or_else(|| agencies.only().map(|only| agencies[only].id.clone())),
        remarks: vec![remark.into()],
        ..Imported::of(draft, trail)
    }
}

/// An id that a data file names; none if it is none. It becomes a part of a path.
fn id(text: String) -> Option<String> {
    Some(text).filter(|id| Agency::is_id(id))
}

impl From<JsonReport> for Imported {
    fn from(report: JsonReport) -> Self {
        let edition = report.edition().expect("read only with an edition");
        let form = edition.form();
        let mut draft = Draft::blank(edition, report.year);
        draft.title =
            Some(report.title.clone()).filter(|title| *title != usual_title(&report.agency.name, report.year));
        draft.published.clone_from(&report.published);
        draft.as_published = report.as_published;
        draft.joint.clone_from(&report.joint);
        draft.revisions = report
            .revisions
            .iter()
            .map(|revision| Revision {
                date: revision.date.as_deref().and_then(Date::parse),
                note: revision.note.clone(),
                was: revision.was.clone().into_iter().collect(),
                span: Span::default(),
            })
            .collect();
        draft.waivers = report
            .waivers
            .iter()
            .map(|waiver| Waiver {
                rule: waiver.rule.clone(),
                at: waiver.at.clone(),
                value: waiver.value.clone(),
                reason: waiver.reason.clone(),
                span: Span::default(),
            })
            .collect();
        draft.cells = report.cells(form);
        draft.indicators = report.indicators();
        draft.body = report.body();
        let trail = form.cells.iter().map(|(cell, spec)| Trail {
            cell,
            text: draft.cells[cell.index()].clone(),
            origin: Origin::Key(spec.path.clone()),
        });
        let trail = trail.collect();
        Self {
            year: Some(report.year),
            agency: id(report.agency.id),
            agency_name: Some(report.agency.name),
            ..Self::of(draft, trail)
        }
    }
}
