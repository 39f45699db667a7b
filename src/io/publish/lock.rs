//! One publisher at a time for each output.

use std::fs::{File, OpenOptions, TryLockError};

use super::Error;
use super::layout::Layout;
use crate::text;

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
    pub(super) fn take(place: &Layout) -> Result<Self, Error> {
        let failed = |cause| Error::io(text!("使用锁文件", "use the lock file"), &place.lock, cause);
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&place.lock).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(Error::Busy { out: place.shown.clone() }),
            Err(TryLockError::Error(cause)) => Err(failed(cause)),
        }
    }
}
