//! Figures of one report that contradict each other.

mod equations;

pub(super) mod identity_mismatch;
pub(super) mod impossible_stock;
pub(super) mod rules_without_authority;
pub(super) mod suspicious_unit;
pub(super) mod total_mismatch;
