//! Whether a folder is the one that stood there before.

use std::path::Path;

/// By what a folder is known wherever it stands.
pub(super) type Identity = (u64, u64);

#[cfg(unix)]
pub(super) fn identity(folder: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(folder).ok().map(|found| (found.dev(), found.ino()))
}

/// Elsewhere a folder that is watched cannot be moved.
#[cfg(not(unix))]
pub(super) fn identity(folder: &Path) -> Option<Identity> {
    std::fs::metadata(folder).ok().map(|_| (0, 0))
}
