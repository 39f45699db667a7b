//! Files in the output that are not the site's move with it: a file that anybody put there is never deleted.

use std::fs::{self, Metadata};
use std::io;
use std::path::Path;

use super::layout::Layout;
use super::manifest::Manifest;
use super::ownership::others;

/// Links each kept file of the output into a staged site, so that it is never missing.
pub(super) fn carry(kept: &[String], from: &Path, to: &Path) -> io::Result<()> {
    kept.iter().try_for_each(|path| {
        let target = to.join(path);
        target.parent().map_or(Ok(()), fs::create_dir_all)?;
        second_name(&from.join(path), &target)
    })
}

/// Hard-links a file, or copies it where that is impossible; a folder with its contents.
pub(super) fn second_name(from: &Path, to: &Path) -> io::Result<()> {
    let found = fs::symlink_metadata(from)?;
    if found.is_dir() {
        match fs::create_dir(to) {
            Err(cause) if cause.kind() != io::ErrorKind::AlreadyExists => return Err(cause),
            _ => {}
        }
        for entry in fs::read_dir(from)? {
            let name = entry?.file_name();
            second_name(&from.join(&name), &to.join(&name))?;
        }
        return fs::set_permissions(to, found.permissions());
    }
    // If the new site has a file of this name, that file wins.
    if fs::symlink_metadata(to).is_ok() {
        return Ok(());
    }
    if found.is_symlink() {
        return copy_link(from, to);
    }
    if !found.is_file() {
        // A pipe or socket is moved after the exchange.
        return Ok(());
    }
    fs::hard_link(from, to).or_else(|_| {
        fs::copy(from, to)?;
        fs::File::options().write(true).open(to)?.set_modified(found.modified()?)
    })
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(fs::read_link(from)?, to)
}

/// Links are rare and need privileges here; they are moved after the exchange.
#[cfg(not(unix))]
fn copy_link(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Moves files that are not the site's back from the folder of a replaced site: kept ones, and files that somebody
/// added after the last look. Returns the present names of the latter.
pub(super) fn bring_home(replaced: &Path, manifest: &Manifest, layout: &Layout) -> io::Result<Vec<String>> {
    let others = others(replaced, manifest, layout)?;
    for path in &others.kept {
        move_home(&replaced.join(path), &layout.out.join(path))?;
    }
    let mut saved = Vec::new();
    for path in others.strangers {
        let mut home = path.clone();
        while fs::symlink_metadata(layout.out.join(&home)).is_ok() {
            home += ".saved";
        }
        move_home(&replaced.join(&path), &layout.out.join(&home))?;
        saved.push(home);
    }
    Ok(saved)
}

fn move_home(from: &Path, to: &Path) -> io::Result<()> {
    let found = fs::symlink_metadata(from)?;
    let there = fs::symlink_metadata(to).ok();
    if there.is_none() {
        to.parent().map_or(Ok(()), fs::create_dir_all)?;
        return fs::rename(from, to);
    }
    if !found.is_dir() {
        return if there.is_some_and(|there| is_same(&found, &there)) {
            fs::remove_file(from)
        } else {
            replace(from, to)
        };
    }
    for entry in fs::read_dir(from)? {
        let name = entry?.file_name();
        move_home(&from.join(&name), &to.join(&name))?;
    }
    fs::remove_dir(from)
}

/// `rename` does nothing and reports success if both names are hard links to one file; then the old name is removed as
/// well.
fn replace(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)?;
    match fs::remove_file(from) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Whether two names are hard links to one file, or links with the same target.
#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Not known on this system: one is moved over the other.
#[cfg(not(unix))]
fn is_same(_: &Metadata, _: &Metadata) -> bool {
    false
}
