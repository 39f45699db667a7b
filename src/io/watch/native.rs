//! The system's own watching, by way of `notify`.
//!
//! On Linux a watch is on one folder, and `notify` can put watches below a folder by itself. It does so after it has reported
//! a new folder: whoever then looks into the folder sees what is there by then, and what is written between that
//! look and the watch is lost. It also forgets the rest of a tree if one folder of it goes while it puts its watches, and
//! takes the watch off a folder for a late word of another that had the same path. Therefore each folder is watched from
//! here, before it is listed and looked at, and again whenever anything is reported of its path; then nothing can fall
//! between, whatever the order of events.

use super::{Message, event::Notice, reason::Reason};
use crate::io::tree::is_wanted;
use notify::{Config, ErrorKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
    sync::mpsc::Sender,
};

/// Whether every folder needs a watch of its own.
const IS_BY_FOLDER: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// Whether a new watch begins all anew, and what happens meanwhile is not reported. Then the whole site is watched from the
/// start, which costs the system nothing more.
pub(super) const BEGINS_ANEW: bool = cfg!(target_os = "macos");

pub(super) struct Native {
    watcher: RecommendedWatcher,
    /// How far each is watched.
    folders: HashMap<PathBuf, RecursiveMode>,
}

impl Native {
    /// Sends what happens, reading left out.
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

    /// Watches one folder, without what is below it. True if it was not watched.
    pub(super) fn watch(&mut self, folder: &Path) -> Result<bool, Reason> {
        let is_new = !self.folders.contains_key(folder) && !self.is_covered(folder);
        if IS_BY_FOLDER || is_new {
            self.add(folder, RecursiveMode::NonRecursive)?;
        }
        Ok(is_new)
    }

    /// Watches a folder and those below it. When this returns the watches stand: what is there can be looked at.
    pub(super) fn cover(&mut self, folder: &Path) -> Result<(), Reason> {
        if !IS_BY_FOLDER {
            return if self.is_covered(folder) { Ok(()) } else { self.add(folder, RecursiveMode::Recursive) };
        }
        let mut left = vec![folder.to_owned()];
        while let Some(folder) = left.pop() {
            self.add(&folder, RecursiveMode::NonRecursive)?;
            // One that cannot be listed is a finding, for whoever looks.
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

    /// Whether the system watches a folder along with one that it is in.
    fn is_covered(&self, folder: &Path) -> bool {
        let mut modes = folder.ancestors().filter_map(|folder| self.folders.get(folder));
        modes.any(|mode| *mode == RecursiveMode::Recursive)
    }

    /// Whether this was a folder; it is none any more.
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

/// Whether the folder has gone meanwhile, or may not be watched because it may not be read. Both are reported once more when
/// they change.
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
