//! Repairs and cleans up what a killed run left behind.

use std::fs;
use std::io;
use std::path::Path;

use super::layout::{Layout, MARK};
use super::lock::Lock;
use super::manifest::Manifest;
use super::ownership::{Occupant, Ownership, has, occupant, ownership_of};
use super::swap::{Mover, settle};
use super::{Error, generation, in_place};
use crate::i18n::Message;
use crate::io::file::exists;
use crate::io::sync::sync_folder;

/// Returns the output's state if there was nothing of giar's to repair. Files that are not giar's are reported and left
/// alone.
pub(super) fn recover(
    mover: &impl Mover,
    layout: &Layout,
    lock: &Lock,
    notes: &mut Vec<Message>,
) -> Result<Option<Occupant>, Error> {
    let mut found = in_place::resume(mover, layout, notes)?;
    // If giar may not replace the output, nothing next to it is touched either.
    let output = occupant(layout)?;
    // The mark is deleted after the last sync before the exchange, so a power cut can bring it back inside the
    // published site.
    found |= fs::remove_file(layout.out.join(MARK)).is_ok();
    if is_vacant(&layout.out)
        && let Some(site) = [&layout.ready, &layout.old].into_iter().find(|site| is_complete(site))
    {
        settle(mover, site, layout)?;
        let _ = sync_folder(layout.parent());
        found = true;
    }
    let published = output.manifest().map(Manifest::hash);
    let leftovers: Vec<_> = layout.candidates().map(Path::to_owned).collect();
    for path in leftovers {
        match ownership_of(&path) {
            Ownership::Nothing => continue,
            Ownership::Foreign | Ownership::Moving => {
                notes.push(generation::foreign(&path));
                continue;
            }
            Ownership::Scrap => generation::clear(mover, &path, notes),
            Ownership::Site(manifest) => {
                let hash = manifest.hash();
                // A new site that was never published is no generation to go back to: the next build makes it again.
                let was_replaced = lock.has_announced(&hash) && published != Some(hash);
                generation::retire(mover, layout, &path, &manifest, was_replaced, notes);
            }
        }
        found = true;
    }
    Ok((!found).then_some(output))
}

/// Whether every file of a site exists. Only then may it take the place of a missing one.
fn is_complete(path: &Path) -> bool {
    matches!(ownership_of(path), Ownership::Site(manifest) if manifest.paths().all(|file| has(path, file)))
}

/// Whether `path` does not exist or is an empty folder.
fn is_vacant(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_none(),
        Err(cause) => cause.kind() == io::ErrorKind::NotFound && !exists(path),
    }
}
