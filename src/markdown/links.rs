//! Links, pictures and anchors, with their places in the text.

use super::{
    headings::{Heading, Headings, heading_id, headings},
    prepare::Prepared,
    raw,
    reading::{Item, items},
};
use crate::diag::{Source, Span};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// How an author’s text refers to a file or place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// A reference to a missing footnote, `[^1]`, which is printed as written.
    Note,
    /// A link to follow.
    Link,
    /// A picture shown in place.
    Image,
    /// A video, audio or embedded page, which is left out.
    Embedded,
}

/// A link or picture of an author's text.
#[derive(Clone, Debug)]
pub struct LinkRef {
    /// Its kind.
    pub kind: LinkKind,
    /// The target as written.
    pub target: String,
    /// The alternative text of a picture. In raw HTML, `alt=""` marks a decorative one.
    pub alt: Option<String>,
    /// The complete link, from its first bracket to its last.
    pub span: Span,
    /// The place of the target; for `[a][b]`, in the definition of `b`.
    pub target_span: Span,
}

impl LinkRef {
    #[must_use]
    pub(crate) fn shifted(self, by: usize) -> Self {
        Self { span: self.span.shifted(by), target_span: self.target_span.shifted(by), ..self }
    }
}

/// A place in a text to which links can point.
#[derive(Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The fragment of its address.
    pub id: String,
    /// The text of the heading.
    pub text: String,
}

/// Every link and picture of `text`, in order.
pub fn links(text: &str) -> Vec<LinkRef> {
    // Most texts contain none and need not be parsed.
    if !may_link(text) {
        return Vec::new();
    }
    let prepared = Prepared::new(text);
    let mut links = Links::of(text);
    for item in items(&prepared) {
        links.take(&item);
    }
    links.found()
}

fn may_link(text: &str) -> bool {
    memchr::memchr2(b'[', b'<', text.as_bytes()).is_some() || text.contains("://")
}

/// The headings, links and pictures of a text, parsed only once.
pub fn headings_and_links(text: &str) -> (Vec<Heading>, Vec<LinkRef>) {
    if !may_link(text) {
        return (headings(text), Vec::new());
    }
    let prepared = Prepared::new(text);
    let (mut headings, mut links) = (Headings::default(), Links::of(text));
    for item in items(&prepared) {
        headings.take(&item);
        links.take(&item);
    }
    (headings.found, links.found())
}

/// Collects the links and pictures of a text from parser events.
struct Links<'t> {
    text: &'t str,
    found: Vec<LinkRef>,
    open: Vec<Open>,
}

impl<'t> Links<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, found: Vec::new(), open: Vec::new() }
    }

    fn take(&mut self, item: &Item<'_>) {
        let Item { event, range, definition } = item;
        if matches!(event, Event::End(TagEnd::Link | TagEnd::Image)) {
            self.found.extend(self.open.pop().map(|link| link.close(self.text)));
        }
        for outer in &mut self.open {
            outer.read(event, range);
        }
        let (kind, how, target) = match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => (LinkKind::Link, *link_type, dest_url),
            Event::Start(Tag::Image { link_type, dest_url, .. }) => (LinkKind::Image, *link_type, dest_url),
            Event::Text(_) if self.open.is_empty() => return self.found.extend(notes(self.text, range)),
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                return self.found.extend(raw_links(self.text, range));
            }
            _ => return,
        };
        self.open.push(Open::new(kind, how, target, definition.clone(), range.clone()));
    }

    /// The links in the order of the text.
    fn found(mut self) -> Vec<LinkRef> {
        self.found.sort_by_key(|link| (link.span.start, link.target_span.start));
        self.found
    }
}

/// The links and pictures in part of a file, with their places in the file.
pub fn links_in(source: &Source, part: Span) -> Vec<LinkRef> {
    links(source.slice(part)).into_iter().map(|link| link.shifted(part.start as usize)).collect()
}

/// Every anchor of a text, given the prefix of heading ids.
pub fn anchors(text: &str, prefix: &str) -> Vec<Anchor> {
    let headings = headings(text).into_iter().enumerate();
    let mut anchors: Vec<_> =
        headings.map(|(at, heading)| Anchor { id: heading_id(prefix, at + 1), text: heading.text }).collect();
    anchors.extend(raw_anchors(text).into_iter().map(|anchor| Anchor { id: anchor.id, text: String::new() }));
    anchors
}

