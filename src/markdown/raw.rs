//! Scans raw HTML for tags as tolerantly as a browser does. Whether they are allowed is decided elsewhere.

use super::{
    address::SCHEMES,
    block::{Block, Seats},
};
use pulldown_cmark_escape::{escape_href, escape_html};
use std::{borrow::Cow, ops::Range};

/// A tag, and the ranges of its attributes' values in the scanned text.
#[derive(Debug)]
pub(super) struct RawTag {
    /// In lower case, as are the names of its attributes.
    pub name: String,
    pub range: Range<usize>,
    pub is_end: bool,
    attributes: Vec<(String, Range<usize>)>,
}

impl RawTag {
    pub(super) fn attribute(&self, name: &str) -> Option<Range<usize>> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
    }

    /// Whether it embeds a video, audio or another page, which published pages never show.
    pub(super) fn is_embedded(&self) -> bool {
        matches!(&*self.name, "iframe" | "frame" | "video" | "audio" | "source" | "embed" | "object")
    }

    /// The range of the address of a link or picture.
    pub(super) fn address(&self) -> Option<Range<usize>> {
        match self.name.as_str() {
            "a" => self.attribute("href"),
            "img" => self.attribute("src"),
            _ if self.is_embedded() => self.attribute("src").or_else(|| self.attribute("data")),
            _ => None,
        }
    }

    /// The range of the anchor's name.
    pub(super) fn anchor(&self) -> Option<Range<usize>> {
        let name = if self.name == "a" { self.attribute("name") } else { None };
        self.attribute("id").or(name).filter(|id| !id.is_empty())
    }
}

/// Every opening tag outside comments.
pub(super) fn tags(html: &str) -> Vec<RawTag> {
    let mut tags = all_tags(html);
    tags.retain(|tag| !tag.is_end);
    tags
}

/// Every tag outside comments, opening or closing.
fn all_tags(html: &str) -> Vec<RawTag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = html[at..].find('<').map(|offset| at + offset) {
        if let Some(comment) = comment_at(html, open) {
            at = comment.end;
            continue;
        }
        let name = &html[open + 1..];
        if !name.strip_prefix('/').unwrap_or(name).starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = open + 1;
            continue;
        }
        // A tag without an end includes everything after it, as in a browser.
        let Some(tag) = (Cursor { html, at: open + 1 }).tag() else { break };
        at = tag.range.end;
        found.push(tag);
    }
    found
}

/// The ranges of tags from a word processor in a text. Their names have a namespace (`<o:p>`, `<st1:chsdate
/// year="2025">`), so that Markdown takes them for text or an address.
pub(crate) fn foreign(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', &text.as_bytes()[at..]).map(|offset| at + offset) {
        at = open + 1;
        if let Some(end) = foreign_end(&text[open..]) {
            at = open + end;
            found.push(open..at);
        }
    }
    found
}

/// Whether a text is one such tag.
pub(super) fn is_foreign(tag: &str) -> bool {
    foreign_end(tag) == Some(tag.len())
}

fn foreign_end(text: &str) -> Option<usize> {
    let name = foreign_name(text)?;
    let end = name + text[name..].find(['<', '>'])?;
    text[end..].starts_with('>').then_some(end + 1)
}

/// Whether a text begins with a tag that has a namespace, even if the tag does not end.
pub(crate) fn begins_foreign(text: &str) -> bool {
    foreign_name(text).is_some()
}

/// The end of the name of such a tag.
fn foreign_name(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let (space, rest) = inner.split_at(inner.find(|c: char| !c.is_ascii_alphanumeric())?);
    let rest = rest.strip_prefix(':')?;
    let is_space = space.len() <= LONGEST_NAMESPACE
        && space.starts_with(|c: char| c.is_ascii_alphabetic())
        && !SCHEMES.iter().any(|scheme| space.eq_ignore_ascii_case(scheme));
    let name = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-').len();
    let after = &rest[name..];
    let is_name = rest.starts_with(|c: char| c.is_ascii_alphabetic())
        && (after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || matches!(c, '/' | '>')));
    (is_space && is_name).then_some(text.len() - after.len())
}

/// The namespaces of Word have one to six letters and digits.
const LONGEST_NAMESPACE: usize = 8;

