//! Writes a whole site into the staging folder.

use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::iter;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::content::{self, Content, Torn};
use super::error::{CREATE, WRITE};
use super::layout::{Layout, MARK, SITE, Way};
use super::manifest::{COMPRESSED, Hash, MANIFEST, Manifest};
use super::memory::{Key, Left, Memory};
use super::ownership::{Ownership, ownership_of};
use super::swap::Mover;
use super::verify::hash_of;
use super::{Error, Failure, attributes, compress};
use crate::io::file::Stamp;

/// Small enough that two threads share a folder of many files, large enough that a thread stays within a folder.
const NEIGHBOURS: usize = 8;

/// The staging folder. It is deleted when dropped, unless released; if that fails, the next run deletes it.
pub(super) struct Staging<'a, M: Mover> {
    pub(super) mover: &'a M,
    layout: &'a Layout,
    pub(super) folder: PathBuf,
    /// The default mode of new folders.
    usual_mode: u32,
    is_armed: bool,
}

impl<M: Mover> Drop for Staging<'_, M> {
    fn drop(&mut self) {
        // Never a folder whose files are being moved: the next start has to finish that.
        if self.is_armed && matches!(ownership_of(&self.folder), Ownership::Scrap | Ownership::Site(_)) {
            let _ = self.mover.remove(&self.folder);
        }
    }
}

/// What has been written.
pub(super) struct Staged {
    pub(super) manifest: Manifest,
    /// In bytes, without the manifest.
    pub(super) size: u64,
    files: Vec<Kept>,
}

/// A file that is to be recorded.
struct Kept {
    path: String,
    key: Option<Key>,
    stamp: Option<Stamp>,
}

impl Staged {
    /// The files for the record.
    pub(super) fn left(&self) -> Vec<Left<'_>> {
        let left = self.files.iter().map(|file| Left { path: &file.path, key: file.key, stamp: file.stamp });
        left.collect()
    }
}

/// What to write.
pub(super) struct Order<'a> {
    pub(super) paths: &'a [&'a str],
    pub(super) precompress: bool,
    /// The published site.
    pub(super) before: Option<&'a Manifest>,
    /// The record of it.
    pub(super) memory: &'a Memory,
    /// The key of a file by its number; none if the file has to be made in any case.
    pub(super) key: &'a (dyn Fn(usize, Option<Key>) -> Option<Key> + Sync),
    /// Whether the keys of the published files may be used.
    pub(super) knows_keys: bool,
}

impl<'a, M: Mover> Staging<'a, M> {
    pub(super) fn create(mover: &'a M, layout: &'a Layout) -> Result<Self, Error> {
        let folder = layout.free_staging()?.to_owned();
        let like = layout.out.is_dir().then_some(layout.out.as_path());
        let usual_mode =
            attributes::create_private(&folder, like).map_err(|cause| Error::io(CREATE, &folder, cause))?;
        let staging = Self { mover, layout, folder, usual_mode, is_armed: true };
        let mark = staging.folder.join(MARK);
        File::create_new(&mark).map_err(|cause| Error::io(WRITE, &mark, cause))?;
        if layout.way == Way::InPlace {
            let site = staging.site();
            fs::create_dir(&site).map_err(|cause| Error::io(CREATE, &site, cause))?;
        }
        Ok(staging)
    }

    /// Where the site's files are staged. A site that will be moved file by file gets a subfolder.
    pub(super) fn site(&self) -> PathBuf {
        match self.layout.way {
            Way::Exchange => self.folder.clone(),
            Way::InPlace => self.folder.join(SITE),
        }
    }

    /// Keeps the folder from being deleted on drop.
    pub(super) fn let_go(&mut self) {
        self.is_armed = false;
    }

    /// Copies the attributes of the output, or those of any new folder; true if all could be copied.
    pub(super) fn take_attributes(&self) -> io::Result<bool> {
        if self.layout.out.is_dir() {
            return attributes::copy(&self.layout.out, &self.folder);
        }
        attributes::set_mode(&self.folder, self.usual_mode).map(|()| true)
    }

