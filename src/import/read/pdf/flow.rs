//! Pages to one text: paragraphs across lines and pages, tables across pages.

use super::{
    signs::{Column, TextLine},
    table::{Table, origin},
};
use crate::{
    i18n::Message,
    import::{
        day::is_date,
        doc::{Block, Doc, Origin, Para},
        fold,
        read::{
            aligned::{self, Row, Segment},
            lines::{self, Style},
            text as plain,
        },
        value::Value,
    },
    text,
};
use std::ops::Range;

/// A page from its top.
#[derive(Debug)]
pub(super) struct Page {
    pub number: usize,
    pub height: f64,
    pub parts: Vec<Part>,
}

/// What stands on a page.
#[derive(Debug)]
pub(super) enum Part {
    Line(TextLine),
    Table(Table),
}

impl Part {
    pub(super) fn top(&self) -> f64 {
        match self {
            Self::Line(line) => line.base() - line.size(),
            Self::Table(table) => table.top,
        }
    }
}

/// Pages in reading order.
pub(super) fn blocks(pages: Vec<Page>, doc: &mut Doc) {
    if let Some(blocks) = celled(&pages) {
        doc.blocks = blocks;
        return;
    }
    let beside = beside(&pages);
    let measure = Measures::of_pages(&pages);
    let mut open: Option<Table> = None;
    let mut lines: Vec<(usize, TextLine)> = Vec::new();
    for page in pages {
        let mut is_first = true;
        for part in page.parts {
            match part {
                Part::Line(line) => {
                    doc.blocks.extend(open.take().map(Table::into_block));
                    lines.push((page.number, line));
                }
                Part::Table(table) => {
                    paragraphs(&std::mem::take(&mut lines), &measure, doc);
                    match &mut open {
                        Some(whole) if is_first && whole.is_as_wide(&table) => whole.append(table),
                        _ => doc.blocks.extend(open.replace(table).map(Table::into_block)),
                    }
                }
            }
            is_first = false;
        }
    }
    doc.blocks.extend(open.map(Table::into_block));
    paragraphs(&lines, &measure, doc);
    doc.remarks.extend(beside);
}

/// Where so many lines are cut in two by a wide gap, texts stand beside each other; one or two are a signature and its date.
/// Each part is no shorter than this, in signs.
const FEWEST_CUT: usize = 3;
const LONG_PART: usize = 10;

/// That the text of some pages may have to be put in order.
fn beside(pages: &[Page]) -> Option<Message> {
    let is_cut = |part: &&Part| match part {
        Part::Line(line) => line.columns().iter().filter(|piece| piece.text.chars().count() >= LONG_PART).count() > 1,
        Part::Table(_) => false,
    };
    let pages = pages.iter().filter(|page| page.parts.iter().filter(is_cut).count() >= FEWEST_CUT);
    let pages: Vec<_> = pages.map(|page| page.number.to_string()).collect();
    let message = text!(
        "第 {pages} 页有几栏文字并排，次序不能确定，请对照原文核对正文",
        "on page {pages} texts stand beside each other and their order is not certain: compare the text with the source"
    );
    (!pages.is_empty()).then(|| message.with("pages", &pages))
}

/// The blocks of a text that divides its cells by bars, as it would be read without its pages; none if it does not.
fn celled(pages: &[Page]) -> Option<Vec<Block>> {
    let mut places = Vec::new();
    let mut text = String::new();
    for page in pages {
        for part in &page.parts {
            let Part::Line(line) = part else { return None };
            places.push(origin(page.number, line.left(), line.base() - line.size()));
            text += &line.text();
            text.push('\n');
        }
    }
    if lines::style(&text) == Style::Rows {
        return None;
    }
    let mut blocks = plain::read(&text).ok()?.blocks;
    let origins = blocks.iter_mut().flat_map(|block| match block {
        Block::Para(para) => vec![&mut para.origin],
        Block::Grid(grid) => grid.cells.iter_mut().map(|cell| &mut cell.origin).collect(),
    });
    for place in origins {
        if let Origin::Line(line) = place {
            *place = places.get(*line - 1).cloned().unwrap_or_default();
        }
    }
    Some(blocks)
}

/// Shorter lines say nothing of where a page's text begins and ends.
const LONG_LINE: usize = 15;
// In sizes of a sign. Lines set closer than single or wider than four times apart are no lines of one paragraph.
const PITCHES: Range<f64> = 0.8..4.0;
/// The usual pitch where no page says another.
const USUAL_PITCH: f64 = 2.0;
/// Two lines are of one paragraph if the first leaves no room for a sign and a full stop.
const LEFT_OVER: f64 = 1.9;
/// A line that begins farther in than this is indented.
const INDENT: f64 = 0.9;
/// How much sizes and pitches of one paragraph differ at most, by rounding and by lines with taller signs.
const OTHER_SIZE: f64 = 0.08;
const WIDER_PITCH: f64 = 1.25;

