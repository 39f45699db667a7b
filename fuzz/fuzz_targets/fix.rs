//! Any text as a report: correcting terminates, is idempotent, and does not change figures.

#![no_main]

mod site;

use giar::fix::{Fixes, Scope};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // A text with its own front matter is a complete report.
    let report = if text.starts_with("---\n") { text.to_owned() } else { site::report(2023, text) };
    let once = fixed(&report);
    assert_eq!(fixed(&once), once);
});

fn fixed(text: &str) -> String {
    let (first, _) = site::check(&[(2023, text.to_owned())]);
    let mut fixes = Fixes::default();
    let (mut now, mut findings) = site::check(&[(2023, text.to_owned())]);
    while fixes.take(&now, &findings, Scope { totals: true }, &|_| true) {
        let after = fixes.files().next().map_or_else(|| text.to_owned(), |fixed| fixed.after.text.clone());
        (now, findings) = site::check(&[(2023, after)]);
        assert!(!fixes.keep_figures(&first, &now), "figures changed");
    }
    fixes.files().next().map_or_else(|| text.to_owned(), |fixed| fixed.after.text.clone())
}
