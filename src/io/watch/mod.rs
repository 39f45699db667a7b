//! Notices when a site's files change, and names where to look.
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
//! What is reported here is where something may have changed; [`Disk::look`](super::disk::Disk::look) knows whether it has.

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

/// How often the files are looked at where they cannot be watched.
pub const POLL: Duration = Duration::from_millis(500);

/// How often it is made sure that the site's folder is still the one that is watched. When a folder above it is moved,
/// or another takes its place, the system reports nothing that could be relied on.
const GLANCE: Duration = Duration::from_secs(1);

/// How to notice changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Watch where the system reports changes, look every [`POLL`] elsewhere.
    Auto,
    /// Look this often. Zero would be looking all the time, and is for the caller to refuse.
    Poll(Duration),
}

/// Waits for changes of a site’s files and gathers those of one moment.
pub struct Watch {
    scope: Scope,
    way: Way,
    sender: Sender<Message>,
    messages: Receiver<Message>,
    batch: Batch,
    is_stopped: bool,
    /// Which folder the site's was when its watching began; none while there is none.
    watched: Option<Identity>,
    /// When to look again whether it still is.
    next_glance: Instant,
}

enum Way {
    Native(Native),
    Polling {
        every: Duration,
        reason: Reason,
        /// The next time, once somebody waits for it: the looks themselves may take long.
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
    /// Whoever waits in [`Watch::next`] gets none at once, and none ever after.
    pub fn stop(&self) {
        // It has ended by itself.
        let _ = self.0.send(Message::Stop);
    }
}

impl Watch {
    /// Begins to watch the site at `root`.
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

    /// How often the files are looked at and why, if they are not watched. That may become so at any time.
    pub fn polling(&self) -> Option<(Duration, &Reason)> {
        match &self.way {
            Way::Native(_) => None,
            Way::Polling { every, reason, .. } => Some((*every, reason)),
        }
    }

    /// For the thread that ends this watch.
    pub fn stop_handle(&self) -> Stop {
        Stop(self.sender.clone())
    }

    /// Whether it was ended: nothing more will be noticed.
    pub fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    /// Watches what these links of the site lead to; to be called after each look.
    pub fn follow(&mut self, links: &BTreeMap<PathBuf, Link>) {
        if self.scope.links == *links {
            return;
        }
        let old = std::mem::replace(&mut self.scope.links, links.clone());
        let new: Vec<_> = links.iter().filter(|(path, link)| old.get(*path) != Some(link)).collect();
        for (path, link) in new {
            match self.watch_target(link) {
                // It may have changed after it was looked at and before it was watched.
                Ok(true) if native::BEGINS_ANEW => self.batch.add_everything(),
                Ok(true) => self.batch.add(path.clone(), Sign::Settled, Instant::now()),
                Ok(false) => {}
                Err(reason) => return self.fall_back(reason),
            }
        }
    }

    /// Waits until something may have changed, at most `timeout`. None: nothing has, or the watch was stopped.
    ///
    /// One saving of one file is reported once: as soon as it is closed or renamed into place where the system reports that,
    /// after some milliseconds of quiet where it does not.
    pub fn next(&mut self, timeout: Option<Duration>) -> Option<Hints> {
        let end = timeout.map(|timeout| Instant::now() + timeout);
        loop {
            // What has been reported by now belongs together.
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

    /// Begins anew if the site's folder has gone, come back, or is another one.
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
        // A closed file is a file; the rest has to be asked, because it may be another thing by now.
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

    /// True if something was not watched before.
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

    /// Once events are lost, nothing is known of the watches either: they are set anew.
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

/// The root for `site.toml` and for folders that come into being; what is below the two folders of a site.
fn native(root: &Path, sender: &Sender<Message>) -> Result<Native, Reason> {
    let mut native = Native::start(sender.clone())?;
    if native::BEGINS_ANEW {
        native.cover(root)?;
    }
    native.watch(root)?;
    for folder in ["content", "themes"].map(|name| root.join(name)) {
        // What a link leads to is watched when it is known to be part of the site.
        if fs::symlink_metadata(&folder).is_ok_and(|found| found.is_dir()) {
            native.cover(&folder)?;
        }
    }
    Ok(native)
}
