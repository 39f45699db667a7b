//! Markdown to HTML and to plain text.
//!
//! The HTML is safe whatever the author wrote: raw HTML goes through a sanitiser, and links lead only where links
//! may. Headings come out without gaps, tables with a caption and scopes.

use super::raw;
use crate::diag::Span;
use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html};
use std::{borrow::Cow, fmt::Write as _, sync::LazyLock};

/// A heading of a text, by place.
#[derive(Debug)]
pub struct Heading {
    pub level: u8,
    pub text: String,
    pub span: Span,
}

/// How a text becomes HTML.
pub struct Html<'a> {
    /// The level of its outermost headings.
    pub top: u8,
    /// Put before the ids of headings, so that they are unique on a page.
    pub id_prefix: &'a str,
    /// Which line of its file the text begins in, if blocks are to say where they come from.
    pub first_line: Option<usize>,
    /// Where a link or picture of the author leads from the page it is shown on.
    pub link: &'a dyn Fn(&str) -> String,
    /// The caption of the nth table of the text.
    pub caption: &'a dyn Fn(usize) -> String,
}

pub(super) fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH
}

/// The id of the nth heading (from 1) of a text.
pub(super) fn heading_id(prefix: &str, n: usize) -> String {
    format!("{prefix}{n}")
}

/// Every heading of `text`, in order.
pub fn headings(text: &str) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    let mut inside = false;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                inside = true;
                found.push(Heading {
                    level: level as u8,
                    text: String::new(),
                    span: Span::new(range.start, range.end),
                });
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(piece) | Event::Code(piece) if inside => {
                if let Some(heading) = found.last_mut() {
                    heading.text.push_str(&piece);
                }
            }
            _ => {}
        }
    }
    found
}

