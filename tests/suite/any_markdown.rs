//! Whatever stands in a text or in `site.toml`, it is read to its end, becomes a page on which nothing runs, and every place
//! in it is a place. The same with a fuzzer's inputs: `fuzz/fuzz_targets/markdown.rs`, `settings.rs`.

use crate::common::*;
use giar::config::Config;
use giar::diag::Source;
use giar::i18n::Lang;
use giar::markdown::{self, Html};
use proptest::prelude::*;
use std::sync::Arc;

/// Marks and words of these texts.
const MARKS: &[&str] = &[
    "*",
    "**",
    "***",
    "__",
    "_",
    "~",
    "~~",
    "`",
    "```",
    "\n",
    "\n\n",
    "  \n",
    "\r\n",
    "    ",
    "\t",
    "　　",
    "- ",
    "1. ",
    "> ",
    "# ",
    "## ",
    "|",
    "|-|-|\n",
    "--:",
    "[",
    "]",
    "(",
    ")",
    "[^1]",
    "[^1]: ",
    "[a]: ",
    "](x)",
    "![",
    "<",
    ">",
    "<div>",
    "</div>",
    "<table>",
    "</table>",
    "<td>",
    "<a id=\"x\">",
    "<!--",
    "-->",
    "<p title=\"",
    "\"",
    "'",
    "&emsp;",
    "&#1;",
    "&amp;",
    "https://",
    "http://a.cn/b_c",
    "\\",
    "：",
    "。",
    "，",
    "“",
    "”",
    "《",
    "》",
    "（",
    "）",
    "甲",
    "公开信息",
    "2023",
    "GIS",
    "\u{fdd0}",
    "\u{feff}",
    "\u{200b}",
    "<script>",
    "javascript:",
    "===",
    "---",
    "{",
    "}",
    "=",
];

const SETTINGS: &[&str] = &[
    "title",
    "base_url",
    "nav",
    "agency",
    "identity",
    "rules",
    "keep",
    " = ",
    "=",
    "\"",
    "'",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ",",
    "#",
    "\n",
    "\\",
    "\\u0001",
    "1",
    "true",
    "5%",
    "“",
    "＝",
    "　",
    "\u{200b}",
    "\t",
    "甲",
    "\"\"\"",
    "path",
    "javascript:x",
    "id",
    "name",
    ".",
    "-",
];

fn text(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(words), 0..60).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(runs(300))]

    #[test]
    fn any_text_becomes_a_page_and_knows_its_places(text in text(MARKS)) {
        let how = Html {
            top: 2,
            id_prefix: "s-",
            first_line: Some(1),
            link: &|address| address.to_owned(),
            caption: &|n| n.to_string(),
            reserved: &Arc::default(),
            lang: Lang::Zh,
        };
        let html = markdown::render(&text, &how).to_ascii_lowercase();
        prop_assert!(!html.contains("<script") && !html.contains("href=\"javascript:"), "{}", html);
        markdown::blocks(&text, |_, pieces| {
            for piece in pieces {
                assert_eq!(text.get(piece.start..piece.start + piece.text.len()), Some(piece.text));
            }
        });
        let links = markdown::links(&text).into_iter().flat_map(|link| [link.span, link.target_span]);
        let headings = markdown::headings(&text).into_iter().map(|heading| heading.span);
        let places = markdown::places(&text).into_iter().map(|place| place.span);
        for span in links.chain(headings).chain(places) {
            prop_assert!(text.get(span.range()).is_some(), "{:?}", span);
        }
        markdown::plain_text(&text);
        markdown::without_comments(&text);
    }

    #[test]
    fn any_settings_are_read_or_told_where_they_are_wrong(text in text(SETTINGS)) {
        let (_, faults) = Config::read(&Arc::new(Source::new("site.toml", text.as_str())));
        for fault in &faults {
            prop_assert!(text.get(fault.place.span.range()).is_some(), "{:?}", fault);
        }
        printed(&faults);
    }
}
