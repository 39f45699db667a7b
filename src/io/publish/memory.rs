//! The record of the last publication: what each file was made from, and its metadata on disk.
//!
//! It is a cache next to the sources: deleting it only costs time. A published file is reused if it would be made from
//! the same inputs again and its size, times and inode are unchanged. `verify` reads the files, and so detects a change
//! after which somebody restored all of these.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use rayon::prelude::*;

use super::manifest::{Hash, Manifest, hex, push_hex};
use crate::io::file::Stamp;
use crate::io::save;

/// Identifies everything that a file is made from: if it is the same, so are the bytes.
pub type Key = [u8; 16];

/// Where the record is kept, and what files are made from.
#[derive(Clone, Copy)]
pub struct Remembering<'a> {
    /// The file of the cache.
    pub file: &'a Path,
    /// The key of a file, by its number and by the key of the published one, if known; none if the file has to be made
    /// every time.
    pub key: &'a (dyn Fn(usize, Option<Key>) -> Option<Key> + Sync),
    /// The id of the only site whose keys may be passed to `key`.
    pub after: Option<&'a str>,
}

/// The first line of a cache that this version can read.
const HEAD: &str = "giar-files 1 ";

/// The record of a publication.
#[derive(Default)]
pub(super) struct Memory(HashMap<String, Remembered>);

#[derive(Clone, Copy)]
struct Remembered {
    key: Option<Key>,
    stamp: Stamp,
}

/// A file as it was published.
pub(super) struct Left<'a> {
    pub(super) path: &'a str,
    pub(super) key: Option<Key>,
    /// As staged; moving the file has changed only its `ctime`.
    pub(super) stamp: Option<Stamp>,
}

impl Memory {
    /// The record of the site with this manifest; empty if another site was published last.
    pub(super) fn of(file: &Path, published: &Hash) -> Self {
        fs::read_to_string(file).ok().and_then(|text| Self::parse(&text, published)).unwrap_or_default()
    }

    fn parse(text: &str, published: &Hash) -> Option<Self> {
        let (head, rest) = text.split_once('\n')?;
        (head.strip_prefix(HEAD)? == hex(published)).then_some(())?;
        rest.lines().map(remembered).collect::<Option<_>>().map(Self)
    }

    /// The stamp of a published file that was made from this key and has not been touched since.
    pub(super) fn untouched(&self, out: &Path, path: &str, key: Option<Key>) -> Option<Stamp> {
        let known = self.0.get(path)?;
        (key.is_none() || known.key == key).then_some(())?;
        Stamp::of_file(&out.join(path)).filter(|stamp| *stamp == known.stamp)
    }

    /// The key of a file.
    pub(super) fn key_of(&self, path: &str) -> Option<Key> {
        self.0.get(path)?.key
    }

    /// Whether a file was made from this key, wherever it is now.
    pub(super) fn knows(&self, path: &str, key: Key) -> bool {
        self.0.get(path).is_some_and(|known| known.key == Some(key))
    }

    /// The size of a site in bytes, if none of its files has been touched.
    pub(super) fn size_untouched(&self, out: &Path, manifest: &Manifest) -> Option<u64> {
        let paths: Vec<_> = manifest.paths().collect();
        paths.par_iter().map(|path| self.untouched(out, path, None).map(Stamp::length)).sum()
    }
}

/// Records a publication under the hash of its manifest. Failure is ignored: there is then no cache.
pub(super) fn write(file: &Path, out: &Path, id: &str, left: &[Left<'_>]) {
    let lines: Option<Vec<_>> = left.par_iter().map(|left| line(out, left)).collect();
    let text = lines.map(|lines| format!("{HEAD}{id}\n{}", lines.concat()));
    let is_written = text.is_some_and(|text| save::save(file, text.as_bytes()).is_ok());
    if !is_written {
        let _ = fs::remove_file(file);
    }
}

/// Most lines are shorter than this, in bytes.
const USUAL_LENGTH: usize = 160;

/// None if somebody has touched the file since it was staged.
fn line(out: &Path, left: &Left<'_>) -> Option<String> {
    let stamp = Stamp::of_file(&out.join(left.path))?;
    if left.stamp.is_some_and(|staged| !staged.has_same_content(&stamp)) {
        return None;
    }
    let mut line = String::with_capacity(USUAL_LENGTH);
    match left.key {
        Some(key) => push_hex(&mut line, &key),
        None => line.push('-'),
    }
    let _ = writeln!(line, " {} {}", stamp.to_text()?, left.path);
    Some(line)
}

fn remembered(line: &str) -> Option<(String, Remembered)> {
    let (key, rest) = line.split_once(' ')?;
    let key = if key == "-" { None } else { Some(key_of(key)?) };
    let path = rest.splitn(7, ' ').nth(6)?;
    let stamp = Stamp::of_text(rest.strip_suffix(path)?.trim_end())?;
    Some((path.to_owned(), Remembered { key, stamp }))
}

fn key_of(text: &str) -> Option<Key> {
    let value = u128::from_str_radix(text, 16).ok()?;
    (text.len() == 32).then(|| value.to_be_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_remembered_of_that_site_alone() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        fs::write(out.join("a b.html"), "text").unwrap();
        let manifest = Manifest([("a b.html".to_owned(), [7; 32])].into());
        let file = out.join("cache");
        let (key, stamp) = (Some([0xab; 16]), Stamp::of_file(&out.join("a b.html")));
        write(&file, out, &hex(&manifest.hash()), &[Left { path: "a b.html", key, stamp }]);
        let memory = Memory::of(&file, &manifest.hash());
        assert_eq!(memory.untouched(out, "a b.html", key), stamp);
        assert_eq!(memory.untouched(out, "a b.html", Some([1; 16])), None);
        assert_eq!(memory.size_untouched(out, &manifest), Some(4));
        assert!(Memory::of(&file, &[0; 32]).0.is_empty());
        fs::write(out.join("a b.html"), "more text").unwrap();
        assert_eq!(memory.untouched(out, "a b.html", key), None);
    }

    #[test]
    fn what_is_no_cache_is_none() {
        for text in ["", "giar-files 1", "giar-files 2 x\n", "- 1 2 3 4 5 6 a\n"] {
            assert!(Memory::parse(text, &[0; 32]).is_none(), "{text}");
        }
        let head = format!("{HEAD}{}\n", hex(&[0; 32]));
        for line in ["x", "- 1 2 3 4 5 6", "zz 1 2 3 4 5 6 a", "- 1 2 3 4 5 x a"] {
            assert!(Memory::parse(&format!("{head}{line}\n"), &[0; 32]).is_none(), "{line}");
        }
    }
}