/// An anchor in an author's raw HTML.
#[derive(Debug)]
pub struct AnchorRef {
    /// The name used in links.
    pub id: String,
    /// Where the name is written.
    pub span: Span,
}

/// The anchors in raw HTML.
pub fn raw_anchors(text: &str) -> Vec<AnchorRef> {
    // They are attributes with a value; most texts contain none and need not be parsed.
    if !text.contains('<') || !text.contains('=') {
        return Vec::new();
    }
    let prepared = Prepared::new(text);
    let mut found = Vec::new();
    for Item { event, range, .. } in items(&prepared) {
        if matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)) {
            let html = &text[range.clone()];
            let names = raw::tags(html).into_iter().filter_map(|tag| tag.anchor());
            found.extend(names.map(|name| AnchorRef {
                id: raw::unescaped(&html[name.clone()]),
                span: Span::new(range.start + name.start, range.start + name.end),
            }));
        }
    }
    found
}

/// References in a run of text to missing notes.
fn notes(text: &str, range: &Range<usize>) -> Vec<LinkRef> {
    let run = &text[range.clone()];
    let references = run.match_indices("[^").filter_map(|(at, _)| {
        let name = run[at + 2..].split(']').next().filter(|name| run[at + 2 + name.len()..].starts_with(']'))?;
        let is_name = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c == '[' || c == '^');
        is_name.then(|| at..at + 3 + name.len())
    });
    references
        .map(|own| {
            let span = Span::new(range.start + own.start, range.start + own.end);
            LinkRef { kind: LinkKind::Note, target: run[own].to_owned(), alt: None, span, target_span: span }
        })
        .collect()
}

fn raw_links(text: &str, range: &Range<usize>) -> Vec<LinkRef> {
    let html = &text[range.clone()];
    let tags = raw::tags(html).into_iter();
    tags.filter_map(|tag| {
        let address = tag.address()?;
        let (kind, alt) = match tag.name.as_str() {
            "img" => (LinkKind::Image, tag.attribute("alt").map(|alt| raw::unescaped(&html[alt]))),
            _ if tag.is_embedded() => (LinkKind::Embedded, None),
            _ => (LinkKind::Link, None),
        };
        let [span, target_span] =
            [tag.range, address.clone()].map(|part| Span::new(part.start, part.end).shifted(range.start));
        Some(LinkRef { kind, target: raw::unescaped(&html[address]), alt, span, target_span })
    })
    .collect()
}

/// A link or picture whose end has not been parsed.
struct Open {
    kind: LinkKind,
    target: String,
    words: String,
    range: Range<usize>,
    /// The range of `[b]: target`, if the link refers to it.
    definition: Option<Range<usize>>,
    /// The end of the text between its brackets.
    inner: usize,
}

impl Open {
    fn new(kind: LinkKind, how: LinkType, target: &str, definition: Option<Range<usize>>, range: Range<usize>) -> Self {
        let is_reference = !matches!(how, LinkType::Inline | LinkType::Autolink | LinkType::Email);
        // A mail address is written without its scheme.
        let scheme = if how == LinkType::Email { "mailto:" } else { "" };
        Self {
            kind,
            target: format!("{scheme}{target}"),
            words: String::new(),
            definition: definition.filter(|_| is_reference),
            inner: range.start,
            range,
        }
    }

    /// Extends the link by an event between its brackets.
    fn read(&mut self, event: &Event<'_>, range: &Range<usize>) {
        self.inner = range.end;
        if let Event::Text(piece) | Event::Code(piece) = event {
            self.words.push_str(piece);
        }
    }

    fn close(self, text: &str) -> LinkRef {
        let (start, end) = match &self.definition {
            Some(definition) => (after_label(text, definition), definition.end),
            None => (self.inner, self.range.end),
        };
        let span = Span::new(self.range.start, self.range.end);
        // If the target contains backslashes or entities, it is not found in the source; then the whole link is marked.
        let found = text.get(start..end).and_then(|tail| tail.find(&self.target)).filter(|_| !self.target.is_empty());
        let target_span = found.map_or(span, |at| Span::new(start + at, start + at + self.target.len()));
        let alt = (self.kind == LinkKind::Image && !self.words.trim().is_empty()).then_some(self.words);
        LinkRef { kind: self.kind, target: self.target, alt, span, target_span }
    }
}

