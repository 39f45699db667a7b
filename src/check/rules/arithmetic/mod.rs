//! Figures of one report that contradict each other.

mod equations;

pub mod identity_mismatch;
pub mod impossible_stock;
pub mod rules_without_authority;
pub mod suspicious_unit;
pub mod total_mismatch;
