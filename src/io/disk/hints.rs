//! Which paths to look at again.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// What may have changed: files, folders with everything below them, or everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    is_everything: bool,
    /// Relative to the root.
    paths: BTreeSet<PathBuf>,
}

impl Hints {
    /// Nothing is known: every file may have changed.
    pub fn everything() -> Self {
        Self { is_everything: true, paths: BTreeSet::new() }
    }

    /// With a file or folder, by its path below the root: `site.toml`, `content/reports/2023.md`, `themes/plain`.
    #[must_use]
    pub fn with(mut self, path: impl Into<PathBuf>) -> Self {
        self.add(path);
        self
    }

    /// Adds a file or folder, by its path below the root.
    pub fn add(&mut self, path: impl Into<PathBuf>) {
        self.paths.insert(path.into());
    }

    pub(crate) fn is_everything(&self) -> bool {
        self.is_everything
    }

    /// Whether a file itself was given, not only a folder that contains it.
    pub fn names(&self, path: &Path) -> bool {
        self.paths.contains(path)
    }

    /// The paths to walk: below `content` or `themes`, none inside another.
    pub(super) fn tops(&self) -> Vec<&Path> {
        if self.is_everything {
            return vec![Path::new("content"), Path::new("themes")];
        }
        let paths = self.paths.iter().map(PathBuf::as_path);
        let own = paths.filter(|path| path.starts_with("content") || path.starts_with("themes"));
        // If a folder is listed, paths inside it are redundant.
        own.filter(|path| !path.ancestors().skip(1).any(|folder| self.paths.contains(folder))).collect()
    }
}
