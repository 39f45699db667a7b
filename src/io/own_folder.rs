//! Where giar keeps beside a site what is of use to nobody else: only its user can read it, and no version control takes
//! it along.

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
    /// That of the site at `root`. It is made with the first file in it.
    pub(super) fn of(root: &Path) -> Self {
        Self::at(root.join(".giar"))
    }

    /// One that belongs to no site.
    pub(super) fn at(folder: PathBuf) -> Self {
        Self(folder)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// A text in it, if it is there and can be read.
    pub(super) fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.0.join(name)).ok()
    }

    /// Makes the folder. Who keeps the site's sources in a repository need not know of it.
    pub(super) fn make(&self) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        let ignored = self.0.join(".gitignore");
        if fs::read(&ignored).is_ok_and(|text| text == IGNORE_ALL.as_bytes()) {
            return Ok(());
        }
        write_private(&ignored, IGNORE_ALL)
    }

    /// Writes a text. `name` may begin with the name of a folder.
    pub(super) fn write(&self, name: &str, text: &str) -> io::Result<PathBuf> {
        self.make()?;
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&self.0))?;
        write_private(&path, text)?;
        Ok(path)
    }

    /// Deletes a text. One that cannot be deleted does no harm.
    pub(super) fn delete(&self, name: &str) {
        let _ = fs::remove_file(self.0.join(name));
    }

    /// What stands in a folder of it, in order.
    pub(super) fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.0.join(folder)).into_iter().flatten().flatten();
        let mut names: Vec<_> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
        names.sort_unstable();
        names
    }
}

/// A file that only its user can read. What was there before stays until all of it is written.
fn write_private(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let beside = Beside::of(path);
    beside.create_with(&mut options)?.write_all(text.as_bytes())?;
    beside.install()
}
