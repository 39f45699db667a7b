//! Comments in a text, which are its author's own and are published nowhere.

use super::{blocks::raw_block, prepare::Prepared, reading::items};
use pulldown_cmark::{Event, Tag};
use std::{borrow::Cow, ops::Range};

/// A text without its HTML comments. Comments in code are code.
pub fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains("<!--") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for comment in raw(text).into_iter().flat_map(|range| comments(text, range)) {
        // What two comments in a row share has been passed.
        out.push_str(&text[at.min(comment.start)..comment.start]);
        at = comment.end;
        if is_line(text, &comment) {
            at += text[at..].find('\n').map_or(0, |end| end + 1);
        }
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// Whether nothing else stands in the lines of a comment.
fn is_line(text: &str, comment: &Range<usize>) -> bool {
    let before = text[..comment.start].rsplit('\n').next().unwrap_or_default();
    let after = text[comment.end..].split('\n').next().unwrap_or_default();
    before.trim().is_empty() && after.trim().is_empty()
}

/// Where raw HTML stands: blocks, and stretches within a line.
fn raw(text: &str) -> Vec<Range<usize>> {
    let prepared = Prepared::new(text);
    let mut items = items(&prepared).into_iter();
    let mut found = Vec::new();
    while let Some(item) = items.next() {
        match item.event {
            Event::Start(Tag::HtmlBlock) => found.push(raw_block(&mut items)),
            Event::InlineHtml(_) => found.push(item.range),
            _ => {}
        }
    }
    found
}

fn comments(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = within.start;
    while let Some(start) = text[at..within.end].find("<!--").map(|start| at + start) {
        let end = text[start..within.end].find("-->").map_or(within.end, |end| start + end + 3);
        found.push(start..end);
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_go_and_the_rest_stays() {
        for (text, rest) in [
            ("甲<!-- 乙 -->丙\n", "甲丙\n"),
            ("甲\n\n<!-- 乙\n\n丙 -->\n\n丁\n", "甲\n\n\n丁\n"),
            ("<div>\n<!-- 乙 --><b>甲</b>\n</div>\n", "<div>\n<b>甲</b>\n</div>\n"),
            ("甲\n\n<!-- 没有结尾\n乙\n", "甲\n\n"),
            ("`<!-- 乙 -->`\n\n    <!-- 丙 -->\n", "`<!-- 乙 -->`\n\n    <!-- 丙 -->\n"),
            ("甲 <!-- 乙 --> 丙 <!-- 丁 --> 戊", "甲  丙  戊"),
        ] {
            assert_eq!(without_comments(text), rest, "{text}");
        }
    }
}
