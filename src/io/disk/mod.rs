//! The site's files as they were last seen, and what has changed since.
//!
//! A look never fails: whoever watches a site wants to see the rest of it while one file cannot be read. What was seen
//! is compared by content, so that a file that was only touched is no change; attachments, which may be large, are
//! compared by size, time and inode.

mod hints;
mod known;

use crate::{
    archive::Input,
    diag::Source,
    io::{
        load::{self, LoadError},
        tree::{Found, Link, Tree, Walked},
    },
    pipeline::Change,
};
pub use hints::Hints;
use known::{Known, Look, State};
use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

/// How long a file may be away while it is saved: moved aside, then written anew.
const AWAY: Duration = Duration::from_millis(30);

/// The site's files as they were last seen.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    tree: Tree,
    config: Known,
    /// By their path below the root.
    files: BTreeMap<PathBuf, Known>,
    links: BTreeMap<PathBuf, Link>,
}

/// A file of a theme, or why it cannot be read.
pub type ThemeFile = Result<Vec<u8>, LoadError>;

/// What has really changed.
#[derive(Clone, Debug, Default)]
pub struct Delta {
    pub config: Option<Result<Arc<Source>, LoadError>>,
    /// By path below `content`, `/`-separated. None: the file is gone.
    pub content: Vec<(String, Option<Input>)>,
    /// By path below `themes`: `plain/templates/home.html`. None: the file is gone.
    pub themes: Vec<(String, Option<ThemeFile>)>,
    /// Whether there is a `content` folder at all.
    pub has_content: bool,
}

impl From<Delta> for Change {
    fn from(delta: Delta) -> Self {
        let told = |error: LoadError| error.0;
        let themes = delta.themes.into_iter().map(|(path, file)| (path, file.map(|file| file.map_err(told))));
        Self {
            config: delta.config.map(|config| config.map_err(told)),
            content: delta.content,
            themes: themes.collect(),
        }
    }
}

impl Delta {
    pub fn is_empty(&self) -> bool {
        self.config.is_none() && self.content.is_empty() && self.themes.is_empty()
    }
}

impl Disk {
    /// The first look: everything is new.
    pub fn open(root: &Path) -> Result<(Self, Delta), LoadError> {
        let tree = load::tree(root)?;
        let (files, links) = (BTreeMap::new(), BTreeMap::new());
        let mut disk = Self { root: root.to_owned(), tree, config: Known::nothing(), files, links };
        let delta = disk.look(&Hints::everything());
        Ok((disk, delta))
    }

    /// Looks again at what may have changed. A file that is named itself is read even if the system says that it is as
    /// it was: the clock of a file system may be too coarse to tell two savings apart.
    pub fn look(&mut self, hints: &Hints) -> Delta {
        let mut walked = self.walk(hints);
        if self.misses_any(hints, &walked) {
            thread::sleep(AWAY);
            walked = self.walk(hints);
        }
        let mut delta = Delta { has_content: self.tree.has_folder("content"), ..Delta::default() };
        if hints.is_everything() || hints.names(Path::new("site.toml")) {
            self.look_at_config(hints, &mut delta);
        }
        let looks: Vec<_> = walked.found.par_iter().map(|found| self.examine(found, hints)).collect();
        let mut gone: BTreeSet<_> = self.below(hints).cloned().collect();
        for (found, look) in walked.found.into_iter().zip(looks) {
            if !matches!(look, Look::Gone) {
                gone.remove(&found.path);
            }
            if let Look::Is(known) = look {
                self.keep(found.path, known, &mut delta);
            }
        }
        for path in gone {
            self.files.remove(&path);
            delta.tell(&path, None);
        }
        let tops = hints.tops();
        self.links.retain(|link, _| link != Path::new("site.toml") && !tops.iter().any(|top| link.starts_with(top)));
        self.links.extend(walked.links);
        self.links.extend(self.tree.link_of_config());
        delta
    }

    /// The links that are part of the site, by their path below its root. What they lead to has to be watched as well.
    pub fn links(&self) -> &BTreeMap<PathBuf, Link> {
        &self.links
    }

    fn walk(&self, hints: &Hints) -> Walked {
        let mut all = Walked::default();
        for walked in hints.tops().into_iter().map(|top| self.tree.walk(top)) {
            all.found.extend(walked.found);
            all.links.extend(walked.links);
        }
        all
    }

    /// Whether a file seems to be gone although nobody said so of the file itself. Whoever did has waited for its return.
    fn misses_any(&self, hints: &Hints, walked: &Walked) -> bool {
        let found: BTreeSet<_> = walked.found.iter().map(|found| found.path.as_path()).collect();
        let is_missed = |path: &PathBuf| !found.contains(path.as_path()) && !hints.names(path);
        let has_lost_config = || hints.is_everything() && self.config.is_there() && !self.config_path().exists();
        self.below(hints).any(is_missed) || has_lost_config()
    }

    /// What was there when last seen, of what the hints name.
    fn below<'d>(&'d self, hints: &Hints) -> impl Iterator<Item = &'d PathBuf> {
        let tops: Vec<_> = hints.tops().into_iter().map(Path::to_owned).collect();
        tops.into_iter().flat_map(|top| {
            let files = self.files.range(top.clone()..).map(|(path, _)| path);
            files.take_while(move |path| path.starts_with(&top))
        })
    }

    fn examine(&self, found: &Found, hints: &Hints) -> Look {
        let known = self.files.get(&found.path).filter(|_| !hints.names(&found.path));
        known::look(&self.root, found, known)
    }

    fn look_at_config(&mut self, hints: &Hints, delta: &mut Delta) {
        let known = Some(&self.config).filter(|_| !hints.names(Path::new("site.toml")));
        let Look::Is(seen) = known::look_at_config(&self.root, known) else { return };
        if !seen.is_same_as(&self.config)
            && let State::Config(config) = &seen.state
        {
            delta.config = Some(config.clone());
        }
        self.config = seen;
    }

    fn keep(&mut self, path: PathBuf, seen: Known, delta: &mut Delta) {
        if !self.files.get(&path).is_some_and(|known| seen.is_same_as(known)) {
            delta.tell(&path, Some(&seen.state));
        }
        self.files.insert(path, seen);
    }

    fn config_path(&self) -> PathBuf {
        self.root.join("site.toml")
    }
}
