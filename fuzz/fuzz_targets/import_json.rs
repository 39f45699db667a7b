//! Any bytes as a `report.json`.

#![no_main]

mod import;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    import::import("a.json", &[b"{", bytes].concat());
});
