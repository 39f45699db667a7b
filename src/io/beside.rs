//! Temporary files: each is written next to its target under a hidden name, then renamed over it. A reader sees the old
//! file or the new one, even after a kill or on a full disk.

use super::patience::{TRIES, patiently};
use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// A temporary file next to its target. Dropping it deletes the file.
pub(super) struct Beside {
    pub(super) path: PathBuf,
    target: PathBuf,
}

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

impl Beside {
    /// Hidden, so that a file left by a killed giar is not taken for a report.
    pub(super) fn of(target: &Path) -> Self {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        Self { path: target.with_file_name(format!(".{name}.giar-tmp")), target: target.to_owned() }
    }

    pub(super) fn create(&self) -> io::Result<File> {
        self.create_with(&mut OpenOptions::new())
    }

    /// Creates the file from scratch: one left by a killed giar is deleted, and a link of that name is not followed.
    pub(super) fn create_with(&self, options: &mut OpenOptions) -> io::Result<File> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => options.write(true).create_new(true).open(&self.path),
        }
    }

    /// Renames the file over its target.
    pub(super) fn install(self) -> io::Result<()> {
        patiently(TRIES, || fs::rename(&self.path, &self.target))
    }
}
