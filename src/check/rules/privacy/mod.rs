//! What must not be published.

mod personal_numbers;

pub(super) mod personal_information;

pub(crate) use personal_numbers::masked;
