//! A site's files, read in parallel.

use crate::{
    archive::{Input, InputContent},
    diag::{Finding, Source},
    document::{self, MAX_BYTES},
    i18n::{Arg, Message},
    text,
};
use rayon::prelude::*;
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};
use walkdir::{DirEntry, WalkDir};

/// A site as it lies on disk.
#[derive(Debug)]
pub struct Sources {
    pub root: PathBuf,
    pub config: Arc<Source>,
    pub inputs: Vec<Input>,
    /// Whether there is a `content` folder at all.
    pub has_content: bool,
}

/// Why a site cannot be read.
#[derive(Debug)]
pub struct LoadError(pub Message);

impl LoadError {
    fn unreadable(path: &Path, finding: &Finding) -> Self {
        let message = text!("{path}：{fault}。{remedy}", "{path}: {fault}; {remedy}");
        let remedy = finding.hints.first().cloned().map_or_else(|| Arg::from(""), Arg::from);
        let message = message.with("path", path.display().to_string()).with("fault", finding.message.clone());
        Self(message.with("remedy", remedy))
    }

    fn io(path: &Path, error: &io::Error) -> Self {
        let message = text!("读不了 {path}：{error}", "cannot read {path}: {error}");
        Self(message.with("path", path.display().to_string()).with("error", error.to_string()))
    }
}

/// The nearest folder, from `start` upward, that holds a `site.toml`.
pub fn find_root(start: &Path) -> Result<PathBuf, LoadError> {
    let start = fs::canonicalize(start).map_err(|error| LoadError::io(start, &error))?;
    let found = start.ancestors().find(|folder| folder.join("site.toml").is_file());
    found.map(Path::to_path_buf).ok_or_else(|| {
        let message = text!(
            "{path} 和它的上级文件夹里都没有 site.toml。\n先建一个文本文件 site.toml，写上一行 title = \"网站名称\"，再运行一次",
            "neither {path} nor any folder above it holds a site.toml.\nCreate one with the line title = \"Name of the site\" and run again"
        );
        LoadError(message.with("path", start.display().to_string()))
    })
}

/// Reads `site.toml`.
pub fn config(root: &Path) -> Result<Arc<Source>, LoadError> {
    let path = root.join("site.toml");
    let size = fs::metadata(&path).map_err(|error| LoadError::io(&path, &error))?.len();
    let config = if size > MAX_BYTES {
        Err(Box::new(document::too_large("site.toml", size)))
    } else {
        let bytes = fs::read(&path).map_err(|error| LoadError::io(&path, &error))?;
        document::decode("site.toml", &bytes)
    };
    config.map_err(|finding| LoadError::unreadable(&path, &finding))
}

/// Reads everything below `root` that a site is made of.
pub fn load(root: &Path) -> Result<Sources, LoadError> {
    let config = config(root)?;
    let content = root.join("content");
    let has_content = content.is_dir();
    let inputs = if has_content { read_all(&content)? } else { Vec::new() };
    Ok(Sources { root: root.to_owned(), config, inputs, has_content })
}

fn read_all(content: &Path) -> Result<Vec<Input>, LoadError> {
    let mut found = Vec::new();
    for entry in WalkDir::new(content).sort_by_file_name().into_iter().filter_entry(is_wanted) {
        let entry = entry.map_err(|error| walk_error(content, &error))?;
        if entry.file_type().is_file() {
            found.push(entry.into_path());
        }
    }
    found.into_par_iter().map(|path| read(content, &path)).collect()
}

fn walk_error(content: &Path, error: &walkdir::Error) -> LoadError {
    let path = error.path().unwrap_or(content);
    let message = text!("读不了 {path}：{error}", "cannot read {path}: {error}");
    LoadError(message.with("path", path.display().to_string()).with("error", error.to_string()))
}

/// Whether an entry belongs to the site: hidden files and the lock files of word processors do not.
fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0 || !(name.starts_with('.') || name.starts_with("~$") || name.ends_with('~'))
}

fn read(content: &Path, path: &Path) -> Result<Input, LoadError> {
    let below = path.strip_prefix(content).unwrap_or(path);
    let relative = slashed(below);
    if below.to_str().is_none() {
        return Ok(Input::nameless(relative));
    }
    if document::stem(&relative).is_none() {
        return Ok(Input { path: relative, content: InputContent::Attachment });
    }
    let size = fs::metadata(path).map_err(|error| LoadError::io(path, &error))?.len();
    if size > MAX_BYTES {
        return Ok(Input::too_large(relative, size));
    }
    let bytes = fs::read(path).map_err(|error| LoadError::io(path, &error))?;
    let content = match document::decode(&format!("content/{relative}"), &bytes) {
        Ok(source) => InputContent::Markdown(source),
        Err(finding) => InputContent::Unreadable(finding),
    };
    Ok(Input { path: relative, content })
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// Reads an attachment.
pub fn attachment(root: &Path, path: &str) -> io::Result<Vec<u8>> {
    fs::read(root.join("content").join(path))
}

/// The files of `themes/NAME/`, by their path in it.
pub fn theme(root: &Path, name: &str) -> Result<BTreeMap<String, Vec<u8>>, LoadError> {
    let folder = root.join("themes").join(name);
    let mut files = BTreeMap::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in WalkDir::new(&folder).sort_by_file_name().into_iter().filter_entry(is_wanted) {
        let entry = entry.map_err(|error| walk_error(&folder, &error))?;
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).map_err(|error| LoadError::io(entry.path(), &error))?;
            files.insert(slashed(entry.path().strip_prefix(&folder).unwrap_or(entry.path())), bytes);
        }
    }
    Ok(files)
}

/// Reads a text that some program wrote. Redirection on Windows may make UTF-16 of it, with a mark at the beginning.
pub fn text(path: &Path) -> Result<String, LoadError> {
    let bytes = fs::read(path).map_err(|error| LoadError::io(path, &error))?;
    Ok(encoding_rs::UTF_8.decode(&bytes).0.into_owned())
}

/// The path of what stands there, links followed.
pub fn real(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}
