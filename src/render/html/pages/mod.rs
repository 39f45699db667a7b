//! One file a kind of page: which there are, where they stand, what their template sees.

pub(crate) mod agencies;
pub(crate) mod agency;
pub(crate) mod compare;
pub(crate) mod content;
pub(crate) mod corrections;
pub(crate) mod data;
pub(crate) mod home;
pub(crate) mod not_found;
pub(crate) mod redirect;
pub(crate) mod report;
pub(crate) mod search;
pub(crate) mod site_map;
pub(crate) mod year;
