//! Pages to one text: paragraphs across lines and pages, tables across pages, without what every page repeats.

use super::{
    aligned::{self, Row},
    signs::TextLine,
    table::{Table, origin},
};
use crate::{
    i18n::Message,
    import::{
        doc::{Block, Doc, Para},
        fold,
    },
    text,
};
use std::collections::BTreeMap;

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

/// What pages repeat stands in this share of their height, above and below.
const MARGIN: f64 = 0.13;
/// So many lines may repeat at one end of a page.
const MOST_REPEATED: usize = 2;

/// Takes page numbers and running heads away, and says so.
pub(super) fn without_furniture(pages: &mut [Page], remarks: &mut Vec<Message>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        for (_, text) in page.margins() {
            *seen.entry(masked(&text)).or_default() += 1;
        }
    }
    let (mut numbers, mut heads) = (Vec::new(), Vec::new());
    for page in pages {
        let mut gone = Vec::new();
        for (at, text) in page.margins() {
            let is_repeated = seen[&masked(&text)] > 1;
            if is_page_number(&text) {
                numbers.push(text);
            } else if is_repeated {
                heads.push(masked(&text));
            } else {
                continue;
            }
            gone.push(at);
        }
        let mut at = 0;
        page.parts.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
    heads.sort();
    heads.dedup();
    if !numbers.is_empty() {
        let listed = text!("没有导入页码：{numbers}", "page numbers were left out: {numbers}");
        remarks.push(listed.with("numbers", numbers.join("、")));
    }
    for head in heads {
        let listed = text!("没有导入每页重复的“{head}”", "“{head}” stands on every page and was left out");
        remarks.push(listed.with("head", head));
    }
}

impl Page {
    /// The lines at both ends of a page, outside its text.
    fn margins(&self) -> Vec<(usize, String)> {
        let outside = |at: &usize| match &self.parts[*at] {
            Part::Line(line) => {
                let is_outside = line.base() < self.height * MARGIN || line.base() > self.height * (1.0 - MARGIN);
                is_outside.then(|| (*at, line.text()))
            }
            Part::Table(_) => None,
        };
        let count = self.parts.len();
        let first: Vec<_> = (0..count).map_while(|at| outside(&at)).take(MOST_REPEATED).collect();
        let last = (first.len()..count).rev().map_while(|at| outside(&at)).take(MOST_REPEATED);
        let last: Vec<_> = last.collect();
        first.into_iter().chain(last).collect()
    }
}

/// A text with one sign for every number: page 3 and page 4 are alike.
fn masked(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            c if !c.is_ascii_digit() => out.push(c),
            _ if out.ends_with('#') => {}
            _ => out.push('#'),
        }
    }
    out
}

/// `3`, `— 3 —`, `3/8`, `第 3 页`, `第 3 页 共 8 页`.
fn is_page_number(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let bare: String = masked(&plain).chars().filter(|c| !"-—–－·第页共/，,".contains(*c)).collect();
    matches!(&*bare, "#" | "##") && plain.chars().filter(char::is_ascii_digit).count() <= 6
}

/// Pages in reading order.
pub(super) fn blocks(pages: Vec<Page>, doc: &mut Doc) {
    let measure = Measure::of(&pages);
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
                    text(&std::mem::take(&mut lines), &measure, doc);
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
    text(&lines, &measure, doc);
}

/// Between which edges text stands.
#[derive(Debug)]
struct Measure {
    left: f64,
    right: f64,
    /// From one line to the next, in sizes of its signs.
    pitch: f64,
}

impl Measure {
    fn of(pages: &[Page]) -> Self {
        let lines = pages.iter().flat_map(|page| &page.parts).filter_map(|part| match part {
            Part::Line(line) => Some(line),
            Part::Table(_) => None,
        });
        let long: Vec<_> = lines.filter(|line| line.signs.len() > 15).collect();
        let pitches = long.windows(2).map(|pair| (pair[1].base() - pair[0].base()) / pair[1].size());
        let mut pitches: Vec<_> = pitches.filter(|pitch| (0.8..4.0).contains(pitch)).collect();
        pitches.sort_by(f64::total_cmp);
        Self {
            left: long.iter().map(|line| line.left()).fold(f64::INFINITY, f64::min),
            right: long.iter().map(|line| line.right()).fold(0.0, f64::max),
            pitch: pitches.get(pitches.len() / 3).copied().unwrap_or(2.0),
        }
    }

    /// Whether a paragraph goes on in the next line.
    fn goes_on(&self, (page, line): &(usize, TextLine), (next_page, next): &(usize, TextLine)) -> bool {
        let size = next.size();
        let is_full = self.right - line.right() < size * 1.9;
        let is_flush = next.left() - self.left < size * 0.9;
        let is_alike = (line.size() - size).abs() < size * 0.08;
        let down = (next.base() - line.base()) / size;
        let is_near = page != next_page || down < self.pitch * 1.25;
        let is_numbered = fold::number(&next.text()).is_some() && line.text().ends_with(['。', '；', '：']);
        is_full && is_flush && is_alike && is_near && !is_numbered
    }
}

/// Lines to paragraphs and to tables that have no lines.
fn text(lines: &[(usize, TextLine)], measure: &Measure, doc: &mut Doc) {
    let rows: Vec<_> = lines.iter().map(|(page, line)| Row::of(line, *page)).collect();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_known_by_their_look() {
        for text in ["3", "— 3 —", "- 12 -", "第 3 页", "第3页 共8页", "3/8"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["2023年", "一、总体情况", "3件", "1234567", "第三页"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
