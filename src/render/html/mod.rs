//! Pages as HTML.

mod about;
mod card;
mod changes;
mod chart;
mod choices;
mod digest;
mod frame;
mod json_ld;
mod language;
mod meta;
mod pager;
pub(crate) mod pages;
mod slices;
mod summary;
mod table;
mod template_error;
mod templates;
mod title;
mod view;

pub(crate) use digest::Compared;
pub use digest::Peers;
pub(crate) use table::fields;
pub use templates::Templates;
