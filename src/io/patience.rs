//! Retries while other programs hold a file. On Windows a virus scanner or the search index opens new files briefly,
//! and neither an open file nor its folder can be moved; on other systems a refusal is final.

use crate::i18n::is_in_use;
use std::{io, thread, time::Duration};

/// How often a refused operation is retried: about two seconds in all.
pub(super) const TRIES: u32 = if cfg!(windows) { 8 } else { 0 };

pub(super) fn patiently(tries: u32, step: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let mut pause = Duration::from_millis(8);
    for _ in 0..tries {
        match step() {
            Err(cause) if is_held(&cause) => thread::sleep(pause),
            done => return done,
        }
        pause *= 2;
    }
    step()
}

/// Whether another program may have a file or folder open. Windows reports this in one of these ways.
pub(super) fn is_held(cause: &io::Error) -> bool {
    const DIRECTORY_NOT_EMPTY: i32 = 145; // a deleted file whose last handle is still open
    cause.kind() == io::ErrorKind::PermissionDenied
        || is_in_use(cause)
        || cfg!(windows) && cause.raw_os_error() == Some(DIRECTORY_NOT_EMPTY)
}
