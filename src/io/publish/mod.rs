//! Publishes a site: all of it or nothing.
//!
//! Every file is written into a staging folder next to the output and forced onto the disk; then the two change places.
//! Whatever stops giar on the way — an error, a full disk, a kill, a power cut — the output folder contains the
//! complete old site or the complete new one. Only where the system cannot exchange two folders is there a moment
//! without either, which the next start repairs ([`recover`]). If somebody holds the folder itself, its files are
//! replaced one by one, by the module `in_place`.
//!
//! Next to an output called `public`, giar keeps these hidden files and folders:
//!
//! | name | what | a start that finds it |
//! |---|---|---|
//! | `.public.giar-lock` | held by the giar that publishes | takes it, or stops |
//! | `.public.giar-tmp`, or `-tmp-2` to `-tmp-9` where those before cannot be deleted | marked: a folder in any state, maybe half written or half deleted | deletes it |
//! | | not marked: the site that has just been replaced | keeps it as the previous generation |
//! | `.public.giar-ready` | a complete new site | moves it into place if the output is missing, else deletes it |
//! | `.public.giar-old` | the complete old site | likewise, if there is no `-ready` |
//! | `.public.giar-previous` | the generation before, for [`rollback`] | leaves it |
//!
//! In an output that is a mount point, or whose parent this user may not write to, they lie inside it, without the
//! first part of their names. A file with such a name but without giar's mark is left alone, reported, and worked
//! around.
//!
//! This module must not know about reports and pages: it is given paths, and a function that makes their bytes.

mod attributes;
mod belongings;
mod compress;
mod content;
mod error;
mod generation;
mod held;
mod in_place;
mod layout;
mod lock;
mod manifest;
mod memory;
mod ownership;
mod paths;
mod recover;
mod stage;
mod swap;
#[cfg(test)]
mod tests;
mod verify;

use std::path::Path;
use std::{fmt, fs, io};

use sha2::{Digest as _, Sha256};

use crate::i18n::Message;
use crate::io::sync::sync_folder;
use crate::text;
pub use content::Content;
use error::WRITE;
pub use error::{Error, Foreign};
pub(super) use layout::is_own;
use layout::{Layout, MARK, Way};
use lock::Lock;
pub use manifest::MANIFEST;
use manifest::Manifest;
pub(super) use manifest::hex;
use memory::Memory;
pub use memory::{Key, Remembering};
use ownership::{Occupant, occupant};
use stage::{Order, Staging};
use swap::{Mover, System};
pub use verify::{Verified, verify};

/// The default output: this folder next to `site.toml`.
pub(crate) const OUTPUT: &str = "public";

/// Files of which one must be present for a folder with a manifest to be giar's: a site, or a dataset.
const MARKERS: [&str; 2] = ["schema/v1/report.json", "dataset.json"];

/// Where and how a site is to be published.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The folder of the published site.
    pub out: &'a Path,
    /// Folders that the output may neither be, nor contain, nor lie inside.
    pub keep_out: &'a [&'a Path],
    /// Names in the output that are kept, although giar did not write them.
    pub keep: &'a [String],
    /// Whether the output folder itself has to stay. Mount points always do.
    pub in_place: bool,
    /// Whether text files get compressed copies.
    pub precompress: bool,
    /// Called before anything is written if published files would be removed.
    pub may_remove: &'a dyn Fn(&Removal) -> bool,
    /// How to recognise files that need not be made again.
    pub remembering: Option<Remembering<'a>>,
}

impl<'a> Target<'a> {
    /// Publishes to a folder without restrictions or extras.
    pub fn new(out: &'a Path) -> Self {
        Self {
            out,
            keep_out: &[],
            keep: &[],
            in_place: false,
            precompress: false,
            may_remove: &|_| true,
            remembering: None,
        }
    }
}

