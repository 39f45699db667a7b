//! Whether a folder is giar's own, to be replaced and deleted, or somebody else's.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::layout::Layout;
use super::{Error, Foreign, MANIFEST, MARKER};
use crate::text;

/// What stands where the site is to be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Occupant {
    Nothing,
    EmptyFolder,
    /// A site published by giar, with no file in it that its manifest does not list.
    Site,
}

/// Finds out what stands at the output; anything that is not giar's to replace is an error.
pub(super) fn occupant(place: &Layout) -> Result<Occupant, Error> {
    let failed = |cause| Error::io(text!("读取", "read"), &place.shown, cause);
    match fs::symlink_metadata(&place.out) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(Occupant::Nothing),
        Err(cause) => Err(failed(cause)),
        Ok(found) if found.is_dir() => match inspect(&place.out).map_err(failed)? {
            Ok(occupant) => Ok(occupant),
            Err(what) => Err(Error::Foreign { out: place.shown.clone(), what }),
        },
        Ok(_) => {
            let fault = text!(
                "它是一个文件，不是文件夹。请用 -o 指定一个文件夹",
                "it is a file, not a folder. Choose a folder with -o",
            );
            Err(Error::Output { out: place.shown.clone(), fault })
        }
    }
}

fn inspect(folder: &Path) -> io::Result<Result<Occupant, Foreign>> {
    let Some(manifest) = read_manifest(folder)? else {
        return Ok(match fs::read_dir(folder)?.next() {
            None => Ok(Occupant::EmptyFolder),
            Some(entry) => Err(Foreign::NoManifest { found: entry?.file_name().to_string_lossy().into_owned() }),
        });
    };
    let listed = match listed(&manifest) {
        Ok(listed) if listed.contains(MARKER) => listed,
        Ok(_) => return Ok(Err(Foreign::OtherManifest)),
        Err(line) => return Ok(Err(Foreign::BadManifest { line })),
    };
    let mut strangers = strangers(folder, "", &listed)?;
    strangers.sort();
    Ok(if strangers.is_empty() { Ok(Occupant::Site) } else { Err(Foreign::Files(strangers)) })
}

/// The manifest's text, or `None` if there is no such file.
///
/// What is not UTF-8 becomes a character that no line of ours has, and so a line that cannot be read.
fn read_manifest(folder: &Path) -> io::Result<Option<String>> {
    match fs::read(folder.join(MANIFEST)) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(cause),
    }
}

/// The paths of a manifest, or the number of the line that is none of ours.
fn listed(manifest: &str) -> Result<HashSet<&str>, usize> {
    let path = |(at, line)| path_of_line(line).ok_or(at + 1);
    manifest.lines().enumerate().map(path).collect()
}

fn path_of_line(line: &str) -> Option<&str> {
    let (hash, path) = line.split_once("  ")?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    (is_hash && !path.is_empty() && !path.contains(char::REPLACEMENT_CHARACTER)).then_some(path)
}

/// What stands in `folder`, itself at `at` (empty, or with a `/` at its end), and is not listed. Links and the like
/// never are; an empty folder holds nothing to lose. Only names are read, so tens of thousands of files cost a moment.
fn strangers(folder: &Path, at: &str, listed: &HashSet<&str>) -> io::Result<Vec<String>> {
    let (mut found, mut folders) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let kind = entry.file_type()?;
        let path = format!("{at}{}", entry.file_name().to_string_lossy());
        if kind.is_dir() {
            folders.push((entry.path(), path + "/"));
        } else if !(kind.is_file() && (listed.contains(path.as_str()) || path == MANIFEST)) {
            found.push(path);
        }
    }
    let below = folders.par_iter().map(|(folder, at)| strangers(folder, at, listed)).collect::<io::Result<Vec<_>>>()?;
    found.extend(below.into_iter().flatten());
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_line_is_a_hash_two_spaces_and_a_path() {
        let hash = "0123456789abcdef".repeat(4);
        assert_eq!(path_of_line(&format!("{hash}  a/b c.html")), Some("a/b c.html"));
        let upper = hash.to_uppercase();
        for line in [format!("{hash} a"), format!("{hash}  "), format!("{upper}  a"), format!("{hash}0  a"), hash] {
            assert_eq!(path_of_line(&line), None, "{line}");
        }
    }

    #[test]
    fn the_line_that_cannot_be_read_is_named() {
        let good = format!("{}  a", "0".repeat(64));
        assert_eq!(listed(&format!("{good}\nhello\n")), Err(2));
    }
}
