//! Decides when reported changes are passed on: at once if a file is complete, a moment later if more events are sure
//! to follow. Pure: the time is an argument.

use crate::io::disk::Hints;
use std::{
    collections::BTreeMap,
    path::PathBuf,
    time::{Duration, Instant},
};

/// How long a file must be quiet if the system does not report that it was closed, or if it is new and may be about to
/// be renamed.
const QUIET: Duration = Duration::from_millis(20);

/// How long a file may be missing while it is saved: moved aside or deleted, then written anew.
const AWAY: Duration = Duration::from_millis(20);

/// The longest that any change waits, whatever else happens.
const CAP: Duration = Duration::from_millis(200);

/// What happened to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// The file is complete: closed after writing, or renamed to this name.
    Settled,
    /// The file is new.
    Created {
        will_be_closed: bool,
    },
    /// The file has changed in some way.
    Touched {
        will_be_closed: bool,
    },
    Gone,
}

/// Changes that have been reported but not passed on.
#[derive(Debug, Default)]
pub(super) struct Batch {
    is_everything: bool,
    entries: BTreeMap<PathBuf, Entry>,
}

#[derive(Debug)]
struct Entry {
    since: Instant,
    due: Instant,
    /// Whether the first event was a creation, as for a file that an editor will rename.
    is_new: bool,
    is_away: bool,
}

impl Batch {
    pub(super) fn add(&mut self, path: PathBuf, sign: Sign, now: Instant) {
        let is_new = matches!(sign, Sign::Created { .. });
        let entry = self.entries.entry(path).or_insert(Entry { since: now, due: now, is_new, is_away: false });
        let cap = entry.since + CAP;
        entry.is_away = sign == Sign::Gone && !entry.is_new;
        let due = match sign {
            Sign::Settled if entry.is_new => now + QUIET,
            Sign::Gone if entry.is_away => now + AWAY,
            Sign::Settled | Sign::Gone => now,
            Sign::Created { will_be_closed: true } | Sign::Touched { will_be_closed: true } => cap,
            Sign::Created { .. } | Sign::Touched { .. } => now + QUIET,
        };
        entry.due = due.min(cap);
    }

    pub(super) fn add_everything(&mut self) {
        self.is_everything = true;
    }

    /// When there will be something to pass on, if nothing else happens. Complete files wait for missing ones, so that
    /// both halves of a rename are in one batch.
    pub(super) fn due(&self, now: Instant) -> Option<Instant> {
        if self.is_everything {
            return Some(now);
        }
        let first = self.entries.values().map(|entry| entry.due).min()?;
        let back = self.entries.values().filter(|entry| entry.is_away).map(|entry| entry.due).max();
        let cap = self.entries.values().map(|entry| entry.since + CAP).min()?;
        Some(back.map_or(first, |back| back.max(first)).min(cap))
    }

    /// The changes that are due.
    pub(super) fn take(&mut self, now: Instant) -> Option<Hints> {
        if self.due(now)? > now {
            return None;
        }
        let start = if std::mem::take(&mut self.is_everything) { Hints::everything() } else { Hints::default() };
        let due = self.entries.extract_if(.., |_, entry| entry.due <= now);
        Some(due.fold(start, |hints, (path, _)| hints.with(path)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is passed on, and after how many milliseconds, given events with their times.
    fn handed(story: &[(u64, &str, Sign)]) -> Vec<(u64, Hints)> {
        let start = Instant::now();
        let (mut batch, mut handed) = (Batch::default(), Vec::new());
        for ms in 0..1000 {
            let now = start + Duration::from_millis(ms);
            for (_, path, sign) in story.iter().filter(|(at, ..)| *at == ms) {
                batch.add(PathBuf::from(path), *sign, now);
            }
            handed.extend(batch.take(now).map(|hints| (ms, hints)));
        }
        assert!(batch.entries.is_empty());
        handed
    }

    fn hints<const N: usize>(paths: [&str; N]) -> Hints {
        paths.into_iter().fold(Hints::default(), Hints::with)
    }

    const WRITTEN: Sign = Sign::Touched { will_be_closed: true };
    const TOUCHED: Sign = Sign::Touched { will_be_closed: false };
    const CREATED: Sign = Sign::Created { will_be_closed: true };

    #[test]
    fn a_file_that_was_closed_is_handed_on_at_once() {
        assert_eq!(handed(&[(0, "a", WRITTEN), (3, "a", Sign::Settled)]), [(3, hints(["a"]))]);
    }

    #[test]
    fn a_file_written_in_pieces_waits_for_its_close_but_not_for_ever() {
        assert_eq!(handed(&[(0, "a", WRITTEN), (90, "a", WRITTEN), (180, "a", Sign::Settled)]), [(180, hints(["a"]))]);
        let stream: Vec<_> = (0..30).map(|piece| (piece * 15, "a", WRITTEN)).collect();
        assert_eq!(handed(&stream), [200, 410, 620].map(|ms| (ms, hints(["a"]))));
    }

    #[test]
    fn where_nothing_reports_the_close_quiet_does() {
        assert_eq!(handed(&[(0, "a", TOUCHED), (15, "a", TOUCHED)]), [(35, hints(["a"]))]);
        let stream: Vec<_> = (0..30).map(|piece| (piece * 10, "a", TOUCHED)).collect();
        assert_eq!(handed(&stream), [200, 310].map(|ms| (ms, hints(["a"]))));
    }

    #[test]
    fn a_file_moved_aside_and_written_anew_was_never_gone() {
        let vim = [(0, "a", Sign::Gone), (9, "a", CREATED), (10, "a", WRITTEN), (11, "a", Sign::Settled)];
        assert_eq!(handed(&vim), [(11, hints(["a"]))]);
    }

    #[test]
    fn a_renamed_file_goes_and_comes_in_one_batch() {
        assert_eq!(handed(&[(0, "a", Sign::Gone), (1, "b", Sign::Settled)]), [(20, hints(["a", "b"]))]);
    }

    #[test]
    fn a_new_file_that_gets_its_name_at_last_holds_up_nothing() {
        let sed = [
            (0, "sedX", CREATED),
            (1, "sedX", WRITTEN),
            (2, "sedX", Sign::Settled),
            (3, "sedX", Sign::Gone),
            (3, "a", Sign::Settled),
        ];
        assert_eq!(handed(&sed), [(3, hints(["a", "sedX"]))]);
    }

    #[test]
    fn a_slow_copy_holds_up_nothing_else() {
        let story = [(0, "big", CREATED), (50, "a", Sign::Settled), (120, "big", Sign::Settled)];
        assert_eq!(handed(&story), [(50, hints(["a"])), (140, hints(["big"]))]);
    }

    #[test]
    fn deleting_without_end_does_not_starve_the_rest() {
        let names: Vec<_> = (0..50).map(|at| format!("{at:02}")).collect();
        let mut story: Vec<_> = names.iter().zip(0..).map(|(name, at)| (at * 10, name.as_str(), Sign::Gone)).collect();
        story.push((5, "saved", Sign::Settled));
        let first = &handed(&story)[0];
        assert_eq!(first.0, 200);
        assert!(first.1.names(std::path::Path::new("saved")));
    }

    #[test]
    fn everything_is_handed_on_at_once() {
        let mut batch = Batch::default();
        batch.add_everything();
        assert!(batch.take(Instant::now()).is_some_and(|hints| hints.is_everything()));
        assert_eq!(batch.take(Instant::now()), None);
    }
}
