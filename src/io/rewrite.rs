//! Puts corrected texts in the place of files: all of them or none, each in one step.

use super::{beside::Beside, real::real_path, sync::sync_folder};
use crate::{
    diag::Source,
    i18n::{Message, reason},
    text,
};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    error, fmt, fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Why a file was not rewritten.
#[derive(Debug)]
pub struct RewriteError(pub Message);

impl RewriteError {
    fn io(path: &Path, error: &io::Error) -> Self {
        let message = text!("写不了 {path}：{error}", "cannot write {path}: {error}");
        Self(message.with("path", path).with("error", reason(error)))
    }

    fn refused(path: &Path, why: impl Into<Message>) -> Self {
        let message = text!("没有改 {path}：{why}", "{path} was not changed: {why}");
        Self(message.with("path", path).with("why", why.into()))
    }
}

impl fmt::Display for RewriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl error::Error for RewriteError {}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Writes new texts for files of the site at `root`. Each must still be what was read; until all are written beside
/// the old ones, nothing changes. Byte order marks and permissions stay.
pub fn rewrite<'a>(root: &Path, files: impl Iterator<Item = (&'a Source, &'a str)>) -> Result<(), RewriteError> {
    let mut staged = BTreeMap::new();
    for (old, new) in files {
        let target = target(root, &old.path)?;
        // Two links may lead to one file. It held the same text for both.
        if let Entry::Vacant(place) = staged.entry(target) {
            let written = Staged::write(place.key(), old, new)?;
            place.insert(written);
        }
    }
    staged.into_values().try_for_each(Staged::install)
}

/// The file itself. A link within the site that leads to it stays.
fn target(root: &Path, path: &str) -> Result<PathBuf, RewriteError> {
    let [root, target] =
        [root, &root.join(path)].map(|path| real_path(path).map_err(|error| RewriteError::io(path, &error)));
    let (root, target) = (root?, target?);
    if !target.starts_with(root) {
        return Err(RewriteError::refused(&target, text!("它不在网站文件夹里", "it is not in the site's folder")));
    }
    Ok(target)
}

/// A new text beside the file it is for. Dropping it deletes it.
struct Staged {
    beside: Beside,
    target: PathBuf,
}

impl Staged {
    fn write(target: &Path, old: &Source, new: &str) -> Result<Self, RewriteError> {
        let target = target.to_owned();
        let fault = |error: io::Error| RewriteError::io(&target, &error);
        let metadata = fs::symlink_metadata(&target).map_err(fault)?;
        if !metadata.is_file() {
            return Err(RewriteError::refused(&target, text!("它不是文件", "it is not a file")));
        }
        if metadata.permissions().readonly() {
            return Err(RewriteError::refused(&target, text!("文件是只读的", "the file is read-only")));
        }
        let bytes = fs::read(&target).map_err(fault)?;
        let (mark, text) = bytes.strip_prefix(BOM).map_or((&[][..], &bytes[..]), |text| (BOM, text));
        if text != old.text.as_bytes() {
            let why =
                text!("读过以后又有改动，请再运行一次", "it has changed since it was read; run the command again");
            return Err(RewriteError::refused(&target, why));
        }
        let staged = Self { beside: Beside::of(&target), target };
        let written = staged.fill(&[mark, new.as_bytes()], metadata.permissions());
        written.map_err(|error| RewriteError::io(&staged.target, &error))?;
        Ok(staged)
    }

    fn fill(&self, parts: &[&[u8]], permissions: fs::Permissions) -> io::Result<()> {
        let mut file = self.beside.create()?;
        parts.iter().try_for_each(|part| file.write_all(part))?;
        file.set_permissions(permissions)?;
        file.sync_all()
    }

    fn install(self) -> Result<(), RewriteError> {
        self.beside.install().map_err(|error| RewriteError::io(&self.target, &error))?;
        // The file is in its place whether or not the folder can be synced.
        let _ = self.target.parent().map(sync_folder);
        Ok(())
    }
}
