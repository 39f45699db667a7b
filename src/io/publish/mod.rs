//! Publishes a site: all of it or nothing.
//!
//! Every file is written into a staging folder beside the output, which then takes the output's place. Whatever
//! stops giar on the way — an error, a full disk, a kill — the output folder holds the complete old site or the
//! complete new one. Only where the system cannot exchange two folders is there a moment without either; the next
//! start puts that right ([`recover`]).
//!
//! Beside an output called `public` stand, all hidden and all giar's:
//!
//! | name | what | a start that finds it |
//! |---|---|---|
//! | `.public.giar-lock` | held by the giar that publishes | takes it, or stops |
//! | `.public.giar-tmp` | a folder in any state, maybe half written or half deleted | deletes it |
//! | `.public.giar-ready` | a complete new site | moves it into place if the output is missing, else deletes it |
//! | `.public.giar-old` | the complete old site | likewise, if there is no `-ready` |
//!
//! This module knows nothing of reports and pages, and may not: it is given paths, and a way to make their bytes.

mod error;
mod layout;
mod lock;
mod ownership;
mod paths;
mod stage;
mod swap;
#[cfg(test)]
mod tests;

use std::path::Path;

pub use error::{Error, Foreign};
use layout::Layout;
use lock::Lock;
use ownership::Occupant;
use stage::Staging;
pub(super) use stage::sync_folder;
use swap::{Mover, System};

/// The list of every other file of the site and its SHA-256, as `sha256sum -c` reads it.
pub const MANIFEST: &str = "manifest.sha256";

/// The file by which a folder with a manifest is known to be a site of giar's.
const MARKER: &str = "schema/v1/report.json";

/// What was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// How many files, the manifest not counted.
    pub files: usize,
    /// Their size in bytes, the manifest not counted.
    pub bytes: u64,
    /// Whether an earlier run had been killed and this one cleaned up after it.
    pub recovered: bool,
}

/// Why nothing was published.
#[derive(Debug)]
pub enum Failure<E> {
    /// The bytes of a file could not be made.
    Render(E),
    /// They could not be put where they belong.
    Publish(Error),
}

impl<E> From<Error> for Failure<E> {
    fn from(error: Error) -> Self {
        Self::Publish(error)
    }
}

/// Publishes the files `paths` (below `out`, `/`-separated) as the whole content of `out`.
///
/// `bytes(i)` makes the content of `paths[i]`; it is called once for each, from several threads, and its result is
/// dropped as soon as it is written. `out` may neither be, nor hold, nor stand inside any folder of `keep_out`.
///
/// # Errors
/// The published folder is then what it was before, byte for byte, except for [`Error::Stranded`].
pub fn publish<E: Send>(
    out: &Path,
    keep_out: &[&Path],
    paths: &[&str],
    bytes: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
) -> Result<Published, Failure<E>> {
    publish_with(&System, out, keep_out, paths, bytes)
}

/// Puts right what a killed run left behind; true if there was anything.
///
/// [`publish`] does so by itself. A build that may stop before it publishes, because the sources have errors, calls
/// this first: otherwise an output caught between the two renames would stay missing until they are mended.
///
/// # Errors
/// As for [`publish`]; in particular [`Error::Busy`] if the leftovers are those of a build still running.
pub fn recover(out: &Path, keep_out: &[&Path]) -> Result<bool, Error> {
    recover_with(&System, out, keep_out)
}

fn publish_with<E: Send>(
    mover: &impl Mover,
    out: &Path,
    keep_out: &[&Path],
    paths: &[&str],
    bytes: impl Fn(usize) -> Result<Vec<u8>, E> + Sync,
) -> Result<Published, Failure<E>> {
    paths::check(paths)?;
    let place = Layout::find(out, keep_out)?;
    place.create_parent()?;
    let _lock = Lock::take(&place)?;
    ownership::occupant(&place)?;
    let recovered = swap::recover(mover, &place)?;

    let staging = Staging::create(mover, &place)?;
    let size = staging.fill(paths, bytes)?;
    // Asked again, because rendering takes its time and a person may have put a file there meanwhile.
    match ownership::occupant(&place)? {
        Occupant::Site => swap::replace(mover, &place)?,
        Occupant::Nothing | Occupant::EmptyFolder => swap::settle(mover, &place.tmp, &place)?,
    }
    // The old site must not be gone from the disk before the new one is there. The new one is published already, so
    // a failure here has nothing left to prevent.
    let _ = sync_folder(place.parent());
    drop(staging);
    Ok(Published { files: paths.len(), bytes: size, recovered })
}

fn recover_with(mover: &impl Mover, out: &Path, keep_out: &[&Path]) -> Result<bool, Error> {
    let place = Layout::find(out, keep_out)?;
    if !place.has_leftovers() {
        return Ok(false);
    }
    let _lock = Lock::take(&place)?;
    ownership::occupant(&place)?;
    swap::recover(mover, &place)
}
