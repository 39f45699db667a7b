//! Parses a text into events, adapted to Chinese, with their ranges in the source. Pages, data and rules all use these
//! events, and so see the same text.

use super::{
    bare, options,
    prepare::{JOINT, Prepared, is_chinese, is_wide_mark},
    raw,
};
use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};
use std::{borrow::Cow, ops::Range};

/// A parser event.
#[derive(Clone, Debug)]
pub(super) struct Item<'t> {
    pub event: Event<'t>,
    /// Its range in the source.
    pub range: Range<usize>,
    /// The range of the definition `[b]: target`, if a link or picture refers to one.
    pub definition: Option<Range<usize>>,
}

impl<'t> Item<'t> {
    fn new(event: Event<'t>, range: Range<usize>) -> Self {
        Self { event, range, definition: None }
    }

    /// The text that it prints, if any.
    fn text(&self) -> Option<&str> {
        match &self.event {
            Event::Text(text) | Event::Code(text) => Some(text),
            _ => None,
        }
    }
}

/// All events of a text.
pub(super) fn items<'p>(prepared: &'p Prepared<'_>) -> Vec<Item<'p>> {
    let mut merged = merged(prepared).into_iter();
    let mut layout = Layout::default();
    let mut out = Vec::with_capacity(merged.len());
    while let Some(item) = merged.next() {
        layout.take(prepared.source, item, merged.as_slice(), &mut out);
    }
    out
}

/// The parser's events with their ranges in the source; adjacent texts are merged.
fn merged<'p>(prepared: &'p Prepared<'_>) -> Vec<Item<'p>> {
    let mut found: Vec<Item<'p>> = Vec::new();
    let mut struck = Vec::new();
    let mut depth = Depth::default();
    let is_as_written = matches!(prepared.text, Cow::Borrowed(_));
    let mut events = Parser::new_ext(&prepared.text, options()).into_offset_iter();
    while let Some((event, own)) = events.next() {
        let definition = match &event {
            Event::Start(Tag::Link { id, .. } | Tag::Image { id, .. }) => {
                events.reference_definitions().get(id).map(|definition| prepared.range(definition.span.clone()))
            }
            _ => None,
        };
        let range = prepared.range(own);
        // `<st1:chsdate>` is parsed as an address.
        if is_autolink(&event) && raw::is_foreign(&prepared.source[range.clone()]) {
            while let Some((inner, _)) = events.next()
                && !matches!(inner, Event::End(TagEnd::Link))
            {}
            let tag = CowStr::from(&prepared.source[range.clone()]);
            push(&mut found, Item::new(Event::InlineHtml(tag), range), prepared.source);
            continue;
        }
        // Most texts needed no preparation, so there is nothing to restore.
        let event = if is_as_written { event } else { restored(event, &prepared.source[range.clone()]) };
        let item = match event {
            Event::Start(Tag::Strikethrough) => {
                struck.push(prepared.source[range.clone()].starts_with("~~"));
                tilde(Event::Start(Tag::Strikethrough), range, struck.last().copied())
            }
            Event::End(TagEnd::Strikethrough) => tilde(Event::End(TagEnd::Strikethrough), range, struck.pop()),
            event => Item { event, range, definition },
        };
        if depth.allows(&item.event) {
            push(&mut found, item, prepared.source);
        }
    }
    found
}

fn is_autolink(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Link { link_type: LinkType::Autolink, .. }))
}

/// The greatest depth of nested quotations, lists and emphasis. Below it, text is kept but markup is dropped: no text
/// for people is that deep, and later passes take time quadratic in the depth.
#[derive(Default)]
struct Depth(usize);

impl Depth {
    const MOST: usize = 100;

    fn allows(&mut self, event: &Event<'_>) -> bool {
        match event {
            Event::Start(
                Tag::BlockQuote(_) | Tag::List(_) | Tag::Item | Tag::Emphasis | Tag::Strong | Tag::Strikethrough,
            ) => {
                self.0 += 1;
                self.0 <= Self::MOST
            }
            Event::End(
                TagEnd::BlockQuote(_)
                | TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough,
            ) => {
                self.0 -= 1;
                self.0 < Self::MOST
            }
            _ => true,
        }
    }
}

