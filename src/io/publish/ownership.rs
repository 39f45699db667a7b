//! Decides whether a folder is giar's own, and may be replaced and deleted.

use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::layout::{Layout, MARK, MOVING, OWN};
use super::manifest::{self, Manifest};
use super::{Error, Foreign, MARKERS};
use crate::text;

/// What is found at the output.
pub(super) enum Occupant {
    Nothing,
    /// A folder that contains only kept files.
    Folder(Others),
    /// A site published by giar that, apart from kept files, contains no file that its manifest does not list.
    Site(Manifest, Others),
}

impl Occupant {
    pub(super) fn manifest(&self) -> Option<&Manifest> {
        match self {
            Self::Site(manifest, _) => Some(manifest),
            Self::Nothing | Self::Folder(_) => None,
        }
    }

    /// What is kept, and precompressed copies that somebody made of files that `new` has unchanged.
    pub(super) fn carried_into(&self, new: &Manifest, out: &Path) -> Vec<String> {
        let copies = match self {
            Self::Site(old, others) => others.copies.iter().filter(|path| old.is_copy_for(new, path)).collect(),
            Self::Folder(_) | Self::Nothing => Vec::new(),
        };
        let current = copies.into_iter().filter(|path| is_newer(out, path));
        self.kept().iter().chain(current).cloned().collect()
    }

    pub(super) fn kept(&self) -> &[String] {
        match self {
            Self::Site(_, others) | Self::Folder(others) => &others.kept,
            Self::Nothing => &[],
        }
    }
}

/// Files in the folder of a site that are not the site's.
#[derive(Default)]
pub(super) struct Others {
    /// Kept: files, and folders that contain none of the site's files.
    pub(super) kept: Vec<String>,
    /// Unknown files, links and the like.
    pub(super) strangers: Vec<String>,
    /// Precompressed copies that somebody made of the site's files.
    pub(super) copies: Vec<String>,
}

/// Classifies the output; an error if giar may not replace it.
pub(super) fn occupant(layout: &Layout) -> Result<Occupant, Error> {
    match fs::symlink_metadata(&layout.out) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Occupant::Nothing),
        Err(cause) => Err(Error::unreadable(&layout.shown, cause)),
        Ok(found) if found.is_dir() => {
            let inspected = inspect(&layout.out, layout).map_err(|cause| Error::unreadable(&layout.shown, cause))?;
            inspected.map_err(|what| Error::Foreign { out: layout.shown.clone(), what })
        }
        Ok(_) => {
            let fault = text!(
                "它是一个文件，不是文件夹。请用 -o 指定一个文件夹",
                "it is a file, not a folder. Choose a folder with -o",
            );
            Err(Error::output(&layout.shown, fault))
        }
    }
}

fn inspect(folder: &Path, layout: &Layout) -> io::Result<Result<Occupant, Foreign>> {
    let manifest = match site(folder)? {
        Ok(manifest) => manifest,
        Err(Foreign::NoManifest { .. }) => return bare(folder, layout),
        Err(what) => return Ok(Err(what)),
    };
    let others = others(folder, &manifest, layout)?;
    Ok(if others.strangers.is_empty() {
        Ok(Occupant::Site(manifest, others))
    } else {
        Err(Foreign::Files(others.strangers))
    })
}

/// A folder without a manifest may contain only kept files.
fn bare(folder: &Path, layout: &Layout) -> io::Result<Result<Occupant, Foreign>> {
    let mut others = Others::default();
    for entry in fs::read_dir(folder)? {
        let found = entry?.file_name().to_string_lossy().into_owned();
        if layout.keeps(&found) {
            others.kept.push(found);
        } else if !found.starts_with(OWN) {
            return Ok(Err(Foreign::NoManifest { found }));
        }
    }
    Ok(Ok(Occupant::Folder(others)))
}

