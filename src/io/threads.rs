//! Threads, of which the system may not have any to give: a limit on processes, or on memory.

use super::error::IoError;
use crate::text;
use rayon::ThreadPoolBuilder;
use std::{io, sync::mpsc, thread};

/// Prepares the threads that share the work of reading, checking and rendering. Where there are fewer than processors,
/// one has to do; where there is none, whoever asks does the work.
pub(crate) fn prepare() {
    let as_many_as_processors = 0;
    let mut counts = [as_many_as_processors, 1].into_iter();
    let pool = match counts.find(|&threads| ThreadPoolBuilder::new().num_threads(threads).build().is_ok()) {
        Some(threads) => ThreadPoolBuilder::new().num_threads(threads),
        None => ThreadPoolBuilder::new().num_threads(1).use_current_thread(),
    };
    // It has been prepared already.
    let _ = pool.build_global();
}

/// Makes sure that so many threads can be had: libraries that need them do not ask, and panic.
///
/// # Errors
/// What the user can do about it, if they cannot.
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

/// The sheets of the largest workbook, each of which is written by a thread of its own: the official tables, and lists.
const SHEETS: usize = 6;

/// Makes sure that workbooks can be written, one by each of the threads that share the work.
///
/// # Errors
/// What the user can do about it, if they cannot.
pub(crate) fn need_for_workbooks() -> Result<(), IoError> {
    need(rayon::current_num_threads() * SHEETS)
}

/// Starts so many threads at once, and ends them.
fn probe(count: usize) -> io::Result<()> {
    let (end, threads): (Vec<_>, Vec<_>) = (0..count)
        .map(|_| {
            let (end, ended) = mpsc::channel::<()>();
            (end, thread::Builder::new().spawn(move || ended.recv().is_ok()))
        })
        .unzip();
    drop(end);
    threads.into_iter().try_for_each(|thread| {
        // It waited for nothing but its end.
        let _ = thread?.join();
        Ok(())
    })
}
