//! Keeps the texts of reports from before each save for two days, so that each can be restored.

use crate::{
    diag::Source,
    io::{clock::milliseconds, own_folder::OwnFolder},
    preview::hash,
};

pub(super) struct Saves(OwnFolder);

/// A text that was replaced, and when, in milliseconds since 1970.
pub(super) struct Replaced {
    pub at: u64,
    pub text: String,
}

const MINUTE: u64 = 60_000;
/// Whoever notices a mistake the next morning still finds all versions of the day before.
const KEPT: u64 = 48 * 60 * MINUTE;
/// More than anybody looks through.
const MOST: usize = 200;

impl Saves {
    pub(super) fn new(folder: OwnFolder) -> Self {
        Self(folder)
    }

    /// Keeps the text that a save has replaced. A form saves after every cell: of several saves within a minute, only
    /// the text before the first is kept, unless one of them restores an earlier text.
    pub(super) fn keep(&self, before: &Source, goes_back: bool) {
        let (folder, now) = (folder(&before.path), milliseconds());
        let mut kept = self.times(&folder);
        let is_recent = kept.last().is_some_and(|at| now.saturating_sub(*at) < MINUTE);
        if is_recent && !goes_back {
            return;
        }
        // The input has been saved, even if there is no room for the text before it.
        if self.0.write(&format!("{folder}/{now}.md"), &before.text).is_ok() {
            kept.push(now);
        }
        let excess = kept.len().saturating_sub(MOST);
        for (number, at) in kept.into_iter().enumerate() {
            if number < excess || now.saturating_sub(at) > KEPT {
                self.0.delete(&format!("{folder}/{at}.md"));
            }
        }
    }

    /// The texts of a report from the last two days, the newest first.
    pub(super) fn of(&self, file: &str) -> impl Iterator<Item = Replaced> {
        let (folder, now) = (folder(file), milliseconds());
        let times = self.times(&folder).into_iter().rev().take_while(move |at| now.saturating_sub(*at) <= KEPT);
        times.filter_map(move |at| Some(Replaced { at, text: self.0.read(&format!("{folder}/{at}.md"))? }))
    }

    fn times(&self, folder: &str) -> Vec<u64> {
        let names = self.0.names(folder);
        let mut times: Vec<_> = names.iter().filter_map(|name| name.strip_suffix(".md")?.parse().ok()).collect();
        times.sort_unstable();
        times
    }
}

fn folder(file: &str) -> String {
    format!("saves/{}", hash(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_older_than_two_days_is_offered_no_longer() {
        let home = tempfile::tempdir().unwrap();
        let saves = Saves::new(OwnFolder::at(home.path().to_owned()));
        for age in [KEPT + MINUTE, KEPT - MINUTE] {
            let name = format!("{}/{}.md", folder("content/reports/2023.md"), milliseconds() - age);
            saves.0.write(&name, "甲").unwrap();
        }
        assert_eq!(saves.of("content/reports/2023.md").count(), 1);
    }
}