/// What a new site would remove.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The paths of the published site, sorted.
    pub published: Vec<String>,
    /// Those that the new site does not have.
    pub gone: Vec<String>,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The number of files, without the manifest.
    pub files: usize,
    /// Their size in bytes, without the manifest.
    pub bytes: u64,
    /// Identifies the site: the SHA-256 of its manifest.
    pub id: String,
    /// Whether an earlier run had been killed, and this one cleaned up after it.
    pub recovered: bool,
    /// Whether the folder stayed and its files were replaced.
    pub in_place: bool,
    /// Notes for the user that did not prevent publication.
    pub notes: Vec<Message>,
}

/// What was recovered from an earlier run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Whether an earlier run had been killed, and this one cleaned up after it.
    pub was_needed: bool,
    /// Notes for the user.
    pub notes: Vec<Message>,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum Failure<E> {
    /// The bytes of a file could not be made.
    Render(E),
    /// They could not be published.
    Publish(Error),
    /// The user did not allow files to be removed.
    Declined,
}

impl<E: fmt::Display> fmt::Display for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Render(error) => error.fmt(f),
            Self::Publish(error) => error.fmt(f),
            Self::Declined => f.write_str("published files would have gone that are not to go"),
        }
    }
}

impl<E: std::error::Error> std::error::Error for Failure<E> {}

impl<E> From<Error> for Failure<E> {
    fn from(error: Error) -> Self {
        Self::Publish(error)
    }
}

/// Gives the bytes of the published site's files, by path relative to it; none if the output is not a site by giar.
pub fn standing(out: &Path) -> Option<impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + use<>> {
    let out = out.to_owned();
    out.join(MANIFEST).is_file().then_some(move |path: &str| fs::read(out.join(path)).ok())
}

/// Likewise, but only of files that have not been touched since, and only if the site has this id.
pub(super) fn intact(out: &Path, id: &str) -> Option<impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + use<>> {
    let manifest = Manifest::of(out).ok()??.ok().filter(|manifest| hex(&manifest.hash()) == id)?;
    let out = out.to_owned();
    Some(move |path: &str| {
        let bytes = fs::read(out.join(path)).ok()?;
        let hash = Sha256::digest(&bytes).into();
        (manifest.0.get(path) == Some(&hash)).then_some(bytes)
    })
}

/// Publishes the files `paths` (below the output, `/`-separated) as the whole site.
///
/// `content(i)` makes the content of `paths[i]`; it is called once for each, from several threads, and its result is
/// dropped as soon as it is written. (Again for each, if an attempt shows that the folder cannot be moved.)
///
/// # Errors
/// The published folder is then what it was before, byte for byte, except for [`Error::Stranded`] and
/// [`Error::Halfway`].
pub fn publish<'c, E: Send, C: Into<Content<'c>>>(
    target: &Target<'_>,
    paths: &[&str],
    content: impl Fn(usize) -> Result<C, E> + Sync,
) -> Result<Published, Failure<E>> {
    publish_with(&System, target, paths, content)
}

/// Repairs what a killed run left behind.
///
/// [`publish`] does this itself. A build that may stop before it publishes, because the sources have errors, calls this
/// first: otherwise an output caught between the two renames would be missing until the sources are corrected.
///
/// # Errors
/// As for [`publish`]; in particular [`Error::Busy`] if the leftovers are those of a build still running.
pub fn recover(target: &Target<'_>) -> Result<Recovered, Error> {
    recover_with(&System, target)
}

/// The published site, if it is exactly as the last publication left it and nothing needs recovery. `file` is the
/// record of that publication.
pub fn untouched(target: &Target<'_>, file: &Path) -> Option<Published> {
    let layout = Layout::find(target).ok().filter(|layout| !layout.has_leftovers())?;
    // Whoever holds the lock is about to change the site.
    let _lock = Lock::take(&layout).ok()?;
    let Occupant::Site(manifest, _) = occupant(&layout).ok()? else { return None };
    let id = manifest.hash();
    let bytes = Memory::of(file, &id).size_untouched(&layout.out, &manifest)?;
    let in_place = layout.way == Way::InPlace;
    Some(Published { files: manifest.0.len(), bytes, id: hex(&id), recovered: false, in_place, notes: Vec::new() })
}

