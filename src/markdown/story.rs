//! A text as paragraphs of runs, for documents other than web pages.

use super::{
    address::may_lead_to,
    blocks::raw_block,
    excerpt::Excerpt,
    headings::Levels,
    notes::Notes,
    prepare::Prepared,
    raw,
    reading::{Item as Read, items},
};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// A block of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Paragraph(Role, Vec<Run>),
    /// Rows of cells; the first row is the header.
    Table(Vec<Vec<Vec<Run>>>),
}

/// The role of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Text,
    /// The level, from 1 and without gaps.
    Heading(u8),
    Item(Item),
    Quote,
    Code,
    /// A footnote, preceded by its number.
    Note,
}

/// A paragraph in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    /// The number of lists that contain its own.
    pub depth: u8,
    /// The index of its list in the text.
    pub list: usize,
    /// The first number of its list, if numbered.
    pub start: Option<u64>,
    /// Whether this paragraph starts the item rather than continuing it.
    pub opens: bool,
}

/// A run of text with the same formatting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Run {
    /// `
    /// ` is a line break.
    pub text: String,
    pub look: Look,
    /// The target of a link, as its author wrote it.
    pub link: Option<String>,
    /// The address of a picture, whose alternative text is `text`.
    pub picture: Option<String>,
}

/// The formatting of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each goes with each")]
pub(crate) struct Look {
    pub bold: bool,
    pub italic: bool,
    pub struck: bool,
    pub code: bool,
}

impl Run {
    /// Text without formatting.
    pub(crate) fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// The blocks of a text, followed by the notes that it refers to. Of raw HTML only the text is kept.
pub(crate) fn story<'t>(text: impl Into<Excerpt<'t>>) -> Vec<Part> {
    let excerpt = text.into();
    let prepared = Prepared::new(excerpt.whole);
    let (flow, notes) = Notes::divide(items(&prepared));
    let mut teller = Teller { source: excerpt.whole, notes: Some(&notes), ..Teller::default() };
    teller.tell(flow.into_iter().filter(|item| excerpt.holds(item)));
    let referred = std::mem::take(&mut teller.referred);
    for (at, note) in notes.notes.iter().enumerate() {
        if note.is_shown(&excerpt, referred.contains(&(at + 1))) {
            teller.note = Some(at + 1);
            teller.tell(note.items.iter().cloned());
        }
    }
    teller.parts
}

#[derive(Default)]
struct Teller<'t> {
    source: &'t str,
    notes: Option<&'t Notes<'t>>,
    /// The numbers of the notes that the text refers to.
    referred: Vec<usize>,
    /// The number of the note being read, until it has been written.
    note: Option<usize>,
    is_in_note: bool,
    parts: Vec<Part>,
    /// The paragraph being built.
    role: Option<Role>,
    runs: Vec<Run>,
    look: Look,
    link: Option<String>,
    picture: Option<String>,
    levels: Levels,
    /// The open lists: index, first number, and whether an item has started but not been written.
    lists: Vec<(usize, Option<u64>, bool)>,
    list_count: usize,
    quotes: usize,
    rows: Vec<Vec<Vec<Run>>>,
}