/// A text without such tags. The text between them is kept.
pub(super) fn without_foreign(html: &str) -> Cow<'_, str> {
    let tags = foreign(html);
    if tags.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut done = 0;
    for tag in tags {
        out.push_str(&html[done..tag.start]);
        done = tag.end;
    }
    out.push_str(&html[done..]);
    Cow::Owned(out)
}

/// What a browser takes for a comment at a `<`. This includes processing instructions and declarations, which end at
/// the next `>`.
fn comment_at(html: &str, open: usize) -> Option<Range<usize>> {
    let text = &html[open..];
    let end = if text.starts_with("<!--") {
        "-->"
    } else if text.starts_with("<!") || text.starts_with("<?") {
        ">"
    } else {
        return None;
    };
    Some(open..text.find(end).map_or(html.len(), |at| open + at + end.len()))
}

/// The first comment in a range.
fn comment(html: &str, within: Range<usize>) -> Option<Range<usize>> {
    let signs = html[within.clone()].match_indices('<');
    signs.map(|(at, _)| within.start + at).find_map(|open| comment_at(&html[..within.end], open))
}

/// Whether a browser does not show the contents of an element.
fn is_hidden(name: &str) -> bool {
    matches!(name, "script" | "style" | "template")
}

/// Comments, and elements whose contents are not shown.
pub(super) fn hidden(html: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(comment) = comment(html, at..html.len()) {
        at = comment.end;
        found.push(comment);
    }
    let mut hiding = Hiding::default();
    let mut start = 0;
    for tag in all_tags(html) {
        let was_on = hiding.is_on();
        hiding.pass(&tag);
        match (was_on, hiding.is_on()) {
            (false, true) => start = tag.range.start,
            (true, false) => found.push(start..tag.range.end),
            _ => {}
        }
    }
    if hiding.is_on() {
        found.push(start..html.len());
    }
    found.sort_by_key(|range| range.start);
    found
}

/// Tracks tags to decide whether the text between them is shown.
#[derive(Default)]
pub(super) struct Hiding(Option<String>);

impl Hiding {
    pub(super) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Processes inline raw HTML.
    pub(super) fn pass_all(&mut self, html: &str) {
        for tag in all_tags(html) {
            self.pass(&tag);
        }
    }

    fn pass(&mut self, tag: &RawTag) {
        match &self.0 {
            Some(name) if tag.is_end && tag.name == *name => self.0 = None,
            None if !tag.is_end && is_hidden(&tag.name) => self.0 = Some(tag.name.clone()),
            _ => {}
        }
    }
}

/// `html` with every address of a link or picture mapped by `link`.
pub(super) fn relinked(html: &str, link: &dyn Fn(&str) -> String) -> String {
    let mut out = String::with_capacity(html.len());
    let mut done = 0;
    for value in tags(html).iter().filter_map(RawTag::address) {
        out.push_str(&html[done..value.start]);
        let _ = escape_href(&mut out, &link(&unescaped(&html[value.clone()])));
        done = value.end;
    }
    out.push_str(&html[done..]);
    out
}

/// The elements and tables that are open in the raw HTML of a text.
#[derive(Default)]
pub(super) struct Open {
    tables: usize,
    elements: usize,
    /// The number of open elements left out because of their depth.
    dropped: usize,
}

/// The greatest depth of nested elements; see `Depth` in `reading`.
const DEEPEST: usize = 100;

/// Elements whose end tag is optional or does not exist.
const ENDLESS: &[&str] = &[
    "p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "colgroup", "rt", "rp", "option", "br", "hr",
    "img", "col", "wbr", "area", "input", "meta", "link", "base", "embed", "param", "source", "track",
];

impl Open {
    /// Whether a tag is published: those nested too deeply are not, nor are their end tags.
    fn takes(&mut self, tag: &RawTag) -> bool {
        if ENDLESS.contains(&tag.name.as_str()) {
            return true;
        }
        if tag.is_end && self.dropped > 0 {
            self.dropped -= 1;
            return false;
        }
        if tag.is_end {
            self.elements = self.elements.saturating_sub(1);
            return true;
        }
        let fits = self.elements < DEEPEST;
        self.elements += usize::from(fits);
        self.dropped += usize::from(!fits);
        fits
    }
}