    /// Writes every file, and the manifest.
    pub(super) fn fill<'c, E: Send, C: Into<Content<'c>>>(
        &self,
        order: &Order<'_>,
        content: impl Fn(usize) -> Result<C, E> + Sync,
    ) -> Result<Staged, Failure<E>> {
        let root = self.site();
        let writer = Writer { root: &root, layout: self.layout, order, taken: order.paths.iter().copied().collect() };
        let written = writer.write_all(content)?;
        let size = written.iter().map(|file| file.size).sum();
        let manifest = Manifest(written.iter().map(|file| (file.path.clone(), file.hash)).collect::<BTreeMap<_, _>>());
        // In a folder that stays, the manifest arrives last, written by `in_place`.
        if self.layout.way == Way::Exchange {
            let path = root.join(MANIFEST);
            write_new(&path, manifest.text().as_bytes()).map_err(|cause| Error::io(WRITE, &path, cause))?;
        }
        let files = written.into_iter().map(|file| Kept { path: file.path, key: file.key, stamp: file.stamp });
        Ok(Staged { manifest, size, files: files.collect() })
    }
}

struct Written {
    path: String,
    size: u64,
    hash: Hash,
    key: Option<Key>,
    stamp: Option<Stamp>,
}

struct Writer<'a> {
    root: &'a Path,
    layout: &'a Layout,
    order: &'a Order<'a>,
    taken: HashSet<&'a str>,
}

