//! The headings of a text, and its plain text.

use super::{
    blocks::raw_block,
    excerpt::Excerpt,
    front,
    prepare::Prepared,
    raw,
    reading::{Item, items},
};
use crate::diag::Span;
use pulldown_cmark::{Event, Tag, TagEnd};

/// A heading and its place in a text.
#[derive(Debug)]
pub struct Heading {
    /// From 1, as the author wrote it.
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// The complete heading.
    pub span: Span,
}

impl Heading {
    /// Whether it is marked by a line below rather than by number signs. `text` is the text that contains it.
    pub fn is_underlined(&self, text: &str) -> bool {
        !text[self.span.range()].trim_start().starts_with('#')
    }
}

/// The levels in the source of the headings above a position.
#[derive(Default)]
pub(super) struct Levels(Vec<u8>);

impl Levels {
    /// The depth of a heading at this level, from 1 and without gaps.
    pub(super) fn enter(&mut self, level: u8) -> u8 {
        while self.0.last().is_some_and(|&outer| outer >= level) {
            self.0.pop();
        }
        self.0.push(level);
        self.0.len() as u8
    }
}

/// The id of the nth heading (from 1) in a text.
pub(super) fn heading_id(prefix: &str, n: usize) -> String {
    format!("{prefix}{n}")
}

/// Every heading of `text`, in order.
pub fn headings(text: &str) -> Vec<Heading> {
    let prepared = Prepared::new(text);
    let mut headings = Headings::default();
    for item in items(&prepared) {
        headings.take(&item);
    }
    headings.found
}

/// Collects the headings of a text from parser events.
#[derive(Default)]
pub(super) struct Headings {
    pub found: Vec<Heading>,
    inside: bool,
}

impl Headings {
    pub(super) fn take(&mut self, item: &Item<'_>) {
        match &item.event {
            Event::Start(Tag::Heading { level, .. }) => {
                self.inside = true;
                let span = Span::new(item.range.start, item.range.end);
                self.found.push(Heading { level: *level as u8, text: String::new(), span });
            }
            Event::End(TagEnd::Heading(_)) => self.inside = false,
            Event::Text(piece) | Event::Code(piece) if self.inside => {
                if let Some(heading) = self.found.last_mut() {
                    heading.text.push_str(piece);
                }
            }
            _ => {}
        }
    }
}

/// A line without the tags of an HTML heading around it.
pub(crate) fn untagged(line: &str) -> &str {
    let Some(open) = line.strip_prefix("<h").or_else(|| line.strip_prefix("<H")) else { return line };
    open.split_once('>').map_or(line, |(_, title)| title.split('<').next().unwrap_or_default())
}

/// The position after a heading that repeats the title; the beginning if there is none.
pub fn below_title(text: &str, title: &str) -> usize {
    let beginning = front::beginning(text);
    let own = &text[beginning..];
    if !own.starts_with('#') && !own.lines().nth(1).is_some_and(|line| line.starts_with(['=', '-'])) {
        return 0;
    }
    let Some(heading) = headings(text).into_iter().next() else { return 0 };
    let is_title = heading.span.start as usize <= beginning
        && heading.level <= 2
        && without_blanks(&heading.text) == without_blanks(title);
    if is_title { heading.span.end as usize } else { 0 }
}

fn without_blanks(text: &str) -> String {
    text.split_whitespace().collect()
}

/// The plain text with one line per block. A note is preceded by its name, as in the source.
pub fn plain_text<'t>(text: impl Into<Excerpt<'t>>) -> String {
    let excerpt = text.into();
    let prepared = Prepared::new(excerpt.whole);
    let mut out = String::with_capacity(excerpt.range().len());
    let mut items = items(&prepared).into_iter().filter(|item| excerpt.holds(item));
    let mut hiding = raw::Hiding::default();
    while let Some(item) = items.next() {
        match item.event {
            Event::Text(_) | Event::Code(_) | Event::SoftBreak if hiding.is_on() => {}
            Event::Text(piece) | Event::Code(piece) => out.push_str(&piece),
            Event::SoftBreak => out.push(' '),
            Event::HardBreak => out.push('\n'),
            Event::InlineHtml(tag) if raw::is_break(&tag) => out.push('\n'),
            Event::InlineHtml(tag) => hiding.pass_all(&tag),
            Event::FootnoteReference(name) => out.push_str(&format!("[{name}]")),
            Event::Start(Tag::FootnoteDefinition(name)) => out.push_str(&format!("[{name}] ")),
            Event::Start(Tag::HtmlBlock) => {
                let words = raw::words(&excerpt.whole[raw_block(&mut items)]);
                words.for_each(|words| out.extend([words.as_str(), "\n"]));
            }
            Event::End(TagEnd::TableCell) => out.push('\t'),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::CodeBlock,
            ) if !out.ends_with('\n') => out.push('\n'),
            _ => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_has_a_line_a_block() {
        assert_eq!(plain_text("**一。**二\n三\n\n- 四\n- 五\n"), "一。二三\n四\n五");
        assert_eq!(plain_text("<div>\n<p>一<b>二</b></p>\n三\n</div>\n\n    四\n"), "一二\n三\n四");
        assert_eq!(plain_text("甲<BR>乙<br/>丙"), "甲\n乙\n丙");
        assert_eq!(plain_text("甲<script>乙</script>丙<?丁?>\n\n<![CDATA[丁]]>\n\n<template>乙</template>"), "甲丙");
        assert_eq!(plain_text("open\ngovernment[^1]\n\n[^1]: 注\n"), "open government[1]\n[1] 注");
    }

    #[test]
    fn headings_are_found_where_they_stand() {
        let text = "甲\n\n## 一、总体情况\n\n乙\n";
        let found = headings(text);
        assert_eq!(found[0].text, "一、总体情况");
        assert!(text[found[0].span.range()].starts_with("## "));
    }
}
