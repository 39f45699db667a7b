//! Any text as an author's: it becomes a page, and every place that is read in it is one of the text.

#![no_main]

use giar::i18n::Lang;
use giar::markdown::{self, Html};
use libfuzzer_sys::fuzz_target;
use std::sync::Arc;

fuzz_target!(|text: &str| {
    let how = Html {
        top: 2,
        id_prefix: "s-",
        first_line: Some(1),
        link: &|address| address.to_owned(),
        caption: &|n| n.to_string(),
        reserved: &Arc::default(),
        lang: Lang::Zh,
    };
    let html = markdown::render(text, &how).to_ascii_lowercase();
    assert!(!html.contains("<script") && !html.contains("href=\"javascript:"), "{html}");
    markdown::blocks(text, |_, pieces| {
        for piece in pieces {
            assert_eq!(text.get(piece.start..piece.start + piece.text.len()), Some(piece.text));
        }
    });
    let links = markdown::links(text).into_iter().flat_map(|link| [link.span, link.target_span]);
    let headings = markdown::headings(text).into_iter().map(|heading| heading.span);
    let places = markdown::places(text).into_iter().map(|place| place.span);
    for span in links.chain(headings).chain(places) {
        assert!(text.get(span.range()).is_some(), "{span:?} is no place of the text");
    }
    markdown::plain_text(text);
    markdown::without_comments(text);
});
