//! A file as read, and places in it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

/// A span of a file's text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// From the first byte to the one after the last.
    pub fn new(start: usize, end: usize) -> Self {
        // Files of four gigabytes are refused long before.
        Self { start: start as u32, end: end as u32 }
    }

    /// For slicing the text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that contains both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The same span, moved towards the end by `by` bytes.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

/// Line and column as in an editor: both count from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
}

/// The text of one file, without a byte order mark.
#[derive(Debug, Default)]
pub struct Source {
    /// Relative to the site's root, `/`-separated.
    pub path: String,
    /// The complete text.
    pub text: String,
    lines: OnceLock<Vec<u32>>,
    hash: OnceLock<[u8; 32]>,
}

impl Source {
    /// A file, by path relative to the site’s root.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), lines: OnceLock::new(), hash: OnceLock::new() }
    }

    /// Identifies its path and text.
    pub(crate) fn hash(&self) -> &[u8; 32] {
        self.hash.get_or_init(|| {
            let length = (self.path.len() as u64).to_le_bytes();
            let digest = Sha256::new().chain_update(length).chain_update(&self.path).chain_update(&self.text);
            digest.finalize().into()
        })
    }

    /// The text of a span; empty if the span is not valid for this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    pub(crate) fn position(&self, offset: u32) -> Position {
        let lines = self.line_starts();
        let line = lines.partition_point(|&start| start <= offset).max(1);
        let start = lines[line - 1] as usize;
        let column = self.text.get(start..offset as usize).map_or(1, |before| before.chars().count() + 1);
        Position { line, column }
    }

    /// The byte offset of the character at `column` (from 0) of `line` (from 0).
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.line_starts().get(line) else { return self.text.len() };
        let rest = &self.text[start as usize..];
        if rest.as_bytes().get(..column).is_some_and(<[u8]>::is_ascii) {
            return start as usize + column;
        }
        start as usize + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let breaks = memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|at| at as u32 + 1);
            std::iter::once(0).chain(breaks).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.md", "一二\n规章：3\n");
        let at = source.text.find('3').unwrap();
        assert_eq!(source.position(at as u32), Position { line: 2, column: 4 });
        assert_eq!(source.offset(1, 3), at);
    }

    #[test]
    fn the_end_of_the_file_has_a_place() {
        let source = Source::new("a.md", "一\n");
        assert_eq!(source.position(source.text.len() as u32), Position { line: 2, column: 1 });
        assert_eq!(Source::new("b.md", "").position(0), Position { line: 1, column: 1 });
    }
}
