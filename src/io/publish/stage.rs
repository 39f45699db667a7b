//! Writes a whole site into the staging folder.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::layout::Layout;
use super::swap::Mover;
use super::{Error, Failure, MANIFEST};
use crate::i18n::Text;
use crate::text;

/// Small enough that two threads share a folder of many files, large enough that a thread stays with its neighbours.
const NEIGHBOURS: usize = 8;

const WRITE: Text = text!("写入", "write");

/// The staging folder. Dropping it deletes whatever then has its name: a site that was not finished, because of an
/// error or a panic, or the old one that has been replaced. What cannot be deleted now, the next run deletes.
pub(super) struct Staging<'a, M: Mover> {
    mover: &'a M,
    place: &'a Layout,
}

impl<M: Mover> Drop for Staging<'_, M> {
    fn drop(&mut self) {
        let _ = self.mover.remove(&self.place.tmp);
    }
}

impl<'a, M: Mover> Staging<'a, M> {
    pub(super) fn create(mover: &'a M, place: &'a Layout) -> Result<Self, Error> {
        fs::create_dir(&place.tmp).map_err(|cause| Error::io(text!("新建", "create"), &place.tmp, cause))?;
        Ok(Self { mover, place })
    }

    /// Writes every file and the manifest; returns the size of all but the manifest.
    ///
    /// Only the manifest and the folder are forced onto the disk. A killed process loses nothing it has written, so
    /// syncing is for power cuts alone, and syncing every file takes twenty times as long as writing it. What a power cut may
    /// not do is damage the manifest: it proves which files arrived whole, and without it giar would refuse the
    /// folder as somebody else's instead of publishing it again.
    pub(super) fn fill<E: Send>(
        &self,
        paths: &[&str],
        bytes: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
    ) -> Result<u64, Failure<E>> {
        let folder = &self.place.tmp;
        let mut written = write_all(folder, paths, bytes)?;
        written.sort_unstable_by_key(|file| paths[file.index]);
        let path = folder.join(MANIFEST);
        write_manifest(&path, paths, &written).map_err(|cause| Error::io(WRITE, &path, cause))?;
        sync_folder(folder).map_err(|cause| Error::io(WRITE, folder, cause))?;
        Ok(written.iter().map(|file| file.size).sum())
    }
}

struct Written {
    index: usize,
    size: u64,
    hash: [u8; 32],
}

fn write_all<E: Send>(
    root: &Path,
    paths: &[&str],
    bytes: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
) -> Result<Vec<Written>, Failure<E>> {
    let mut order: Vec<usize> = (0..paths.len()).collect();
    order.sort_unstable_by_key(|&index| split(paths[index]));
    let folders: Vec<&[usize]> = order.chunk_by(|&a, &b| split(paths[a]).0 == split(paths[b]).0).collect();
    let write = |&index: &usize| {
        let content = bytes(index).map_err(Failure::Render)?;
        let path = root.join(paths[index]);
        write_new(&path, &content).map_err(|cause| Error::io(WRITE, &path, cause))?;
        Ok(Written { index, size: content.len() as u64, hash: Sha256::digest(&content).into() })
    };
    let write_folder = |files: &&[usize]| {
        let folder = root.join(split(paths[files[0]]).0);
        fs::create_dir_all(&folder).map_err(|cause| Error::io(text!("新建", "create"), &folder, cause))?;
        files.par_iter().with_min_len(NEIGHBOURS).map(write).collect::<Result<Vec<_>, Failure<E>>>()
    };
    let written = folders.par_iter().map(write_folder).collect::<Result<Vec<_>, _>>()?;
    Ok(written.into_iter().flatten().collect())
}

/// The folder and the name; the folder of `index.html` is empty.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Never writes over another file: on a system that folds names, two pages may meet that were thought apart.
fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    File::create_new(path)?.write_all(content)
}

fn write_manifest(path: &Path, paths: &[&str], written: &[Written]) -> io::Result<()> {
    let mut text = String::with_capacity(written.len() * 128);
    for file in written {
        push_hex(&mut text, &file.hash);
        text.push_str("  ");
        text.push_str(paths[file.index]);
        text.push('\n');
    }
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn push_hex(text: &mut String, hash: &[u8]) {
    for byte in hash {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
}

/// Forces a folder's list of names onto the disk, where that can be asked for. Some network file systems refuse it.
pub(in crate::io) fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        Err(cause) if matches!(cause.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}
