//! The text without markup: what is read as sentences, with the way back to the source.

use super::{Slice, own::is_han};
pub(crate) use crate::markdown::Block;
use crate::{
    diag::Span,
    markdown::{self, Piece},
    report::Report,
};
use std::ops::Range;

/// One block of text: a paragraph, a heading, an item of a list.
#[derive(Debug)]
pub struct Passage {
    pub block: Block,
    /// The key of the form's section it stands in.
    pub section: Option<&'static str>,
    /// Without blanks; digits, percent signs and Latin letters in their narrow form.
    pub text: String,
    /// Where its sentences end, each after its mark.
    pub(super) ends: Vec<usize>,
    signs: Signs,
    has_blanks: bool,
    has_marks_in_a_row: bool,
    stretches: Vec<Stretch>,
    /// Its runs as they stand in the file; runs that touch are one.
    runs: Vec<Span>,
    labels: Vec<Span>,
}

/// A stretch of the text that stands in the file without a gap.
#[derive(Debug)]
struct Stretch {
    own: u32,
    source: u32,
    /// A single narrowed character: [`WIDE`] bytes in the file.
    is_wide: bool,
}

/// Which signs stand in a text, as far as a bit for each tells, which some of them share. What has none of the signs
/// that a rule looks for need not be searched.
#[derive(Clone, Copy, Debug, Default)]
struct Signs(u128);

impl Signs {
    fn add(&mut self, c: char) {
        self.0 |= Self::bit(c);
    }

    fn bit(c: char) -> u128 {
        1 << (c as u32 % u128::BITS)
    }
}

/// Bytes of a full-width character in UTF-8.
const WIDE: usize = 3;

impl Passage {
    /// One that has room for a text of this length.
    fn new(block: Block, section: Option<&'static str>, length: usize) -> Self {
        let (text, ends) = (String::with_capacity(length), Vec::new());
        let (signs, has_blanks, has_marks_in_a_row) = Default::default();
        let (stretches, runs, labels) = Default::default();
        Self { block, section, text, ends, signs, has_blanks, has_marks_in_a_row, stretches, runs, labels }
    }

    /// Whether one of these signs may stand in its runs. None of them is a common Chinese character.
    pub fn may_hold(&self, signs: &[char]) -> bool {
        signs.iter().any(|&sign| self.signs.0 & Signs::bit(sign) != 0)
    }

    /// Whether its runs hold blanks, those without width among them.
    pub fn has_blanks(&self) -> bool {
        self.has_blanks
    }

    /// Whether a mark that divides or ends sentences follows another in its runs.
    pub fn has_marks_in_a_row(&self) -> bool {
        self.has_marks_in_a_row
    }

    /// Its runs of text as they stand in the file, blanks and all. What lies between two of them is markup, code, or
    /// the end of a line.
    pub fn runs(&self) -> &[Span] {
        &self.runs
    }

    /// Stretches of its runs that say where a link leads, and so must stay as they are.
    pub fn labels(&self) -> &[Span] {
        &self.labels
    }

    /// Where a stretch of the text stands in the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.source(range.start).0;
        let Some(last) = self.text.slice(range.clone()).chars().next_back() else { return Span::new(start, start) };
        let (end, is_wide) = self.source(range.end - last.len_utf8());
        Span::new(start, end + if is_wide { WIDE } else { last.len_utf8() })
    }

    /// Where a character stands in the file, and whether it is wide there.
    fn source(&self, at: usize) -> (usize, bool) {
        let after = self.stretches.partition_point(|stretch| stretch.own as usize <= at);
        let Some(stretch) = self.stretches[..after].last() else { return (0, false) };
        (stretch.source as usize + (at - stretch.own as usize), stretch.is_wide)
    }

    /// What a number of a table counts, as a sentence. Of its text, only the number stands in the file.
    pub(super) fn counted(label: &str, number: &Self, digits: Range<usize>, unit: &str) -> Self {
        let source = number.source(digits.start).0;
        let mut counted = Self::new(Block::Paragraph, number.section, label.len() + digits.len() + unit.len());
        counted.copy(label, source);
        counted.copy(number.text.slice(digits), source);
        counted.text.push_str(unit);
        counted
    }

    fn push(&mut self, piece: &str, from: usize) {
        let run = Span::new(from, from + piece.len());
        let mut mark_end = None;
        match self.runs.last_mut() {
            Some(last) if last.end == run.start => {
                last.end = run.end;
                mark_end = self.text.ends_with(MARKS).then_some(0);
            }
            _ => self.runs.push(run),
        }
        // Most of a text is copied as it stands, in long stretches.
        let mut copied = 0;
        for (at, c) in piece.char_indices() {
            if is_han(c) {
                continue;
            }
            let (narrow, end) = (narrow(c), at + c.len_utf8());
            self.signs.add(narrow);
            self.has_blanks |= is_blank(c);
            if c.is_whitespace() || narrow != c {
                self.copy(piece.slice(copied..at), from + copied);
                copied = end;
            }
            if narrow != c {
                self.stretch(from + at, true);
                self.text.push(narrow);
            }
            if ENDS.contains(&c) {
                self.ends.push(self.text.len() + end - copied);
            }
            if MARKS.contains(&c) {
                self.has_marks_in_a_row |= mark_end == Some(at);
                mark_end = Some(end);
            }
        }
        self.copy(piece.slice(copied..), from + copied);
    }

    fn copy(&mut self, text: &str, source: usize) {
        if !text.is_empty() {
            self.stretch(source, false);
            self.text.push_str(text);
        }
    }

    /// What is added next stands here in the file.
    fn stretch(&mut self, source: usize, is_wide: bool) {
        self.stretches.push(Stretch { own: self.text.len() as u32, source: source as u32, is_wide });
    }
}

/// A blank, those without width among them.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// What divides or ends sentences, full-width or not.
const MARKS: [char; 9] = ['。', '，', '、', '；', '：', '？', '！', ',', ';'];

/// What ends a sentence.
const ENDS: [char; 5] = ['。', '！', '？', '!', '?'];

/// Full-width digits, letters and percent signs as narrow ones; punctuation stays, because it divides.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '．' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        c => c,
    }
}

pub(super) fn read(report: &Report) -> Vec<Passage> {
    let body = &report.body;
    let whole = body.whole();
    let base = whole.start as usize;
    let mut passages: Vec<Passage> = Vec::new();
    markdown::blocks(report.source.slice(whole), |block, pieces: &[Piece<'_>]| {
        let Some(first) = pieces.first() else { return };
        let section = body.section_at(Span::new(base + first.start, base + first.start));
        let section = section.and_then(crate::report::ReportSection::key);
        let length = pieces.iter().map(|piece| piece.text.len()).sum();
        let mut passage = Passage::new(block, section, length);
        for piece in pieces {
            passage.push(piece.text, base + piece.start);
            if piece.is_label {
                passage.labels.push(Span::new(base + piece.start, base + piece.start + piece.text.len()));
            }
        }
        passages.push(passage);
    });
    passages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stretch_leads_back_to_the_source() {
        let source = "  收到 １２３ 件，占５０．５％。好";
        let mut passage = Passage::new(Block::Paragraph, None, 0);
        passage.push(source, 0);
        assert_eq!(passage.text, "收到123件，占50.5%。好");
        for (part, wanted) in
            [("123", "１２３"), ("件，占", "件，占"), ("50.5%", "５０．５％"), ("好", "好"), ("到1", "到 １")]
        {
            let at = passage.text.find(part).unwrap();
            assert_eq!(source.slice(passage.span(at..at + part.len()).range()), wanted);
        }
    }
}