/// The text alone, a line a block.
pub fn plain_text(text: &str) -> String {
    let loose = loosen(text);
    let mut out = String::with_capacity(text.len());
    for event in Parser::new_ext(&loose, options()) {
        match event {
            Event::Text(piece) | Event::Code(piece) => out.extend(piece.chars().filter(|c| *c != JOINT)),
            Event::HardBreak => out.push('\n'),
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

/// The text as safe HTML.
pub fn render(text: &str, how: &Html<'_>) -> String {
    let loose = loosen(text);
    let mut renderer = Renderer { how, levels: Vec::new(), headings: 0, tables: 0, raw: false, dropped: Vec::new() };
    let breaks: Vec<_> = how.first_line.iter().flat_map(|_| memchr::memchr_iter(b'\n', loose.as_bytes())).collect();
    let mut events = Parser::new_ext(&loose, options()).into_offset_iter().flat_map(|(event, range)| {
        let line = how.first_line.map(|first| first + breaks.partition_point(|&at| at < range.start));
        with_line(close_joints(event), line)
    });
    let mut out = String::with_capacity(text.len() * 2);
    renderer.run(&mut events, &mut out);
    // HTML has no self-closing tags. A `>` of the text is escaped by now.
    let out = out.replace(" />", ">");
    if renderer.raw { sanitise(&out) } else { out }
}

/// The attribute of an element that says where in its file it comes from: `12`, or `12:5` for a cell.
pub const SOURCE: &str = "data-source";

/// An event, and around it what says which line it comes from.
fn with_line(event: Event<'_>, line: Option<usize>) -> impl Iterator<Item = Event<'_>> {
    let tag = |html: String| Some(Event::Html(html.into()));
    let [before, event, after] = match (line, event) {
        (Some(line), Event::Start(Tag::Paragraph)) => [tag(format!("<p {SOURCE}=\"{line}\">")), None, None],
        (Some(line), Event::Start(Tag::Item)) => [tag(format!("<li {SOURCE}=\"{line}\">")), None, None],
        (Some(line), Event::Start(table @ Tag::Table(_))) => {
            [tag(format!("<div {SOURCE}=\"{line}\">")), Some(Event::Start(table)), None]
        }
        (Some(_), Event::End(TagEnd::Table)) => [None, Some(Event::End(TagEnd::Table)), tag("</div>".into())],
        (_, event) => [None, Some(event), None],
    };
    before.into_iter().chain(event).chain(after)
}

struct Renderer<'a> {
    how: &'a Html<'a>,
    /// The source levels of the headings we are under.
    levels: Vec<u8>,
    headings: usize,
    tables: usize,
    raw: bool,
    /// For every open link, whether it was left out.
    dropped: Vec<bool>,
}

impl Renderer<'_> {
    fn run(&mut self, events: &mut dyn Iterator<Item = Event<'_>>, out: &mut String) {
        let mut run = Vec::new();
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::Table(_)) => {
                    html::push_html(out, run.drain(..));
                    self.table(events, out);
                }
                Event::Start(Tag::Heading { level, .. }) => {
                    html::push_html(out, run.drain(..));
                    self.heading(level as u8, events, out);
                }
                Event::Start(Tag::HtmlBlock) => run.push(self.raw_block(events)),
                event => run.extend(self.checked(event)),
            }
        }
        html::push_html(out, run.into_iter());
    }

    /// A block of raw HTML in one piece: a tag may go over several of its lines.
    fn raw_block<'e>(&mut self, events: &mut dyn Iterator<Item = Event<'_>>) -> Event<'e> {
        self.raw = true;
        let mut block = String::new();
        for event in events {
            match event {
                Event::Html(line) => block.push_str(&line),
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        Event::Html(raw::relinked(&block, self.how.link).into())
    }

    /// The event with its address checked, or nothing.
    fn checked<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {
                self.dropped.push(false);
                Some(event)
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let allowed = may_lead_to(&dest_url);
                self.dropped.push(!allowed);
                let dest_url = CowStr::from((self.how.link)(&dest_url));
                allowed.then_some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
            }
            Event::End(TagEnd::Link) => (!self.dropped.pop().unwrap_or(false)).then_some(event),
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = if may_lead_to(&dest_url) { (self.how.link)(&dest_url) } else { String::new() };
                Some(Event::Start(Tag::Image { link_type, dest_url: dest_url.into(), title, id }))
            }
            // Chinese needs no blank where the source breaks a line.
            Event::SoftBreak => Some(Event::Text("\n".into())),
            Event::InlineHtml(tag) => {
                self.raw = true;
                Some(Event::InlineHtml(raw::relinked(&tag, self.how.link).into()))
            }
            event => Some(event),
        }
    }

    fn heading(&mut self, level: u8, events: &mut dyn Iterator<Item = Event<'_>>, out: &mut String) {
        while self.levels.last().is_some_and(|&outer| outer >= level) {
            self.levels.pop();
        }
        let shown = (self.how.top + self.levels.len() as u8).min(6);
        self.levels.push(level);
        self.headings += 1;
        let _ = write!(out, "<h{shown} id=\"{}\">", heading_id(self.how.id_prefix, self.headings));
        let inner: Vec<_> = events
            .take_while(|e| !matches!(e, Event::End(TagEnd::Heading(_))))
            .filter_map(|e| self.checked(e))
            .collect();
        html::push_html(out, inner.into_iter());
        let _ = writeln!(out, "</h{shown}>");
    }

    fn table(&mut self, events: &mut dyn Iterator<Item = Event<'_>>, out: &mut String) {
        self.tables += 1;
        let mut caption = String::new();
        let _ = pulldown_cmark_escape::escape_html(&mut caption, &(self.how.caption)(self.tables));
        let _ = write!(out, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"{caption}\">");
        let _ = write!(out, "<table class=\"plain\"><caption>{caption}</caption>");
        let mut head = false;
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::TableHead) => {
                    head = true;
                    out.push_str("<thead><tr>");
                }
                Event::End(TagEnd::TableHead) => {
                    head = false;
                    out.push_str("</tr></thead><tbody>");
                }
                Event::Start(Tag::TableRow) => out.push_str("<tr>"),
                Event::End(TagEnd::TableRow) => out.push_str("</tr>"),
                Event::Start(Tag::TableCell) => self.table_cell(head, events, out),
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        out.push_str("</tbody></table></section>\n");
    }

    fn table_cell(&mut self, head: bool, events: &mut dyn Iterator<Item = Event<'_>>, out: &mut String) {
        let inner: Vec<_> = events
            .take_while(|e| !matches!(e, Event::End(TagEnd::TableCell)))
            .filter_map(|e| self.checked(e))
            .collect();
        // An empty header cell heads nothing.
        let tag = if head && !inner.is_empty() { "th" } else { "td" };
        out.push_str(if tag == "th" { "<th scope=\"col\">" } else { "<td>" });
        html::push_html(out, inner.into_iter());
        let _ = write!(out, "</{tag}>");
    }
}

fn may_lead_to(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or_default();
    match scheme.split_once(':') {
        None => true,
        Some((scheme, _)) => {
            ["http", "https", "mailto", "tel"].iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed))
        }
    }
}

fn sanitise(html: &str) -> String {
    static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
        let mut builder = ammonia::Builder::default();
        builder
            .add_tags(["section"])
            .add_generic_attributes([SOURCE])
            .add_tag_attributes("section", ["class", "tabindex", "aria-label"])
            .add_tag_attributes("table", ["class"])
            .add_tag_attributes("th", ["scope"])
            .link_rel(None)
            .url_schemes(["http", "https", "mailto", "tel"].into());
        for heading in ["h2", "h3", "h4", "h5", "h6"] {
            builder.add_tag_attributes(heading, ["id"]);
        }
        builder
    });
    CLEANER.clean(html).to_string()
}

/// Stands between a mark of emphasis and Chinese punctuation. A noncharacter: it can mean nothing in a text.
const JOINT: char = '\u{FDD0}';

