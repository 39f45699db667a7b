//! Whose report on which year it is, and in which form.

pub mod duplicate_report;
pub mod edition_mismatch;
pub mod outside_lifetime;
pub mod unknown_agency;
pub mod year_mismatch;
