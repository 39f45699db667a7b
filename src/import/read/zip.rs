//! Archives, with a bound on what comes out of them.

use super::{Refusal, damaged, too_large};
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// What all parts together may unpack to.
const MOST: u64 = 48 << 20;
const MOST_PARTS: usize = 5_000;

pub(super) struct Archive<'a> {
    inner: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Archive<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let inner = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        if inner.len() > MOST_PARTS {
            return Err(too_large());
        }
        Ok(Self { inner, left: MOST })
    }

    /// Reads an archive that is a part of this one; both together may unpack to as much as one.
    pub(super) fn within<T>(
        &mut self,
        bytes: &[u8],
        read: impl FnOnce(&mut Archive<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let mut inner = Archive { left: self.left, ..Archive::open(bytes)? };
        let found = read(&mut inner)?;
        self.left = inner.left;
        Ok(found)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.inner.index_for_name(name).is_some()
    }

    /// The names of its parts, as far as they are text.
    pub(super) fn names(&self) -> Vec<String> {
        self.inner.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }

    /// A part by its name; none if there is none.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        if !self.has(name) {
            return Ok(None);
        }
        let part = self.inner.by_name(name).map_err(|_| damaged())?;
        if part.size() > self.left {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        // The size that an archive states may be a lie.
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(too_large)?;
        Ok(Some(bytes))
    }
}
