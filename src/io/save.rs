//! Writes single files at paths that the user chose, each in one step.

use super::{beside::Beside, error::IoError, file::exists, sync::sync_folder};
use crate::import::doc::Picture;
use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Those of the files that exist.
pub(crate) fn existing(paths: &[PathBuf]) -> Vec<&Path> {
    paths.iter().map(PathBuf::as_path).filter(|path| exists(path)).collect()
}

pub(crate) fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Writes a file, creating its folders. It is either complete or not there; an existing file is replaced.
pub(crate) fn save(path: &Path, bytes: &[u8]) -> Result<(), IoError> {
    put(path, bytes, |_| Ok(())).map_err(|error| IoError::writing(path, &error))
}

/// A report with its pictures, and which existing files it may replace.
pub(crate) struct Report<'a> {
    pub path: &'a Path,
    pub text: &'a str,
    pub pictures: &'a [Picture],
    pub may_replace: bool,
    pub may_replace_pictures: bool,
}

/// Writes the pictures of a report, then the report, so that it never refers to a missing one. If a path is taken by
/// something that may not be replaced, nothing is written and the path is returned.
pub(crate) fn save_report(report: &Report<'_>) -> Result<Option<PathBuf>, IoError> {
    let folder = report.path.parent().unwrap_or(Path::new(""));
    let pictures = missing_pictures(folder, report.pictures);
    let own = (!report.may_replace).then_some(report.path);
    let others = pictures.iter().filter(|_| !report.may_replace_pictures).map(|(path, _)| path.as_path());
    let wanted: Vec<_> = own.into_iter().chain(others).map(Path::to_owned).collect();
    if let Some(there) = existing(&wanted).first() {
        return Ok(Some(there.to_path_buf()));
    }
    for (path, bytes) in &pictures {
        put_durably(path, bytes)?;
    }
    put_durably(report.path, report.text.as_bytes())?;
    let _ = sync_folder(folder);
    Ok(None)
}

fn put_durably(path: &Path, bytes: &[u8]) -> Result<(), IoError> {
    put(path, bytes, File::sync_all).map_err(|error| IoError::writing(path, &error))
}

/// The pictures of a report that are not in its folder yet, with the paths to write them to.
pub(super) fn missing_pictures<'p>(folder: &Path, pictures: &'p [Picture]) -> Vec<(PathBuf, &'p [u8])> {
    let places = pictures.iter().map(|picture| (folder.join(&picture.name), picture.bytes.as_slice()));
    places.filter(|(path, bytes)| !holds(path, bytes)).collect()
}

/// Whether a file has exactly these bytes.
fn holds(path: &Path, bytes: &[u8]) -> bool {
    let is_as_long = fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() == bytes.len() as u64);
    is_as_long && fs::read(path).is_ok_and(|there| there == bytes)
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
