//! Whether a published copy is what its manifest says.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::layout::Layout;
use super::manifest::{Hash, Manifest};
use super::ownership::{others, site};
use super::{Error, Target};

/// How a folder differs from its manifest. Paths are below the folder and sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many files the manifest lists.
    pub files: usize,
    /// Files with another content than the manifest says.
    pub differing: Vec<String>,
    /// Files the manifest lists and nobody finds.
    pub missing: Vec<String>,
    /// What stands there, is not listed, and is not to be kept.
    pub foreign: Vec<String>,
}

impl Verified {
    /// Whether the folder is what was published, file for file.
    pub fn is_match(&self) -> bool {
        self.differing.is_empty() && self.missing.is_empty() && self.foreign.is_empty()
    }
}

/// How often a folder is looked at again because a new site came meanwhile.
const TRIES: usize = 5;

/// Compares a published folder with its manifest.
///
/// # Errors
/// The folder cannot be read, or is not a site of giar's.
pub fn verify(target: &Target<'_>) -> Result<Verified, Error> {
    let layout = Layout::find(target)?;
    for _ in 1..TRIES {
        let (manifest, verified) = compare(&layout.out, &layout)?;
        if Manifest::of(&layout.out).ok().flatten() == Some(Ok(manifest)) {
            return Ok(verified);
        }
    }
    compare(&layout.out, &layout).map(|(_, verified)| verified)
}

/// The same for any folder that holds a site, such as the previous generation.
pub(super) fn compare(folder: &Path, layout: &Layout) -> Result<(Manifest, Verified), Error> {
    let manifest = site(folder).map_err(|cause| Error::unreadable(folder, cause))?;
    let manifest = manifest.map_err(|what| Error::NoSite { folder: folder.to_owned(), what })?;
    let mut verified = Verified { files: manifest.0.len(), ..Verified::default() };
    let states = manifest.0.par_iter().map(|(path, hash)| {
        let file = folder.join(path);
        match hash_of(&file) {
            Ok(Some(found)) if found == *hash => Ok(None),
            Ok(found) => Ok(Some((path.clone(), found.is_some()))),
            Err(cause) => Err(Error::unreadable(&file, cause)),
        }
    });
    let states = states.collect::<Result<Vec<_>, _>>()?;
    for (path, is_there) in states.into_iter().flatten() {
        if is_there { verified.differing.push(path) } else { verified.missing.push(path) }
    }
    let others = others(folder, &manifest, layout).map_err(|cause| Error::unreadable(folder, cause))?;
    // A link where a file should be is foreign, and named once.
    verified.foreign = others.strangers;
    Ok((manifest, verified))
}

/// The hash of a file; none if there is none. Links are not followed.
pub(super) fn hash_of(path: &Path) -> io::Result<Option<Hash>> {
    match fs::symlink_metadata(path) {
        Err(cause) if matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(cause) => return Err(cause),
        Ok(found) if !found.is_file() => return Ok(None),
        Ok(_) => {}
    }
    let (mut file, mut hasher) = (File::open(path)?, Sha256::new());
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(Some(hasher.finalize().into())),
            length => hasher.update(&buffer[..length]),
        }
    }
}
