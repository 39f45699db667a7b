//! Writes single files where their user wants them, each in one step.

use super::patience::{TRIES, patiently};
use crate::{i18n::Message, text};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Why a file was not written.
#[derive(Debug)]
pub(crate) struct SaveError(pub Message);

/// The files among these that exist.
pub(crate) fn existing(paths: &[PathBuf]) -> Vec<&Path> {
    // A link that leads nowhere is in the way, too.
    paths.iter().map(PathBuf::as_path).filter(|path| fs::symlink_metadata(path).is_ok()).collect()
}

/// Whether a folder is there.
pub(crate) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Writes a file, and the folders it is to stand in. It is whole or not there; what was there before goes.
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<(), SaveError> {
    let fault = |error: io::Error| {
        let message = text!("写不了 {path}：{error}", "cannot write {path}: {error}");
        SaveError(message.with("path", path).with("error", error.to_string()))
    };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(fault)?;
    }
    if is_folder(path) {
        return Err(fault(io::Error::from(io::ErrorKind::IsADirectory)));
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let beside = path.with_file_name(format!(".{name}.giar-tmp"));
    let written = fs::write(&beside, bytes).and_then(|()| patiently(TRIES, || fs::rename(&beside, path)));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        fault(error)
    })
}
