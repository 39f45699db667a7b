//! Whatever stands in a text or in `site.toml`: what must hold of it stands in `properties.rs`.

use crate::{common::*, properties};
use proptest::prelude::*;

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
        properties::of_markdown(&text);
    }

    #[test]
    fn any_settings_are_read_or_reported_where_they_are_wrong(text in text(SETTINGS)) {
        properties::of_settings(&text);
    }
}