impl Teller<'_> {
    fn tell<'r>(&mut self, mut items: impl Iterator<Item = Read<'r>>) {
        self.is_in_note = self.note.is_some();
        while let Some(item) = items.next() {
            match item.event {
                Event::Start(Tag::HtmlBlock) => self.html(raw_block(&mut items)),
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(tag),
                Event::Text(text) => self.push(&text, self.look),
                Event::Code(text) => self.push(&text, Look { code: true, ..self.look }),
                Event::InlineHtml(tag) if raw::is_break(&tag) => self.push("\n", self.look),
                Event::SoftBreak => self.push(" ", self.look),
                Event::HardBreak => self.push("\n", self.look),
                Event::FootnoteReference(name) => self.refer(&name),
                _ => {}
            }
        }
    }

    fn refer(&mut self, name: &str) {
        match self.notes.and_then(|notes| notes.number_of(name)) {
            Some(number) => {
                self.referred.push(number);
                self.push(&format!("[{number}]"), self.look);
            }
            None => self.push(&format!("[{name}]"), self.look),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => self.role = Some(self.role_here()),
            Tag::Heading { level, .. } => {
                self.role = Some(Role::Heading(self.levels.enter(level as u8)));
            }
            Tag::CodeBlock(_) => {
                self.finish();
                self.role = Some(Role::Code);
            }
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(start) => {
                self.finish();
                self.lists.push((self.list_count, start, false));
                self.list_count += 1;
            }
            Tag::Item => self.lists.iter_mut().last().into_iter().for_each(|list| list.2 = true),
            Tag::TableHead | Tag::TableRow => self.rows.push(Vec::new()),
            Tag::Strong => self.look.bold = true,
            Tag::Emphasis => self.look.italic = true,
            Tag::Strikethrough => self.look.struck = true,
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => self.link = Some(format!("mailto:{dest_url}")),
            Tag::Link { dest_url, .. } => self.link = Some(dest_url.into_string()).filter(|link| may_lead_to(link)),
            Tag::Image { dest_url, .. } => {
                self.picture = Some(if may_lead_to(&dest_url) { dest_url.into_string() } else { String::new() });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item => self.finish(),
            TagEnd::CodeBlock => {
                if let Some(last) = self.runs.last_mut() {
                    last.text.truncate(last.text.trim_end().len());
                }
                self.finish();
            }
            TagEnd::BlockQuote(_) => self.quotes -= 1,
            TagEnd::List(_) => _ = self.lists.pop(),
            TagEnd::TableCell => {
                let cell = std::mem::take(&mut self.runs);
                self.rows.iter_mut().last().into_iter().for_each(|row| row.push(cell.clone()));
            }
            TagEnd::Table => self.parts.push(Part::Table(std::mem::take(&mut self.rows))),
            TagEnd::Strong => self.look.bold = false,
            TagEnd::Emphasis => self.look.italic = false,
            TagEnd::Strikethrough => self.look.struck = false,
            TagEnd::Link => self.link = None,
            TagEnd::Image => {
                // A picture without alternative text is kept as well.
                if self.runs.last().is_none_or(|run| run.picture != self.picture) {
                    self.push("", self.look);
                }
                self.picture = None;
            }
            _ => {}
        }
    }

    fn role_here(&mut self) -> Role {
        let depth = self.lists.len().saturating_sub(1) as u8;
        match self.lists.last_mut() {
            Some((list, start, is_new)) => {
                Role::Item(Item { depth, list: *list, start: *start, opens: std::mem::take(is_new) })
            }
            None if self.is_in_note => Role::Note,
            None if self.quotes > 0 => Role::Quote,
            None => Role::Text,
        }
    }

    fn push(&mut self, text: &str, look: Look) {
        if self.role.is_none() && self.rows.is_empty() {
            self.role = Some(self.role_here());
        }
        if let Some(number) = self.note.take() {
            self.runs.push(Run::plain(format!("[{number}] ")));
        }
        let run = Run { text: text.to_owned(), look, link: self.link.clone(), picture: self.picture.clone() };
        match self.runs.last_mut() {
            Some(last) if (last.look, &last.link, &last.picture) == (run.look, &run.link, &run.picture) => {
                last.text.push_str(&run.text);
            }
            _ => self.runs.push(run),
        }
    }

    fn finish(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        if let Some(role) = self.role.take().filter(|_| !runs.is_empty()) {
            self.parts.push(Part::Paragraph(role, runs));
        }
    }

    fn html(&mut self, block: Range<usize>) {
        for words in raw::words(&self.source[block]) {
            let role = self.role_here();
            self.parts.push(Part::Paragraph(role, vec![Run::plain(words)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        story(text).iter().map(line).collect()
    }

    fn line(part: &Part) -> String {
        match part {
            Part::Paragraph(Role::Text, runs) => words(runs),
            Part::Paragraph(Role::Item(item), runs) => {
                let depth = ">".repeat(item.depth.into());
                format!("{depth}{}{:?} {}", item.list, item.opens.then_some(item.start), words(runs))
            }
            Part::Paragraph(role, runs) => format!("{role:?} {}", words(runs)),
            Part::Table(rows) => {
                rows.iter().map(|row| row.iter().map(|c| words(c) + "|").collect::<String>()).collect()
            }
        }
    }

    fn words(runs: &[Run]) -> String {
        runs.iter().map(word).collect()
    }

    fn word(run: &Run) -> String {
        match (run.look.bold, &run.link, &run.picture) {
            (true, ..) => format!("*{}*", run.text),
            (_, Some(link), _) => format!("[{}]({link})", run.text),
            (.., Some(picture)) => format!("!{}!{picture}", run.text),
            _ => run.text.clone(),
        }
    }

    #[test]
    fn a_text_becomes_paragraphs() {
        assert_eq!(
            lines("### 甲\n\n**一。**二\n三 a\nb\n\n##### 乙\n"),
            ["Heading(1) 甲", "*一。*二三 a b", "Heading(2) 乙"]
        );
        assert_eq!(lines("[甲](x.md)、<a@b.cn>、[乙](javascript:x)"), ["[甲](x.md)、[a@b.cn](mailto:a@b.cn)、乙"]);
        assert_eq!(lines("![图](a.png)乙\n\n![](b.png)"), ["!图!a.png乙", "!!b.png"]);
        assert_eq!(lines("甲<!-- 不公开 -->乙  \n丙"), ["甲乙\n丙"]);
        assert_eq!(lines("|a|b|\n|-|-|\n|1||\n\n> 引\n\n```\nx\n y\n```\n"), ["a|b|1||", "Quote 引", "Code x\n y"]);
    }

    #[test]
    fn notes_stand_below_the_text_that_refers_to_them() {
        let text = "甲[^a]。\n\n乙[^b]。\n\n[^b]: 丁\n[^a]: 丙\n";
        assert_eq!(lines(text), ["甲[1]。", "乙[2]。", "Note [1] 丙", "Note [2] 丁"]);
    }

    #[test]
    fn items_know_their_list() {
        assert_eq!(
            lines("- 甲\n  - 乙\n- 丙\n\n  丁\n\n3. 戊\n"),
            ["0Some(None) 甲", ">1Some(None) 乙", "0Some(None) 丙", "0None 丁", "2Some(Some(3)) 戊"]
        );
    }

    #[test]
    fn of_raw_html_the_words_stay() {
        assert_eq!(
            lines("<div><p>甲&amp;</p><script>x()</script><b>乙</b>丙</div>\n\n丁<sup>2</sup>"),
            ["甲&", "乙丙", "丁2"]
        );
        assert_eq!(lines("<table><tr><td>甲</td><td>1</td></tr><tr><td>乙</td></tr></table>"), ["甲", "1", "乙"]);
    }
}
