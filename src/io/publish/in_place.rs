//! Publishes into a folder that must stay, because it is held by a container, an export or a mount.
//!
//! All files are first written and forced onto the disk. Then each changed file is renamed into place, the manifest
//! follows, and removed files are deleted last. A run that is killed after the first rename is completed by the next
//! start. A reader may see old and new files side by side, but never a missing or a partial one.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::WRITE;
use super::layout::{Layout, MARK, MOVING, SITE};
use super::manifest::{COMPRESSED, MANIFEST, Manifest};
use super::ownership::{Ownership, ownership_of};
use super::stage::{Staging, write_new};
use super::swap::Mover;
use super::{Error, belongings, generation};
use crate::i18n::Message;
use crate::io::sync::sync_folder;

const OLD: &str = "old.sha256";
const NEW: &str = "new.sha256";
const PREVIOUS: &str = "previous";

/// Moves a staged site into the output.
pub(super) fn put<M: Mover>(
    mover: &M,
    layout: &Layout,
    mut staging: Staging<'_, M>,
    old: Option<&Manifest>,
    new: &Manifest,
    notes: &mut Vec<Message>,
) -> Result<(), Error> {
    let folder = staging.folder.clone();
    announce(mover, layout, &folder, old, new).map_err(|cause| Error::io(WRITE, &folder, cause))?;
    staging.let_go();
    finish(mover, layout, &folder, notes)
}

/// Commits the staging folder: from here on its files will arrive, whatever happens. Everything needed to finish is put
/// into it first; renaming its mark comes last and decides.
fn announce(
    mover: &impl Mover,
    layout: &Layout,
    folder: &Path,
    old: Option<&Manifest>,
    new: &Manifest,
) -> io::Result<()> {
    if let Some(old) = old.filter(|old| *old != new) {
        second_names(old, &layout.out, &folder.join(PREVIOUS))?;
    }
    write_new(&folder.join(OLD), old.cloned().unwrap_or_default().text().as_bytes())?;
    write_new(&folder.join(NEW), new.text().as_bytes())?;
    mover.sync(folder)?;
    fs::rename(folder.join(MARK), folder.join(MOVING))?;
    sync_folder(folder)
}

/// Completes the work of a killed run; true if there was any.
pub(super) fn resume(mover: &impl Mover, layout: &Layout, notes: &mut Vec<Message>) -> Result<bool, Error> {
    let begun: Vec<_> = layout.candidates().filter(|path| matches!(ownership_of(path), Ownership::Moving)).collect();
    begun.iter().try_for_each(|folder| finish(mover, layout, folder, notes))?;
    Ok(!begun.is_empty())
}

fn finish(mover: &impl Mover, layout: &Layout, folder: &Path, notes: &mut Vec<Message>) -> Result<(), Error> {
    move_all(mover, layout, folder).map_err(|(path, cause)| Error::Halfway {
        out: layout.shown.clone(),
        path,
        cause,
    })?;
    let previous = folder.join(PREVIOUS);
    if matches!(ownership_of(&previous), Ownership::Site(_)) {
        generation::keep(mover, layout, &previous, notes);
    }
    generation::clear(mover, folder, notes);
    Ok(())
}

/// A path, and why it could not be processed.
type At = (PathBuf, io::Error);

/// Every step may already have been done by a killed run.
fn move_all(mover: &impl Mover, layout: &Layout, folder: &Path) -> Result<(), At> {
    let (old, new) = (listed(&folder.join(OLD))?, listed(&folder.join(NEW))?);
    let out = &layout.out;
    make(out)?;
    make_way(out, &old, &new)?;
    let site = folder.join(SITE);
    // Files that are no longer staged were moved before a kill.
    for path in new.paths().filter(|path| site.join(path).is_file()) {
        let target = out.join(path);
        target.parent().map_or(Ok(()), make)?;
        mover.rename_patiently(&site.join(path), &target).map_err(|cause| (target.clone(), cause))?;
    }
    // The manifest vouches for the files, so they have to be on the disk before it.
    mover.sync(out).map_err(|cause| (out.clone(), cause))?;
    let (next, manifest) = (folder.join(MANIFEST), out.join(MANIFEST));
    fs::write(&next, new.text())
        // Windows does not sync a file that is opened read-only.
        .and_then(|()| fs::File::options().write(true).open(&next)?.sync_all())
        .and_then(|()| mover.rename_patiently(&next, &manifest))
        .map_err(|cause| (manifest.clone(), cause))?;
    sync_folder(out).map_err(|cause| (out.clone(), cause))?;
    // Last, so that a page read a moment ago still finds the files it links to.
    for path in gone(&old, &new) {
        remove(out, &path)?;
    }
    Ok(())
}

