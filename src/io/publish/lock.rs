//! One publisher at a time for each output.

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
    /// Closing the file would do, were there no other handle on it; but a process that another thread is about to
    /// start holds one for a moment, and with it the lock.
    fn drop(&mut self) {
        let _ = self.file.unlock();
    }
}

impl Lock {
    /// Takes the lock or fails at once: two builds at a time are a mistake, and waiting would hide it.
    ///
    /// The file is left there for good. Were it deleted on release, a second run could hold a lock on the deleted
    /// file while a third creates and locks a new one of the same name.
    pub(super) fn take(layout: &Layout) -> Result<Self, Error> {
        // Opening a pipe would wait for ever, and what a link leads to is not ours.
        if fs::symlink_metadata(&layout.lock).is_ok_and(|found| !found.is_file()) {
            return Err(unusable(layout, io::ErrorKind::AlreadyExists.into()));
        }
        let mut options = OpenOptions::new();
        // A dot hides nothing on Windows, and a clerk deletes what she does not know.
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

    /// Notes which site is about to be replaced, so that a start after a kill knows it from the one that is to replace
    /// it. Whoever forces the new site onto the disk forces this too.
    pub(super) fn announce(&self, replaced: &Hash) -> io::Result<()> {
        let mut file = &self.file;
        file.set_len(0)?;
        file.rewind()?;
        file.write_all(hex(replaced).as_bytes())
    }

    /// Whether a site is the one that was to be replaced last.
    pub(super) fn has_announced(&self, site: &Hash) -> bool {
        let (mut file, mut noted) = (&self.file, String::new());
        file.rewind().and_then(|()| file.read_to_string(&mut noted)).is_ok() && noted == hex(site)
    }
}

fn unusable(layout: &Layout, cause: io::Error) -> Error {
    Error::io(text!("使用锁文件", "use the lock file"), &layout.lock, cause)
}
