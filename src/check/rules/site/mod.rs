//! Links, pictures, paths and what the site states about itself.

mod suggest;

pub(super) mod active_attachment;
pub(super) mod broken_link;
pub(super) mod duplicate_id;
pub(super) mod missing_alt;
pub(super) mod missing_identity;
pub(super) mod path_collision;
pub(super) mod table_as_image;
pub(super) mod unfinished_page;
pub(super) mod unportable_path;
pub(super) mod weak_contrast;
