//! Figures of an agency beside those of its units.

pub mod missing_unit;
pub mod rollup_mismatch;
