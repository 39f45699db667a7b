//! Figures of one report that contradict each other.

mod equations;

pub(in crate::check) mod identity_mismatch;
pub(in crate::check) mod impossible_stock;
pub(in crate::check) mod rules_without_authority;
pub(super) mod suspicious_unit;
pub(in crate::check) mod total_mismatch;
