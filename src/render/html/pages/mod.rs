//! One file a kind of page: which there are, where they stand, what their template sees.

pub mod agency;
pub mod content;
pub mod home;
pub mod not_found;
pub mod redirect;
pub mod report;
pub mod search;
pub mod site_map;
pub mod year;
