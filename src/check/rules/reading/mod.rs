//! What is wrong with a file as it is read.

pub(super) mod blank_cells;
pub(super) mod blank_count;
pub(super) mod blank_table;
pub(super) mod computed_total;
pub(super) mod duplicate_key;
pub(super) mod invalid_cell;
pub(super) mod invalid_front_matter;
pub(super) mod merge_conflict;
pub(super) mod missing_row;
pub(super) mod unknown_key;
pub(super) mod unread_report;
pub(super) mod unreviewed_figure;
pub(super) mod unreviewed_value;
