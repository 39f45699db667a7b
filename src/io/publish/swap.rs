//! Puts a finished site into the place of the old one, and mends what a killed run left half-way.
//!
//! Everything here is a sequence of the three moves of [`Mover`]; a kill between any two of them leaves the output
//! complete, or missing with a complete site beside it. `-tmp` alone may be incomplete, so a folder gets that name
//! before its first file is deleted.

use std::fs;
use std::io;
use std::path::Path;
use std::thread;
use std::time::Duration;

use rayon::prelude::*;

use super::Error;
use super::layout::{self, Layout};
use crate::i18n::Text;
use crate::text;

const REPLACE: Text = text!("替换", "replace");

/// How folders are moved: the system's way, or a test's that stops anywhere.
pub(super) trait Mover: Sync {
    /// Makes two folders change names, so that nobody ever sees either name missing.
    fn exchange(&self, a: &Path, b: &Path) -> io::Result<()>;
    /// Moves a folder to a name that is free or an empty folder's.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Deletes a folder with all it holds; fine if there is none.
    fn remove(&self, folder: &Path) -> io::Result<()>;

    /// How often a refused move is tried again. On Windows a virus scanner or the search index holds new files open
    /// for a moment, and a folder with an open file cannot be moved; elsewhere a refusal is final.
    fn patience(&self) -> u32 {
        if cfg!(windows) { 8 } else { 0 }
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

fn remove_in_parallel(folder: &Path) -> io::Result<()> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.par_iter().try_for_each(|entry| {
        if entry.file_type()?.is_dir() { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) }
    })?;
    fs::remove_dir(folder)
}

/// Moves a complete site to where there is nothing, or an empty folder.
pub(super) fn settle(mover: &impl Mover, site: &Path, place: &Layout) -> Result<(), Error> {
    patiently(mover, || mover.rename(site, &place.out)).map_err(|cause| immovable(place, cause))
}

/// Replaces the old site by the staged one; afterwards the old one stands under the staging folder's name.
pub(super) fn replace(mover: &impl Mover, place: &Layout) -> Result<(), Error> {
    match mover.exchange(&place.tmp, &place.out) {
        Ok(()) => Ok(()),
        Err(cause) if cannot_exchange(&cause) => replace_by_renames(mover, place),
        Err(cause) => Err(immovable(place, cause)),
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

/// `-tmp` → `-ready`, output → `-old`, `-ready` → output, `-old` → `-tmp`: after each, [`recover`] knows what to do,
/// because `-ready` and `-old` are only ever the names of complete sites. A refused rename undoes those before it.
fn replace_by_renames(mover: &impl Mover, place: &Layout) -> Result<(), Error> {
    let Layout { out, tmp, ready, old, .. } = place;
    let rename = |from: &Path, to: &Path| patiently(mover, || mover.rename(from, to));
    rename(tmp, ready).map_err(|cause| immovable(place, cause))?;
    if let Err(cause) = rename(out, old) {
        let _ = rename(ready, tmp);
        return Err(immovable(place, cause));
    }
    if let Err(cause) = rename(ready, out) {
        if rename(old, out).is_err() {
            let (out, old, ready) = (place.shown.clone(), old.clone(), ready.clone());
            return Err(Error::Stranded { out, old, ready, cause });
        }
        let _ = rename(ready, tmp);
        return Err(immovable(place, cause));
    }
    // The new site is in place; what is left of the old one is the next run's business if it cannot be moved now.
    let _ = rename(old, tmp);
    Ok(())
}

/// Mends what a killed run left and clears it away; true if there was anything. The output must be giar's or empty.
pub(super) fn recover(mover: &impl Mover, place: &Layout) -> Result<bool, Error> {
    if !place.has_leftovers() {
        return Ok(false);
    }
    if is_vacant(&place.out)
        && let Some(site) = [&place.ready, &place.old].into_iter().find(|site| layout::exists(site))
    {
        settle(mover, site, place)?;
    }
    let clear = |folder: &Path| {
        patiently(mover, || mover.remove(folder)).map_err(|cause| {
            let doing = text!("删除上次中断后留下的", "delete what an interrupted run left behind,");
            Error::io(doing, folder, cause)
        })
    };
    clear(&place.tmp)?;
    for site in [&place.ready, &place.old] {
        if layout::exists(site) {
            patiently(mover, || mover.rename(site, &place.tmp)).map_err(|cause| Error::io(REPLACE, site, cause))?;
            clear(&place.tmp)?;
        }
    }
    Ok(true)
}

/// Whether there is nothing at `path`, or an empty folder.
fn is_vacant(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(cause) => cause.kind() == io::ErrorKind::NotFound,
    }
}

/// Tries again for about two seconds in all, if the mover has the patience.
fn patiently(mover: &impl Mover, step: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let mut pause = Duration::from_millis(8);
    for _ in 0..mover.patience() {
        match step() {
            Err(cause) if is_passing(&cause) => thread::sleep(pause),
            done => return done,
        }
        pause *= 2;
    }
    step()
}

/// A folder or one of its files is open in another program: Windows says so in one of three ways.
fn is_passing(cause: &io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const DIRECTORY_NOT_EMPTY: i32 = 145; // a deleted file whose last handle is still open
    cause.kind() == io::ErrorKind::PermissionDenied
        || cfg!(windows) && matches!(cause.raw_os_error(), Some(SHARING_VIOLATION | DIRECTORY_NOT_EMPTY))
}

fn immovable(place: &Layout, cause: io::Error) -> Error {
    match cause.kind() {
        io::ErrorKind::ResourceBusy | io::ErrorKind::CrossesDevices => {
            let fault = text!(
                "它是一个挂载点（例如容器的卷），系统不允许替换它。请发布到它里面的一个子文件夹，或把挂载点设在上一级",
                "it is a mount point (a container's volume, for instance), which the system does not let giar replace. \
                 Publish to a folder inside it, or mount the folder above",
            );
            Error::Output { out: place.shown.clone(), fault }
        }
        _ => Error::io(REPLACE, &place.shown, cause),
    }
}
