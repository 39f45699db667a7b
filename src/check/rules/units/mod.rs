//! Figures of an agency beside those of its units.

pub(super) mod missing_unit;
pub(super) mod rollup_mismatch;
