//! Everything that touches the disk, the network or the clock. No other module does.

#![expect(clippy::disallowed_methods, reason = "this is the place for them")]

mod beside;
pub(crate) mod clock;
pub(crate) mod create;
pub(crate) mod desktop;
pub mod disk;
pub mod error;
mod file;
pub mod gather;
pub(crate) mod hand_over;
pub(crate) mod limits;
pub mod load;
mod own_folder;
mod patience;
pub mod publish;
pub(crate) mod real;
pub(crate) mod rebuild;
pub(crate) mod recent;
pub mod rewrite;
pub(crate) mod save;
pub(crate) mod serve;
mod sync;
pub(crate) mod threads;
mod tree;
pub mod watch;
