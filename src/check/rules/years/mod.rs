//! Figures of one agency from one year to the next.

pub mod carry_mismatch;
pub mod missing_year;
pub mod stock_mismatch;
pub mod sudden_jump;
