//! The folder next to a site in which giar keeps its own files: readable only by its user, and ignored by version
//! control.

use super::beside::Beside;
use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

const IGNORE_ALL: &str = "*\n";

#[derive(Clone, Debug)]
pub(super) struct OwnFolder(PathBuf);

impl OwnFolder {
    /// The folder of the site at `root`. It is created with its first file.
    pub(super) fn of(root: &Path) -> Self {
        Self::at(root.join(".giar"))
    }

    /// A folder that belongs to no site.
    pub(super) fn at(folder: PathBuf) -> Self {
        Self(folder)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Reads a text, if it exists and is readable.
    pub(super) fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.0.join(name)).ok()
    }

    /// Creates the folder, with a `.gitignore` for users who keep the site in a repository.
    pub(super) fn make(&self) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        let ignored = self.0.join(".gitignore");
        if fs::read(&ignored).is_ok_and(|text| text == IGNORE_ALL.as_bytes()) {
            return Ok(());
        }
        write_private(&ignored, IGNORE_ALL)
    }

    /// Writes a text. `name` may include a subfolder.
    pub(super) fn write(&self, name: &str, text: &str) -> io::Result<PathBuf> {
        self.make()?;
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&self.0))?;
        write_private(&path, text)?;
        Ok(path)
    }

    /// Deletes a text. Failure is ignored: the file does no harm.
    pub(super) fn delete(&self, name: &str) {
        let _ = fs::remove_file(self.0.join(name));
    }

    /// The names in a subfolder, sorted.
    pub(super) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.0.join(folder)).into_iter().flatten().flatten();
        let mut names: Vec<_> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort_unstable();
        names
    }
}

/// Writes a file that only its user can read. The old file stays until the new one is complete.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let beside = Beside::of(path);
    beside.create_with(&mut options)?.write_all(text.as_bytes())?;
    beside.install()
}
