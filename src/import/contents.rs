//! A table of contents: titles of sections, each with the number of its page.

use super::{
    doc::{Block, Doc, Grid},
    fold,
};
use std::{collections::BTreeMap, ops::Range};

/// Fewer titles with a number are no table of contents.
const FEWEST: usize = 3;
/// What leads from a title to its number.
const LEADERS: [char; 8] = ['.', '…', '·', '•', '-', '—', '_', '．'];

/// Leaves it out, with the heading above it.
pub(super) fn drop(doc: &mut Doc) {
    let entries: Vec<Vec<Entry>> = doc.blocks.iter().map(entries).collect();
    let is_heading = |block: &Block| matches!(block, Block::Para(para) if fold::label(&para.text) == "目录");
    let is_headed = |start: usize| start > 0 && is_heading(&doc.blocks[start - 1]);
    let Some(mut range) = range(&entries, &is_headed) else { return };
    while range.start > 0 && is_heading(&doc.blocks[range.start - 1]) {
        range.start -= 1;
    }
    let gone = doc.blocks.drain(range).map(|block| match block {
        Block::Para(para) => para.text.trim().replace('\t', " "),
        Block::Grid(grid) => lines(&grid).join(" / "),
    });
    doc.left_out.extend(gone);
}

/// A title and the number of its page.
struct Entry {
    is_section: bool,
    /// Whether dots lead to the number. Blanks may lead to a figure.
    has_leader: bool,
    page: u32,
}

impl Entry {
    fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let title = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let page = text[title.len()..].parse::<u32>().ok().filter(|page| (1..1000).contains(page))?;
        let led = title.trim_end_matches(|c: char| c.is_whitespace() || LEADERS.contains(&c));
        let is_led = led.len() < title.len() && led.contains(fold::is_chinese);
        let has_leader = title[led.len()..].contains(LEADERS);
        is_led.then(|| Self { is_section: fold::is_section(led), has_leader, page })
    }
}

/// What each line of a block is, if all of them are entries; else nothing.
fn entries(block: &Block) -> Vec<Entry> {
    let entries: Option<Vec<_>> = match block {
        Block::Para(para) => para.text.lines().map(Entry::read).collect(),
        Block::Grid(grid) => lines(grid).iter().map(|line| Entry::read(line)).collect(),
    };
    entries.unwrap_or_default()
}

/// The rows of a grid as lines of text.
fn lines(grid: &Grid) -> Vec<String> {
    let mut rows: BTreeMap<usize, Vec<_>> = BTreeMap::new();
    for cell in grid.cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
        rows.entry(cell.row).or_default().push((cell.column, cell.text.trim()));
    }
    let line = |mut row: Vec<(usize, &str)>| {
        row.sort_unstable();
        row.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
    };
    rows.into_values().map(line).collect()
}

/// The first blocks that follow each other and are nothing but entries, the pages of which count on. Below no heading, dots
/// have to lead to them.
fn range(blocks: &[Vec<Entry>], is_headed: &dyn Fn(usize) -> bool) -> Option<Range<usize>> {
    let mut start = 0;
    while start < blocks.len() {
        let length = blocks[start..].iter().take_while(|entries| !entries.is_empty()).count();
        let own = || blocks[start..start + length].iter().flatten();
        let counts_on = own().is_sorted_by_key(|entry| entry.page)
            && own().next().map(|entry| entry.page) < own().last().map(|entry| entry.page);
        let is_marked = is_headed(start) || own().all(|entry| entry.has_leader);
        if own().filter(|entry| entry.is_section).count() >= FEWEST && counts_on && is_marked {
            return Some(start..start + length);
        }
        start += length + 1;
    }
    None
}
