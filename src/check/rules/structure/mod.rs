//! The sections that the form demands.

pub mod empty_section;
pub mod misplaced_section;
pub mod missing_section;
pub mod no_improvement_stated;
pub mod no_problems_stated;
pub mod unmarked_heading;
