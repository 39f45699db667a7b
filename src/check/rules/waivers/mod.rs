//! Waivers that no longer do anything.

pub(crate) mod stale_waiver;
pub(crate) mod unused_waiver;
