//! What corrections changed.

use super::{Report, Revision};
use crate::{
    form::CellId,
    i18n::{Lang, Text},
    text,
};

/// A cell whose figure was corrected.
pub struct Change {
    /// The cell.
    pub cell: CellId,
    /// What stood in it before, and what does since; empty where that is nothing.
    pub figures: [String; 2],
}

const BLANK: Text = text!("空白", "blank");

impl Report {
    /// What a correction changed, as far as it says what stood there before.
    pub fn changes(&self, revision: &Revision) -> Vec<Change> {
        let changes = revision.was.iter().filter_map(|(path, then)| {
            let cell = self.form().cell(path)?;
            // What a later correction found is what this one left.
            let later = self.revisions.iter().filter(|other| other.date > revision.date);
            let found = later.filter_map(|other| Some((other.date, &other.was.iter().find(|(at, _)| at == path)?.1)));
            let left = found.min_by_key(|(date, _)| *date).map(|(_, figure)| figure.clone());
            let now = || self.grid[cell].number().map(|number| number.to_string()).unwrap_or_default();
            Some(Change { cell, figures: [then.clone(), left.unwrap_or_else(now)] })
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
        let [then, now] = &change.figures;
        let [then, now] = [then, now].map(|figure| if figure.is_empty() { BLANK.get(lang) } else { figure });
        text!("{cell}由 {then} 改为 {now}", "{cell}: {then} became {now}")
            .with("cell", self.form().name(change.cell))
            .with("then", then)
            .with("now", now)
            .get(lang)
    }
}
