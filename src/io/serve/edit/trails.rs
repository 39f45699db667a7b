//! Records where the cells of drafts were found in the documents that they were read from.

use crate::{io::own_folder::OwnFolder, preview::hash};

pub(super) struct Trails(OwnFolder);

impl Trails {
    pub(super) fn new(folder: OwnFolder) -> Self {
        Self(folder)
    }

    /// Keeps the page that shows a document next to the report read from it. Failure is ignored: the report is usable
    /// without.
    pub(super) fn keep(&self, file: &str, page: &str) {
        let _ = self.0.write(&name(file), page);
    }

    pub(super) fn of(&self, file: &str) -> Option<String> {
        self.0.read(&name(file))
    }
}

fn name(file: &str) -> String {
    format!("trails/{}.html", hash(file))
}
