//! Keeps a replaced site as the previous generation, until the next one takes its place.

use std::fs;
use std::io;
use std::path::Path;

use super::Error;
use super::attributes;
use super::belongings::bring_home;
use super::layout::Layout;
use super::manifest::Manifest;
use super::ownership::{Ownership, others, ownership_of};
use super::swap::Mover;
use crate::i18n::{Message, reason};
use crate::io::patience::patiently;
use crate::text;

/// Removes everything that is not the site's from the folder of a replaced site, then keeps or deletes it. A failure
/// here does not affect the published site: it is reported, and the next run tries again.
pub(super) fn retire(
    mover: &impl Mover,
    layout: &Layout,
    replaced: &Path,
    manifest: &Manifest,
    is_kept: bool,
    notes: &mut Vec<Message>,
) {
    match bring_home(replaced, manifest, layout) {
        Ok(saved) => notes.extend(saved.iter().map(|path| {
            text!(
                "发布的同时有人把 {path} 放进了输出文件夹，已替他留下。它不是 giar 写的，下次发布前请移到别处，或写进 site.toml 的 keep",
                "{path} was put into the output while the site was being published, and has been saved. giar did not \
                 write it: move it elsewhere before the next build, or list it under `keep` in site.toml"
            )
            .with("path", path)
        })),
        Err(cause) => {
            return notes.push(
                text!(
                    "{path} 里有不是 giar 写的文件，没能移回网站：{cause}。请自己移走，再删除这个文件夹",
                    "{path} holds files giar did not write, and they could not be moved back into the site: {cause}. \
                     Move them yourself, then delete the folder"
                )
                .with("path", replaced)
                .with("cause", reason(&cause)),
            );
        }
    }
    if is_kept { keep(mover, layout, replaced, notes) } else { clear(mover, replaced, notes) }
}

/// Makes a complete site the previous generation, replacing the one before.
pub(super) fn keep(mover: &impl Mover, layout: &Layout, site: &Path, notes: &mut Vec<Message>) {
    let previous = &layout.previous;
    let scrap = match ownership_of(previous) {
        Ownership::Nothing => None,
        // Somebody has added a file.
        Ownership::Site(of) if others(previous, &of, layout).is_ok_and(|others| !others.strangers.is_empty()) => {
            notes.push(foreign(previous));
            return clear(mover, site, notes);
        }
        Ownership::Foreign | Ownership::Moving => {
            notes.push(foreign(previous));
            return clear(mover, site, notes);
        }
        Ownership::Scrap | Ownership::Site(_) => match layout.free_staging() {
            Ok(free) => Some(free),
            Err(error) => return notes.push(error.message()),
        },
    };
    let renamed = scrap
        .map_or(Ok(()), |scrap| mover.rename_patiently(previous, scrap))
        .and_then(|()| mover.rename_patiently(site, previous));
    match renamed {
        // It may contain pages that have been withdrawn.
        Ok(()) => drop(attributes::set_mode(previous, 0o700)),
        Err(cause) => notes.push(
            text!(
                "上一版没有留下来，不能用 giar rollback 恢复：{cause}",
                "the previous generation could not be kept for `giar rollback`: {cause}"
            )
            .with("cause", reason(&cause)),
        ),
    }
    if let Some(scrap) = scrap {
        clear(mover, scrap, notes);
    }
}

/// Deletes a folder that belongs to giar. On failure the next run tries again.
pub(super) fn clear(mover: &impl Mover, scrap: &Path, notes: &mut Vec<Message>) {
    if let Err(cause) = patiently(mover.tries(), || mover.remove(scrap)) {
        notes.push(
            text!(
                "删不掉以前留下的 {path}：{cause}。不影响发布；有权限的用户可以直接删除它",
                "{path}, left by an earlier run, cannot be deleted: {cause}. Publishing goes on without; whoever may \
                 delete it can do so"
            )
            .with("path", scrap)
            .with("cause", reason(&cause)),
        );
    }
}

/// What stands in the way and is not giar's, or cannot be known to be.
pub(super) fn foreign(path: &Path) -> Message {
    if is_closed(path) {
        return text!(
            "{path} 是 giar 用的文件夹，多半是别的账户（如 root）运行 giar 时建的，当前用户读不了，没有动它。\
             请一直用同一个账户发布；由那个账户或管理员删去它",
            "{path} is a folder that giar uses, probably made when another user, such as root, ran it: this user may not \
             read it, and it was left alone. Always publish as one user, and have that one or an administrator delete it"
        )
        .with("path", path);
    }
    text!(
        "{path} 占用了 giar 的名字，却不是 giar 建的，没有动它。请改名或移走",
        "{path} has a name that giar uses, but is not giar's; it was left alone. Rename it or move it away"
    )
    .with("path", path)
}

/// Whether a folder is there and this user may not read it.
fn is_closed(path: &Path) -> bool {
    let is_denied = |cause: &io::Error| cause.kind() == io::ErrorKind::PermissionDenied;
    fs::symlink_metadata(path).is_ok_and(|found| found.is_dir())
        && fs::read_dir(path).err().as_ref().is_some_and(is_denied)
}

/// The previous generation, if it exists and is complete.
pub(super) fn previous(layout: &Layout) -> Result<Manifest, Error> {
    match ownership_of(&layout.previous) {
        Ownership::Site(manifest) => Ok(manifest),
        _ if is_closed(&layout.previous) => {
            Err(Error::unreadable(&layout.previous, io::ErrorKind::PermissionDenied.into()))
        }
        _ => Err(Error::NoPrevious { out: layout.shown.clone() }),
    }
}