/// Publishes the previous generation again; the present one becomes the previous one.
///
/// # Errors
/// [`Error::NoPrevious`] or [`Error::DamagedPrevious`] if there is nothing to go back to; else as for [`publish`].
pub fn rollback(target: &Target<'_>) -> Result<Published, Error> {
    let layout = Layout::find(target)?;
    recover(target)?;
    let manifest = generation::previous(&layout)?;
    // Anybody could have altered it since it was replaced; only what was once published may be published again.
    let (_, found) = verify::compare(&layout.previous, &layout)?;
    if !(found.differing.is_empty() && found.missing.is_empty()) {
        let files = [found.differing, found.missing].concat();
        return Err(Error::DamagedPrevious { folder: layout.previous.clone(), files });
    }
    let paths: Vec<_> = manifest.paths().collect();
    // Compressed copies are listed already.
    let target = Target { precompress: false, may_remove: &|_| true, remembering: None, ..*target };
    publish(&target, &paths, |at| {
        let path = layout.previous.join(paths[at]);
        let file = fs::File::open(&path).map_err(|cause| Error::unreadable(&path, cause));
        Ok(Content::Stream(Box::new(file?)))
    })
    .map_err(|failure| match failure {
        Failure::Render(error) | Failure::Publish(error) => error,
        Failure::Declined => Error::NoPrevious { out: layout.shown.clone() },
    })
}

fn publish_with<'c, E: Send, C: Into<Content<'c>>>(
    mover: &impl Mover,
    target: &Target<'_>,
    paths: &[&str],
    content: impl Fn(usize) -> Result<C, E> + Sync,
) -> Result<Published, Failure<E>> {
    paths::check(paths)?;
    match attempt(mover, target, paths, &content) {
        // For example, a folder in the lower layer of a container.
        Err(Failure::Publish(Error::Immovable { .. })) if !target.in_place => {
            attempt(mover, &Target { in_place: true, ..*target }, paths, &content)
        }
        done => done,
    }
}

fn attempt<'c, E: Send, C: Into<Content<'c>>>(
    mover: &impl Mover,
    target: &Target<'_>,
    paths: &[&str],
    content: &(impl Fn(usize) -> Result<C, E> + Sync),
) -> Result<Published, Failure<E>> {
    let layout = Layout::find(target)?;
    layout.create_parent()?;
    let lock = Lock::take(&layout)?;
    let mut notes = Vec::new();
    let untouched = recover::recover(mover, &layout, &lock, &mut notes)?;
    let recovered = untouched.is_none();
    let before = untouched.map_or_else(|| occupant(&layout), Ok)?;
    // Asked before rendering, so that a user who declines has not waited for it.
    if let Some(removal) = removal(&before, paths)
        && !(target.may_remove)(&removal)
    {
        return Err(Failure::Declined);
    }
    let staging = Staging::create(mover, &layout)?;
    if layout.way == Way::Exchange && held::is_immovable(&layout.out, &staging.folder) {
        return Err(Error::Immovable { out: layout.shown.clone() }.into());
    }
    let published = before.manifest().map(Manifest::hash);
    let memory = target.remembering.and_then(|way| Some(Memory::of(way.file, &published?)));
    let after = target.remembering.and_then(|way| way.after);
    let order = Order {
        paths,
        precompress: target.precompress,
        before: before.manifest(),
        memory: &memory.unwrap_or_default(),
        key: target.remembering.map_or(&|_, _| None, |way| way.key),
        knows_keys: after.is_some() && published.map(|hash| hex(&hash)).as_deref() == after,
    };
    let staged = staging.fill(&order, content)?;
    // Checked again, because somebody may have added a file during rendering.
    let now = occupant(&layout)?;
    match layout.way {
        Way::Exchange => exchange(mover, &layout, &lock, staging, &now, &staged.manifest, &mut notes)?,
        Way::InPlace => in_place::put(mover, &layout, staging, now.manifest(), &staged.manifest, &mut notes)?,
    }
    let id = hex(&staged.manifest.hash());
    if let Some(way) = target.remembering {
        memory::write(way.file, &layout.out, &id, &staged.left());
    }
    let in_place = layout.way == Way::InPlace;
    Ok(Published { files: staged.manifest.0.len(), bytes: staged.size, id, recovered, in_place, notes })
}