fn after_label(text: &str, definition: &Range<usize>) -> usize {
    let label = text.get(definition.clone()).and_then(|written| written.find("]:"));
    definition.start + label.map_or(0, |at| at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The target, the text at the target's place, and the text of the link.
    fn found_in(text: &str) -> Vec<(String, &str, &str)> {
        links(text).into_iter().map(|l| (l.target, &text[l.target_span.range()], &text[l.span.range()])).collect()
    }

    #[test]
    fn every_way_to_write_a_link_is_found_where_it_stands() {
        for (text, target, at, whole) in [
            ("见[指南](guide.md)。", "guide.md", "guide.md", "[指南](guide.md)"),
            ("[guide.md](guide.md \"guide.md\")", "guide.md", "guide.md", "[guide.md](guide.md \"guide.md\")"),
            ("[**甲。**乙](<甲 乙.pdf>)", "甲 乙.pdf", "甲 乙.pdf", "[**甲。**乙](<甲 乙.pdf>)"),
            ("[甲][乙]\n\n[乙]: a.md \"题\"\n", "a.md", "a.md", "[甲][乙]"),
            ("[a.md][]\n\n[a.md]: a.md\n", "a.md", "a.md", "[a.md]"),
            ("![图](a.png)", "a.png", "a.png", "![图](a.png)"),
            ("甲<a class=x href='a.md'>乙</a>", "a.md", "a.md", "<a class=x href='a.md'>"),
            ("<div>\n<img\n  src=\"a.png\">\n</div>\n", "a.png", "a.png", "<img\n  src=\"a.png\">"),
            ("[甲](a\\_b.md)", "a_b.md", "[甲](a\\_b.md)", "[甲](a\\_b.md)"),
            ("<a@b.cn>", "mailto:a@b.cn", "<a@b.cn>", "<a@b.cn>"),
            ("见https://a.cn/b，", "https://a.cn/b", "https://a.cn/b", "https://a.cn/b"),
            ("甲\n\n    **见：**[乙](a.md)\n", "a.md", "a.md", "[乙](a.md)"),
        ] {
            assert_eq!(found_in(text), [(target.to_owned(), at, whole)], "{text}");
        }
    }

    #[test]
    fn a_picture_inside_a_link_is_both() {
        let text = "[![a.md](a.png)](a.md)";
        let places: Vec<_> = links(text).iter().map(|l| (l.kind, l.target_span.start)).collect();
        assert_eq!(places, [(LinkKind::Link, 17), (LinkKind::Image, 9)]);
    }

    #[test]
    fn what_only_looks_like_a_link_is_none() {
        for text in
            ["〔2021〕30号", "`[甲](乙)`", "[甲]", "[甲] (乙)", "    [甲](乙)", "1 < 2", "<!-- <a href=\"a\"> -->"]
        {
            assert!(links(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn alternative_text_is_what_the_author_wrote() {
        for (text, alternative) in [
            ("![](a.png)", None),
            ("![ ](a.png)", None),
            ("![受理**窗口**](a.png)", Some("受理窗口")),
            ("<img src=a.png>", None),
            ("<img src=a.png alt=\"\">", Some("")),
        ] {
            assert_eq!(links(text).iter().map(|link| link.alt.as_deref()).collect::<Vec<_>>(), [alternative], "{text}");
        }
    }

    #[test]
    fn anchors_are_the_ids_of_headings() {
        for (text, wanted) in [
            ("## 甲\n\n乙\n\n### 丙\n", &[("s-1", "甲"), ("s-2", "丙")][..]),
            ("<h3 id=\"own\">甲</h3>\n", &[("own", "")]),
            ("甲<a id=\"own\"></a><a name='two'>", &[("own", ""), ("two", "")]),
        ] {
            let anchors = anchors(text, "s-");
            assert_eq!(anchors.iter().map(|a| (a.id.as_str(), a.text.as_str())).collect::<Vec<_>>(), wanted, "{text}");
        }
    }
}
