//! Divides a text into the blocks that people read as sentences, without markup.

use super::{
    block::{Block, Seats},
    prepare::Prepared,
    raw,
    reading::{Item, items},
};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// A run of text in the source.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'t> {
    /// The text as shown, with markup and escapes resolved.
    pub text: &'t str,
    /// Its start, in bytes.
    pub start: usize,
    /// Whether it is the text of a link that also determines the target: `[甲]`, `[甲][]`, `<https://…>`. Changing it
    /// would break the link.
    pub is_label: bool,
}

/// Calls `each` for every block with its runs of text. Code, pictures, addresses and raw HTML tags are not text.
pub fn blocks<'t>(text: &'t str, each: impl FnMut(Block, &[Piece<'t>])) {
    let mut reader = Reader {
        text,
        each,
        pieces: Vec::new(),
        block: Block::Paragraph,
        silent: 0,
        hiding: raw::Hiding::default(),
        is_label: false,
        seats: Seats::default(),
    };
    let prepared = Prepared::new(text);
    let mut items = items(&prepared).into_iter();
    while let Some(item) = items.next() {
        match item.event {
            Event::Start(Tag::HtmlBlock) => reader.raw(&mut items),
            _ => reader.take(&item),
        }
    }
    reader.end();
}

struct Reader<'t, F> {
    text: &'t str,
    each: F,
    pieces: Vec<Piece<'t>>,
    block: Block,
    /// Inside code or a picture.
    silent: usize,
    /// Inside an element whose contents are not shown.
    hiding: raw::Hiding,
    /// Inside a link whose text is its address. Links cannot be nested.
    is_label: bool,
    seats: Seats,
}

impl<'t, F: FnMut(Block, &[Piece<'t>])> Reader<'t, F> {
    fn take(&mut self, item: &Item<'_>) {
        match &item.event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => self.silent += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => self.silent -= 1,
            Event::Start(Tag::Link { link_type, .. }) => {
                self.is_label = !matches!(link_type, LinkType::Inline | LinkType::Reference);
            }
            Event::End(TagEnd::Link) => self.is_label = false,
            Event::Start(Tag::Heading { .. }) => self.begin(Block::Heading),
            Event::Start(Tag::Paragraph) if self.block == Block::Item => self.begin(Block::Item),
            Event::Start(Tag::Paragraph) => self.begin(Block::Paragraph),
            Event::Start(Tag::Item) => self.begin(Block::Item),
            Event::Start(Tag::Table(_)) => self.seats.table(),
            Event::Start(Tag::TableHead | Tag::TableRow) => self.seats.row(),
            Event::Start(Tag::TableCell) => {
                let seat = self.seats.cell(1, 1);
                self.begin(Block::Cell(seat));
            }
            Event::End(TagEnd::Paragraph) => self.end(),
            Event::End(TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableCell | TagEnd::List(_)) => {
                self.begin(Block::Paragraph);
            }
            // An entity is shorter than its source, but is a character like any other.
            Event::InlineHtml(tag) => self.hiding.pass_all(tag),
            Event::Text(_) if self.silent == 0 && !self.hiding.is_on() => self.push(item.range.clone()),
            _ => {}
        }
    }

    /// Reads the visible text of a block of raw HTML.
    fn raw(&mut self, items: &mut dyn Iterator<Item = Item<'_>>) {
        let block = raw_block(items);
        for (kind, pieces) in raw::texts(&self.text[block.clone()], &mut self.seats) {
            self.begin(kind);
            for piece in pieces {
                self.push(block.start + piece.start..block.start + piece.end);
            }
        }
        self.begin(Block::Paragraph);
    }

    fn push(&mut self, range: Range<usize>) {
        self.pieces.push(Piece { text: &self.text[range.clone()], start: range.start, is_label: self.is_label });
    }

    fn begin(&mut self, block: Block) {
        self.end();
        self.block = block;
    }

    fn end(&mut self) {
        if !self.pieces.is_empty() {
            (self.each)(self.block, &self.pieces);
        }
        self.pieces.clear();
    }
}

/// The range of the block of raw HTML that has just started.
pub(super) fn raw_block(items: &mut dyn Iterator<Item = Item<'_>>) -> Range<usize> {
    let mut block: Option<Range<usize>> = None;
    for Item { event, range, .. } in items {
        match (event, &mut block) {
            (Event::End(TagEnd::HtmlBlock), _) => break,
            (Event::Html(_), Some(block)) => block.end = block.end.max(range.end),
            (Event::Html(_), None) => block = Some(range),
            _ => {}
        }
    }
    block.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{super::block::Seat, *};

    #[test]
    fn blocks_hold_their_text_alone() {
        let text =
            "## 一、总\n\n甲**乙**`丙`[丁](x.md)\n戊\n\n- 己\n\n  庚\n- 辛\n\n```\n壬\n```\n\n|a|b|\n|-|-|\n|癸|x|\n";
        let mut found = Vec::new();
        blocks(text, |block, pieces| {
            found.push((block, pieces.iter().map(|piece| piece.text).collect::<Vec<_>>().concat()));
        });
        let found: Vec<_> = found.iter().map(|(block, text)| (*block, text.as_str())).collect();
        let (p, i) = (Block::Paragraph, Block::Item);
        let c = |row, column| Block::Cell(Seat { table: 1, row, column, rows: 1, columns: 1 });
        assert_eq!(
            found,
            [
                (Block::Heading, "一、总"),
                (p, "甲乙丁戊"),
                (i, "己"),
                (i, "庚"),
                (i, "辛"),
                (c(0, 0), "a"),
                (c(0, 1), "b"),
                (c(1, 0), "癸"),
                (c(1, 1), "x")
            ]
        );
    }

    #[test]
    fn indented_text_and_text_in_raw_html_is_text() {
        for text in [
            "    共25件。\n",
            "\t共25件。\n",
            "<div>\n共25件。\n</div>\n",
            "<p>共<b>25</b>件。</p>\n",
            "　　共25件。\n",
        ] {
            let mut found = Vec::new();
            blocks(text, |block, pieces| {
                for piece in pieces {
                    assert_eq!(&text[piece.start..piece.start + piece.text.len()], piece.text);
                }
                found.push((block, pieces.iter().map(|piece| piece.text.trim()).collect::<String>()));
            });
            assert_eq!(found, [(Block::Paragraph, "共25件。".to_owned())], "{text}");
        }
    }
}
