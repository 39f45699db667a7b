//! Removes comments, which are meant only for the author and never published.

use super::{blocks::raw_block, options, prepare::Prepared, raw, reading::items};
use pulldown_cmark::{Event, Parser, Tag};
use std::{borrow::Cow, ops::Range};

/// A text without comments and anything else that no page shows. Comments in code are kept.
pub fn without_comments(text: &str) -> Cow<'_, str> {
    if !text.contains('<') && !text.contains("]:") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for comment in hidden(text) {
        if comment.end <= at {
            continue;
        }
        // Two adjacent comments may overlap.
        out.push_str(&text[at.min(comment.start)..comment.start]);
        at = comment.end;
        if is_line(text, &comment) {
            out.truncate(out.trim_end_matches([' ', '\t']).len());
            at += text[at..].find('\n').map_or(0, |end| end + 1);
        }
    }
    out.push_str(&text[at..]);
    Cow::Owned(out)
}

/// Whether the lines of a comment contain nothing else.
fn is_line(text: &str, comment: &Range<usize>) -> bool {
    let before = text[..comment.start].rsplit('\n').next().unwrap_or_default();
    let after = text[comment.end..].split('\n').next().unwrap_or_default();
    before.trim().is_empty() && after.trim().is_empty()
}

/// Ranges that no page shows: comments, scripts, and definitions used as comments.
fn hidden(text: &str) -> Vec<Range<usize>> {
    let prepared = Prepared::new(text);
    let mut found = notes(&prepared);
    let mut items = items(&prepared).into_iter();
    let mut hiding = raw::Hiding::default();
    let mut start = 0;
    while let Some(item) = items.next() {
        match item.event {
            Event::Start(Tag::HtmlBlock) => {
                let block = raw_block(&mut items);
                let within = raw::hidden(&text[block.clone()]).into_iter();
                found.extend(within.map(|range| block.start + range.start..block.start + range.end));
            }
            Event::InlineHtml(tag) => {
                if !hiding.is_on() {
                    start = item.range.start;
                }
                let was_on = hiding.is_on();
                hiding.pass_all(&tag);
                let is_comment = tag.starts_with("<!") || tag.starts_with("<?") || raw::is_foreign(&tag);
                if !hiding.is_on() && (was_on || is_comment) {
                    found.push(start..item.range.end);
                }
            }
            _ => {}
        }
    }
    if hiding.is_on() {
        found.push(start..text.len());
    }
    found.sort_by_key(|range| range.start);
    found
}

/// Link definitions without a target, such as `[//]: # (甲)`, which authors write as comments.
fn notes(prepared: &Prepared<'_>) -> Vec<Range<usize>> {
    if !prepared.text.contains("]:") {
        return Vec::new();
    }
    let parser = Parser::new_ext(&prepared.text, options());
    let definitions = parser.reference_definitions().iter().map(|(_, definition)| definition);
    let notes = definitions.filter(|definition| matches!(&*definition.dest, "" | "#"));
    notes.map(|note| prepared.range(note.span.clone())).collect()
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
            ("`<!-- 乙 -->`\n\n```\n<!-- 丙 -->\n```\n", "`<!-- 乙 -->`\n\n```\n<!-- 丙 -->\n```\n"),
            ("甲 <!-- 乙 --> 丙 <!-- 丁 --> 戊", "甲  丙  戊"),
            ("甲\n\n    <!-- 乙 -->\n\n`<!-- 丙 -->`\n", "甲\n\n\n`<!-- 丙 -->`\n"),
            ("甲<?乙?>丙\n\n<![CDATA[乙]]>\n\n<!乙>\n", "甲丙\n\n\n<!乙>\n"),
            ("甲<o:p></o:p>乙<v:shape>丙</v:shape>`<o:p>`\n", "甲乙丙`<o:p>`\n"),
            ("甲<script>乙</script>丙<SCRIPT>乙<!-- 丁 -->", "甲丙"),
            ("<div>\n<style>乙</style>甲\n</div>\n\n<template>乙<b>丙</b></template>丁\n", "<div>\n甲\n</div>\n\n丁\n"),
            ("甲\n\n[//]: # (乙)\n[comment]: <> (乙)\n[丙]: https://a.cn/\n", "甲\n\n[丙]: https://a.cn/\n"),
        ] {
            assert_eq!(without_comments(text), rest, "{text}");
        }
    }
}
