//! Any bytes as a PDF.

#![no_main]

mod import;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    import::import("a.pdf", &[b"%PDF-1.7\n", bytes].concat());
});