/// The manifest of a folder that giar published, or why it is not one.
pub(super) fn site(folder: &Path) -> io::Result<Result<Manifest, Foreign>> {
    Ok(match Manifest::of(folder)? {
        None => Err(Foreign::NoManifest { found: String::new() }),
        Some(Err(line)) => Err(Foreign::BadManifest { line }),
        Some(Ok(manifest)) if MARKERS.iter().any(|marker| manifest.has(marker)) => Ok(manifest),
        Some(Ok(_)) => Err(Foreign::OtherManifest),
    })
}

/// Files in the folder of a site that are not the site's. Only names are read, so tens of thousands of files take a
/// moment. A link never belongs to the site; an empty folder contains nothing to lose.
pub(super) fn others(folder: &Path, manifest: &Manifest, layout: &Layout) -> io::Result<Others> {
    let mut others = walk(folder, "", manifest, &|path| layout.keeps(path))?;
    others.kept.sort();
    others.strangers.sort();
    others.copies.sort();
    Ok(others)
}

/// `at` is the path of `folder`: empty, or with a trailing `/`.
fn walk(folder: &Path, at: &str, manifest: &Manifest, keeps: &(dyn Fn(&str) -> bool + Sync)) -> io::Result<Others> {
    let (mut found, mut folders) = (Others::default(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let path = format!("{at}{}", entry.file_name().to_string_lossy());
        // Where giar may not write next to the output, its own files lie inside.
        if at.is_empty() && path.starts_with(OWN) {
            continue;
        }
        match (kind.is_dir(), keeps(&path)) {
            (true, true) if !manifest.has_below(&path) => found.kept.push(path),
            (true, _) => folders.push((entry.path(), path + "/")),
            (false, _) if kind.is_file() && manifest.lists(&path) => {}
            (false, _) if kind.is_file() && manifest.covers(&path) => found.copies.push(path),
            (false, true) => found.kept.push(path),
            (false, false) => found.strangers.push(path),
        }
    }
    let below = folders.par_iter().map(|(folder, at)| walk(folder, at, manifest, keeps));
    for below in below.collect::<io::Result<Vec<_>>>()? {
        found.kept.extend(below.kept);
        found.strangers.extend(below.strangers);
        found.copies.extend(below.copies);
    }
    Ok(found)
}

/// Whether a compressed copy was made after the file that it is a copy of.
fn is_newer(out: &Path, copy: &str) -> bool {
    let written = |path: &str| fs::symlink_metadata(out.join(path)).and_then(|found| found.modified()).ok();
    manifest::original(copy).and_then(written).zip(written(copy)).is_some_and(|(file, copy)| copy >= file)
}

/// A file or folder with one of the names that giar uses next to the output.
pub(super) enum Ownership {
    Nothing,
    /// Marked by giar as possibly incomplete, or empty.
    Scrap,
    /// Marked by giar as being moved into an output that stays.
    Moving,
    /// A complete site.
    Site(Manifest),
    /// Not giar's: a link, a file, or a folder without giar's mark.
    Foreign,
}

/// Links are not followed, and only marks are trusted.
pub(super) fn ownership_of(path: &Path) -> Ownership {
    match fs::symlink_metadata(path) {
        Err(_) => return Ownership::Nothing,
        Ok(found) if !found.is_dir() => return Ownership::Foreign,
        Ok(_) => {}
    }
    // The mark is checked before the manifest: a half-deleted site still has its manifest.
    if has(path, MARK) || fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none()) {
        return Ownership::Scrap;
    }
    if has(path, MOVING) {
        return Ownership::Moving;
    }
    match site(path) {
        Ok(Ok(manifest)) => Ownership::Site(manifest),
        _ => Ownership::Foreign,
    }
}

/// Whether a folder contains a file; a link to a file does not count.
pub(super) fn has(folder: &Path, file: &str) -> bool {
    fs::symlink_metadata(folder.join(file)).is_ok_and(|found| found.is_file())
}
