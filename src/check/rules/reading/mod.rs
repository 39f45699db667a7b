//! What is wrong with a file as it is read.

pub mod blank_cells;
pub mod blank_count;
pub mod blank_table;
pub mod computed_total;
pub mod duplicate_key;
pub mod invalid_cell;
pub mod invalid_front_matter;
pub mod merge_conflict;
pub mod missing_row;
pub mod unknown_key;
pub mod unread_report;
