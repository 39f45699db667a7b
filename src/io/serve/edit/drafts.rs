//! What was typed into forms and could not be saved: a form that is opened again offers it.

use crate::{
    io::own_folder::OwnFolder,
    preview::{Draft, hash},
};
use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// By the reports' files. They lie beside the site, because the port of a preview, by which browsers keep things, may
/// be another tomorrow; what the disk does not take is kept for as long as the preview runs.
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

    /// Keeps a draft in the place of the one before; an empty one is none.
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

    /// What has been saved is in no draft.
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
