//! Replaces the texts of files, each in one step. No file is replaced before all new texts are on the disk; if a rename
//! then fails, the files before it stay replaced.

use super::{beside::Beside, error::IoError, real::real_path, sync::sync_folder};
use crate::{diag::Source, i18n::Message, text};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

fn refused(path: &Path, why: impl Into<Message>) -> IoError {
    let message = text!("没有改 {path}：{why}", "{path} was not changed: {why}");
    IoError(message.with("path", path).with("why", why.into()))
}

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Writes new texts for files of the site at `root`. Each file must be unchanged since it was read; nothing is replaced
/// until all new texts are written. Byte order marks and permissions are kept.
pub fn rewrite<'a>(root: &Path, files: impl Iterator<Item = (&'a Source, &'a str)>) -> Result<(), IoError> {
    let mut staged = BTreeMap::new();
    for (old, new) in files {
        let target = target(root, &old.path)?;
        // Two links may have the same target; then both had the same text.
        if let Entry::Vacant(place) = staged.entry(target) {
            let written = Staged::write(place.key(), old, new)?;
            place.insert(written);
        }
    }
    staged.into_values().try_for_each(Staged::install)
}

/// The target of a path. A link within the site is kept.
fn target(root: &Path, path: &str) -> Result<PathBuf, IoError> {
    let [root, target] =
        [root, &root.join(path)].map(|path| real_path(path).map_err(|error| IoError::writing(path, &error)));
    let (root, target) = (root?, target?);
    if !target.starts_with(root) {
        return Err(refused(&target, text!("它不在网站文件夹里", "it is not in the site's folder")));
    }
    Ok(target)
}

/// Checks that a file is unchanged since it was read, and returns its byte order mark.
pub(super) fn unchanged(path: &Path, old: &Source) -> Result<&'static [u8], IoError> {
    let bytes = fs::read(path).map_err(|error| IoError::writing(path, &error))?;
    let (mark, text) = bytes.strip_prefix(BOM).map_or((&[][..], &bytes[..]), |text| (BOM, text));
    if text == old.text.as_bytes() {
        return Ok(mark);
    }
    Err(refused(
        path,
        text!("读过以后又有改动，请再运行一次", "it has changed since it was read; run the command again"),
    ))
}

/// A new text in a temporary file next to its target. Dropping it deletes the file.
struct Staged {
    beside: Beside,
    target: PathBuf,
}

impl Staged {
    fn write(target: &Path, old: &Source, new: &str) -> Result<Self, IoError> {
        let target = target.to_owned();
        let fault = |error: io::Error| IoError::writing(&target, &error);
        let metadata = fs::symlink_metadata(&target).map_err(fault)?;
        if !metadata.is_file() {
            return Err(refused(&target, text!("它不是文件", "it is not a file")));
        }
        if metadata.permissions().readonly() {
            return Err(refused(&target, text!("文件是只读的", "the file is read-only")));
        }
        let mark = unchanged(&target, old)?;
        let staged = Self { beside: Beside::of(&target), target };
        let written = staged.fill(&[mark, new.as_bytes()], metadata.permissions());
        written.map_err(|error| IoError::writing(&staged.target, &error))?;
        Ok(staged)
    }

    fn fill(&self, parts: &[&[u8]], permissions: fs::Permissions) -> io::Result<()> {
        let mut file = self.beside.create()?;
        parts.iter().try_for_each(|part| file.write_all(part))?;
        file.set_permissions(permissions)?;
        file.sync_all()
    }

    fn install(self) -> Result<(), IoError> {
        self.beside.install().map_err(|error| IoError::writing(&self.target, &error))?;
        // The file has been replaced whether or not the folder can be synced.
        let _ = self.target.parent().map(sync_folder);
        Ok(())
    }
}