/// `html` without elements nested too deeply, and with every table in a scrollable frame and in the theme's style.
/// `caption` gives the label of the next frame.
pub(super) fn framed(html: &str, open: &mut Open, caption: &mut dyn FnMut() -> String) -> String {
    let mut out = String::with_capacity(html.len());
    let mut done = 0;
    for tag in all_tags(html) {
        let is_taken = open.takes(&tag);
        if is_taken && tag.name != "table" {
            continue;
        }
        out.push_str(&html[done..tag.range.start]);
        done = tag.range.end;
        if !is_taken {
            continue;
        }
        if tag.is_end {
            out.push_str(if open.tables == 1 { "</table></section>" } else { "</table>" });
            open.tables = open.tables.saturating_sub(1);
            continue;
        }
        if open.tables == 0 {
            out.push_str("<section class=\"scroll\" tabindex=\"0\" aria-label=\"");
            let _ = escape_html(&mut out, &caption());
            out.push_str("\">");
        }
        open.tables += 1;
        // If an attribute occurs twice, the first one counts.
        out.push_str("<table class=\"plain\"");
        out.push_str(&html[tag.range]["<table".len()..]);
    }
    out.push_str(&html[done..]);
    out
}

/// The text that a browser shows of `html`: blocks, and the ranges of their runs of text.
pub(super) fn texts(html: &str, seats: &mut Seats) -> Vec<(Block, Vec<Range<usize>>)> {
    let mut found: Vec<(Block, Vec<Range<usize>>)> = vec![(Block::Paragraph, Vec::new())];
    let mut done = 0;
    let mut hidden: Option<String> = None;
    for tag in all_tags(html) {
        if hidden.as_ref().is_some_and(|hidden| !(tag.is_end && tag.name == *hidden)) {
            continue;
        }
        if hidden.take().is_none() {
            visible(html, done..tag.range.start, &mut found);
        }
        done = tag.range.end;
        if (is_hidden(&tag.name) || matches!(&*tag.name, "title" | "textarea")) && !tag.is_end {
            hidden = Some(tag.name);
        } else if let Some(block) = block_of(html, &tag, seats) {
            found.push((if tag.is_end { Block::Paragraph } else { block }, Vec::new()));
        }
    }
    if hidden.is_none() {
        visible(html, done..html.len(), &mut found);
    }
    found.retain(|(_, pieces)| !pieces.is_empty());
    found
}

/// The text that a browser shows of `html`, one string per block.
pub(super) fn words(html: &str) -> impl Iterator<Item = String> + '_ {
    let blocks = texts(html, &mut Seats::default()).into_iter();
    let words =
        blocks.map(|(_, pieces)| pieces.into_iter().flat_map(|piece| html[piece].lines()).map(unescaped).collect());
    words.filter(|words: &String| !words.is_empty())
}

/// Whether a tag is a line break.
pub(super) fn is_break(tag: &str) -> bool {
    tag.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("<br"))
}

fn block_of(html: &str, tag: &RawTag, seats: &mut Seats) -> Option<Block> {
    let is_start = !tag.is_end;
    match &*tag.name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Some(Block::Heading),
        "li" | "dd" | "dt" => Some(Block::Item),
        "td" | "th" if is_start => {
            let spans =
                ["rowspan", "colspan"].map(|name| tag.attribute(name).and_then(|at| html[at].trim().parse().ok()));
            Some(Block::Cell(seats.cell(spans[0].unwrap_or(1), spans[1].unwrap_or(1))))
        }
        "caption" if is_start => {
            let seat = seats.cell(1, 1);
            seats.table();
            Some(Block::Cell(seat))
        }
        "a" | "b" | "i" | "u" | "s" | "em" | "strong" | "span" | "font" | "sup" | "sub" | "small" | "del" | "ins"
        | "mark" | "code" | "img" | "wbr" | "abbr" | "q" | "cite" | "kbd" => None,
        name => {
            match name {
                "table" => seats.table(),
                "tr" if is_start => seats.row(),
                _ => {}
            }
            Some(Block::Paragraph)
        }
    }
}

