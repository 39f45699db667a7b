//! Corrections that are certain: from findings to the texts of files. Nothing here touches a disk.
//!
//! A correction never changes a number: if it would alter the figures of a report, the file is left as it was.

mod agencies;
mod cells;
mod fields;
mod front;
mod items;
mod sections;
mod totals;
mod written;

use crate::{
    diag::{Edit, Findings, Source},
    report::{Report, State},
    site::Site,
};
pub use agencies::{NewAgency, add_agency};
pub use cells::{Field, Presence, Refusal, fields, set_cells};
pub use fields::FieldReader;
pub use front::{add_waiver, head_value, set_head_value};
pub use items::{HeadList, head_items, remove_review, set_head_items};
pub use sections::{section_texts, set_section, set_whole_text, whole_text};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// What to correct besides the certain corrections of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Whether to write omitted totals.
    pub totals: bool,
}

/// Files being corrected: their old and new texts, and the number of corrections.
#[derive(Debug, Default)]
pub struct Fixes {
    files: BTreeMap<String, Fixed>,
    /// Files that must not be changed.
    kept: BTreeSet<String>,
    /// The number of corrections not made because the report is kept as published.
    pub withheld: usize,
}

/// A file with its corrections.
#[derive(Debug)]
pub struct Fixed {
    /// The text on disk.
    pub before: Arc<Source>,
    /// The text to be written.
    pub after: Arc<Source>,
    /// The number of corrections in all rounds.
    pub places: usize,
    rounds: usize,
}

/// An unreadable line hides the faults below it, so that one correction can make another possible. A file for which
/// this does not end is left as it was.
const ROUNDS: usize = 40;

impl Fixes {
    /// Applies the certain corrections in the findings to the requested files. Returns whether anything changed: then
    /// the site must be read again, because a correction may make another possible.
    pub fn take(&mut self, site: &Site, findings: &Findings, scope: Scope, is_asked: &dyn Fn(&str) -> bool) -> bool {
        self.withheld = 0;
        let mut by_file: BTreeMap<&str, (Arc<Source>, Vec<Edit>)> = BTreeMap::new();
        let certain = findings.iter().filter(|finding| finding.waived.is_none());
        for (source, edit) in certain.filter_map(|finding| Some((&finding.place.source, finding.fix.clone()?))) {
            by_file.entry(&source.path).or_insert_with(|| (Arc::clone(source), Vec::new())).1.push(edit);
        }
        let reports = &site.archive.reports;
        for report in reports.iter().filter(|_| scope.totals) {
            let totals = totals::left_out(report);
            if !totals.is_empty() {
                let source = &report.source;
                by_file.entry(&source.path).or_insert_with(|| (Arc::clone(source), Vec::new())).1.extend(totals);
            }
        }
        let as_published: BTreeSet<_> =
            reports.iter().filter(|report| report.as_published).map(|report| report.source.path.as_str()).collect();
        let mut is_changed = false;
        for (path, (source, edits)) in by_file.into_iter().filter(|(path, _)| is_asked(path)) {
            if as_published.contains(path) {
                self.withheld += edits.len();
            } else if !self.kept.contains(path) {
                is_changed |= self.change(&source, edits);
            }
        }
        is_changed
    }

    fn change(&mut self, source: &Arc<Source>, edits: Vec<Edit>) -> bool {
        let (text, places) = apply(&source.text, edits);
        if text == source.text {
            return false;
        }
        let after = Arc::new(Source::new(source.path.as_str(), text));
        let fixed = self.files.entry(source.path.clone());
        let fixed = fixed.or_insert_with(|| Fixed {
            before: Arc::clone(source),
            after: Arc::clone(source),
            places: 0,
            rounds: 0,
        });
        fixed.after = after;
        fixed.places += places;
        fixed.rounds += 1;
        if fixed.rounds == ROUNDS {
            self.files.remove(&source.path);
            self.kept.insert(source.path.clone());
        }
        true
    }

    /// Reverts the corrections of every file whose report no longer has the same figures. Returns whether there was
    /// one.
    pub fn keep_figures(&mut self, before: &Site, after: &Site) -> bool {
        let known: BTreeMap<_, _> =
            after.archive.reports.iter().map(|report| (report.source.path.as_str(), report)).collect();
        let changed = before.archive.reports.iter().filter(|report| self.files.contains_key(&report.source.path));
        let wrong: Vec<_> = changed
            .filter(|report| !known.get(report.source.path.as_str()).is_some_and(|now| same_figures(report, now)))
            .map(|report| report.source.path.clone())
            .collect();
        for path in &wrong {
            self.files.remove(path);
            self.kept.insert(path.clone());
        }
        !wrong.is_empty()
    }

    /// The present text of a file, if it has changed.
    pub fn text_of(&self, path: &str) -> Option<&Arc<Source>> {
        self.files.get(path).map(|fixed| &fixed.after)
    }

    /// The changed files, by path.
    pub fn files(&self) -> impl Iterator<Item = &Fixed> {
        self.files.values().filter(|fixed| fixed.before.text != fixed.after.text)
    }

    pub(crate) fn places(&self) -> usize {
        self.files().map(|fixed| fixed.places).sum()
    }
}

impl Fixed {
    /// The changes in the format of `patch -p1`.
    pub fn diff(&self) -> String {
        let path = &self.before.path;
        similar::TextDiff::from_lines(&self.before.text, &self.after.text)
            .unified_diff()
            .context_radius(1)
            .header(&format!("a/{path}"), &format!("b/{path}"))
            .to_string()
    }
}

/// Applies edits to a text, and returns how many. Of two that overlap only the first is applied.
pub fn apply(text: &str, mut edits: Vec<Edit>) -> (String, usize) {
    // Stable, so that insertions at one place keep their order.
    edits.sort_by_key(|edit| edit.span.start);
    let (mut out, mut at, mut applied) = (String::with_capacity(text.len()), 0, 0);
    for edit in edits {
        let range = edit.span.range();
        let Some(kept) = text.get(at..range.start).filter(|_| text.is_char_boundary(range.end)) else { continue };
        out.push_str(kept);
        out.push_str(&edit.text);
        at = range.end;
        applied += 1;
    }
    out.push_str(&text[at..]);
    (out, applied)
}

/// Whether a report still has the same figures and blanks. Unreadable ones may have become readable.
fn same_figures(before: &Report, after: &Report) -> bool {
    let mut cells = before.grid.iter().zip(after.grid.iter());
    before.edition.id == after.edition.id
        && before.year == after.year
        && cells.all(|((_, was), (_, is))| is_kept(was.state, is.state))
}

/// Whether a cell still contains what its author wrote. An unreadable one may have become readable.
fn is_kept(was: State, is: State) -> bool {
    match was {
        State::Missing | State::Invalid => true,
        State::Blank => is == State::Blank,
        State::Given(number) | State::Computed(number) => {
            matches!(is, State::Given(now) | State::Computed(now) if now == number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Span;

    #[test]
    fn of_edits_that_overlap_the_first_is_applied() {
        fn edit(start: usize, end: usize, text: &str) -> Edit {
            Edit { span: Span::new(start, end), text: text.into() }
        }
        let edits = vec![edit(4, 5, "E"), edit(0, 2, "x"), edit(1, 3, "y"), edit(3, 3, "1"), edit(3, 3, "2")];
        assert_eq!(apply("abcdef", edits), ("xc12dEf".to_owned(), 4));
        assert_eq!(apply("公", vec![edit(1, 2, "")]), ("公".to_owned(), 0));
    }
}
