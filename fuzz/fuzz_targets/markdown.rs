//! Any text as an author's: it becomes a page, and every span found in it is valid.

#![no_main]

#[path = "../../tests/suite/properties.rs"]
mod properties;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| properties::of_markdown(text));