fn make(folder: &Path) -> Result<(), At> {
    fs::create_dir_all(folder).map_err(|cause| (folder.to_owned(), cause))
}

fn listed(path: &Path) -> Result<Manifest, At> {
    let text = fs::read_to_string(path).map_err(|cause| (path.to_owned(), cause))?;
    Manifest::parse(&text).map_err(|_| (path.to_owned(), io::ErrorKind::InvalidData.into()))
}

/// A file that becomes a folder, or a folder that becomes a file, has to be deleted before the new one arrives.
fn make_way(out: &Path, old: &Manifest, new: &Manifest) -> Result<(), At> {
    let (old_folders, new_folders) = (folders_of(old), folders_of(new));
    let was_file = old.paths().filter(|path| new_folders.contains(*path));
    let was_folder = new.paths().filter(|path| old_folders.contains(*path));
    let below = was_folder.flat_map(|folder| {
        old.paths().filter(move |path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    });
    let in_the_way: Vec<_> = was_file.chain(below).collect();
    // After a kill the new file may be there already.
    in_the_way.into_iter().filter(|path| !new.has(path)).try_for_each(|path| remove(out, path))
}

/// Every folder that contains a file of the site.
fn folders_of(manifest: &Manifest) -> HashSet<&str> {
    manifest.paths().flat_map(|path| path.match_indices('/').map(|(at, _)| &path[..at])).collect()
}

/// Files that the new site no longer has, and compressed copies of changed files that somebody else made.
fn gone(old: &Manifest, new: &Manifest) -> Vec<String> {
    // On case-insensitive file systems, a file whose name differs only in case is the new one.
    let folds = cfg!(any(windows, target_os = "macos"));
    let folded: HashSet<_> = new.paths().filter(|_| folds).map(str::to_lowercase).collect();
    let is_there = |path: &str| new.has(path) || folds && folded.contains(&path.to_lowercase());
    let files = old.paths().filter(|path| !is_there(path)).map(str::to_owned);
    let changed = old.0.iter().filter(|(path, hash)| new.0.get(*path) != Some(*hash));
    let copies = changed.flat_map(|(path, _)| COMPRESSED.iter().map(move |ending| format!("{path}{ending}")));
    let manifests = COMPRESSED.iter().map(|ending| format!("{MANIFEST}{ending}"));
    files.chain(copies.chain(manifests).filter(|path| !is_there(path))).collect()
}

/// Deletes a file and the folders that it leaves empty. A folder or link in its place is not the site's.
fn remove(out: &Path, path: &str) -> Result<(), At> {
    let file = out.join(path);
    match fs::symlink_metadata(&file) {
        Ok(found) if found.is_file() => fs::remove_file(&file).map_err(|cause| (file.clone(), cause))?,
        _ => {}
    }
    let above = file.ancestors().skip(1).take_while(|folder| *folder != out);
    for folder in above {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

/// Hard-links the files of a site, so that they survive their replacement.
fn second_names(manifest: &Manifest, from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir(to)?;
    for path in manifest.paths().chain([MANIFEST]) {
        let target = to.join(path);
        target.parent().map_or(Ok(()), fs::create_dir_all)?;
        match belongings::second_name(&from.join(path), &target) {
            // `giar verify` reports files that somebody deleted.
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {}
            done => done?,
        }
    }
    Ok(())
}
