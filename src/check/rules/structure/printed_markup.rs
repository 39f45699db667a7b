#![doc = include_str!("printed_markup.md")]

use crate::{
    check::{Check, Group, Linked, Rule},
    diag::{Finding, Level, Place, RuleName, Span},
    markdown::{Block, Piece, begins_foreign, blocks, foreign},
    prose::Slice,
    text,
};
use std::ops::Range;

const NAME: RuleName = RuleName("printed-markup");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Warning, include_str!("printed_markup.md"))
    .summary(text!("表格、链接、标记没有写对，会原样印出来", "A table, link or tag with malformed markup"))
    .waivable()
    .fixable()
    .check(Check::Text(check));

fn check(text: &Linked<'_>, findings: &mut Vec<Finding>) {
    let base = text.body().start as usize;
    let own = text.source.slice(text.body());
    let front = text.source.slice(Span::new(0, base));
    let mut tags: Vec<Range<usize>> = Vec::new();
    for tag in foreign(front) {
        // What is empty between two of them was one mark.
        match tags.last_mut().filter(|last| last.end == tag.start) {
            Some(last) => last.end = tag.end,
            None => tags.push(tag),
        }
    }
    findings.extend(tags.into_iter().map(|range| Fault::Tag { range, ends: true }.finding(text, 0)));
    // Nearly every text has none, and need not be read as Markdown once more.
    let has_rows = DIVIDERS.iter().any(|divider| own.contains(*divider)) && own.lines().any(is_row);
    if !has_rows && !has_broken_links(text, own) && tags_in(own).next().is_none() {
        return;
    }
    blocks(own, |block, pieces| {
        findings.extend(tags_of(own, pieces).map(|fault| fault.finding(text, base)));
        if matches!(block, Block::Paragraph | Block::Item) {
            let faults = tables_in(own, pieces).chain(links_of(own, pieces));
            findings.extend(faults.map(|fault| fault.finding(text, base)));
        }
    });
}

enum Fault {
    /// Lines that are columns to whoever typed them.
    Table { range: Range<usize>, meant: Option<String> },
    /// A link with signs or blanks that make it none.
    Link { range: Range<usize>, meant: String },
    /// A tag of a word processor that goes over several lines, or stands where none is read.
    Tag { range: Range<usize>, ends: bool },
}

impl Fault {
    fn finding(self, text: &Linked<'_>, base: usize) -> Finding {
        let (Self::Table { range, .. } | Self::Link { range, .. } | Self::Tag { range, .. }) = &self;
        let span = Span::new(base + range.start, base + range.end);
        let place = Place::new(text.source, span);
        match self {
            Self::Table { meant, .. } => {
                let message = text!(
                    "这几行像是表格，却不会印成表格，各格会连在一起",
                    "these lines look like a table, but would be printed as running text"
                );
                let hint = text!(
                    "每行写成“| 甲 | 乙 |”，第一行下面加一行“|---|---|”",
                    "write each line as `| a | b |` and put `|---|---|` below the first"
                );
                let finding = Finding::new(NAME, place, message).hint(hint);
                meant.into_iter().fold(finding, |finding, meant| finding.fix(span, meant))
            }
            Self::Link { meant, .. } => {
                let message =
                    text!("这个链接没有写对，会原样印出来", "this is not read as a link and would be printed");
                let hint = text!("写成“{meant}”", "write `{meant}`").with("meant", &meant);
                Finding::new(NAME, place, message).hint(hint).fix(span, meant)
            }
            Self::Tag { ends, .. } => {
                let message = text!(
                    "这是从 Word 带来的标记，会原样印出来",
                    "this tag came from a word processor and would be printed"
                );
                let mut lines = text.source.slice(span).lines();
                let first = lines.next().unwrap_or_default();
                let tag = if lines.next().is_some() { format!("{first}…>") } else { first.to_owned() };
                let hint = text!("删去“{tag}”", "delete `{tag}`").with("tag", tag);
                let finding = Finding::new(NAME, place, message).hint(hint);
                if ends { finding.fix(span, "") } else { finding }
            }
        }
    }
}

/// Signs between the cells of a line.
const DIVIDERS: [char; 3] = ['\t', '|', '｜'];

fn is_row(line: &str) -> bool {
    cells(line).is_some()
}

/// The cells of a line that is a row to whoever typed it: at least two that hold something.
fn cells(line: &str) -> Option<Vec<&str>> {
    let line = line.trim();
    let divider = *DIVIDERS.iter().find(|divider| line.contains(**divider))?;
    let inner = line.strip_prefix(divider).unwrap_or(line);
    let inner = inner.strip_suffix(divider).unwrap_or(inner);
    let cells: Vec<_> = inner.split(divider).map(str::trim).collect();
    (cells.iter().filter(|cell| !cell.is_empty()).count() >= 2).then_some(cells)
}

