//! Lines of a text: rows of tables, cells that follow each other, and paragraphs.

use super::{
    aligned::{self, Row},
    lines::{self, Style},
    listing,
};
use crate::import::doc::{Block, Cell, Doc, Grid, MOST_ROWS, Origin, Para, Rules};

/// Reads a text in which nothing is HTML.
pub(super) fn read(text: &str) -> Doc {
    let text = lines::with_bars(text);
    let mut reader = Reader::new(&text);
    reader.lines(&text, 1);
    reader.finish()
}

/// Lines being read.
pub(super) struct Reader {
    doc: Doc,
    style: Style,
    /// Whether rows have no bars around them.
    is_open: bool,
    /// Rows that are waiting for the end of their table.
    rows: Vec<(usize, Vec<String>)>,
    /// Cells that follow each other.
    stream: Vec<(usize, String)>,
}

impl Reader {
    /// For a text whose lines are divided as those of this one are.
    pub(super) fn new(text: &str) -> Self {
        Self::divided(lines::style(text), lines::are_open(text))
    }

    /// For lines that are divided in this way.
    pub(super) fn divided(style: Style, is_open: bool) -> Self {
        Self { doc: Doc::default(), style, is_open, rows: Vec::new(), stream: Vec::new() }
    }

    /// What was read.
    pub(super) fn finish(mut self) -> Doc {
        self.flush();
        self.doc.blocks = listing::tables(self.doc.blocks);
        self.doc
    }

    /// Reads lines, the first of which has this number.
    pub(super) fn lines(&mut self, text: &str, first: usize) {
        let lines: Vec<_> = text.lines().collect();
        let rows: Vec<_> = lines.iter().enumerate().map(|(at, line)| lines::placed(line, first + at)).collect();
        // Up to `known` no table begins whose columns stand below each other.
        let (mut at, mut known) = (0, 0);
        while at < lines.len() {
            if self.style == Style::Rows && at >= known {
                let length = length_at(&rows[at..]);
                if let Some(table) = aligned::certain(&rows[at..at + length]) {
                    self.flush();
                    self.doc.blocks.push(table);
                    at += length;
                    continue;
                }
                known = at + length;
            }
            self.line(lines[at], first + at);
            at += 1;
        }
    }

    fn line(&mut self, line: &str, number: usize) {
        let trimmed = line.trim();
        if self.style != Style::Rows && self.celled(trimmed, number) {
            return;
        }
        if trimmed.is_empty() {
            // A page break may stand within a table.
            return;
        }
        if let Some(cells) = lines::run_on(trimmed) {
            self.flush_rows();
            self.stream.extend(cells.into_iter().map(|cell| (number, cell)));
            return;
        }
        match lines::row(line, self.is_open) {
            Some(cells) if lines::is_divider(&cells) => {}
            Some(cells) => {
                self.flush_stream();
                self.rows.push((number, cells));
            }
            None => {
                self.flush();
                self.doc.blocks.push(Block::Para(para(trimmed, number)));
            }
        }
    }

    /// Takes a line of a text in which each cell has its own, if it is one.
    fn celled(&mut self, line: &str, number: usize) -> bool {
        let is_bars = !line.is_empty() && line.bytes().all(|b| b == b'|' || b == b' ');
        if is_bars {
            let bars = line.matches('|').count();
            // In one style the first bar below a text ends its cell; every other is a blank cell.
            let above = match self.style {
                Style::Alone => self.doc.blocks.pop_if(|block| is_para_at(block, number)),
                _ => None,
            };
            let blanks = if above.is_some() { bars - 1 } else { bars };
            if let Some(Block::Para(para)) = above {
                self.stream.push((number - 1, para.text));
            }
            self.stream.extend(std::iter::repeat_n((number, String::new()), blanks));
            return true;
        }
        if self.style == Style::Trailing
            && let Some(cell) = line.strip_suffix('|').filter(|cell| !cell.contains('|'))
        {
            self.flush_rows();
            self.stream.push((number, cell.trim().to_owned()));
            return true;
        }
        false
    }

    /// Adds what was read from a part of another format.
    pub(super) fn add(&mut self, blocks: Vec<Block>) {
        self.flush();
        self.doc.blocks.extend(blocks);
    }

    fn flush(&mut self) {
        self.flush_rows();
        self.flush_stream();
    }

    fn flush_rows(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return;
        }
        let cells = rows.into_iter().enumerate().flat_map(|(row, (line, cells))| {
            cells.into_iter().enumerate().map(move |(column, text)| Cell::at(row, column, text, Origin::Line(line)))
        });
        self.doc.blocks.push(Block::Grid(Grid { cells: cells.collect(), rules: Rules::Guessed }));
    }

    fn flush_stream(&mut self) {
        let stream = std::mem::take(&mut self.stream);
        if stream.is_empty() {
            return;
        }
        let cells =
            stream.into_iter().enumerate().map(|(row, (line, text))| Cell::at(row, 0, text, Origin::Line(line)));
        self.doc.blocks.push(Block::Grid(Grid { cells: cells.collect(), rules: Rules::None }));
    }
}

/// How many lines from here on may be a table whose columns stand below each other.
fn length_at(rows: &[Row]) -> usize {
    aligned::length(&rows[..rows.len().min(MOST_ROWS)])
}

fn is_para_at(block: &Block, line: usize) -> bool {
    matches!(block, Block::Para(para) if para.heading.is_none() && para.origin == Origin::Line(line - 1))
}

/// A line as a paragraph: a heading of Markdown, or text that may go on in the next line.
fn para(line: &str, number: usize) -> Para {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&level) && line[level..].starts_with(' ') {
        let text = line[level..].trim().trim_end_matches('#').trim();
        let plain = text.replace("**", "");
        return Para {
            markdown: plain.clone(),
            text: plain,
            heading: Some(level as u8),
            is_wrapped: false,
            origin: Origin::Line(number),
        };
    }
    let text = line.replace("**", "").trim_matches('|').trim().to_owned();
    Para {
        text,
        markdown: line.trim_matches('|').trim().to_owned(),
        heading: None,
        is_wrapped: true,
        origin: Origin::Line(number),
    }
}
