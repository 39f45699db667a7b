//! The blocks of a text that people read as sentences, without markup.

use super::html::options;
use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

/// What kind of block a stretch of text stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    Heading,
    Paragraph,
    /// An item of a list.
    Item,
    /// A cell of a table of the author's.
    Cell,
}

/// A run of text as it stands in the source.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'t> {
    pub text: &'t str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// The words of a link that also say where it leads: `[甲]`, `[甲][]`, `<https://…>`. With another text it would
    /// lead nowhere.
    pub is_label: bool,
}

/// Calls `each` for every block with its runs of text. Code, raw HTML, pictures and addresses are no text.
pub fn blocks<'t>(text: &'t str, mut each: impl FnMut(Block, &[Piece<'t>])) {
    let mut pieces: Vec<Piece<'t>> = Vec::new();
    let mut block = Block::Paragraph;
    // Inside a code block or a picture.
    let mut silent = 0_usize;
    // Inside a link whose words are its label. Links hold no links.
    let mut is_label = false;
    let mut end = |block: Block, pieces: &mut Vec<Piece<'t>>| {
        if !pieces.is_empty() {
            each(block, pieces);
        }
        pieces.clear();
    };
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock) => silent += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock) => silent -= 1,
            Event::Start(Tag::Link { link_type, .. }) => {
                is_label = !matches!(link_type, LinkType::Inline | LinkType::Reference);
            }
            Event::End(TagEnd::Link) => is_label = false,
            Event::Start(tag) => {
                let begun = match tag {
                    Tag::Heading { .. } => Block::Heading,
                    Tag::Paragraph if block == Block::Item => Block::Item,
                    Tag::Paragraph => Block::Paragraph,
                    Tag::Item => Block::Item,
                    Tag::TableCell => Block::Cell,
                    _ => continue,
                };
                end(block, &mut pieces);
                block = begun;
            }
            Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::List(_)) => {
                end(block, &mut pieces);
                if !matches!(event, Event::End(TagEnd::Paragraph)) {
                    block = Block::Paragraph;
                }
            }
            // An entity stands for less than its source; it is a character like any other.
            Event::Text(_) if silent == 0 => {
                pieces.push(Piece { text: &text[range.clone()], start: range.start, is_label });
            }
            _ => {}
        }
    }
    end(block, &mut pieces);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_hold_their_text_alone() {
        let text =
            "## 一、总\n\n甲**乙**`丙`[丁](x.md)\n戊\n\n- 己\n\n  庚\n- 辛\n\n```\n壬\n```\n\n|a|b|\n|-|-|\n|癸|x|\n";
        let mut found = Vec::new();
        blocks(text, |block, pieces| {
            found.push((block, pieces.iter().map(|piece| piece.text).collect::<Vec<_>>().concat()));
        });
        let found: Vec<_> = found.iter().map(|(block, text)| (*block, text.as_str())).collect();
        let (p, i, c) = (Block::Paragraph, Block::Item, Block::Cell);
        assert_eq!(
            found,
            [
                (Block::Heading, "一、总"),
                (p, "甲乙丁戊"),
                (i, "己"),
                (i, "庚"),
                (i, "辛"),
                (c, "a"),
                (c, "b"),
                (c, "癸"),
                (c, "x")
            ]
        );
    }
}
