//! Watches files with the system's own mechanism, through `notify`.
//!
//! On Linux a watch covers one folder, and `notify` can add watches to the folders below by itself. It does so only
//! after it has reported a new folder, so that a file written between our look into the folder and that watch would be
//! lost. It also gives up on the rest of a tree if one of its folders is deleted meanwhile, and removes the watch of a
//! folder because of a late event about an earlier one at the same path. Therefore each folder is watched from here,
//! before it is listed and looked at, and again whenever an event names its path; then nothing can be lost, whatever
//! the order of events.

use super::{Message, event::Notice, reason::Reason};
use crate::io::tree::is_wanted;
use notify::{Config, ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::mpsc::Sender,
};

/// Whether every folder needs its own watch.
const IS_BY_FOLDER: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// Whether adding a watch restarts all of them, so that events in between are lost. Then the whole site is watched from
/// the start, which costs no more.
pub(super) const BEGINS_ANEW: bool = cfg!(target_os = "macos");

pub(super) struct Native {
    watcher: RecommendedWatcher,
    /// How each folder is watched.
    folders: HashMap<PathBuf, RecursiveMode>,
}

impl Native {
    /// Starts forwarding events, except for reading.
    pub(super) fn start(messages: Sender<Message>) -> Result<Self, Reason> {
        let forward = move |event: notify::Result<notify::Event>| {
            let is_change =
                event.as_ref().map_or(true, |event| event.need_rescan() || Notice::from(event.kind).is_some());
            if is_change {
                // Nobody listens any more: the watch is about to end.
                let _ = messages.send(Message::Event(event));
            }
        };
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(forward, config).map_err(|error| Reason::of(&error))?;
        Ok(Self { watcher, folders: HashMap::new() })
    }

    /// Watches one folder without its subfolders. True if it was not watched before.
    pub(super) fn watch(&mut self, folder: &Path) -> Result<bool, Reason> {
        let is_new = !self.folders.contains_key(folder) && !self.is_covered(folder);
        if IS_BY_FOLDER || is_new {
            self.add(folder, RecursiveMode::NonRecursive)?;
        }
        Ok(is_new)
    }

    /// Watches a folder and its subfolders. On return the watches are active, and the files can be looked at.
    pub(super) fn cover(&mut self, folder: &Path) -> Result<(), Reason> {
        if !IS_BY_FOLDER {
            return if self.is_covered(folder) { Ok(()) } else { self.add(folder, RecursiveMode::Recursive) };
        }
        let mut left = vec![folder.to_owned()];
        while let Some(folder) = left.pop() {
            self.add(&folder, RecursiveMode::NonRecursive)?;
            // The walk reports a folder that cannot be listed.
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries.flatten() {
                let is_folder = entry.file_type().is_ok_and(|found| found.is_dir());
                if is_folder && is_wanted(&entry.file_name(), true) {
                    left.push(entry.path());
                }
            }
        }
        Ok(())
    }

    /// Whether a folder is watched through one of its parents.
    fn is_covered(&self, folder: &Path) -> bool {
        let mut modes = folder.ancestors().filter_map(|folder| self.folders.get(folder));
        modes.any(|mode| *mode == RecursiveMode::Recursive)
    }

    /// Whether this was a folder; it no longer is.
    pub(super) fn forget(&mut self, path: &Path) -> bool {
        let was_folder = self.folders.contains_key(path);
        if was_folder {
            self.folders.retain(|folder, _| !folder.starts_with(path));
        }
        was_folder
    }

    fn add(&mut self, folder: &Path, mode: RecursiveMode) -> Result<(), Reason> {
        match self.watcher.watch(folder, mode) {
            Ok(()) => drop(self.folders.insert(folder.to_owned(), mode)),
            Err(error) if is_beside_the_point(&error) => {}
            Err(error) => return Err(Reason::of(&error)),
        }
        Ok(())
    }
}

/// Whether the folder was deleted meanwhile, or is not readable. Both cause another event when they change.
fn is_beside_the_point(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound | ErrorKind::WatchNotFound => true,
        ErrorKind::Io(error) => matches!(
            error.kind(),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::PermissionDenied
        ),
        _ => false,
    }
}
