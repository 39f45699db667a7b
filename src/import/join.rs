//! What a page break or a narrow window has cut: parts of a table, lines of a paragraph.

use super::{
    doc::{Block, Doc, Grid, Para, Rules},
    fold,
    furniture::is_furniture,
    page::is_page_number,
    title::is_title,
    value,
};

/// Puts a document together again.
pub(super) fn join(doc: &mut Doc) {
    let blocks = std::mem::take(&mut doc.blocks);
    doc.blocks = paragraphs(grids(blocks));
}

/// Tables with as many columns, with nothing but page numbers between them, are one.
fn grids(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for block in blocks {
        let Block::Grid(part) = block else {
            out.push(block);
            continue;
        };
        let furniture = out.iter().rev().take_while(|block| is_between_pages(block)).count();
        let before = out.len() - furniture;
        match before.checked_sub(1).and_then(|at| out.get_mut(at)) {
            Some(Block::Grid(whole)) if fits(whole, &part) => {
                append(whole, part);
                out.truncate(before);
            }
            _ => out.push(Block::Grid(part)),
        }
    }
    out
}

fn is_between_pages(block: &Block) -> bool {
    matches!(block, Block::Para(para) if para.text.trim().is_empty() || is_page_number(&para.text))
}

fn fits(whole: &Grid, part: &Grid) -> bool {
    whole.rules == Rules::Lattice && part.rules == Rules::Lattice && whole.columns() == part.columns()
}

fn append(whole: &mut Grid, part: Grid) {
    let rows = whole.rows();
    whole.cells.extend(part.cells.into_iter().map(|mut cell| {
        cell.row += rows;
        cell
    }));
}

/// Lines that were cut within a sentence are one paragraph.
fn paragraphs(blocks: Vec<Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let mut blocks = blocks.into_iter().peekable();
    while let Some(block) = blocks.next() {
        // A sentence goes on over the foot of its page.
        if let (Some(Block::Para(before)), Some(Block::Para(after))) = (out.last(), blocks.peek())
            && is_between_pages(&block)
            && is_cut(before, after)
        {
            continue;
        }
        match (out.last_mut(), block) {
            (Some(Block::Para(before)), Block::Para(para)) if is_cut(before, &para) => {
                let gap = if needs_blank(&before.text, &para.text) { " " } else { "" };
                before.text += &format!("{gap}{}", para.text);
                before.markdown += &format!("{gap}{}", para.markdown);
            }
            (_, block) => out.push(block),
        }
    }
    out
}

/// Latin words and numbers keep the blank that the line end stood for.
fn needs_blank(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_alphabetic()) && after.starts_with(|c: char| c.is_ascii_alphanumeric())
}

const SHORTEST: usize = 18;

/// A line is the rest of a sentence if it is as long as this, or ends one.
const LONG_REST: usize = 12;
/// 二〇二三年十二月三十一日.
const LONGEST_DATE: usize = 12;

/// Whether a sentence goes on in the next line.
fn is_cut(before: &Para, after: &Para) -> bool {
    let are_plain = [before, after].iter().all(|para| para.heading.is_none() && para.is_wrapped);
    if !are_plain || before.text.chars().count() < SHORTEST {
        return false;
    }
    let ends = before.text.ends_with(['。', '！', '？', '；', '：', ':', ';', '.', '!', '?', '|']);
    let quoted = before.text.ends_with(['”', '）', ')', '》', '’']);
    let begins = after.text.starts_with(['|', '-', '*', '#', '>', '•', '·', '◆', '●', '附']);
    let is_long = after.text.chars().count() >= LONG_REST || after.text.ends_with('。');
    let is_head = [before, after].iter().any(|para| is_furniture(&para.text) || is_title(&para.text));
    let is_note = before.text.starts_with(['（', '(']) && quoted;
    let are_values = [before, after].iter().any(|para| value::several(&para.text).is_some());
    let is_of_table = are_values || fold::are_headings(&before.text);
    let is_new = fold::number(&after.text).is_some() || is_dated(&after.text);
    !ends && !is_head && !is_note && !begins && is_long && !is_of_table && !is_new
}

/// A line with a date of its own is where a letter ends.
fn is_dated(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    plain.ends_with('日') && plain.chars().count() <= LONGEST_DATE && plain.contains('年')
}
