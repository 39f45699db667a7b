//! Markdown to HTML.
//!
//! The HTML is safe whatever the author wrote: raw HTML is sanitised, and links have only allowed schemes. Heading
//! levels have no gaps; tables get a caption and scopes.

use super::{
    address::may_lead_to,
    excerpt::Excerpt,
    headings::{Levels, heading_id},
    notes::{self, NoteId, Notes},
    prepare::Prepared,
    raw,
    reading::{Item, items},
    sanitise::{SOURCE, sanitise},
};
use crate::i18n::Lang;
use pulldown_cmark::{Alignment, CowStr, Event, LinkType, Tag, TagEnd, html};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    sync::Arc,
};

/// Options for rendering a text.
pub struct Html<'a> {
    /// The level of the outermost headings.
    pub top: u8,
    /// The prefix of heading ids, which makes them unique on a page.
    pub id_prefix: &'a str,
    /// The line of the file in which the text starts, if blocks should be marked with their lines.
    pub first_line: Option<usize>,
    /// Maps an author's link or picture to its target from the page that shows it.
    pub link: &'a dyn Fn(&str) -> String,
    /// The type and size shown in brackets after a link to a file, as HTML; empty for other links.
    pub file: &'a dyn Fn(&str) -> String,
    /// The caption of the text's nth table.
    pub caption: &'a dyn Fn(usize) -> String,
    /// The ids used by the surrounding page, which an author may not use.
    pub reserved: &'a Arc<BTreeSet<String>>,
    /// The language of the few words that giar adds, such as captions.
    pub lang: Lang,
}

/// The text as safe HTML.
pub fn render<'t>(text: impl Into<Excerpt<'t>>, how: &Html<'_>) -> String {
    let excerpt = text.into();
    let prepared = Prepared::new(excerpt.whole);
    let (flow, notes) = Notes::divide(items(&prepared));
    let lines = Lines::new(&excerpt, how.first_line);
    let mut renderer = Renderer::new(how, &notes);
    let mut out = String::with_capacity(excerpt.range().len() * 2);
    let own = flow.into_iter().filter(|item| excerpt.holds(item));
    renderer.run(&mut own.flat_map(|item| lines.marked(item)), &mut out);
    renderer.notes(&excerpt, &lines, &mut out);
    // HTML has no self-closing tags. A `>` in the text has been escaped already.
    let out = if out.contains(" />") { out.replace(" />", ">") } else { out };
    if renderer.raw { sanitise(&out, how.reserved) } else { out }
}

/// Finds the line of a position in the file, if lines are marked.
struct Lines {
    /// The first line of the excerpt, and the line breaks of the whole text.
    first: Option<usize>,
    breaks: Vec<usize>,
    start: usize,
}

impl Lines {
    fn new(excerpt: &Excerpt<'_>, first: Option<usize>) -> Self {
        let breaks: Vec<_> = first.iter().flat_map(|_| memchr::memchr_iter(b'\n', excerpt.whole.as_bytes())).collect();
        Self { first, start: breaks.partition_point(|&at| at < excerpt.range().start), breaks }
    }

    fn marked<'t>(&self, item: Item<'t>) -> impl Iterator<Item = Event<'t>> + use<'t> {
        let before = self.breaks.partition_point(|&at| at < item.range.start);
        with_line(item.event, self.first.map(|first| (first + before).saturating_sub(self.start)))
    }
}

/// An event with markup for its line around it.
fn with_line(event: Event<'_>, line: Option<usize>) -> impl Iterator<Item = Event<'_>> {
    let [before, event, after] = match (line, event) {
        (Some(line), Event::Start(Tag::Paragraph)) => [Some(html(format!("<p {SOURCE}=\"{line}\">"))), None, None],
        (Some(line), Event::Start(Tag::Item)) => [Some(html(format!("<li {SOURCE}=\"{line}\">"))), None, None],
        (Some(line), Event::Start(table @ Tag::Table(_))) => {
            [Some(html(format!("<div {SOURCE}=\"{line}\">"))), Some(Event::Start(table)), None]
        }
        (Some(_), Event::End(TagEnd::Table)) => {
            [None, Some(Event::End(TagEnd::Table)), Some(html("</div>".to_owned()))]
        }
        (_, event) => [None, Some(event), None],
    };
    before.into_iter().chain(event).chain(after)
}

fn html<'e>(html: String) -> Event<'e> {
    Event::Html(html.into())
}

struct Renderer<'a> {
    how: &'a Html<'a>,
    levels: Levels,
    headings: usize,
    tables: usize,
    raw: bool,
    /// Open elements of raw HTML.
    open: raw::Open,
    /// For every open link, the text to add after it; none if the link was left out.
    links: Vec<Option<String>>,
    notes: &'a Notes<'a>,
    /// The number of references to each note, by its number.
    references: BTreeMap<usize, usize>,
}

