//! Files change on a real disk in the ways that editors and people change them; what a preview learns of it.
//!
//! No test waits for a time to pass: each waits for what must be reported, for as long as a slow machine may take, and then
//! for a mark that is set after the change, so that everything reported before the mark is about the change.

#[path = "../common/mod.rs"]
mod common;
mod desk;
mod folders;
mod ignored;
#[cfg(target_os = "linux")]
mod latency;
#[cfg(unix)]
mod links;
#[cfg(unix)]
mod moved;
mod polling;
mod random;
mod saving;
mod stopping;
