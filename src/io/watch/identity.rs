//! Recognises whether a folder is still the same one.

use std::path::Path;

/// Identifies a folder independently of its path.
pub(super) type Identity = (u64, u64);

#[cfg(unix)]
pub(super) fn identity(folder: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(folder).ok().map(|found| (found.dev(), found.ino()))
}

/// On other systems a watched folder cannot be moved.
#[cfg(not(unix))]
pub(super) fn identity(folder: &Path) -> Option<Identity> {
    std::fs::metadata(folder).ok().map(|_| (0, 0))
}