impl<'a> Renderer<'a> {
    fn new(how: &'a Html<'a>, notes: &'a Notes<'a>) -> Self {
        Self {
            how,
            levels: Levels::default(),
            headings: 0,
            tables: 0,
            raw: false,
            open: raw::Open::default(),
            links: Vec::new(),
            notes,
            references: BTreeMap::new(),
        }
    }

    fn run(&mut self, events: &mut dyn Iterator<Item = Event<'_>>, out: &mut String) {
        let mut run = Vec::new();
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::Table(alignments)) => {
                    html::push_html(out, run.drain(..));
                    self.table(&alignments, events, out);
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

    /// Reads a block of raw HTML as a whole, because a tag may extend over several lines.
    fn raw_block<'e>(&mut self, events: &mut dyn Iterator<Item = Event<'_>>) -> Event<'e> {
        let mut block = String::new();
        for event in events {
            match event {
                Event::Html(line) => block.push_str(&line),
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        Event::Html(self.own_html(&block).into())
    }

    /// An author's HTML with addresses relative to this page, and tables in scrollable frames.
    fn own_html(&mut self, html: &str) -> String {
        let html = &*raw::without_foreign(html);
        self.raw |= !html.is_empty();
        let (tables, caption) = (&mut self.tables, self.how.caption);
        raw::framed(&raw::relinked(html, self.how.link), &mut self.open, &mut || {
            *tables += 1;
            caption(*tables)
        })
    }

    /// The event with its address checked, or none.
    fn checked<'e>(&mut self, event: Event<'e>) -> Option<Event<'e>> {
        match event {
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => {
                self.links.push(Some(String::new()));
                Some(event)
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let allowed = may_lead_to(&dest_url);
                self.links.push(allowed.then(|| (self.how.file)(&dest_url)));
                let dest_url = CowStr::from((self.how.link)(&dest_url));
                allowed.then_some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
            }
            Event::End(TagEnd::Link) => Some(match self.links.pop()?? {
                file if file.is_empty() => event,
                file => Event::InlineHtml(format!("</a><small>{file}</small>").into()),
            }),
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = if may_lead_to(&dest_url) { (self.how.link)(&dest_url) } else { String::new() };
                Some(Event::Start(Tag::Image { link_type, dest_url: dest_url.into(), title, id }))
            }
            Event::InlineHtml(tag) => Some(Event::InlineHtml(self.own_html(&tag).into())),
            Event::FootnoteReference(name) => {
                let number = self.notes.number_of(&name)?;
                let nth = self.references.entry(number).or_default();
                *nth += 1;
                let id = NoteId { prefix: self.how.id_prefix, number };
                Some(Event::InlineHtml(id.link(*nth, self.how.lang).into()))
            }
            event => Some(event),
        }
    }

    fn heading(&mut self, level: u8, events: &mut dyn Iterator<Item = Event<'_>>, out: &mut String) {
        let shown = (self.how.top + self.levels.enter(level) - 1).min(6);
        self.headings += 1;
        let _ = write!(out, "<h{shown} id=\"{}\">", heading_id(self.how.id_prefix, self.headings));
        let inner: Vec<_> = events
            .take_while(|e| !matches!(e, Event::End(TagEnd::Heading(_))))
            .filter_map(|e| self.checked(e))
            .collect();
        html::push_html(out, inner.into_iter());
        let _ = writeln!(out, "</h{shown}>");
    }

    /// Appends the notes that the text refers to.
    fn notes(&mut self, excerpt: &Excerpt<'_>, lines: &Lines, out: &mut String) {
        let (mut list, lang) = (String::new(), self.how.lang);
        for (at, note) in self.notes.notes.iter().enumerate() {
            let id = NoteId { prefix: self.how.id_prefix, number: at + 1 };
            let references = self.references.get(&id.number).copied().unwrap_or_default();
            if !note.is_shown(excerpt, references > 0) {
                continue;
            }
            let mut text = String::new();
            self.run(&mut note.items.iter().cloned().flat_map(|item| lines.marked(item)), &mut text);
            let text = text.trim_end();
            let (text, end) = text.strip_suffix("</p>").map_or((text, ""), |text| (text, "</p>"));
            let back = id.back(references, lang);
            let _ = writeln!(list, "<li id=\"{}\" value=\"{}\">{text}{back}{end}</li>", id.note(), id.number);
        }
        if !list.is_empty() {
            let title = notes::title(lang);
            let _ = write!(out, "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{title}\">");
            let _ = writeln!(out, "<ol>\n{list}</ol></section>");
        }
    }

    fn table(&mut self, alignments: &[Alignment], events: &mut dyn Iterator<Item = Event<'_>>, out: &mut String) {
        self.tables += 1;
        let mut caption = String::new();
        let _ = pulldown_cmark_escape::escape_html(&mut caption, &(self.how.caption)(self.tables));
        let _ = write!(out, "<section class=\"scroll\" tabindex=\"0\" aria-label=\"{caption}\">");
        let _ = write!(out, "<table class=\"plain\"><caption>{caption}</caption>");
        let mut head = false;
        let mut column = 0;
        while let Some(event) = events.next() {
            match event {
                Event::Start(Tag::TableHead) => {
                    (head, column) = (true, 0);
                    out.push_str("<thead><tr>");
                }
                Event::End(TagEnd::TableHead) => {
                    head = false;
                    out.push_str("</tr></thead><tbody>");
                }
                Event::Start(Tag::TableRow) => {
                    column = 0;
                    out.push_str("<tr>");
                }
                Event::End(TagEnd::TableRow) => out.push_str("</tr>"),
                Event::Start(Tag::TableCell) => {
                    self.table_cell(head, alignments.get(column), events, out);
                    column += 1;
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        out.push_str("</tbody></table></section>\n");
    }

    fn table_cell(
        &mut self,
        head: bool,
        alignment: Option<&Alignment>,
        events: &mut dyn Iterator<Item = Event<'_>>,
        out: &mut String,
    ) {
        let inner: Vec<_> = events
            .take_while(|e| !matches!(e, Event::End(TagEnd::TableCell)))
            .filter_map(|e| self.checked(e))
            .collect();
        // An empty header cell labels nothing.
        let tag = if head && !inner.is_empty() { "th" } else { "td" };
        out.push_str(if tag == "th" { "<th scope=\"col\"" } else { "<td" });
        out.push_str(match alignment {
            Some(Alignment::Right) => " class=\"end\">",
            Some(Alignment::Center) => " class=\"middle\">",
            _ => ">",
        });
        html::push_html(out, inner.into_iter());
        let _ = write!(out, "</{tag}>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::LazyLock;

    static RESERVED: LazyLock<Arc<BTreeSet<String>>> = LazyLock::new(|| Arc::new(["main".to_owned()].into()));

    fn how() -> Html<'static> {
        Html {
            first_line: None,
            top: 3,
            id_prefix: "s",
            link: &|address| address.to_owned(),
            file: &|_| String::new(),
            caption: &|n| format!("表{n}"),
            reserved: &RESERVED,
            lang: Lang::Zh,
        }
    }

    fn html(text: &str) -> String {
        render(text, &how())
    }

    #[test]
    fn emphasis_closes_before_a_chinese_character() {
        for (text, bold) in [
            ("**主动公开方面。**全年公开", "<strong>主动公开方面。</strong>全年公开"),
            ("全年**“放管服”**改革", "全年<strong>“放管服”</strong>改革"),
            ("编号`3*4*5`，*甲*", "编号<code>3*4*5</code>，<em>甲</em>"),
            ("面积3*4*5米", "面积3*4*5米"),
            ("占**5%**以上", "占<strong>5%</strong>以上"),
            ("*（一）*甲", "<em>（一）</em>甲"),
            ("**问题：**2023年", "<strong>问题：</strong>2023年"),
            ("依2023**《条例》**规定", "依2023<strong>《条例》</strong>规定"),
            ("APP**“掌上”**功能", "APP<strong>“掌上”</strong>功能"),
            ("共**12件（含3件）**2023年", "共<strong>12件（含3件）</strong>2023年"),
            ("**一：**2023，**二：**2024", "<strong>一：</strong>2023，<strong>二：</strong>2024"),
            ("__问题：__2023年", "<strong>问题：</strong>2023年"),
            ("2023__《条例》__规定", "2023<strong>《条例》</strong>规定"),
            ("甲1**、乙、**2丙", "甲1<strong>、乙、</strong>2丙"),
            ("甲**，其中**乙，**丙**。", "甲<strong>，其中</strong>乙，<strong>丙</strong>。"),
            ("附件__表一__.xls", "附件__表一__.xls"),
            ("注：*2023年数据，*2022年数据", "注：*2023年数据，*2022年数据"),
            ("**Warning:**text", "**Warning:**text"),
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
        let how = Html { link: &|address| format!("../{address}"), ..how() };
        for text in ["甲<a href=\"a.md\">乙</a>", "<div>\n<a\n  href=\"a.md\">乙</a>\n</div>", "[乙](a.md)"] {
            let html = render(text, &how);
            assert!(html.contains("href=\"../a.md\""), "{text} became {html}");
        }
        assert_eq!(render("<a@b.cn>", &how), "<p><a href=\"mailto:a@b.cn\">a@b.cn</a></p>\n");
    }

    #[test]
    fn tags_of_a_word_processor_print_nothing() {
        for (text, printed) in [
            ("<span style=\"mso-x:y\">县政府</span><o:p></o:p>开展", "<p><span>县政府</span>开展</p>\n"),
            ("门户<v:shape>图</v:shape><st1:chsdate>全年</st1:chsdate><w:br/>发布", "<p>门户图全年发布</p>\n"),
            ("<st1:chsdate year=\"2025\" month='1'>全年</st1:chsdate>", "<p>全年</p>\n"),
            ("`<o:p>`", "<p><code>&lt;o:p&gt;</code></p>\n"),
            ("<https://a.cn/b:c>", "<p><a href=\"https://a.cn/b:c\">https://a.cn/b:c</a></p>\n"),
        ] {
            assert_eq!(html(text), printed, "{text}");
        }
        // They are not counted as open elements.
        let many = "<w:br/>".repeat(200);
        assert!(html(&format!("<div>\n{many}\n<b>甲</b></div>")).contains("<b>甲</b>"));
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
    fn notes_are_listed_with_ways_back() {
        let html = html("甲[^1]，乙[^1]。\n\n[^1]: 注。\n[^2]: 无人提到。\n");
        for part in [
            "甲<sup id=\"sref-1\"><a href=\"#snote-1\" role=\"doc-noteref\" aria-label=\"注释1\">[1]</a></sup>，",
            "<sup id=\"sref-1-2\">",
            "<li id=\"snote-1\" value=\"1\"><p>注。 <a href=\"#sref-1\" role=\"doc-backlink\"",
            "<a href=\"#sref-1-2\" role=\"doc-backlink\" aria-label=\"返回正文第2处\">↑</a></p></li>",
            "<li id=\"snote-2\" value=\"2\"><p>无人提到。</p></li>",
        ] {
            assert!(html.contains(part), "{part} is not in {html}");
        }
    }

    #[test]
    fn a_section_has_the_notes_it_refers_to() {
        let text = "甲[^a]\n\n## 乙\n\n丙[^b]\n\n[^a]: 一\n\n[^b]: 二\n";
        let source = crate::diag::Source::new("a.md", text);
        let cut = text.find("##").unwrap();
        let whole = crate::diag::Span::new(0, text.len());
        let [first, second] = [(0, cut), (cut, text.len())]
            .map(|(start, end)| render(Excerpt::new(&source, whole, crate::diag::Span::new(start, end)), &how()));
        assert!(first.contains("一") && !first.contains("二"), "{first}");
        assert!(second.contains("value=\"2\"") && second.contains("二") && !second.contains("一"), "{second}");
    }

    #[test]
    fn a_table_of_raw_html_stands_in_a_frame() {
        let html = html("<table class=\"ledger\"><tr><td>1</td></tr></table>\n\n|甲|乙|\n|--:|:-:|\n|1|2|\n");
        assert!(
            html.contains("<section class=\"scroll\" tabindex=\"0\" aria-label=\"表1\"><table class=\"plain\"><tbody>"),
            "{html}"
        );
        assert!(html.contains("</table></section>") && html.contains("aria-label=\"表2\""), "{html}");
        assert!(
            html.contains("<th scope=\"col\" class=\"end\">甲</th>") && html.contains("<td class=\"middle\">2</td>"),
            "{html}"
        );
    }

    #[test]
    fn places_that_authors_name_stay() {
        assert_eq!(html("<a id=\"there\"></a>乙"), "<p><a id=\"there\"></a>乙</p>\n");
        assert_eq!(html("<a id=\"main\"></a>乙"), "<p><a></a>乙</p>\n");
    }
}
