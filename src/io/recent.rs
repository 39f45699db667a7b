//! Remembers which portals the user of this machine opened last.

use super::own_folder::OwnFolder;
use std::{
    env,
    path::{Path, PathBuf},
};

const NAME: &str = "recent.json";
/// More than anybody maintains at a time.
const MOST: usize = 8;

/// The folder in which programs keep such data on this system.
pub(crate) fn folder() -> PathBuf {
    let config =
        folder_named("APPDATA", Path::is_absolute).or_else(|| folder_named("XDG_CONFIG_HOME", Path::is_absolute));
    config.unwrap_or_else(|| home().join(".config")).join("giar")
}

/// The portals that still exist, the most recent first.
pub(crate) fn portals() -> Vec<PathBuf> {
    remembered().into_iter().filter(|path| is_portal(path)).collect()
}

fn remembered() -> Vec<PathBuf> {
    let text = OwnFolder::at(folder()).read(NAME);
    text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Puts a portal first in the list.
pub(crate) fn remember(portal: &Path) {
    let mut all = remembered();
    all.retain(|known| known != portal);
    all.insert(0, portal.to_owned());
    all.truncate(MOST);
    keep(&all);
}

/// Removes a portal from the list; the portal itself is not touched.
pub(crate) fn forget(portal: &Path) {
    let mut all = remembered();
    all.retain(|known| known != portal);
    keep(&all);
}

/// Failure is ignored: the user only has to choose again.
fn keep(portals: &[PathBuf]) {
    if let Ok(text) = serde_json::to_string(portals) {
        let _ = OwnFolder::at(folder()).write(NAME, &text);
    }
}

/// Whether a folder contains a site.
pub(crate) fn is_portal(folder: &Path) -> bool {
    folder.join("site.toml").is_file()
}

/// The subfolders of a folder, by name and without hidden ones.
pub(crate) fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<_> = entries.map(|entry| entry.path()).filter(|path| is_shown(path)).collect();
    folders.sort_unstable();
    folders
}

fn is_shown(folder: &Path) -> bool {
    folder.is_dir() && folder.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.'))
}

/// The drives on Windows; other systems have a single root.
pub(crate) fn disks() -> Vec<PathBuf> {
    if !cfg!(windows) {
        return Vec::new();
    }
    ('C'..='Z').map(|letter| PathBuf::from(format!(r"{letter}:\"))).filter(|disk| disk.is_dir()).collect()
}

/// The folder in which people look first.
pub(crate) fn home() -> PathBuf {
    let named = folder_named("HOME", Path::is_dir).or_else(|| folder_named("USERPROFILE", Path::is_dir));
    named.or_else(|| env::current_dir().ok()).unwrap_or_default()
}

/// The folder that an environment variable names, if it qualifies.
fn folder_named(variable: &str, can_be: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| can_be(path))
}