/// A single `~` is not a strikethrough: `3~5件，7~9件`.
fn tilde(event: Event<'_>, range: Range<usize>, is_meant: Option<bool>) -> Item<'_> {
    if is_meant == Some(true) {
        return Item::new(event, range);
    }
    let own = if matches!(event, Event::Start(_)) { range.start..range.start + 1 } else { range.end - 1..range.end };
    Item::new(Event::Text("~".into()), own)
}

fn push<'p>(found: &mut Vec<Item<'p>>, item: Item<'p>, source: &'p str) {
    if let Event::Text(text) = &item.event
        && let Some(last) = found.last_mut()
        && let Event::Text(before) = &last.event
        && last.range.end == item.range.start
        && **before == source[last.range.clone()]
        && **text == source[item.range.clone()]
    {
        last.range.end = item.range.end;
        last.event = Event::Text(source[last.range.clone()].into());
        return;
    }
    found.push(item);
}

/// An event with the effects of preparation removed.
fn restored<'p>(event: Event<'p>, source: &str) -> Event<'p> {
    match event {
        Event::Text(text) => Event::Text(own(text, source)),
        Event::Code(text) => Event::Code(own(text, "")),
        Event::Html(text) => Event::Html(own(text, source)),
        Event::InlineHtml(text) => Event::InlineHtml(own(text, source)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: own(dest_url, ""), title: own(title, ""), id: own(id, "") })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: own(dest_url, ""), title: own(title, ""), id: own(id, "") })
        }
        Event::FootnoteReference(name) => Event::FootnoteReference(own(name, "")),
        Event::Start(Tag::FootnoteDefinition(name)) => Event::Start(Tag::FootnoteDefinition(own(name, ""))),
        event => event,
    }
}

/// A text without joints, and with the author's underscores.
fn own<'p>(text: CowStr<'p>, source: &str) -> CowStr<'p> {
    let text = if text.contains(JOINT) { text.replace(JOINT, "").into() } else { text };
    if text.len() == source.len() && *text != *source { source.to_owned().into() } else { text }
}

/// Handles line breaks and paragraphs in Chinese, and addresses in the text.
#[derive(Default)]
struct Layout {
    /// The number of open quotations, lists and the like.
    depth: usize,
    /// The number of open emphasis markers and links.
    inline: usize,
    /// The number of open links and code spans, in which addresses do not become links.
    plain: usize,
    in_paragraph: bool,
    /// Whether nothing of the block has been printed yet.
    is_beginning: bool,
    last: char,
}