/// Makes `**主动公开方面。**全年` bold. `CommonMark` closes no emphasis between punctuation and a letter, because Western
/// texts have a blank there; Chinese ones have not.
fn loosen(text: &str) -> Cow<'_, str> {
    if !text.contains('*') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 64);
    let mut before = ' ';
    let mut rest = text;
    while let Some(at) = rest.find('*') {
        let (plain, tail) = rest.split_at(at);
        let run = &tail[..tail.len() - tail.trim_start_matches('*').len()];
        let after = &tail[run.len()..];
        let previous = plain.chars().next_back().unwrap_or(before);
        let next = after.chars().next().unwrap_or(' ');
        out.push_str(plain);
        if is_mark(previous) && is_chinese(next) {
            out.push(JOINT);
        }
        out.push_str(run);
        if is_chinese(previous) && is_mark(next) {
            out.push(JOINT);
        }
        before = '*';
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn is_mark(c: char) -> bool {
    c != '\\' && (c.is_ascii_punctuation() || (!c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace()))
}

fn is_chinese(c: char) -> bool {
    !c.is_ascii() && c.is_alphanumeric()
}

fn close_joints(event: Event<'_>) -> Event<'_> {
    let close = |text: CowStr<'_>| CowStr::from(text.replace(JOINT, ""));
    match event {
        Event::Text(t) if t.contains(JOINT) => Event::Text(close(t)),
        Event::Code(t) if t.contains(JOINT) => Event::Code(close(t)),
        Event::Html(t) if t.contains(JOINT) => Event::Html(close(t)),
        Event::InlineHtml(t) if t.contains(JOINT) => Event::InlineHtml(close(t)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: close(dest_url), title: close(title), id })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Image { link_type, dest_url: close(dest_url), title: close(title), id })
        }
        event => event,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let how = Html {
            first_line: None,
            top: 3,
            id_prefix: "s",
            link: &|address| address.to_owned(),
            caption: &|n| format!("表{n}"),
        };
        render(text, &how)
    }

    #[test]
    fn emphasis_closes_before_a_chinese_character() {
        for (text, bold) in [
            ("**主动公开方面。**全年公开", "<strong>主动公开方面。</strong>全年公开"),
            ("全年**“放管服”**改革", "全年<strong>“放管服”</strong>改革"),
            ("占**5%**以上", "占<strong>5%</strong>以上"),
            ("*（一）*甲", "<em>（一）</em>甲"),
        ] {
            assert_eq!(html(text), format!("<p>{bold}</p>\n"), "{text}");
        }
        assert_eq!(html("`。*全`"), "<p><code>。*全</code></p>\n");
        assert_eq!(html(r"\*。*全"), "<p>*。*全</p>\n");
    }

    #[test]
    fn hostile_html_and_links_are_harmless() {
        for text in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[甲](javascript:alert(1))",
            "[甲](JaVaScRiPt:alert(1))",
            "![甲](data:text/html,x)",
            "<a href=\"javascript:alert(1)\">甲</a>",
            "<div style=\"position:fixed\">甲</div>",
        ] {
            let html = html(text).to_lowercase();
            for bad in ["<script", "onerror", "javascript:", "data:text", "style="] {
                assert!(!html.contains(bad), "{text} became {html}");
            }
        }
        assert!(html("[甲](x/y:z)").contains("x/y:z"));
    }

    #[test]
    fn raw_html_leads_where_markdown_would() {
        let how = Html {
            first_line: None,
            top: 3,
            id_prefix: "s",
            link: &|address| format!("../{address}"),
            caption: &|_| String::new(),
        };
        for text in ["甲<a href=\"a.md\">乙</a>", "<div>\n<a\n  href=\"a.md\">乙</a>\n</div>", "[乙](a.md)"] {
            let html = render(text, &how);
            assert!(html.contains("href=\"../a.md\""), "{text} became {html}");
        }
        assert_eq!(render("<a@b.cn>", &how), "<p><a href=\"mailto:a@b.cn\">a@b.cn</a></p>\n");
    }

    #[test]
    fn headings_leave_no_gap() {
        assert_eq!(
            html("##### 甲\n\n## 乙\n\n#### 丙\n"),
            "<h3 id=\"s1\">甲</h3>\n<h3 id=\"s2\">乙</h3>\n<h4 id=\"s3\">丙</h4>\n"
        );
    }

    #[test]
    fn tables_have_captions_and_scopes() {
        let html = html("| 甲 | |\n|---|---|\n| 1 | 2 |\n");
        assert!(html.contains("<caption>表1</caption>"));
        assert!(html.contains("<th scope=\"col\">甲</th><td></td>"));
    }

    #[test]
    fn plain_text_has_a_line_a_block() {
        assert_eq!(plain_text("**一。**二\n三\n\n- 四\n- 五\n"), "一。二三\n四\n五");
    }

    #[test]
    fn headings_are_found_where_they_stand() {
        let text = "甲\n\n## 一、总体情况\n\n乙\n";
        let found = headings(text);
        assert_eq!(found[0].text, "一、总体情况");
        assert!(text[found[0].span.range()].starts_with("## "));
    }
}