/// Between which edges text stands.
#[derive(Debug)]
struct Measure {
    left: f64,
    right: f64,
    /// From one line to the next, in sizes of its signs.
    pitch: f64,
}

impl Measure {
    fn of(pages: &[Page], column: Column) -> Self {
        let lines = pages.iter().flat_map(|page| &page.parts).filter_map(|part| match part {
            Part::Line(line) => Some(line).filter(|line| line.column == column),
            Part::Table(_) => None,
        });
        let long: Vec<_> = lines.filter(|line| line.signs.len() > LONG_LINE).collect();
        let pitches = long.windows(2).map(|pair| (pair[1].base() - pair[0].base()) / pair[1].size());
        let mut pitches: Vec<_> = pitches.filter(|pitch| PITCHES.contains(pitch)).collect();
        pitches.sort_by(f64::total_cmp);
        Self {
            left: long.iter().map(|line| line.left()).fold(f64::INFINITY, f64::min),
            right: long.iter().map(|line| line.right()).fold(0.0, f64::max),
            pitch: pitches.get(pitches.len() / 3).copied().unwrap_or(USUAL_PITCH),
        }
    }
}

/// Those of lines across the page, and of both columns.
#[derive(Debug)]
struct Measures {
    whole: Measure,
    left: Measure,
    right: Measure,
}

impl Measures {
    fn of_pages(pages: &[Page]) -> Self {
        Self {
            whole: Measure::of(pages, Column::Whole),
            left: Measure::of(pages, Column::Left),
            right: Measure::of(pages, Column::Right),
        }
    }

    fn of(&self, line: &TextLine) -> &Measure {
        match line.column {
            Column::Whole => &self.whole,
            Column::Left => &self.left,
            Column::Right => &self.right,
        }
    }

    /// Whether a paragraph goes on in the next line.
    fn goes_on(&self, (page, line): &(usize, TextLine), (next_page, next): &(usize, TextLine)) -> bool {
        let size = next.size();
        let is_full = self.of(line).right - line.right() < size * LEFT_OVER;
        let is_flush = next.left() - self.of(next).left < size * INDENT;
        let is_alike = (line.size() - size).abs() < size * OTHER_SIZE;
        let down = (next.base() - line.base()) / size;
        let is_near = match (line.column, next.column) {
            (own, other) if own == other => page != next_page || down < self.of(next).pitch * WIDER_PITCH,
            (Column::Left, Column::Right) => page == next_page,
            (Column::Right, Column::Left) => page != next_page,
            _ => false,
        };
        let is_numbered = fold::number(&next.text()).is_some() && line.text().ends_with(['。', '；', '：']);
        let is_value = Value::read(&next.text()).is_some() || is_date(&next.text());
        is_full && is_flush && is_alike && is_near && !is_numbered && !is_value
    }
}

/// Lines to paragraphs and to tables that have no lines.
fn paragraphs(lines: &[(usize, TextLine)], measure: &Measures, doc: &mut Doc) {
    let rows: Vec<_> = lines.iter().map(|(page, line)| row(line, *page)).collect();
    let mut at = 0;
    while at < lines.len() {
        let celled = aligned::length(&rows[at..]);
        if celled > 0 {
            doc.blocks.push(aligned::table(&rows[at..at + celled]));
            at += celled;
            continue;
        }
        let start = at;
        at += 1;
        while at < lines.len() && measure.goes_on(&lines[at - 1], &lines[at]) && aligned::length(&rows[at..]) == 0 {
            at += 1;
        }
        doc.blocks.push(paragraph(&lines[start..at]));
    }
}

/// What of a line stands apart.
fn row(line: &TextLine, page: usize) -> Row {
    let top = line.base() - line.size();
    let pieces = line.columns().into_iter();
    Row(pieces
        .map(|piece| Segment {
            origin: origin(page, piece.left, top),
            text: piece.text,
            left: piece.left,
            right: piece.right,
        })
        .collect())
}

fn paragraph(lines: &[(usize, TextLine)]) -> Block {
    let (page, first) = &lines[0];
    let mut text = String::new();
    for (_, line) in lines {
        let own = line.text();
        let is_word =
            text.ends_with(|c: char| c.is_ascii_alphabetic()) && own.starts_with(|c: char| c.is_ascii_alphanumeric());
        text.push_str(if is_word { " " } else { "" });
        text += &own;
    }
    Block::Para(Para::plain(text, origin(*page, first.left(), first.base() - first.size())))
}