impl Writer<'_> {
    fn write_all<'c, E: Send, C: Into<Content<'c>>>(
        &self,
        content: impl Fn(usize) -> Result<C, E> + Sync,
    ) -> Result<Vec<Written>, Failure<E>> {
        let paths = self.order.paths;
        // Each folder is created once, by the thread that writes into it: asking for each file whether its folder
        // exists would cost a system call per page.
        let mut order: Vec<usize> = (0..paths.len()).collect();
        order.sort_unstable_by_key(|&index| split(paths[index]));
        let folders: Vec<&[usize]> = order.chunk_by(|&a, &b| split(paths[a]).0 == split(paths[b]).0).collect();
        let folders = folders.par_iter().map(|files| {
            let folder = self.root.join(split(paths[files[0]]).0);
            fs::create_dir_all(&folder).map_err(|cause| Error::io(CREATE, &folder, cause))?;
            let files = files.par_iter().with_min_len(NEIGHBOURS);
            files.map(|&index| self.write_at(index, &content)).collect::<Result<Vec<_>, Failure<E>>>()
        });
        let written = folders.collect::<Result<Vec<_>, _>>()?;
        Ok(written.into_iter().flatten().flatten().collect())
    }

    /// The file with this number and its compressed copies, or the published ones if they are unchanged.
    fn write_at<'c, E, C: Into<Content<'c>>>(
        &self,
        index: usize,
        content: &impl Fn(usize) -> Result<C, E>,
    ) -> Result<Vec<Written>, Failure<E>> {
        let path = self.order.paths[index];
        let known = if self.order.knows_keys { self.order.memory.key_of(path) } else { None };
        let key = (self.order.key)(index, known);
        if let Some(taken) = key.and_then(|key| self.take_over(path, key)) {
            return Ok(taken);
        }
        let content = content(index).map_err(Failure::Render)?.into();
        let mut written = self.write_with_copies(path, content)?;
        for file in &mut written {
            file.key = key;
        }
        Ok(written)
    }

    /// Reuses a published file and its precompressed copies, if they would be made from the same inputs again.
    fn take_over(&self, path: &str, key: Key) -> Option<Vec<Written>> {
        let copies = COMPRESSED.iter().map(|ending| format!("{path}{ending}"));
        let copies = copies.filter(|copy| self.order.precompress && self.order.memory.knows(copy, key));
        let mut taken = Vec::new();
        for path in iter::once(path.to_owned()).chain(copies) {
            match self.second_name(&path, Some(key)) {
                Some(file) => taken.push(file),
                None => {
                    // Everything is made anew, and files are only created where none exists.
                    for file in &taken {
                        let _ = fs::remove_file(self.root.join(&file.path));
                    }
                    return None;
                }
            }
        }
        Some(taken)
    }

    /// Stages a published file as a hard link, which keeps its time. In a folder that stays it is left in place.
    fn second_name(&self, path: &str, key: Option<Key>) -> Option<Written> {
        let hash = *self.order.before?.0.get(path)?;
        let stamp = self.order.memory.untouched(&self.layout.out, path, key)?;
        if self.layout.way == Way::Exchange {
            fs::hard_link(self.layout.out.join(path), self.root.join(path)).ok()?;
        }
        Some(Written { path: path.to_owned(), size: stamp.length(), hash, key, stamp: Some(stamp) })
    }

    /// Writes a file and, if requested, its precompressed copies.
    fn write_with_copies(&self, path: &str, content: Content<'_>) -> Result<Vec<Written>, Error> {
        let content = content.gathered(compress::MOST).map_err(|cause| Error::unreadable(Path::new(path), cause))?;
        let content = match content {
            Content::Bytes(content) => content,
            Content::Stream(mut stream) => return Ok(vec![self.write_stream(path, &mut *stream)?]),
        };
        let mut written = vec![self.write(path, &content)?];
        if self.order.precompress && compress::is_worthwhile(path, &content) {
            for (ending, compressed) in compress::copies(&content) {
                let path = format!("{path}{ending}");
                // An attachment of that name belongs to its author.
                if !self.taken.contains(path.as_str()) {
                    written.push(self.write(&path, &compressed)?);
                }
            }
        }
        Ok(written)
    }

    fn write(&self, path: &str, content: &[u8]) -> Result<Written, Error> {
        let hash = Sha256::digest(content).into();
        let size = content.len() as u64;
        let mut written = Written { path: path.to_owned(), size, hash, key: None, stamp: None };
        let is_unchanged = self.order.before.is_some_and(|before| before.0.get(path) == Some(&hash));
        // The published file is used again: nothing is written, and backups see no change.
        if is_unchanged && let Some(same) = self.second_name(path, None) {
            return Ok(same);
        }
        let published = self.layout.out.join(path);
        // In a folder that stays, an unchanged file stays as well.
        if self.layout.way == Way::InPlace && holds(&published, content) {
            written.stamp = Stamp::of_file(&published);
            return Ok(written);
        }
        let staged = self.root.join(path);
        let done = write_new(&staged, content).and_then(|file| {
            if is_unchanged {
                keep_time(&file, &published, size)?;
            }
            file.metadata()
        });
        let found = done.map_err(|cause| Error::io(WRITE, &staged, cause))?;
        written.stamp = Some(Stamp::from(&found));
        Ok(written)
    }

    fn write_stream(&self, path: &str, stream: &mut dyn io::Read) -> Result<Written, Error> {
        let (staged, published) = (self.root.join(path), self.layout.out.join(path));
        let failed = |cause| Error::io(WRITE, &staged, cause);
        let mut file = File::create_new(&staged).map_err(failed)?;
        let (size, hash) = content::copy(stream, &mut file).map_err(|torn| match torn {
            Torn::Reading(cause) => Error::unreadable(Path::new(path), cause),
            Torn::Writing(cause) => failed(cause),
        })?;
        let is_unchanged = self.order.before.is_some_and(|before| before.0.get(path) == Some(&hash));
        // In a folder that stays, an unchanged file stays as well.
        if self.layout.way == Way::InPlace && is_unchanged && hash_of(&published).ok().flatten() == Some(hash) {
            fs::remove_file(&staged).map_err(failed)?;
        } else {
            sync_where_needed(&file).map_err(failed)?;
            if is_unchanged {
                keep_time(&file, &published, size).map_err(failed)?;
            }
        }
        Ok(Written { path: path.to_owned(), size, hash, key: None, stamp: None })
    }
}

/// Whether a file exists with exactly this content.
fn holds(path: &Path, content: &[u8]) -> bool {
    // The length is compared first because it requires no reading.
    let found = fs::symlink_metadata(path);
    found.is_ok_and(|found| found.is_file() && found.len() == content.len() as u64)
        && fs::read(path).is_ok_and(|found| found == content)
}

/// An unchanged file keeps its time, so that tools that copy newer files do not copy the whole site.
fn keep_time(file: &File, published: &Path, size: u64) -> io::Result<()> {
    match fs::symlink_metadata(published) {
        Ok(found) if found.is_file() && found.len() == size => file.set_modified(found.modified()?),
        _ => Ok(()),
    }
}

/// Splits a path into folder and name; the folder of `index.html` is empty.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Never overwrites a file: on a case-insensitive file system, the paths of two pages may be the same.
pub(super) fn write_new(path: &Path, content: &[u8]) -> io::Result<File> {
    let mut file = File::create_new(path)?;
    file.write_all(content)?;
    sync_where_needed(&file)?;
    Ok(file)
}

/// Linux syncs a whole file system with one call: see `sync`.
fn sync_where_needed(file: &File) -> io::Result<()> {
    if cfg!(target_os = "linux") { Ok(()) } else { file.sync_all() }
}
