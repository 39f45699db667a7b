//! When it was published, and what period it covers.

pub(super) mod correction_before_publication;
pub(super) mod published_early;
pub(super) mod published_late;
pub(super) mod unknown_publication_date;
pub(super) mod wrong_period;
