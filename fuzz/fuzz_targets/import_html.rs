//! Any bytes as a web page.

#![no_main]

mod import;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    import::import("a.html", &[b"<!doctype html><html>", bytes].concat());
});