/// Puts a staged site in the place of the output, with everything that is kept there.
fn exchange<M: Mover>(
    mover: &M,
    layout: &Layout,
    lock: &Lock,
    mut staging: Staging<'_, M>,
    now: &Occupant,
    new: &Manifest,
    notes: &mut Vec<Message>,
) -> Result<(), Error> {
    let folder = staging.folder.clone();
    let nothing = Manifest::default();
    let old = now.manifest().unwrap_or(&nothing);
    let carried = now.carried_into(new, &layout.out);
    let is_like = complete(lock, &mut staging, &carried, &layout.out, &old.hash())
        .map_err(|cause| Error::io(WRITE, &folder, cause))?;
    if let Occupant::Nothing = now {
        swap::settle(mover, &folder, layout)?;
    } else {
        swap::replace(mover, &folder, layout)?;
    }
    staging.let_go();
    // The old site must not be deleted from the disk before the new one is on it. The new one is published already, so
    // failure here has no consequence.
    let _ = sync_folder(layout.parent());
    if !is_like {
        notes.push(
            text!(
                "{out} 的属主或用户组没能保留：当前用户无权设置。请检查网站服务是否还能读取",
                "{out} could not keep its owner or group, which this user may not set. Make sure that the web server \
                 can still read it"
            )
            .with("out", &layout.shown),
        );
    }
    if !matches!(now, Occupant::Nothing) {
        // Publishing the same site twice must not displace the generation worth going back to.
        let is_kept = now.manifest().is_some_and(|old| old != new);
        generation::retire(mover, layout, &folder, old, is_kept, notes);
        let _ = sync_folder(layout.parent());
    }
    Ok(())
}

/// The last steps before the folders change places; returns whether owner and group could be kept.
fn complete<M: Mover>(
    lock: &Lock,
    staging: &mut Staging<'_, M>,
    carried: &[String],
    out: &Path,
    old: &manifest::Hash,
) -> io::Result<bool> {
    // The order matters. Kept files come first, so that no reader misses them. The record of the old site must be on
    // the disk before the mark is removed: without the mark, a start after a kill takes the folder for a complete site,
    // and only the record shows which of the two was to be replaced.
    belongings::carry(carried, out, &staging.folder)?;
    lock.announce(old)?;
    staging.mover.sync(&staging.folder)?;
    let took_all = staging.take_attributes()?;
    fs::remove_file(staging.folder.join(MARK)).map(|()| took_all)
}

fn removal(before: &Occupant, paths: &[&str]) -> Option<Removal> {
    let published: Vec<_> = before.manifest()?.paths().map(str::to_owned).collect();
    let stays: std::collections::HashSet<_> = paths.iter().copied().collect();
    let gone: Vec<_> = published.iter().filter(|path| !stays.contains(path.as_str())).cloned().collect();
    (!gone.is_empty()).then_some(Removal { published, gone })
}

fn recover_with(mover: &impl Mover, target: &Target<'_>) -> Result<Recovered, Error> {
    let layout = Layout::find(target)?;
    if !layout.has_leftovers() {
        return Ok(Recovered::default());
    }
    let lock = Lock::take(&layout)?;
    let mut notes = Vec::new();
    let was_needed = recover::recover(mover, &layout, &lock, &mut notes)?.is_none();
    Ok(Recovered { was_needed, notes })
}
