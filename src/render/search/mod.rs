//! Full text search without a server: an index that the search page's script loads piece by piece.
//!
//! The index lists, for every character and every two neighbouring ones, the documents they stand in, so that a word
//! is found inside longer ones whatever a dictionary thinks. Every piece is a classic script that calls
//! `giarSearch(name, data)`: a page opened from a folder may load scripts, but not fetch data. `assets/search.js` is
//! the other half; what both must agree on is said in [`grams`] and [`postings`].
//!
//! The labels of official tables are left out, because they stand in every report: of each the index has the reports in
//! which its figure is more than zero, and how much it is.

mod changes;
mod documents;
mod figures;
pub(super) mod files;
mod grams;
mod index;
mod postings;
mod stretch;

pub(super) use documents::version;
pub use index::SearchIndex;
