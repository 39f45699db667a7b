//! When it was published, and what period it covers.

pub mod published_early;
pub mod published_late;
pub mod unknown_publication_date;
pub mod wrong_period;