impl Layout {
    /// Processes an item, given those after it.
    fn take<'p>(&mut self, source: &'p str, item: Item<'p>, behind: &[Item<'p>], out: &mut Vec<Item<'p>>) {
        let last = item.text().and_then(|text| text.chars().next_back());
        match &item.event {
            Event::SoftBreak | Event::HardBreak => return self.line_end(source, item, behind, out),
            Event::Text(_) if self.plain > 0 => out.push(item),
            Event::Text(text) if self.is_beginning && text.chars().all(is_indentation) => return,
            Event::Text(_) => self.text(source, item, out),
            event => {
                self.mark(event);
                out.push(item);
            }
        }
        if let Some(c) = last {
            self.last = c;
            self.is_beginning = false;
        }
    }

    fn mark(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::Paragraph) => (self.in_paragraph, self.is_beginning) = (true, true),
            Event::End(TagEnd::Paragraph) => self.in_paragraph = false,
            Event::Start(Tag::Heading { .. } | Tag::TableCell) => self.is_beginning = true,
            Event::Start(Tag::Item) => (self.depth, self.is_beginning) = (self.depth + 1, true),
            Event::Start(Tag::BlockQuote(_) | Tag::FootnoteDefinition(_)) => self.depth += 1,
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition) => self.depth -= 1,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => self.inline += 1,
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => self.inline -= 1,
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => {
                (self.inline, self.plain) = (self.inline + 1, self.plain + 1);
            }
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => {
                (self.inline, self.plain) = (self.inline - 1, self.plain - 1);
            }
            _ => {}
        }
    }

    /// A line break is a space between Latin words, nothing within a Chinese sentence, and the end of a paragraph if
    /// the next line is indented like one.
    fn line_end<'p>(&mut self, source: &str, item: Item<'p>, behind: &[Item<'p>], out: &mut Vec<Item<'p>>) {
        let next = behind.iter().take(NEAR).find_map(Item::text).unwrap_or_default();
        let following = behind.first().map_or(item.range.end, |next| next.range.start);
        let indent = source.get(item.range.start..following).unwrap_or_default();
        let is_indented = next.starts_with(is_indentation)
            || (ends_sentence(self.last) && (indent.contains('\t') || indent.ends_with("    ")));
        if is_indented && self.in_paragraph && self.depth == 0 && self.inline == 0 {
            out.push(Item::new(Event::End(TagEnd::Paragraph), item.range.clone()));
            out.push(Item::new(Event::Start(Tag::Paragraph), following..following));
            self.is_beginning = true;
        } else if item.event == Event::HardBreak || !joins(self.last, next) {
            out.push(item);
        }
    }

    fn text<'p>(&self, source: &'p str, mut item: Item<'p>, out: &mut Vec<Item<'p>>) {
        if self.is_beginning && item.text().is_some_and(|text| text.starts_with(is_indentation)) {
            let bare = item.text().unwrap_or_default().trim_start_matches(is_indentation).to_owned();
            let start = item.range.end.saturating_sub(bare.len());
            if source.get(start..item.range.end) == Some(&*bare) {
                item.range.start = start;
            }
            item.event = Event::Text(bare.into());
        }
        if item.text() == Some(&source[item.range.clone()]) {
            written(source, item.range, out);
        } else {
            out.push(item);
        }
    }
}

/// Text as written, except for tags of a word processor and addresses.
fn written<'p>(source: &'p str, range: Range<usize>, out: &mut Vec<Item<'p>>) {
    let mut done = range.start;
    for tag in raw::foreign(&source[range.clone()]) {
        let tag = range.start + tag.start..range.start + tag.end;
        addressed(source, done..tag.start, out);
        done = tag.end;
        out.push(Item::new(Event::InlineHtml(source[tag.clone()].into()), tag));
    }
    addressed(source, done..range.end, out);
}

fn addressed<'p>(source: &'p str, range: Range<usize>, out: &mut Vec<Item<'p>>) {
    let mut done = range.start;
    for address in bare::addresses(&source[range.clone()]) {
        let address = range.start + address.start..range.start + address.end;
        link(source, done..address.start, address.clone(), out);
        done = address.end;
    }
    if done < range.end {
        out.push(plain(source, done..range.end));
    }
}

fn plain(source: &str, range: Range<usize>) -> Item<'_> {
    Item::new(Event::Text(source[range.clone()].into()), range)
}

/// The text before an address, and the address as a link.
fn link<'p>(source: &'p str, before: Range<usize>, address: Range<usize>, out: &mut Vec<Item<'p>>) {
    if !before.is_empty() {
        out.push(plain(source, before));
    }
    let dest_url = CowStr::from(bare::target(&source[address.clone()]));
    let tag = Tag::Link { link_type: LinkType::Autolink, dest_url, title: "".into(), id: "".into() };
    out.push(Item::new(Event::Start(tag), address.clone()));
    out.push(plain(source, address.clone()));
    out.push(Item::new(Event::End(TagEnd::Link), address));
}

/// The next line's text, if any, starts within this many events.
const NEAR: usize = 16;

