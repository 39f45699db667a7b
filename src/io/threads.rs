//! Handles systems that refuse to start threads because of a limit on processes or memory.

use super::error::IoError;
use crate::text;
use rayon::ThreadPoolBuilder;
use std::{io, sync::mpsc, thread};

/// Starts the threads that share the work of reading, checking and rendering. If the system does not grant one per
/// processor, a single one is used; without any, the calling thread does the work.
pub(crate) fn prepare() {
    let as_many_as_processors = 0;
    let mut counts = [as_many_as_processors, 1].into_iter();
    let pool = match counts.find(|&threads| ThreadPoolBuilder::new().num_threads(threads).build().is_ok()) {
        Some(threads) => ThreadPoolBuilder::new().num_threads(threads),
        None => ThreadPoolBuilder::new().num_threads(1).use_current_thread(),
    };
    // Fails if the pool exists already.
    let _ = pool.build_global();
}

/// Checks that this many threads can be started: libraries that need them would panic.
///
/// # Errors
/// What the user can do, if they cannot be started.
pub(super) fn need(count: usize) -> Result<(), IoError> {
    probe(count).map_err(|error| {
        let message = text!(
            "系统不给 giar 需要的线程：{error}。请关掉一些程序，或者放宽进程数和内存的限制（ulimit -u、ulimit -v）",
            "the system does not give giar the threads it needs: {error}. Close other programs, or raise the limits on \
             processes and memory (ulimit -u, ulimit -v)"
        );
        IoError(message.with("error", error.to_string()))
    })
}

/// The number of sheets in the largest workbook, each of which is written by its own thread: the official tables, and
/// lists.
const SHEETS: usize = 6;

/// Checks that each thread of the pool can write a workbook.
///
/// # Errors
/// What the user can do, if they cannot be started.
pub(crate) fn need_for_workbooks() -> Result<(), IoError> {
    need(rayon::current_num_threads() * SHEETS)
}

/// Starts this many threads at once, and ends them.
fn probe(count: usize) -> io::Result<()> {
    let (end, threads): (Vec<_>, Vec<_>) = (0..count)
        .map(|_| {
            let (end, ended) = mpsc::channel::<()>();
            (end, thread::Builder::new().spawn(move || ended.recv().is_ok()))
        })
        .unzip();
    drop(end);
    threads.into_iter().try_for_each(|thread| {
        // The thread only waits for its end.
        let _ = thread?.join();
        Ok(())
    })
}
