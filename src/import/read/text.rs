//! Plain text and Markdown, as pasted or recognised.

use super::{
    Refusal, html,
    lines::{self, Style},
};
use crate::import::doc::{Block, Cell, Doc, Grid, Origin, Para, Rules};

/// Reads a text; tables in HTML within it are read as such.
pub(super) fn read(text: &str) -> Result<Doc, Refusal> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = Reader { doc: Doc::default(), style: lines::style(&text), rows: Vec::new(), stream: Vec::new() };
    let mut line = 1;
    let mut rest = text.as_str();
    while let Some((before, table, after)) = html::table_in(rest) {
        reader.lines(before, line);
        reader.flush();
        reader.doc.blocks.extend(html::read(table)?.blocks);
        line += before.matches('\n').count() + table.matches('\n').count();
        rest = after;
    }
    reader.lines(rest, line);
    reader.flush();
    Ok(reader.doc)
}

struct Reader {
    doc: Doc,
    style: Style,
    /// Rows that are waiting for the end of their table.
    rows: Vec<(usize, Vec<String>)>,
    /// Cells that follow each other.
    stream: Vec<(usize, String)>,
}

impl Reader {
    fn lines(&mut self, text: &str, first: usize) {
        for (at, line) in text.lines().enumerate() {
            self.line(line, first + at);
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
        match lines::row(line) {
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
