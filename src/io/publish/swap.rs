//! Puts a finished site into the place of the old one.
//!
//! Everything here is a sequence of the three moves of [`Mover`]; a kill between any two of them leaves the output
//! complete, or missing with a complete site beside it. A folder is marked before its first file is deleted.

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::Error;
use super::layout::{Layout, MARK};
use crate::i18n::Text;
use crate::io::patience::{TRIES, patiently};
use crate::text;

pub(super) const REPLACE: Text = text!("替换", "replace");

/// How folders are moved: the system's way, or a test's that stops anywhere.
pub(super) trait Mover: Sync {
    /// Makes two folders change names, so that nobody ever sees either name missing.
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()>;
    /// Moves a folder to a name that is free or an empty folder's.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Deletes a folder with all it holds, marking it first; fine if there is none.
    fn remove(&self, folder: &Path) -> io::Result<()>;

    /// Forces everything written to the file system of a folder onto its disk.
    fn sync(&self, folder: &Path) -> io::Result<()> {
        crate::io::sync::sync_file_system(folder)
    }

    /// How often a refused move is tried again.
    fn tries(&self) -> u32 {
        TRIES
    }

    /// [`Self::rename`], tried again while another program holds the folder.
    fn rename_patiently(&self, from: &Path, to: &Path) -> io::Result<()> {
        patiently(self.tries(), || self.rename(from, to))
    }
}

pub(super) struct System;

impl Mover for System {
    #[cfg(target_os = "linux")]
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
    }

    #[cfg(not(target_os = "linux"))]
    fn exchange(&self, _: &Path, _: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        if cfg!(windows) {
            // Unlike elsewhere, an empty folder is not replaced by the rename itself.
            let _ = fs::remove_dir(to);
        }
        fs::rename(from, to)
    }

    fn remove(&self, folder: &Path) -> io::Result<()> {
        match remove_in_parallel(folder) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        }
    }
}

/// The mark is the first to come and the last to go: whatever is left after a kill says that it is scrap.
fn remove_in_parallel(folder: &Path) -> io::Result<()> {
    let mark = folder.join(MARK);
    fs::OpenOptions::new().create(true).append(true).open(&mark)?;
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.par_iter().filter(|entry| entry.file_name() != MARK).try_for_each(|entry| {
        if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) }
    })?;
    fs::remove_file(mark)?;
    fs::remove_dir(folder)
}

/// Moves a complete site to where there is nothing, or an empty folder.
pub(super) fn settle(mover: &impl Mover, site: &Path, layout: &Layout) -> Result<(), Error> {
    mover.rename_patiently(site, &layout.out).map_err(|cause| immovable(layout, cause))
}

/// Replaces the old site by the staged one; afterwards the old one stands under the staged one's name.
pub(super) fn replace(mover: &impl Mover, staged: &Path, layout: &Layout) -> Result<(), Error> {
    match mover.exchange(staged, &layout.out) {
        Ok(()) => Ok(()),
        Err(cause) if cannot_exchange(&cause) => replace_by_renames(mover, staged, layout),
        Err(cause) => Err(immovable(layout, cause)),
    }
}

/// Whether the system, or its file system, has no exchange: then it is worth trying without.
fn cannot_exchange(cause: &io::Error) -> bool {
    #[cfg(unix)]
    {
        use rustix::io::Errno;
        // PERM: containers that filter system calls answer so to those they do not know.
        let unknown = [Errno::NOSYS, Errno::INVAL, Errno::OPNOTSUPP, Errno::PERM];
        if Errno::from_io_error(cause).is_some_and(|errno| unknown.contains(&errno)) {
            return true;
        }
    }
    cause.kind() == io::ErrorKind::Unsupported
}

/// staged → `-ready`, output → `-old`, `-ready` → output, `-old` → staged: after each, the next start knows what to do,
/// because `-ready` and `-old` are only ever the names of complete sites. A refused rename undoes those before it.
fn replace_by_renames(mover: &impl Mover, staged: &Path, layout: &Layout) -> Result<(), Error> {
    let Layout { out, ready, old, .. } = layout;
    mover.rename_patiently(staged, ready).map_err(|cause| immovable(layout, cause))?;
    if let Err(cause) = mover.rename_patiently(out, old) {
        let _ = mover.rename_patiently(ready, staged);
        return Err(immovable(layout, cause));
    }
    if let Err(cause) = mover.rename_patiently(ready, out) {
        if mover.rename_patiently(old, out).is_err() {
            let (out, old, ready) = (layout.shown.clone(), old.clone(), ready.clone());
            return Err(Error::Stranded { out, old, ready, cause });
        }
        let _ = mover.rename_patiently(ready, staged);
        return Err(immovable(layout, cause));
    }
    // The new site is in place; what is left of the old one is the next run's business if it cannot be moved now.
    let _ = mover.rename_patiently(old, staged);
    Ok(())
}

fn immovable(layout: &Layout, cause: io::Error) -> Error {
    match cause.kind() {
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => Error::Immovable { out: layout.shown.clone() },
        _ => Error::io(REPLACE, &layout.shown, cause),
    }
}
