//! Where the cells of drafts stood in the documents that they were read from.

use crate::{io::own_folder::OwnFolder, preview::hash};

pub(super) struct Trails(OwnFolder);

impl Trails {
    pub(super) fn new(folder: OwnFolder) -> Self {
        Self(folder)
    }

    /// Keeps the page on which a document stands beside the report read from it. A report is as good without.
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
