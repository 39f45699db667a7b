//! Whose report on which year it is, and in which form.

pub(super) mod duplicate_report;
pub(super) mod edition_mismatch;
pub(super) mod outside_lifetime;
pub(in crate::check) mod title_mismatch;
pub(super) mod unknown_agency;
pub(super) mod year_mismatch;
