//! What the text says, beside the tables and by itself.

mod statement;

pub(super) mod breakdown_mismatch;
pub(super) mod cited_edition_mismatch;
pub(super) mod contradicting_numbers;
pub(super) mod copied_from_body;
pub(super) mod copied_text;
pub(super) mod foreign_body;
pub(super) mod overlapping_channels;
pub(super) mod placeholder_text;
pub(super) mod prose_denial_mismatch;
pub(super) mod prose_number_mismatch;
pub(super) mod prose_share_mismatch;
pub(super) mod stale_year;
pub(super) mod unfinished_called_finished;
