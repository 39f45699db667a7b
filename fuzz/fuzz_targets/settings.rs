//! Any text as `site.toml`: it is read, or every fault in it has a place and can be printed.

#![no_main]

#[path = "../../tests/suite/properties.rs"]
mod properties;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| properties::of_settings(text));
