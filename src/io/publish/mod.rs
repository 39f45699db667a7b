//! Publishes a site: all of it or nothing.
//!
//! Every file is written into a staging folder beside the output and forced onto the disk; then the two change places.
//! Whatever stops giar on the way — an error, a full disk, a kill, a power cut — the output folder holds the complete
//! old site or the complete new one. Only where the system cannot exchange two folders is there a moment without
//! either; the next start puts that right ([`recover`]). Where somebody holds the folder itself, its files are
//! replaced one by one: the module `in_place`.
//!
//! Beside an output called `public` stand, all hidden and all giar's:
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
//! In an output that is a mount point, or beside which this user may not write, they stand inside, without the first
//! part of their names. What has such a name and does not carry giar's mark is left alone, reported, and got around.
//!
//! This module knows nothing of reports and pages, and may not: it is given paths, and a way to make their bytes.

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

/// Where a site is published unless another place is asked for: in this folder beside its `site.toml`.
pub(crate) const OUTPUT: &str = "public";

/// The files by one of which a folder with a manifest is known to be giar's: a site, or a dataset.
const MARKERS: [&str; 2] = ["schema/v1/report.json", "dataset.json"];

/// Where and how a site is to be published.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The folder of the published site.
    pub out: &'a Path,
    /// Folders that the output may neither be, nor hold, nor stand inside.
    pub keep_out: &'a [&'a Path],
    /// Names in the output that stay, though giar did not write them.
    pub keep: &'a [String],
    /// Whether the output's folder itself has to stay. Mount points do so by themselves.
    pub in_place: bool,
    /// Whether compressed copies are to stand beside texts.
    pub precompress: bool,
    /// Asked before anything is written if files that are published would go.
    pub may_remove: &'a dyn Fn(&Removal) -> bool,
    /// How to know the files that need not be made again.
    pub remembering: Option<Remembering<'a>>,
}

impl<'a> Target<'a> {
    /// The plain way to publish to a folder, in which anything may go.
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

/// What a new site would take away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The paths of the site that stands there, sorted.
    pub published: Vec<String>,
    /// Those of them that the new site does not have.
    pub gone: Vec<String>,
}

/// What was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// How many files, the manifest not counted.
    pub files: usize,
    /// Their size in bytes, the manifest not counted.
    pub bytes: u64,
    /// By which one site is known from another: the SHA-256 of its manifest.
    pub id: String,
    /// Whether an earlier run had been killed and this one cleaned up after it.
    pub recovered: bool,
    /// Whether the folder stayed and its files were replaced.
    pub in_place: bool,
    /// What its user should know, though it did not stand in the way.
    pub notes: Vec<Message>,
}

/// What a start found of earlier runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Whether an earlier run had been killed and this one cleaned up after it.
    pub was_needed: bool,
    /// What its user should know.
    pub notes: Vec<Message>,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum Failure<E> {
    /// The bytes of a file could not be made.
    Render(E),
    /// They could not be put where they belong.
    Publish(Error),
    /// Files would have gone that are not to go.
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

/// The bytes of the files of the site that stands at an output, by their paths below it; none if no site of giar's does.
pub fn standing(out: &Path) -> Option<impl Fn(&str) -> Option<Vec<u8>> + Send + Sync + use<>> {
    let out = out.to_owned();
    out.join(MANIFEST).is_file().then_some(move |path: &str| fs::read(out.join(path)).ok())
}

/// The same of files that are as they were published, if the site is the one with this id.
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
/// dropped as soon as it is written. (Once more, if only the attempt shows that the folder cannot be moved.)
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

/// Puts right what a killed run left behind.
///
/// [`publish`] does so by itself. A build that may stop before it publishes, because the sources have errors, calls
/// this first: otherwise an output caught between the two renames would stay missing until they are mended.
///
/// # Errors
/// As for [`publish`]; in particular [`Error::Busy`] if the leftovers are those of a build still running.
pub fn recover(target: &Target<'_>) -> Result<Recovered, Error> {
    recover_with(&System, target)
}

/// The site that is published, if all of it is as the last publication left it and nothing is to be put right. `file`
/// is where that was remembered.
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

/// Publishes the previous generation again; the one that stands there becomes the previous one.
///
/// # Errors
/// [`Error::NoPrevious`] or [`Error::DamagedPrevious`] if there is nothing to go back to; else as for [`publish`].
pub fn rollback(target: &Target<'_>) -> Result<Published, Error> {
    let layout = Layout::find(target)?;
    recover(target)?;
    let manifest = generation::previous(&layout)?;
    // It has lain beside the site where anybody could alter it; what is published again must be what was published.
    let (_, found) = verify::compare(&layout.previous, &layout)?;
    if !(found.differing.is_empty() && found.missing.is_empty()) {
        let files = [found.differing, found.missing].concat();
        return Err(Error::DamagedPrevious { folder: layout.previous.clone(), files });
    }
    let paths: Vec<_> = manifest.paths().collect();
    // What was compressed is listed already.
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
        // A folder of a container's lower layer, for instance: only the attempt shows that it cannot be moved.
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
    // Asked before anything is rendered: who says no should not have waited for it.
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
    // Asked again, because rendering takes its time and a person may have put a file there meanwhile.
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

/// Puts a staged site into the output's place, with all that is kept there.
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
    let is_like = complete(lock, &mut staging, now, &layout.out, &old.hash())
        .map_err(|cause| Error::io(WRITE, &folder, cause))?;
    if let Occupant::Nothing = now {
        swap::settle(mover, &folder, layout)?;
    } else {
        swap::replace(mover, &folder, layout)?;
    }
    staging.let_go();
    // The old site must not be gone from the disk before the new one is there. The new one is published already, so a
    // failure here has nothing left to prevent.
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
        // Publishing the same site again must not push the generation worth going back to out of its place.
        let is_kept = now.manifest().is_some_and(|old| old != new);
        generation::retire(mover, layout, &folder, old, is_kept, notes);
        let _ = sync_folder(layout.parent());
    }
    Ok(())
}

/// The last touches before the folders change places; whether owner and group could be kept.
fn complete<M: Mover>(
    lock: &Lock,
    staging: &mut Staging<'_, M>,
    now: &Occupant,
    out: &Path,
    old: &manifest::Hash,
) -> io::Result<bool> {
    // In this order. What is kept comes first, so that no reader misses it. The announcement must be on the disk
    // before the mark goes: without the mark a start after a kill takes the folder for a complete site, and knows
    // only from the announcement which of two sites was to be replaced.
    belongings::carry(now.kept(), out, &staging.folder)?;
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
