//! Files that are written beside those they are for, under a hidden name, and take their places in one step: whoever
//! looks meets the old file or the new one, also after a kill or on a full disk.

use super::patience::{TRIES, patiently};
use std::{
    fs::{self, File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

/// A name beside a file. Dropping it deletes what stands there.
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
    /// Hidden, so that nobody takes what a killed giar leaves there for a report.
    pub(super) fn of(target: &Path) -> Self {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        Self { path: target.with_file_name(format!(".{name}.giar-tmp")), target: target.to_owned() }
    }

    pub(super) fn create(&self) -> io::Result<File> {
        self.create_with(&mut OpenOptions::new())
    }

    /// Makes the file anew: what a killed giar left is in nobody's use, and a link of that name is not followed.
    pub(super) fn create_with(&self, options: &mut OpenOptions) -> io::Result<File> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => options.write(true).create_new(true).open(&self.path),
        }
    }

    /// Puts the file in the place of the other one.
    pub(super) fn install(self) -> io::Result<()> {
        patiently(TRIES, || fs::rename(&self.path, &self.target))
    }
}
