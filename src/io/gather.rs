//! Expands the files given on a command line: names, folders, patterns that no shell has expanded, or standard input.

use super::error::IoError;
use crate::{archive::is_document, text};
use std::{
    ffi::OsStr,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// The argument that means standard input.
pub const STDIN: &str = "-";

/// The files that arguments name, in order and without duplicates.
pub fn files(asked: &[PathBuf]) -> Result<Vec<PathBuf>, IoError> {
    let mut found = Vec::new();
    for path in asked {
        let before = found.len();
        if path.as_os_str() == STDIN || path.is_file() {
            found.push(path.clone());
        } else if path.is_dir() {
            found.extend(below(path));
        } else if is_pattern(path) {
            let matched = matching(path).into_iter();
            found.extend(matched.flat_map(|path| if path.is_dir() { below(&path) } else { vec![path] }));
        } else {
            let missing = fs::metadata(path).err().unwrap_or_else(|| io::ErrorKind::NotFound.into());
            let fault = IoError::reading(path, &missing);
            return Err(with_documents(fault, path));
        }
        if found.len() == before {
            let message = text!("{path} 里没有文件", "there are no files in {path}");
            return Err(IoError(message.with("path", path)));
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|path| seen.insert(path.clone()));
    Ok(found)
}

/// Adds to an error about a missing file which documents its folder contains.
fn with_documents(fault: IoError, path: &Path) -> IoError {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
    let mut names: Vec<_> = names.filter(|name| is_document(name) && !is_hidden(OsStr::new(name))).collect();
    if names.is_empty() {
        return fault;
    }
    let wanted = path.file_name().unwrap_or_default().to_string_lossy();
    names.sort_by(|a, b| likeness(&wanted, b).total_cmp(&likeness(&wanted, a)).then_with(|| a.cmp(b)));
    names.truncate(NAMED);
    let message = text!("{fault}。{folder} 里有：{names}", "{fault}. In {folder} there are {names}");
    IoError(message.with("fault", fault.0).with("folder", folder).with("names", &names))
}

/// At most this many documents are listed.
const NAMED: usize = 3;

fn likeness(wanted: &str, name: &str) -> f64 {
    strsim::normalized_damerau_levenshtein(wanted, name)
}

/// The file or folder at a path, or all that match it as a pattern.
pub(crate) fn matching(path: &Path) -> Vec<PathBuf> {
    if path.exists() {
        return vec![path.to_owned()];
    }
    let pattern = path.to_str().filter(|_| is_pattern(path)).map(glob::glob);
    pattern.into_iter().flatten().flatten().filter_map(Result::ok).collect()
}

/// Whether a file lies in a folder or below it.
pub(crate) fn is_below(path: &Path, folder: &Path) -> bool {
    let Ok(folder) = fs::canonicalize(folder) else { return false };
    fs::canonicalize(path).is_ok_and(|path| path.starts_with(folder))
}

/// On Windows, shells leave patterns to the programs.
fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.contains(['*', '?', '[']))
}

/// The files of a folder, without hidden ones.
pub(crate) fn below(folder: &Path) -> Vec<PathBuf> {
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    let seen = walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()));
    seen.filter_map(Result::ok).filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// Whether a file is hidden, or one that Word keeps next to an open document.
fn is_hidden(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with('.') || name.starts_with("~$"))
}

/// A file's bytes, at most `most` plus one.
pub fn bytes(path: &Path, most: u64) -> Result<Vec<u8>, IoError> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == STDIN {
        io::stdin().lock().take(most + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| IoError::reading(path, &error))?;
    Ok(bytes)
}
