//! What corrections changed.

use super::{Date, Report, Revision};
use crate::{
    form::{CellId, Form},
    i18n::{Lang, Text},
    text,
};
use std::collections::HashMap;

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

/// The figures that stood in each cell before its corrections.
#[derive(Clone, Debug)]
pub(super) struct History {
    listing: Listing,
    /// In the order of time.
    steps: HashMap<CellId, Vec<Step>>,
}

/// A figure, and the correction before which it stood.
#[derive(Clone, Debug)]
struct Step {
    when: When,
    figure: String,
}

/// When a correction was made: its day, and its place among those of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct When {
    date: Option<Date>,
    place: i64,
}

/// In what order corrections are listed, as those of different days show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listing {
    OldestFirst,
    NewestFirst,
    Unknown,
}

/// What followed the figure that a correction gave a cell.
enum Next<'a> {
    /// Another correction, which names it.
    Figure(&'a str),
    /// Nothing: it stands there.
    Today,
    Unknown,
}

impl Listing {
    fn of(revisions: &[Revision]) -> Self {
        let days: Vec<_> = revisions.iter().filter_map(|revision| revision.date).collect();
        match (days.is_sorted(), days.iter().rev().is_sorted()) {
            (true, false) => Self::OldestFirst,
            (false, true) => Self::NewestFirst,
            _ => Self::Unknown,
        }
    }
}

impl History {
    fn of(revisions: &[Revision], form: &Form) -> Self {
        let mut history = Self { listing: Listing::of(revisions), steps: HashMap::new() };
        for revision in revisions {
            let when = history.when(revision);
            for (path, figure) in &revision.was {
                let Some(cell) = form.cell(path) else { continue };
                history.steps.entry(cell).or_default().push(Step { when, figure: figure.clone() });
            }
        }
        history.steps.values_mut().for_each(|steps| steps.sort_by_key(|step| step.when));
        history
    }

    fn when(&self, revision: &Revision) -> When {
        let place = i64::from(revision.span.start);
        When { date: revision.date, place: if self.listing == Listing::NewestFirst { -place } else { place } }
    }

    fn next(&self, cell: CellId, revision: &Revision) -> Next<'_> {
        let (when, steps) = (self.when(revision), self.steps.get(&cell).map_or(&[][..], Vec::as_slice));
        // Those without a day stand first.
        let has_day = |step: &Step| step.when.date.is_some();
        if steps.first().map(has_day) != steps.last().map(has_day) {
            return Next::Unknown;
        }
        let is_ordered = |pair: &[Step]| self.listing != Listing::Unknown || pair[0].when.date != pair[1].when.date;
        let before = steps.partition_point(|step| step.when < when);
        let after = steps.partition_point(|step| step.when <= when);
        // The figure that was corrected next is the first of a day, if that is known.
        let neighbours = &steps[before.saturating_sub(1)..(after + 2).min(steps.len())];
        if !neighbours.windows(2).all(is_ordered) {
            return Next::Unknown;
        }
        steps.get(after).map_or(Next::Today, |step| Next::Figure(&step.figure))
    }
}

impl Report {
    /// What a correction changed, as far as it gives the figures before.
    pub fn changes(&self, revision: &Revision) -> Vec<Change> {
        let history = self.history.get_or_init(|| History::of(&self.revisions, self.form()));
        let changes = revision.was.iter().filter_map(|(path, then)| {
            let cell = self.form().cell(path)?;
            let now = match history.next(cell, revision) {
                Next::Figure(figure) => Some(figure.to_owned()),
                Next::Today => Some(self.grid[cell].number().map(|number| number.to_string()).unwrap_or_default()),
                Next::Unknown => None,
            };
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
