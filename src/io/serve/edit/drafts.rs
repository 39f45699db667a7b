//! Keeps input that could not be saved, and offers it when the form is opened again.

use crate::{
    io::own_folder::OwnFolder,
    preview::{Draft, hash},
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Drafts by report file. They are kept next to the site because browsers store data by port, which may differ
/// tomorrow; if the disk does not take a draft, it is kept while the preview runs.
pub(super) struct Drafts {
    folder: OwnFolder,
    known: Mutex<HashMap<String, Draft>>,
}

impl Drafts {
    pub(super) fn new(folder: OwnFolder) -> Self {
        Self { folder, known: Mutex::default() }
    }

    pub(super) fn of(&self, file: &str) -> Option<Draft> {
        if let Some(draft) = self.known().get(file) {
            return Some(draft.clone());
        }
        serde_json::from_str(&self.folder.read(&name(file))?).ok()
    }

    /// Replaces the draft of a report; an empty one is deleted.
    pub(super) fn keep(&self, file: &str, draft: Draft) {
        if draft.cells.is_empty() {
            self.known().remove(file);
            self.folder.delete(&name(file));
            return;
        }
        let text = serde_json::to_string(&draft).expect("texts alone");
        if self.folder.write(&name(file), &text).is_ok() {
            self.known().remove(file);
        } else {
            self.known().insert(file.to_owned(), draft);
        }
    }

    /// Removes saved fields from the draft.
    pub(super) fn saved<'n>(&self, file: &str, names: impl Iterator<Item = &'n String>) {
        let Some(mut draft) = self.of(file) else { return };
        let before = draft.cells.len();
        names.for_each(|name| _ = draft.cells.remove(name));
        if draft.cells.len() < before {
            self.keep(file, draft);
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Draft>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn name(file: &str) -> String {
    format!("drafts/{}.json", hash(file))
}
