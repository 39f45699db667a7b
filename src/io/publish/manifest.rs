//! The manifest: all other files of the site with their SHA-256, in the format of `sha256sum -c`.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest as _, Sha256};

/// The name of the manifest at the top of a site.
pub const MANIFEST: &str = "manifest.sha256";

/// The extensions of precompressed copies.
pub(super) const COMPRESSED: [&str; 2] = [".gz", ".br"];

pub(in crate::io) type Hash = [u8; 32];

/// The files of a site by path relative to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest(pub(super) BTreeMap<String, Hash>);

impl Manifest {
    /// The manifest of a folder; none if it has no such file; the number of the first line that giar would not have
    /// written if it is invalid.
    pub(super) fn of(folder: &Path) -> io::Result<Option<Result<Self, usize>>> {
        let path = folder.join(MANIFEST);
        match fs::symlink_metadata(&path) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(cause),
            Ok(found) if !found.is_file() => Ok(Some(Err(1))),
            // Bytes that are not UTF-8 become a character that no valid line contains.
            Ok(_) => fs::read(&path).map(|bytes| Some(Self::parse(&String::from_utf8_lossy(&bytes)))),
        }
    }

    pub(super) fn parse(text: &str) -> Result<Self, usize> {
        let mut files = BTreeMap::new();
        for (line, number) in text.lines().zip(1_usize..) {
            let (path, hash) = file_of_line(line).ok_or(number)?;
            files.insert(path.to_owned(), hash);
        }
        Ok(Self(files))
    }

    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.0.len() * 128);
        for (path, hash) in &self.0 {
            push_hex(&mut text, hash);
            text.push_str("  ");
            text.push_str(path);
            text.push('\n');
        }
        text
    }

    /// Identifies the site.
    pub(super) fn hash(&self) -> Hash {
        Sha256::digest(self.text()).into()
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Whether a file is one of the site's.
    pub(super) fn lists(&self, path: &str) -> bool {
        path == MANIFEST || self.has(path)
    }

    /// Whether a file belongs to the site, or is a precompressed copy of one that does.
    pub(super) fn covers(&self, path: &str) -> bool {
        self.lists(path) || original(path).is_some_and(|of| of == MANIFEST || self.has(of))
    }

    /// Whether a copy of one of this site's files is one of the same file of another site, which has none of its own.
    pub(super) fn is_copy_for(&self, other: &Self, copy: &str) -> bool {
        let is_same = |file: &str| self.0.get(file).is_some_and(|hash| other.0.get(file) == Some(hash));
        !other.has(copy) && original(copy).is_some_and(is_same)
    }

    /// Whether a folder contains any file of the site.
    pub(super) fn has_below(&self, folder: &str) -> bool {
        let first = format!("{folder}/");
        self.0.range(first.clone()..).next().is_some_and(|(path, _)| path.starts_with(&first))
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// Of which file a name says that it is a compressed copy.
pub(super) fn original(path: &str) -> Option<&str> {
    COMPRESSED.iter().find_map(|ending| path.strip_suffix(ending))
}

fn file_of_line(line: &str) -> Option<(&str, Hash)> {
    let (hex, path) = line.split_once("  ")?;
    // A valid path does not lead out of the folder, so no file outside is ever taken for part of the site.
    (crate::site::path::fault(path).is_none() && !path.contains(char::REPLACEMENT_CHARACTER)).then_some(())?;
    Some((path, hash(hex)?))
}

fn hash(hex: &str) -> Option<Hash> {
    let (pairs, rest) = hex.as_bytes().as_chunks();
    let mut hash = Hash::default();
    (rest.is_empty() && pairs.len() == hash.len()).then_some(())?;
    for (byte, &[high, low]) in hash.iter_mut().zip(pairs) {
        *byte = value_of(high)? << 4 | value_of(low)?;
    }
    Some(hash)
}

/// Only lower-case digits are accepted: giar does not write a manifest in capitals.
fn value_of(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

/// In the format of `sha256sum`.
pub(in crate::io) fn hex(hash: &Hash) -> String {
    let mut text = String::with_capacity(2 * hash.len());
    push_hex(&mut text, hash);
    text
}

pub(super) fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        text.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_hash_two_spaces_and_a_path_of_the_site() {
        let hash = "0123456789abcdef".repeat(4);
        assert_eq!(file_of_line(&format!("{hash}  a/b c.html")).map(|(path, _)| path), Some("a/b c.html"));
        let upper = hash.to_uppercase();
        for line in
            [format!("{hash} a"), format!("{hash}  "), format!("{upper}  a"), format!("{hash}0  a"), hash.clone()]
        {
            assert_eq!(file_of_line(&line), None, "{line}");
        }
        for path in ["../a", "/etc/passwd", "a//b", "a/../../b"] {
            assert_eq!(file_of_line(&format!("{hash}  {path}")), None, "{path}");
        }
    }

    #[test]
    fn what_is_written_is_read_again_and_a_line_that_cannot_be_read_is_named() {
        let text = format!("{}  a\n{}  b/c.html\n", "0".repeat(64), "9f".repeat(32));
        assert_eq!(Manifest::parse(&text).unwrap().text(), text);
        assert_eq!(Manifest::parse(&format!("{text}hello\n")), Err(3));
    }

    #[test]
    fn compressed_copies_of_our_files_are_covered_and_no_others() {
        let manifest = Manifest::parse(&format!("{}  a.html\n", "0".repeat(64))).unwrap();
        let covered = ["a.html", "a.html.gz", "a.html.br", MANIFEST, "b.html.gz", "a.html.gz.gz", "a.html.zip"]
            .map(|path| manifest.covers(path));
        assert_eq!(covered, [true, true, true, true, false, false, false]);
    }
}
