//! What must not be published.

mod personal_numbers;

pub(super) mod personal_information;