/// Characters that are typed to indent a paragraph.
fn is_indentation(c: char) -> bool {
    matches!(c, '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200b}')
}

fn ends_sentence(c: char) -> bool {
    "。！？；：…”）".contains(c)
}

/// Whether two lines form one Chinese sentence: at least one of the adjoining characters is Chinese. Quotation marks
/// and dashes count as Chinese next to Chinese.
fn joins(before: char, after: &str) -> bool {
    let mut after = after.chars();
    let first = after.next().unwrap_or(' ');
    is_wide(before) || is_wide(first) || (is_shared(first) && after.find(|c| !is_shared(*c)).is_some_and(is_wide))
}

/// Punctuation whose width depends on its neighbours.
fn is_shared(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2027}' | '·')
}

fn is_wide(c: char) -> bool {
    is_chinese(c) || (is_wide_mark(c) && !is_shared(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text as printed: with a space where a line break is one, and `¶` where a paragraph starts.
    fn printed(text: &str) -> String {
        let prepared = Prepared::new(text);
        let printed = items(&prepared).into_iter().map(|item| match item.event {
            Event::Text(text) => text.to_string(),
            Event::SoftBreak => " ".into(),
            Event::HardBreak => "/".into(),
            Event::Start(Tag::Paragraph) => "¶".into(),
            Event::Start(Tag::Strikethrough) => "~~".into(),
            Event::End(TagEnd::Strikethrough) => "/~~".into(),
            _ => String::new(),
        });
        printed.collect()
    }

    #[test]
    fn lines_meet_as_the_language_wants() {
        for (text, wanted) in [
            ("公开\n信息", "¶公开信息"),
            ("公开，\nGIS\n平台", "¶公开，GIS平台"),
            ("open\ngovernment", "¶open government"),
            ("于2023\n年**公开**\n**目录**", "¶于2023年公开目录"),
            ("“a”\n“b”", "¶“a” “b”"),
            ("公开GIS\n“平台”", "¶公开GIS“平台”"),
            ("甲  \n乙", "¶甲/乙"),
        ] {
            assert_eq!(printed(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn an_indented_line_begins_a_paragraph() {
        for (text, wanted) in [
            ("　　甲。\n　　乙。", "¶甲。¶乙。"),
            ("    甲。\n    乙，\n    丙。", "¶甲。¶乙，丙。"),
            ("&emsp;&emsp;甲。", "¶甲。"),
            ("甲。\n\t乙。", "¶甲。¶乙。"),
            ("甲。  \n　　乙。", "¶甲。¶乙。"),
        ] {
            assert_eq!(printed(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn one_tilde_is_a_range() {
        assert_eq!(printed("3~5件，7~9件"), "¶3~5件，7~9件");
        assert_eq!(printed("~~甲~~"), "¶~~甲/~~");
    }

    #[test]
    fn what_is_struck_out_may_stand_beside_punctuation() {
        for (text, wanted) in [
            ("~~（甲）~~5 甲~~《乙》~~丙", "¶~~（甲）/~~5 甲~~《乙》/~~丙"),
            ("甲~~《乙\n丙》~~丁", "¶甲~~《乙丙》/~~丁"),
            ("甲~~**“乙”**~~丙", "¶甲~~“乙”/~~丙"),
            ("3~5件~~（甲）~~乙", "¶3~5件~~（甲）/~~乙"),
            ("甲~~ 乙 ~~丙", "¶甲~~ 乙 ~~丙"),
        ] {
            assert_eq!(printed(text), wanted, "{text:?}");
        }
    }

    #[test]
    fn every_text_knows_its_place() {
        let text = "**问题：**2023年_x\n    乙~1~丙https://a.cn/b_c?d&e，\n\n\t丁&amp;**《条例》**\n　　戊\n";
        let prepared = Prepared::new(text);
        for item in items(&prepared) {
            if let Event::Text(shown) = &item.event {
                let written = &text[item.range];
                assert!(written == &**shown || written == "&amp;", "{shown} at {written}");
            }
        }
    }
}
