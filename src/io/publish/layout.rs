//! Where a site stands, and what giar keeps beside it.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{self, Path, PathBuf};

use super::Error;
use crate::text;

const LOCK: &str = ".giar-lock";
const TMP: &str = ".giar-tmp";
const READY: &str = ".giar-ready";
const OLD: &str = ".giar-old";

/// Where a site stands, and what giar keeps beside it (on the same file system, or it could not be moved there).
pub(super) struct Layout {
    /// The output as the user named it, for messages.
    pub(super) shown: PathBuf,
    /// The output itself: absolute, links resolved, so that two ways to write it share one lock.
    pub(super) out: PathBuf,
    pub(super) lock: PathBuf,
    /// In any state; always safe to delete.
    pub(super) tmp: PathBuf,
    /// A complete new site; exists only during the two renames.
    pub(super) ready: PathBuf,
    /// The complete old site; likewise.
    pub(super) old: PathBuf,
}

impl Layout {
    /// Finds the real place of `out`, and makes sure that it is none of the sources'.
    pub(super) fn find(out: &Path, keep_out: &[&Path]) -> Result<Self, Error> {
        let unusable = |fault| Error::Output { out: out.to_owned(), fault };
        let real = match resolve(out) {
            Ok(real) => real,
            Err(Unresolved::Dangling) => {
                return Err(unusable(text!(
                    "它是一个链接，所指的位置不存在。请删除这个链接，或先建好它所指的文件夹",
                    "it is a link to something that does not exist. Delete the link, or create the folder it points to",
                )));
            }
            Err(Unresolved::Io(cause)) => return Err(Error::io(text!("找到", "find"), out, cause)),
        };
        let Some(name) = real.file_name() else {
            return Err(unusable(text!(
                "这是磁盘的根目录。请用 -o 指定一个文件夹",
                "it is the root of a disk. Choose a folder with -o"
            )));
        };
        if [LOCK, TMP, READY, OLD].iter().any(|suffix| name.to_string_lossy().ends_with(suffix)) {
            return Err(unusable(text!(
                "这个名字是 giar 自己的临时文件夹用的。请换一个名字",
                "giar uses such names for its own temporary folders. Choose another",
            )));
        }
        let overlaps = |keep: &Path| real.starts_with(keep) || keep.starts_with(&real);
        if let Some(keep) = keep_out.iter().find(|keep| overlaps(&best_known(keep))) {
            return Err(Error::Overlap { out: out.to_owned(), keep: (*keep).to_owned() });
        }
        let beside = |suffix: &str| {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(suffix);
            real.with_file_name(hidden)
        };
        let (lock, tmp, ready, old) = (beside(LOCK), beside(TMP), beside(READY), beside(OLD));
        Ok(Self { shown: out.to_owned(), out: real, lock, tmp, ready, old })
    }

    pub(super) fn parent(&self) -> &Path {
        self.out.parent().unwrap_or(&self.out)
    }

    /// Makes the folder in which all of it stands; `-o a/b/public` needs no `a/b` beforehand.
    pub(super) fn create_parent(&self) -> Result<(), Error> {
        let parent = self.parent();
        fs::create_dir_all(parent).map_err(|cause| Error::io(text!("新建", "create"), parent, cause))
    }

    /// Whether an earlier run ended before it was done.
    pub(super) fn has_leftovers(&self) -> bool {
        [&self.tmp, &self.ready, &self.old].iter().any(|path| exists(path))
    }
}

/// Whether anything has this name, a dangling link included.
pub(super) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

enum Unresolved {
    Dangling,
    Io(io::Error),
}

/// The absolute path without links, of which the last parts may not exist yet.
fn resolve(path: &Path) -> Result<PathBuf, Unresolved> {
    let path = path::absolute(path).map_err(Unresolved::Io)?;
    match fs::canonicalize(&path) {
        Ok(real) => Ok(real),
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(Unresolved::Io(cause)),
        Err(_) if exists(&path) => Err(Unresolved::Dangling),
        Err(cause) => match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => Ok(resolve(parent)?.join(name)),
            // Ends in `..` after a folder that does not exist, or the disk itself is missing.
            _ => Err(Unresolved::Io(cause)),
        },
    }
}

/// Sources need not exist, nor be readable, to be kept out of.
fn best_known(path: &Path) -> PathBuf {
    resolve(path).unwrap_or_else(|_| path.to_owned())
}
