//! Links, pictures, paths and what the site states about itself.

mod suggest;

pub mod broken_link;
pub mod missing_alt;
pub mod missing_identity;
pub mod path_collision;
pub mod table_as_image;
pub mod unportable_path;
