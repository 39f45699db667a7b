//! What corrections changed.

use super::{Report, Revision};
use crate::{
    form::CellId,
    i18n::{Lang, Text},
    text,
};

/// A cell whose figure was corrected. An empty figure is a blank.
pub struct Change {
    /// The cell.
    pub cell: CellId,
    /// The figure before the correction.
    pub then: String,
    /// The figure after it; none if nobody knows which of its corrections came first.
    pub now: Option<String>,
}

const BLANK: Text = text!("空白", "blank");

impl Report {
    /// What a correction changed, as far as it gives the figures before.
    pub fn changes(&self, revision: &Revision) -> Vec<Change> {
        // Those of one day in the order of their list.
        let when = |revision: &Revision| (revision.date, revision.span.start);
        let changes = revision.was.iter().filter_map(|(path, then)| {
            let cell = self.form().cell(path)?;
            let found =
                |other: &Revision| other.was.iter().find(|(at, _)| at == path).map(|(_, figure)| figure.clone());
            let others = self.revisions.iter().filter_map(|other| Some((other, found(other)?)));
            let is_ordered = others.clone().all(|(other, _)| other.date.is_some() == revision.date.is_some());
            // The figure before a later correction is the one after this.
            let later = others.filter(|(other, _)| when(other) > when(revision));
            let left = later.min_by_key(|(other, _)| when(other)).map(|(_, figure)| figure);
            let stands = || self.grid[cell].number().map(|number| number.to_string()).unwrap_or_default();
            let now = is_ordered.then(|| left.unwrap_or_else(stands));
            Some(Change { cell, then: then.clone(), now })
        });
        changes.collect()
    }

    /// A correction in one sentence: what its author says, and what was changed.
    pub fn revised(&self, revision: &Revision, lang: Lang) -> String {
        let changes: Vec<_> = self.changes(revision).iter().map(|change| self.changed(change, lang)).collect();
        if changes.is_empty() {
            return revision.note.clone();
        }
        let changes = changes.join(text!("；", "; ").get(lang));
        text!("{note}（{changes}）", "{note} ({changes})")
            .with("note", &revision.note)
            .with("changes", changes)
            .get(lang)
    }

    /// A change in words.
    pub fn changed(&self, change: &Change, lang: Lang) -> String {
        let shown = |figure: &str| if figure.is_empty() { BLANK.get(lang).to_owned() } else { figure.to_owned() };
        let sentence = match change.now {
            Some(_) => text!("{cell}由 {then} 改为 {now}", "{cell}: changed from {then} to {now}"),
            None => text!("{cell}原为 {then}", "{cell}: was {then}"),
        };
        sentence
            .with("cell", self.form().name(change.cell))
            .with("then", shown(&change.then))
            .with("now", change.now.as_deref().map(shown).unwrap_or_default())
            .get(lang)
    }
}
