//! Allows one publisher at a time for each output.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};

use super::Error;
use super::layout::Layout;
use super::manifest::{Hash, hex};
use crate::text;

/// `FILE_ATTRIBUTE_HIDDEN` of Windows.
#[cfg(windows)]
const HIDDEN: u32 = 2;

/// Held while publishing. The operating system releases it when the process ends, however it ends.
pub(super) struct Lock {
    file: File,
}

impl Drop for Lock {
    /// Closing the file would release the lock, except that a process just being started by another thread may briefly
    /// inherit the handle, and the lock with it.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

impl Lock {
    /// Takes the lock or fails at once: two builds at a time are a mistake, and waiting would hide it.
    ///
    /// The file is never deleted. Otherwise a second run could hold a lock on the deleted file while a third creates
    /// and locks a new one of the same name.
    pub(super) fn take(layout: &Layout) -> Result<Self, Error> {
        // Opening a pipe would block for ever, and the target of a link is not giar's.
        if fs::symlink_metadata(&layout.lock).is_ok_and(|found| !found.is_file()) {
            return Err(unusable(layout, io::ErrorKind::AlreadyExists.into()));
        }
        let mut options = OpenOptions::new();
        // A leading dot hides nothing on Windows, and users delete files that they do not know.
        #[cfg(windows)]
        std::os::windows::fs::OpenOptionsExt::attributes(&mut options, HIDDEN);
        options.read(true).create(true).truncate(false).write(true);
        let file = options.open(&layout.lock).map_err(|cause| unusable(layout, cause))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(Error::Busy { out: layout.shown.clone() }),
            Err(TryLockError::Error(cause)) => Err(unusable(layout, cause)),
        }
    }

    /// Records which site is about to be replaced, so that a start after a kill can distinguish it from its
    /// replacement. The sync of the new site covers this file, too.
    pub(super) fn announce(&self, replaced: &Hash) -> io::Result<()> {
        let mut file = &self.file;
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(hex(replaced).as_bytes())
    }

    /// Whether a site is the one last recorded as about to be replaced.
    pub(super) fn has_announced(&self, site: &Hash) -> bool {
        let (mut file, mut noted) = (&self.file, String::new());
        file.rewind().and_then(|()| file.read_to_string(&mut noted)).is_ok() && noted == hex(site)
    }
}

fn unusable(layout: &Layout, cause: io::Error) -> Error {
    Error::io(text!("使用锁文件", "use the lock file"), &layout.lock, cause)
}
