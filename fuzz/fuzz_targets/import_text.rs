//! Any bytes as plain text or Markdown.

#![no_main]

mod import;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    import::import("a.txt", bytes);
});
