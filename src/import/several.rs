//! Files that hold several reports, one behind the other: one of them is read, and the others are named.

use super::{
    doc::{Block, Doc},
    fold,
    likeness::{Folded, distance},
    title::{close, is_title, parts},
};
use crate::form::EDITIONS;
use std::{ops::Range, sync::LazyLock};

/// The report of a file with several that is read, and the others.
#[derive(Debug, Default)]
pub struct Selection {
    /// What the one is called that is read; none if there are no others.
    pub read: Option<String>,
    /// What the others are called.
    pub left_out: Vec<String>,
}

/// Leaves the report of the year that is asked for, else the first one.
pub(super) fn keep_one(doc: &mut Doc, year: Option<u16>) -> Selection {
    let starts = starts(&doc.blocks);
    if starts.is_empty() {
        return Selection::default();
    }
    let ends = starts.iter().copied().chain([doc.blocks.len()]);
    let ranges: Vec<Range<usize>> =
        std::iter::once(0).chain(starts.iter().copied()).zip(ends).map(|(start, end)| start..end).collect();
    let titles: Vec<_> = ranges.iter().map(|range| title(&doc.blocks[range.clone()])).collect();
    let kept = titles.iter().position(|title| year.is_some() && parts(title).1 == year).unwrap_or_default();
    doc.blocks.truncate(ranges[kept].end);
    doc.blocks.drain(..ranges[kept].start);
    let mut left_out = titles;
    let read = Some(left_out.remove(kept));
    Selection { read, left_out }
}

/// Where a second report begins, and every other after it: its sections are numbered from one again, and it has tables.
fn starts(blocks: &[Block]) -> Vec<usize> {
    let sections: Vec<_> = blocks.iter().map(section).collect();
    let firsts: Vec<_> =
        (0..blocks.len()).filter(|at| sections[*at] == Some(1) && has_first_title(&blocks[*at])).collect();
    if firsts.is_empty() {
        return Vec::new();
    }
    let steps: Vec<_> = blocks.iter().zip(&sections).map(|(block, section)| (*section, has_row(block))).collect();
    let mut behind = Seen::default();
    let mut is_report_from: Vec<_> = steps.iter().rev().map(|step| behind.take(*step)).collect();
    is_report_from.reverse();
    let (mut starts, mut before, mut done) = (Vec::new(), Seen::default(), 0);
    for at in firsts {
        steps[done..at].iter().for_each(|step| {
            before.take(*step);
        });
        done = at;
        if before.is_report() && is_report_from[at] {
            let last_head = sections[..at].iter().rposition(Option::is_some).unwrap_or_default();
            let begin = (last_head + 1..at).rev().find(|at| is_title_at(blocks, *at)).map_or(at, |title| {
                let above = (last_head + 1..title).rev().take_while(|at| belongs_to_title(blocks, *at, title));
                above.last().unwrap_or(title)
            });
            starts.push(begin);
            (before, done) = (Seen::default(), begin);
        }
    }
    starts
}

/// What of a report stands in some blocks: headings of sections by their numbers, and rows of tables.
#[derive(Clone, Copy, Default)]
struct Seen {
    section: Option<usize>,
    has_sections: bool,
    has_row: bool,
}

impl Seen {
    /// Whether there is a report once a block more is seen.
    fn take(&mut self, (section, has_row): (Option<usize>, bool)) -> bool {
        self.has_sections |= section.is_some_and(|section| self.section.is_some_and(|first| first != section));
        self.section = self.section.or(section);
        self.has_row |= has_row;
        self.is_report()
    }

    /// A table of contents has no rows.
    fn is_report(self) -> bool {
        self.has_sections && self.has_row
    }
}

fn is_title_at(blocks: &[Block], at: usize) -> bool {
    matches!(&blocks[at], Block::Para(para) if is_title(para.text.trim()))
}

/// What belongs to a title and stands above it is no longer.
const LONGEST_ABOVE: usize = 20;

/// Whether a line above a title is its beginning, or what a letter calls it: 附件2.
fn belongs_to_title(blocks: &[Block], at: usize, title: usize) -> bool {
    let (Block::Para(para), Block::Para(title)) = (&blocks[at], &blocks[title]) else { return false };
    let text = para.text.trim();
    let is_short = text.chars().count() <= LONGEST_ABOVE && !text.ends_with('。');
    is_short && (text.starts_with('附') || parts(&close(&title.text)).0.is_none())
}

/// The number of the section that a paragraph is the heading of.
fn section(block: &Block) -> Option<usize> {
    let Block::Para(para) = block else { return None };
    let text = para.text.trim();
    let is_heading = fold::is_section(text) && !fold::is_row(text);
    is_heading.then(|| fold::number(text)).flatten().map(|(_, number)| number)
}

/// Whether a paragraph has the title of the section with which reports begin.
fn has_first_title(block: &Block) -> bool {
    static FIRST: LazyLock<Vec<Folded>> = LazyLock::new(|| {
        let sections = EDITIONS.iter().filter_map(|edition| edition.sections.first());
        sections.map(|section| fold::label(section.title).into()).collect()
    });
    let Block::Para(para) = block else { return false };
    let own = Folded::from(fold::label(&para.text));
    FIRST.iter().any(|title| distance(&own, title) <= fold::FARTHEST_TITLE)
}

fn has_row(block: &Block) -> bool {
    match block {
        Block::Para(para) => fold::is_row(para.text.trim()),
        Block::Grid(grid) => grid.cells.iter().any(|cell| fold::is_row(&cell.text)),
    }
}

/// What a report is called, if need be by its first line.
fn title(blocks: &[Block]) -> String {
    let title = (0..blocks.len()).find(|at| is_title_at(blocks, *at)).unwrap_or_default();
    let above = (0..title).rev().take_while(|at| belongs_to_title(blocks, *at, title)).last().unwrap_or(title);
    let lines = blocks[above..=title].iter().filter_map(|block| match block {
        Block::Para(para) if !para.text.trim().starts_with('附') => Some(close(&para.text)),
        _ => None,
    });
    lines.collect()
}
