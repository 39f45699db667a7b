//! Notices changes of a site's files, and reports where to look.
//!
//! ```no_run
//! use giar::io::{disk::Disk, watch::{Mode, Watch}};
//! # fn main() -> Result<(), giar::io::error::IoError> {
//! # let root = std::path::Path::new(".");
//! let mut watch = Watch::start(root, Mode::Auto)?; // before the first look, so that nothing falls between
//! let (mut disk, everything) = Disk::open(root)?;
//! watch.follow(disk.links());
//! while let Some(hints) = watch.next(None) {
//!     let changed = disk.look(&hints);
//!     watch.follow(disk.links());
//! }
//! # Ok(())
//! # }
//! ```
//!
//! It only reports where something may have changed; [`Disk::look`](super::disk::Disk::look) finds out whether it has.

mod batch;
mod event;
mod identity;
pub(in crate::io) mod mount;
mod native;
mod reason;
mod scope;
#[cfg(test)]
mod tests;

use crate::io::{disk::Hints, error::IoError, real::real_path, threads, tree::Link};
use batch::{Batch, Sign};
use event::Notice;
use identity::{Identity, identity};
use native::Native;
pub use reason::Reason;
use scope::Scope;
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, Sender},
    time::{Duration, Instant},
};

/// How often files are looked at if they cannot be watched.
pub const POLL: Duration = Duration::from_millis(500);

/// How often to check that the watched folder is still that of the site. If a parent folder is moved or replaced, the
/// system does not reliably report it.
const GLANCE: Duration = Duration::from_secs(1);

/// How to notice changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Watch if the system reports changes, look every [`POLL`] otherwise.
    Auto,
    /// Look at this interval. Zero would look continuously; the caller must refuse it.
    Poll(Duration),
}

/// Waits for changes of a site’s files and combines simultaneous ones.
pub struct Watch {
    scope: Scope,
    way: Way,
    sender: Sender<Message>,
    messages: Receiver<Message>,
    batch: Batch,
    is_stopped: bool,
    /// The identity of the site's folder when watching began; none if it did not exist.
    watched: Option<Identity>,
    /// When to check that identity again.
    next_glance: Instant,
}

enum Way {
    Native(Native),
    Polling {
        every: Duration,
        reason: Reason,
        /// The next time to look, once somebody waits for it: looking may itself take long.
        due: Option<Instant>,
    },
}

enum Message {
    Event(notify::Result<notify::Event>),
    Stop,
}

/// Ends a watch from another thread.
#[derive(Clone)]
pub struct Stop(Sender<Message>);

impl Stop {
    /// Makes the present and every later call of [`Watch::next`] return none at once.
    pub fn stop(&self) {
        // The watch may have ended by itself.
        let _ = self.0.send(Message::Stop);
    }
}

impl Watch {
    /// Starts watching the site at `root`.
    pub fn start(root: &Path, mode: Mode) -> Result<Self, IoError> {
        let root = real_path(root).map_err(|error| IoError::reading(root, &error))?;
        threads::need(1)?;
        let (sender, messages) = mpsc::channel();
        let polled = match mode {
            Mode::Poll(every) => Some((every, Reason::AskedFor)),
            Mode::Auto => mount::foreign(&root).map(|system| (POLL, Reason::NetworkMount(system))),
        };
        let started = match polled {
            Some(polled) => Err(polled),
            None => native(&root, &sender).map_err(|reason| (POLL, reason)),
        };
        let way = match started {
            Ok(watcher) => Way::Native(watcher),
            Err((every, reason)) => Way::Polling { every, reason, due: None },
        };
        let watched = identity(&root);
        let scope = Scope { root, links: BTreeMap::new() };
        let (batch, next_glance) = (Batch::default(), Instant::now() + GLANCE);
        Ok(Self { scope, way, sender, messages, batch, is_stopped: false, watched, next_glance })
    }

    /// The polling interval and its reason, if the files are not watched. Watching may turn into polling at any time.
    pub fn polling(&self) -> Option<(Duration, &Reason)> {
        match &self.way {
            Way::Native(_) => None,
            Way::Polling { every, reason, .. } => Some((*every, reason)),
        }
    }

    /// A handle for the thread that ends this watch.
    pub fn stop_handle(&self) -> Stop {
        Stop(self.sender.clone())
    }

    /// Whether the watch was ended, so that no more changes will be noticed.
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Watches the targets of these links of the site; to be called after each look.
    pub fn follow(&mut self, links: &BTreeMap<PathBuf, Link>) {
        if self.scope.links == *links {
            return;
        }
        let old = std::mem::replace(&mut self.scope.links, links.clone());
        let new: Vec<_> = links.iter().filter(|(path, link)| old.get(*path) != Some(link)).collect();
        for (path, link) in new {
            match self.watch_target(link) {
                // It may have changed after the look and before the watch began.
                Ok(true) if native::BEGINS_ANEW => self.batch.add_everything(),
                Ok(true) => self.batch.add(path.clone(), Sign::Settled, Instant::now()),
                Ok(false) => {}
                Err(reason) => return self.fall_back(reason),
            }
        }
    }

