//! Compares a published copy with its manifest.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::layout::Layout;
use super::manifest::{Hash, Manifest};
use super::ownership::{others, site};
use super::{Error, Target};

/// How a folder differs from its manifest. Paths are relative to the folder and sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// The number of files in the manifest.
    pub files: usize,
    /// Files whose content differs from the manifest.
    pub differing: Vec<String>,
    /// Files in the manifest that do not exist.
    pub missing: Vec<String>,
    /// Files that are neither listed nor kept.
    pub foreign: Vec<String>,
}

impl Verified {
    /// Whether the folder is exactly what was published.
    pub fn is_match(&self) -> bool {
        self.differing.is_empty() && self.missing.is_empty() && self.foreign.is_empty()
    }
}

/// How often the comparison starts again because a new site was published meanwhile.
const TRIES: usize = 5;

/// Compares a published folder with its manifest.
///
/// # Errors
/// The folder cannot be read, or is not a site by giar.
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

/// Likewise for any folder with a site, such as the previous generation.
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
    // A link in place of a file is foreign, and reported only once.
    verified.foreign = others.strangers;
    Ok((manifest, verified))
}

/// The hash of a file; none if it does not exist. Links are not followed.
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