/// Adds the text between two tags, without comments.
fn visible(html: &str, mut range: Range<usize>, found: &mut [(Block, Vec<Range<usize>>)]) {
    let Some((_, pieces)) = found.last_mut() else { return };
    while let Some(comment) = comment(html, range.clone()) {
        pieces.extend(trimmed(html, range.start..comment.start));
        range.start = comment.end;
    }
    pieces.extend(trimmed(html, range));
}

fn trimmed(html: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = html[range.clone()].trim();
    let start = range.start + (html[range.clone()].len() - html[range].trim_start().len());
    (!text.is_empty()).then(|| start..start + text.len())
}

/// A value with entities resolved. Of the named ones, only those common in addresses and short texts are supported.
pub(super) fn unescaped(value: &str) -> String {
    let mut text = value.trim().to_owned();
    for (name, meant) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
        if text.contains(name) {
            text = text.replace(name, meant);
        }
    }
    text
}

struct Cursor<'a> {
    html: &'a str,
    at: usize,
}

impl Cursor<'_> {
    /// The tag whose `<` has just been passed; none if it has no end.
    fn tag(mut self) -> Option<RawTag> {
        let open = self.at - 1;
        let is_end = self.eat('/');
        let name = self.take(|c| c.is_ascii_alphanumeric());
        if !self.html[name.clone()].starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let mut attributes = Vec::new();
        loop {
            self.take(|c| c.is_whitespace() || matches!(c, '/' | '='));
            if self.eat('>') {
                let name = self.html[name].to_ascii_lowercase();
                return Some(RawTag { name, range: open..self.at, is_end, attributes });
            }
            let key = self.take(|c| !c.is_whitespace() && !matches!(c, '=' | '>' | '/'));
            if key.is_empty() {
                return None;
            }
            self.take(char::is_whitespace);
            let value = if self.eat('=') { self.value()? } else { self.at..self.at };
            attributes.push((self.html[key].to_ascii_lowercase(), value));
        }
    }

    fn value(&mut self) -> Option<Range<usize>> {
        self.take(char::is_whitespace);
        let quote = self.html[self.at..].chars().next()?;
        if !matches!(quote, '"' | '\'') {
            return Some(self.take(|c| !c.is_whitespace() && c != '>'));
        }
        self.eat(quote);
        let value = self.take(|c| c != quote);
        self.eat(quote).then_some(value)
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> Range<usize> {
        let start = self.at;
        let rest = &self.html[start..];
        self.at += rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        start..self.at
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.html[self.at..].starts_with(c);
        self.at += if found { c.len_utf8() } else { 0 };
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_however_they_are_written() {
        for html in ["<a href=\"x.md\">", "<A\nHREF = 'x.md' class=b>", "<a class href=x.md>", "<b><a href=x.md/ >"] {
            let found = tags(html);
            let value = found.last().unwrap().address().unwrap();
            assert_eq!(html[value].trim_end_matches('/'), "x.md", "{html}");
        }
        for html in ["<!-- <a href=\"x\"> -->", "< a href=x>", "<a href=\"x", "1 <2", "</a href=x>", "<"] {
            assert!(tags(html).iter().all(|tag| tag.address().is_none()), "{html}");
        }
    }

    #[test]
    fn tags_of_a_namespace_are_foreign() {
        for tag in ["<o:p>", "</o:p>", "<w:br/>", "<st1:chsdate year=\"2025\" w:st=\"on\">", "<v:shape\n id=a>"] {
            assert!(is_foreign(tag), "{tag}");
        }
        for text in
            ["<b>", "<https://a.cn>", "<mailto:a>", "<tel:a>", "<o:p", "<a href=\"x:y\">", "<1:2>", "<甲:乙>", "a:b>"]
        {
            assert!(foreign(text).is_empty(), "{text}");
        }
        assert_eq!(without_foreign("甲<o:p> </o:p>乙<w:br/>"), "甲 乙");
    }

    #[test]
    fn addresses_are_replaced_and_nothing_else() {
        let html = "<p title=\"a\"><a href='a&amp;b'>a</a><img src=a alt=\"a\"></p>";
        let relinked = relinked(html, &|address| format!("../{address}"));
        assert_eq!(relinked, "<p title=\"a\"><a href='../a&amp;b'>a</a><img src=../a alt=\"a\"></p>");
    }
}
