//! The text of a Word document: paragraphs, runs, links and lists.

use super::{
    paragraph::{Own, Paragraphs},
    parts::{self, DOTS, INDENT, MAIN, RELATIONS},
    table,
};
use crate::{
    export::{
        document::{Block, Closing, Document, Look},
        style::{self, TextStyle},
    },
    markdown::{Item, Run},
};
use unicode_width::UnicodeWidthStr as _;

pub(super) struct Text {
    pub paragraphs: Paragraphs,
    /// Numbered lists: their numbers in the document, and the start of each.
    pub lists: Vec<(usize, u64)>,
}

impl Text {
    pub(super) fn of(document: &Document) -> Self {
        let mut text = Self { paragraphs: Paragraphs::new(), lists: Vec::new() };
        text.paragraphs.xml.open("w:document", &[("xmlns:w", MAIN), ("xmlns:r", RELATIONS)]);
        text.paragraphs.xml.open("w:body", &[]);
        text.paragraphs.write(&style::TITLE, &Own::default(), &[Run::plain(lines(document))]);
        for (at, block) in document.blocks.iter().enumerate() {
            let (before, after) = (at.checked_sub(1).map(|at| &document.blocks[at]), document.blocks.get(at + 1));
            let own = Own {
                is_below_table: matches!(before, Some(Block::Table(_))),
                // Agency and date do not move to a page by themselves.
                keeps_next: matches!(after, Some(Block::Closing(_))),
                ..Own::default()
            };
            text.block(block, &own);
        }
        parts::section(&mut text.paragraphs.xml);
        text.paragraphs.xml.close("w:body");
        text.paragraphs.xml.close("w:document");
        text
    }

    fn block(&mut self, block: &Block, own: &Own<'_>) {
        match block {
            Block::Heading(level, runs) => self.paragraphs.write(style::heading_style(*level), own, runs),
            Block::Paragraph(look, runs) => self.paragraphs.write(style_of(*look), own, runs),
            Block::Item(item, runs) => self.item(*item, runs),
            Block::Table(printed) => {
                self.paragraphs.write(&style::CAPTION, &Own::default(), &[Run::plain(&*printed.caption)]);
                table::write(&mut self.paragraphs, printed);
            }
            Block::Closing(closing) => self.closing(closing),
        }
    }

    fn item(&mut self, item: Item, runs: &[Run]) {
        let list = match item.start {
            None => DOTS.to_owned(),
            Some(start) => {
                let known = self.lists.iter().position(|(list, _)| *list == item.list);
                parts::list_id(known.unwrap_or_else(|| {
                    self.lists.push((item.list, start));
                    self.lists.len() - 1
                }))
            }
        };
        let own = if item.opens {
            Own { list: Some((&list, item.depth)), ..Own::default() }
        } else {
            Own { left: INDENT * (u32::from(item.depth) + 2), ..Own::default() }
        };
        self.paragraphs.write(&style::ITEM, &own, runs);
    }

    /// Agency above date, centred on each other; in a document to be filed, below a line for the signature and with
    /// space for the seal.
    fn closing(&mut self, closing: &Closing) {
        let date = closing.date.as_deref().or(closing.is_signed.then_some(DATE)).unwrap_or_default();
        if closing.is_signed {
            let own = Own { rule: Some(style::twips(style::TEXT_WIDTH) * 3 / 4), ..Own::default() };
            self.paragraphs.write(&style::BLANK, &own, &[Run::plain("主要负责人（签字）：")]);
            (0..3).for_each(|_| self.paragraphs.write(&style::CLOSING, &Own::default(), &[]));
        } else {
            self.paragraphs.write(&style::CLOSING, &Own::default(), &[]);
        }
        let seal = if closing.is_signed { "（盖章）" } else { "" };
        let mut lines: Vec<_> = closing.names.iter().map(|name| format!("{name}{seal}")).collect();
        lines.extend(Some(date.to_owned()).filter(|date| !date.is_empty()));
        let widest = lines.iter().map(|line| breadth(line)).max().unwrap_or(0);
        for line in &lines {
            let right = EDGE + (widest - breadth(line)) / 2;
            self.paragraphs.write(&style::CLOSING, &Own { right, ..Own::default() }, &[Run::plain(line)]);
        }
    }
}

/// A date to fill in.
const DATE: &str = "　　　　年　　月　　日";
/// The columns of a title line: 20 characters of its size.
const TITLE_LINE: usize = 40;

/// The title, broken after the name of the agency if it is too long for one line.
fn lines(document: &Document) -> String {
    match document.title.strip_prefix(&document.author) {
        Some(rest) if document.title.width() > TITLE_LINE && !rest.is_empty() => format!("{}\n{rest}", document.author),
        _ => document.title.clone(),
    }
}

/// The distance from the right margin: two characters.
const EDGE: u32 = 2 * style::TEXT_SIZE * 10;

/// The width of a line in twentieths of a point.
fn breadth(line: &str) -> u32 {
    line.width() as u32 * style::TEXT_SIZE * 5
}

fn style_of(look: Look) -> &'static TextStyle {
    match look {
        Look::Text => &style::BODY,
        Look::Subtitle => &style::SUBTITLE,
        Look::Quote => &style::QUOTE,
        Look::Code => &style::CODE,
        Look::Note => &style::NOTE,
    }
}
