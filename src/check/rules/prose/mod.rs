//! What the text says, beside the tables and by itself.

mod statement;

pub mod breakdown_mismatch;
pub mod cited_edition_mismatch;
pub mod contradicting_numbers;
pub mod copied_text;
pub mod foreign_body;
pub mod overlapping_channels;
pub mod placeholder_text;
pub mod prose_denial_mismatch;
pub mod prose_number_mismatch;
pub mod prose_share_mismatch;
pub mod stale_year;
pub mod unfinished_called_finished;
