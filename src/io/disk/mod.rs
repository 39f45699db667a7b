//! The site's files as they were last seen, and what has changed since.
//!
//! Looking never fails: one unreadable file must not hide the rest of the site from a preview. Files are compared by
//! content, so that touching a file is not a change; attachments, which may be large, are compared by size, time and
//! inode.

mod hints;
mod known;

pub use crate::io::tree::Link;
use crate::{
    io::{
        error::IoError,
        load,
        tree::{Found, Tree, Walked},
    },
    pipeline::Change,
};
pub use hints::Hints;
use known::{Known, Look, State};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

/// How long to wait for a file that is missing because it is being saved: moved aside, then written anew. Longer than a
/// watch waits, because there is only one look, and nothing will report that the file is back.
const AWAY: Duration = Duration::from_millis(30);

/// The site's files as they were last seen.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    tree: Tree,
    config: Known,
    /// By path relative to the root.
    files: BTreeMap<PathBuf, Known>,
    links: BTreeMap<PathBuf, Link>,
}

impl Disk {
    /// The first look: everything is new.
    pub fn open(root: &Path) -> Result<(Self, Change), IoError> {
        let tree = load::tree(root)?;
        let (files, links) = (BTreeMap::new(), BTreeMap::new());
        let mut disk = Self { root: root.to_owned(), tree, config: Known::nothing(), files, links };
        let change = disk.look(&Hints::everything());
        Ok((disk, change))
    }

    /// Looks again at what may have changed. A file that is given by its own path is read even if its stamp is
    /// unchanged: the file system's clock may be too coarse to distinguish two saves.
    pub fn look(&mut self, hints: &Hints) -> Change {
        let mut change = Change::default();
        self.look_at_config(hints, &mut change);
        let mut gone = self.look_at_files(hints, &mut change);
        // It may have been moved aside by a save in progress. For a file given by its own path, the caller has already
        // waited.
        if gone.iter().any(|path| !hints.names(path)) {
            thread::sleep(AWAY);
            gone = self.look_at_files(&gone.into_iter().fold(Hints::default(), Hints::with), &mut change);
        }
        for path in gone {
            self.files.remove(&path);
            known::add(&mut change, &path, None);
        }
        change
    }

    /// Whether there is a `content` folder at all.
    pub fn has_content(&self) -> bool {
        self.tree.has_folder("content")
    }

    /// The links that are part of the site, by path relative to its root. Their targets have to be watched as well.
    pub fn links(&self) -> &BTreeMap<PathBuf, Link> {
        &self.links
    }

    fn look_at_config(&mut self, hints: &Hints, change: &mut Change) {
        let is_named = hints.names(Path::new("site.toml"));
        if !is_named && !hints.is_everything() {
            return;
        }
        let known = Some(&self.config).filter(|_| !is_named);
        let seen = match known::look_at_config(&self.root, known) {
            Look::Is(seen) if self.config.is_there() && !seen.is_there() && !is_named => {
                thread::sleep(AWAY);
                known::look_at_config(&self.root, known)
            }
            seen => seen,
        };
        let Look::Is(seen) = seen else { return };
        if !seen.is_same_as(&self.config)
            && let State::Config(config) = &seen.state
        {
            change.config = Some(known::or_message(config));
        }
        self.config = seen;
        self.links.retain(|link, _| link != Path::new("site.toml"));
        self.links.extend(self.tree.link_of_config());
    }

    /// Returns the files that seem to be deleted.
    fn look_at_files(&mut self, hints: &Hints, change: &mut Change) -> BTreeSet<PathBuf> {
        let tops = hints.tops();
        let walked = self.walk(&tops);
        let looks: Vec<_> = walked.found.par_iter().map(|found| self.examine(found, hints)).collect();
        let mut gone: BTreeSet<_> = tops.iter().flat_map(|top| self.below(top)).cloned().collect();
        for (found, look) in walked.found.into_iter().zip(looks) {
            if !matches!(look, Look::Gone) {
                gone.remove(&found.path);
            }
            if let Look::Is(known) = look {
                self.keep(found.path, known, change);
            }
        }
        self.links.retain(|link, _| !tops.iter().any(|top| link.starts_with(top)));
        self.links.extend(walked.links);
        gone
    }

    fn walk(&self, tops: &[&Path]) -> Walked {
        let mut all = Walked::default();
        for walked in tops.iter().map(|top| self.tree.walk(top)) {
            all.found.extend(walked.found);
            all.links.extend(walked.links);
        }
        all
    }

    /// The files below a path when last seen.
    fn below<'d>(&'d self, top: &'d Path) -> impl Iterator<Item = &'d PathBuf> {
        let files = self.files.range(top.to_owned()..).map(|(path, _)| path);
        files.take_while(move |path| path.starts_with(top))
    }

    fn examine(&self, found: &Found, hints: &Hints) -> Look {
        let known = self.files.get(&found.path).filter(|_| !hints.names(&found.path));
        known::look(&self.root, found, known)
    }

    fn keep(&mut self, path: PathBuf, seen: Known, change: &mut Change) {
        if !self.files.get(&path).is_some_and(|known| seen.is_same_as(known)) {
            known::add(change, &path, Some(&seen.state));
        }
        self.files.insert(path, seen);
    }
}
