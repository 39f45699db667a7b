//! Writes single files where their user wants them, each in one step.

use super::{beside::Beside, error::IoError, sync::sync_folder};
use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

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
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<(), IoError> {
    put(path, bytes, |_| Ok(())).map_err(|error| IoError::writing(path, &error))
}

/// As [`save`], and onto the disk at once; a file that is there gives way only if it may. Whether it was written.
pub(crate) fn save_durably(path: &Path, bytes: &[u8], may_replace: bool) -> Result<bool, IoError> {
    if !may_replace && fs::symlink_metadata(path).is_ok() {
        return Ok(false);
    }
    put(path, bytes, File::sync_all).map_err(|error| IoError::writing(path, &error))?;
    let _ = path.parent().map(sync_folder);
    Ok(true)
}

/// Removes a file.
pub(crate) fn remove(path: &Path) -> Result<(), IoError> {
    fs::remove_file(path).map_err(|error| IoError::writing(path, &error))
}

fn put(path: &Path, bytes: &[u8], finish: impl FnOnce(&File) -> io::Result<()>) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let beside = Beside::of(path);
    let mut file = match fs::metadata(path).map(|found| (found.is_dir(), found.permissions())) {
        Ok((true, _)) => return Err(io::ErrorKind::IsADirectory.into()),
        Ok((_, rights)) if rights.readonly() => return Err(io::ErrorKind::PermissionDenied.into()),
        Ok((_, rights)) => beside.create().and_then(|file| file.set_permissions(rights).map(|()| file))?,
        Err(_) => beside.create()?,
    };
    file.write_all(bytes)?;
    finish(&file)?;
    beside.install()
}
