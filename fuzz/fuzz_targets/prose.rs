//! Any text as a report's body, with another for the year before: every rule terminates without panicking.

#![no_main]

mod site;

use giar::diag::{Source, text::TextRenderer};
use giar::i18n::Lang;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (_, findings) = site::check(&[(2022, site::report(2022, text)), (2023, site::report(2023, text))]);
    let renderer = TextRenderer::new(Lang::Zh, false);
    for finding in &findings {
        let source: &Source = &finding.place.source;
        assert!(source.text.get(finding.place.span.range()).is_some(), "{finding:?} is no place of its file");
        renderer.render(finding);
    }
});