/// Two or more rows, one directly below the other, in a block that is no table.
fn tables_in<'t>(own: &'t str, pieces: &[Piece<'t>]) -> impl Iterator<Item = Fault> {
    let (first, last) = (pieces[0], pieces[pieces.len() - 1]);
    let start = own.slice(..first.start).rfind('\n').map_or(0, |at| at + 1);
    let end = last.start + last.text.len();
    let end = own.slice(end..).find('\n').map_or(own.len(), |at| end + at);
    let mut at = start;
    let mut found: Vec<(Range<usize>, Vec<Vec<&str>>)> = Vec::new();
    for line in own.slice(start..end).split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let Some(cells) = cells(line) else { continue };
        match found.last_mut() {
            Some((before, rows)) if own.slice(before.end..range.start).trim_matches([' ', '\t', '\r']) == "\n" => {
                before.end = range.end;
                rows.push(cells);
            }
            _ => found.push((range, vec![cells])),
        }
    }
    found.into_iter().filter(|(_, rows)| rows.len() >= 2).map(move |(range, rows)| {
        let is_even = rows.iter().all(|row| row.len() == rows[0].len());
        // A table begins a block of its own.
        let is_whole = (range.start, range.end) == (start, end);
        Fault::Table { range, meant: (is_even && is_whole).then(|| table(&rows)) }
    })
}

fn table(rows: &[Vec<&str>]) -> String {
    let mut lines: Vec<_> = rows.iter().map(|row| format!("| {} |", row.join(" | "))).collect();
    lines.insert(1, format!("|{}", "---|".repeat(rows[0].len())));
    lines.join("\n")
}

/// What is printed of a block and was meant as a link.
fn links_of<'t>(own: &'t str, pieces: &[Piece<'t>]) -> impl Iterator<Item = Fault> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for piece in pieces {
        let end = piece.start + piece.text.len();
        match runs.last_mut() {
            Some(run) if run.end == piece.start => run.end = end,
            _ => runs.push(piece.start..end),
        }
    }
    let found = runs.into_iter().flat_map(move |run| {
        links_in(own.slice(run.clone())).map(move |(at, meant)| (run.start + at.start..run.start + at.end, meant))
    });
    found.collect::<Vec<_>>().into_iter().map(|(range, meant)| Fault::Link { range, meant })
}

/// Whether anything looks like a link that has not been read as one.
fn has_broken_links(text: &Linked<'_>, own: &str) -> bool {
    let base = text.body().start as usize;
    let mut at = base;
    own.split_inclusive('\n').any(|line| {
        let start = at;
        at += line.len();
        CLOSING.iter().any(|close| line.contains(*close))
            && links_in(line).any(|(range, _)| {
                let (from, to) = (start + range.start, start + range.end);
                !text.links.iter().any(|link| link.span.range().start <= from && to <= link.span.range().end)
            })
    })
}

/// Brackets that end the words of what looks like a link.
const CLOSING: [char; 3] = [']', '】', '］'];

/// Words in brackets with an address in brackets after them, however wide these are, and the link that is meant.
fn links_in(line: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    line.match_indices(CLOSING).filter_map(|(at, close)| {
        let open = line.slice(..at).rfind(['[', '【', '［'])?;
        let words = after_first(line.slice(open..at));
        let after = line.slice(at + close.len()..).strip_prefix(['(', '（'])?;
        let end = after.find([')', '）'])?;
        let address = after.slice(..end).trim();
        if words.is_empty() || !is_address(address) {
            return None;
        }
        // A wide mark may as well end a sentence.
        let before = line.slice(..open);
        let lead = before.strip_suffix('!').or_else(|| before.strip_suffix('！').filter(|_| is_picture(address)));
        let (start, mark) = lead.map_or((open, ""), |lead| (lead.len(), "!"));
        let end = line.len() - after_first(after.slice(end..)).len();
        let address = address.replace('\\', "/");
        let address = if address.contains(' ') { format!("<{address}>") } else { address };
        Some((start..end, format!("{mark}[{words}]({address})")))
    })
}

/// What is printed of a block and was a tag to a word processor.
fn tags_of<'t>(own: &'t str, pieces: &[Piece<'t>]) -> impl Iterator<Item = Fault> {
    let end = pieces.last().map_or(0, |last| last.start + last.text.len());
    let starts = pieces.iter().flat_map(|piece| tags_in(piece.text).map(|at| piece.start + at));
    starts.map(move |start| {
        let rest = own.slice(start..end.max(start));
        // No other tag begins within one: of a tag that its author never closed, nobody knows the end.
        let next = rest.slice(1..).find(['<', '>']).map(|at| start + 1 + at);
        let closing = next.filter(|at| own.slice(*at..).starts_with('>')).map(|at| at + 1);
        let line = start + rest.find('\n').unwrap_or(rest.len());
        Fault::Tag { range: start..closing.unwrap_or(line), ends: closing.is_some() }
    })
}

/// Where tags of a word processor begin, whether they end in the same text or not.
fn tags_in(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices('<').map(|(at, _)| at).filter(|at| begins_foreign(text.slice(*at..)))
}

fn is_picture(address: &str) -> bool {
    mime_guess::from_path(address).iter().any(|kind| kind.type_() == mime_guess::mime::IMAGE)
}

/// A text without its first character.
fn after_first(text: &str) -> &str {
    let mut characters = text.chars();
    characters.next();
    characters.as_str()
}

/// Whether what stands in brackets can only be an address: of a page, or of a file by its ending.
fn is_address(words: &str) -> bool {
    let is_web = ["http://", "https://", "www.", "mailto:"].iter().any(|scheme| words.starts_with(scheme));
    let ending = words.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_file = (2..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    is_web || is_file && !words.contains(['，', '。', '；'])
}
