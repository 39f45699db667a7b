//! Full text search without a server: an index that the search page's script loads piece by piece.
//!
//! The index lists, for every character and every two neighbouring ones, the documents they stand in, so that a word
//! is found inside longer ones whatever a dictionary thinks. Every piece is a classic script that calls
//! `giarSearch(name, data)`: a page opened from a folder may load scripts, but not fetch data. `assets/search.js` is
//! the other half; what both must agree on is said in [`grams`] and [`postings`].
//!
//! Official tables are left out: their labels stand in every report.

mod documents;
pub(super) mod files;
mod grams;
mod index;
mod postings;

pub use index::SearchIndex;
