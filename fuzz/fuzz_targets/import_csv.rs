//! Any bytes as comma-separated values.

#![no_main]

mod import;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    import::import("a.csv", bytes);
});
