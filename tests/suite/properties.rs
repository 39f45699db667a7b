//! What holds of any text. Chance tries it here (`any_markdown.rs`), a fuzzer in `fuzz/fuzz_targets`, which includes this file.

#![allow(dead_code, reason = "each fuzz target uses its own part")]

use giar::config::Config;
use giar::diag::{Source, text::TextRenderer};
use giar::i18n::Lang;
use giar::markdown::{self, Html};
use std::sync::Arc;

/// As an author's, it becomes a page on which nothing runs, and every place that is read in it is one of the text.
#[track_caller]
pub(crate) fn of_markdown(text: &str) {
    let how = Html {
        top: 2,
        id_prefix: "s-",
        first_line: Some(1),
        file: &|_| String::new(),
        link: &|address| address.to_owned(),
        caption: &|n| n.to_string(),
        reserved: &Arc::default(),
        lang: Lang::Zh,
    };
    let html = markdown::render(text, &how).to_ascii_lowercase();
    // What stands between tags is text, whatever it looks like.
    let mut rest = html.as_str();
    while let Some((_, behind)) = rest.split_once('<') {
        let tag;
        (tag, rest) = behind.split_at(end_of_tag(behind));
        assert!(!tag.starts_with("script") && !tag.contains("href=\"javascript:"), "{html}");
    }
    markdown::blocks(text, |_, pieces| {
        for piece in pieces {
            assert_eq!(text.get(piece.start..piece.start + piece.text.len()), Some(piece.text));
        }
    });
    let links = markdown::links(text).into_iter().flat_map(|link| [link.span, link.target_span]);
    let headings = markdown::headings(text).into_iter().map(|heading| heading.span);
    let anchors = markdown::raw_anchors(text).into_iter().map(|anchor| anchor.span);
    for span in links.chain(headings).chain(anchors) {
        assert!(text.get(span.range()).is_some(), "{span:?} is no place of the text");
    }
    markdown::plain_text(text);
    markdown::without_comments(text);
}

/// Where a tag ends: a `>` within quotes is part of a value.
fn end_of_tag(tag: &str) -> usize {
    let mut quote = None;
    let end = tag.find(|c| match quote {
        None if matches!(c, '"' | '\'') => {
            quote = Some(c);
            false
        }
        None => c == '>',
        Some(open) => {
            quote = quote.filter(|_| c != open);
            false
        }
    });
    end.unwrap_or(tag.len())
}

/// As `site.toml`, it is read, or every fault has a place in it and can be printed.
#[track_caller]
pub(crate) fn of_settings(text: &str) {
    let (_, faults) = Config::read(&Arc::new(Source::new("site.toml", text)));
    for fault in &faults {
        assert!(text.get(fault.place.span.range()).is_some(), "{fault:?} is no place of the file");
        for (lang, colour) in [(Lang::Zh, false), (Lang::Zh, true), (Lang::En, false), (Lang::En, true)] {
            TextRenderer::new(lang, colour).render(fault);
        }
    }
}
