//! Waivers that no longer do anything.

pub mod stale_waiver;
pub mod unused_waiver;
