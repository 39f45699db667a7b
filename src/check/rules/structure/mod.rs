//! The sections that the form demands.

mod opening;

pub(super) mod empty_section;
pub(super) mod misplaced_section;
pub(super) mod missing_section;
pub(super) mod missing_topic;
pub(super) mod no_improvement_stated;
pub(super) mod no_problems_stated;
pub(super) mod printed_markup;
pub(super) mod text_in_heading;
pub(super) mod unmarked_heading;
pub(super) mod unprinted_text;