    /// Waits until something may have changed, at most `timeout`. None if nothing has, or the watch was stopped.
    ///
    /// Saving a file is reported once: as soon as it is closed or renamed into place if the system reports that, after
    /// some milliseconds of quiet otherwise.
    pub fn next(&mut self, timeout: Option<Duration>) -> Option<Hints> {
        let end = timeout.map(|timeout| Instant::now() + timeout);
        loop {
            // Everything reported so far belongs together.
            while !self.is_stopped
                && let Ok(message) = self.messages.try_recv()
            {
                self.take(message);
            }
            let now = Instant::now();
            if self.is_stopped {
                return None;
            }
            self.glance(now);
            if let Some(hints) = self.batch.take(now).or_else(|| self.poll(now)) {
                return Some(hints);
            }
            if end.is_some_and(|end| end <= now) {
                return None;
            }
            let until = [end, self.batch.due(now), self.poll_due()].into_iter().flatten().min();
            let until = until.map_or(self.next_glance, |until| until.min(self.next_glance));
            if let Ok(message) = self.messages.recv_timeout(until.saturating_duration_since(now)) {
                self.take(message);
            }
        }
    }

    /// Starts over if the site's folder was deleted, created or replaced.
    fn glance(&mut self, now: Instant) {
        if now < self.next_glance {
            return;
        }
        self.next_glance = now + GLANCE;
        if matches!(self.way, Way::Native(_)) && identity(&self.scope.root) != self.watched {
            self.start_over();
        }
    }

    fn take(&mut self, message: Message) {
        match message {
            Message::Stop => self.is_stopped = true,
            Message::Event(Ok(event)) if event.need_rescan() => self.start_over(),
            Message::Event(Ok(event)) => {
                let Some(notice) = Notice::from(event.kind) else { return };
                event.paths.iter().for_each(|path| self.note(path, notice));
            }
            Message::Event(Err(error)) => match Reason::of(&error) {
                Reason::Failed(_) => self.start_over(),
                reason => self.fall_back(reason),
            },
        }
    }

    fn note(&mut self, path: &Path, notice: Notice) {
        let Way::Native(native) = &mut self.way else { return };
        let is_leaving = matches!(notice, Notice::Left | Notice::Removed);
        if path == self.scope.root {
            if is_leaving {
                self.start_over();
            }
            return;
        }
        // If a file was closed, it is a file; otherwise it has to be examined, because it may have been replaced.
        let found = if notice == Notice::Closed { None } else { fs::symlink_metadata(path).ok() };
        let is_folder = found.as_ref().is_some_and(fs::Metadata::is_dir);
        let was_folder = is_leaving && native.forget(path);
        let names = self.scope.names(path, is_folder || was_folder);
        if names.is_empty() {
            return;
        }
        let Some(sign) = notice.sign(found.as_ref()) else { return };
        if is_folder && let Err(reason) = native.cover(path) {
            return self.fall_back(reason);
        }
        let now = Instant::now();
        for name in names {
            self.batch.add(name, sign, now);
        }
    }

    /// True if the target was not watched before.
    fn watch_target(&mut self, link: &Link) -> Result<bool, Reason> {
        let Way::Native(native) = &mut self.way else { return Ok(false) };
        let mut is_new = false;
        if let Some(parent) = link.target.parent().filter(|parent| self.scope.is_watchable(parent)) {
            is_new |= native.watch(parent)?;
        }
        if link.is_folder && self.scope.is_watchable(&link.target) {
            is_new |= native.watch(&link.target)?;
            native.cover(&link.target)?;
        }
        Ok(is_new)
    }

    /// Once events are lost, the watches cannot be trusted either, and are set up again.
    fn start_over(&mut self) {
        self.batch.add_everything();
        self.watched = identity(&self.scope.root);
        match native(&self.scope.root, &self.sender) {
            Ok(native) => self.way = Way::Native(native),
            Err(reason) => return self.fall_back(reason),
        }
        let links = std::mem::take(&mut self.scope.links);
        self.follow(&links);
    }

    fn fall_back(&mut self, reason: Reason) {
        self.way = Way::Polling { every: POLL, reason, due: None };
        self.batch.add_everything();
    }

    fn poll_due(&self) -> Option<Instant> {
        match &self.way {
            Way::Native(_) => None,
            Way::Polling { due, .. } => *due,
        }
    }

    fn poll(&mut self, now: Instant) -> Option<Hints> {
        let Way::Polling { every, due, .. } = &mut self.way else { return None };
        let is_due = *due.get_or_insert(now + *every) <= now;
        is_due.then(|| {
            *due = None;
            Hints::everything()
        })
    }
}

/// Watches the root, for `site.toml` and new folders, and everything below the two folders of a site.
fn native(root: &Path, sender: &Sender<Message>) -> Result<Native, Reason> {
    let mut native = Native::start(sender.clone())?;
    if native::BEGINS_ANEW {
        native.cover(root)?;
    }
    native.watch(root)?;
    for folder in ["content", "themes"].map(|name| root.join(name)) {
        // A link's target is watched once the link is known to be part of the site.
        if fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir()) {
            native.cover(&folder)?;
        }
    }
    Ok(native)
}
