//! Replaces the old site by a finished one.
//!
//! Everything here is a sequence of the three moves of [`Mover`]; after a kill between any two of them the output is
//! complete, or missing with a complete site next to it. A folder is marked before its first file is deleted.

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

/// How folders are moved: by the system, or by a test that can stop anywhere.
pub(super) trait Mover: Sync {
    /// Exchanges the names of two folders atomically, so that neither is ever missing.
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()>;
    /// Moves a folder to a name that is unused or that of an empty folder.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Marks a folder, then deletes it with its contents; succeeds if there is none.
    fn remove(&self, folder: &Path) -> io::Result<()>;

    /// Forces everything written to the file system of a folder onto its disk.
    fn sync(&self, folder: &Path) -> io::Result<()> {
        crate::io::sync::sync_file_system(folder)
    }

    /// How often a refused move is retried.
    fn tries(&self) -> u32 {
        TRIES
    }

    /// [`Self::rename`], retried while another program holds the folder.
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
            // Unlike on other systems, a rename does not replace an empty folder.
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

/// The mark is created first and deleted last, so that whatever remains after a kill is known to be scrap.
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

/// Moves a complete site to an unused name or over an empty folder.
pub(super) fn settle(mover: &impl Mover, site: &Path, layout: &Layout) -> Result<(), Error> {
    mover.rename_patiently(site, &layout.out).map_err(|cause| immovable(layout, cause))
}

/// Exchanges the staged site with the published one, which then has the staged one's name.
pub(super) fn replace(mover: &impl Mover, staged: &Path, layout: &Layout) -> Result<(), Error> {
    match mover.exchange(staged, &layout.out) {
        Ok(()) => Ok(()),
        Err(cause) if cannot_exchange(&cause) => replace_by_renames(mover, staged, layout),
        Err(cause) => Err(immovable(layout, cause)),
    }
}

/// Whether the system or the file system cannot exchange folders; then two renames are tried.
fn cannot_exchange(cause: &io::Error) -> bool {
    #[cfg(unix)]
    {
        use rustix::io::Errno;
        // PERM: containers that filter system calls return it for unknown ones.
        let unknown = [Errno::NOSYS, Errno::INVAL, Errno::OPNOTSUPP, Errno::PERM];
        if Errno::from_io_error(cause).is_some_and(|errno| unknown.contains(&errno)) {
            return true;
        }
    }
    cause.kind() == io::ErrorKind::Unsupported
}

/// staged → `-ready`, output → `-old`, `-ready` → output, `-old` → staged. After each of these the next start knows
/// what to do, because `-ready` and `-old` always name complete sites. If a rename is refused, the earlier ones are
/// undone.
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
    // The new site is in place; if the old one cannot be moved now, the next run cleans it up.
    let _ = mover.rename_patiently(old, staged);
    Ok(())
}

fn immovable(layout: &Layout, cause: io::Error) -> Error {
    match cause.kind() {
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => Error::Immovable { out: layout.shown.clone() },
        _ => Error::io(REPLACE, &layout.shown, cause),
    }
}
