//! Any text as `site.toml`: it is read, or every fault has a place in it and can be printed.

#![no_main]

use giar::config::Config;
use giar::diag::{Source, text::TextRenderer};
use giar::i18n::Lang;
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

fuzz_target!(|text: &str| {
    let (_, faults) = Config::read(&Arc::new(Source::new("site.toml", text)));
    for fault in &faults {
        assert!(text.get(fault.place.span.range()).is_some(), "{fault:?} is no place of the file");
        TextRenderer::new(Lang::Zh, false).render(fault);
    }
});
