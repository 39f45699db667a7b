//! What must not be published.

mod personal_numbers;

pub mod personal_information;
