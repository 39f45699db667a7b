//! Figures of one agency from one year to the next.

pub(in crate::check) mod carry_mismatch;
pub(super) mod changed_after_publication;
pub(super) mod missing_report;
pub(super) mod missing_year;
pub(in crate::check) mod repeated_figures;
pub(in crate::check) mod stock_mismatch;
pub(super) mod sudden_jump;
