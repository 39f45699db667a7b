//! Signs to lines of text, by where they are drawn.

use crate::import::read::note_mark;

/// What stands for a sign of which the file does not say what it is.
pub(super) const UNKNOWN: char = '\u{fffd}';

/// A sign and the space that it takes on its page, in points from the top left.
#[derive(Clone, Debug)]
pub(super) struct Sign {
    pub text: String,
    pub left: f64,
    pub right: f64,
    /// Where its line stands.
    pub base: f64,
    pub size: f64,
}

impl Sign {
    pub(super) fn middle(&self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    /// The height of what is seen of it.
    pub(super) fn level(&self) -> f64 {
        self.base - self.size * 0.35
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// Signs that stand in one line, from the left; never empty, without blanks at its ends.
#[derive(Clone, Debug)]
pub(super) struct TextLine {
    pub signs: Vec<Sign>,
    pub column: Column,
}

/// In which of a page's columns of text something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Column {
    /// Across the page.
    #[default]
    Whole,
    Left,
    Right,
}

/// A part of a line, and from where to where it stands.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub text: String,
    pub left: f64,
    pub right: f64,
}

/// Marks of notes are smaller than this, and raised by more than this, in sizes of the signs of their line.
const RAISED_SIZE: f64 = 0.8;
const RAISED_BY: f64 = 0.15;
/// A gap as wide as this divides columns, in sizes of the sign behind it.
const COLUMN_GAP: f64 = 1.2;
/// A gap as wide as this stands for a blank between words of letters or digits.
const WORD_GAP: f64 = 0.2;
/// Between Chinese characters: justified lines set them apart.
const CHARACTER_GAP: f64 = 0.8;

impl TextLine {
    pub(super) fn left(&self) -> f64 {
        self.signs.first().map_or(0.0, |sign| sign.left)
    }

    pub(super) fn right(&self) -> f64 {
        self.signs.iter().map(|sign| sign.right).fold(0.0, f64::max)
    }

    pub(super) fn width(&self) -> f64 {
        self.right() - self.left()
    }

    pub(super) fn base(&self) -> f64 {
        self.signs.first().map_or(0.0, |sign| sign.base)
    }

    pub(super) fn size(&self) -> f64 {
        self.signs.first().map_or(1.0, |sign| sign.size)
    }

    pub(super) fn text(&self) -> String {
        self.segments(f64::INFINITY).into_iter().map(|segment| segment.text).collect()
    }

    /// What wide gaps divide.
    pub(super) fn columns(&self) -> Vec<Piece> {
        self.segments(COLUMN_GAP)
    }

    fn segments(&self, widest: f64) -> Vec<Piece> {
        let mut out: Vec<Piece> = Vec::new();
        let mut is_blank = false;
        let mut last: Option<&Sign> = None;
        for sign in &self.signs {
            if sign.is_blank() {
                is_blank = true;
                continue;
            }
            let gap = last.map_or(0.0, |last| (sign.left - last.right) / sign.size.max(1.0));
            match (out.last_mut(), last) {
                (Some(segment), Some(last)) if gap < widest => {
                    if is_blank && gap > 0.1 || gap > least_gap(last, sign) {
                        segment.text.push(' ');
                    }
                    segment.text += &sign.text;
                    segment.right = segment.right.max(sign.right);
                }
                _ => out.push(Piece { text: sign.text.clone(), left: sign.left, right: sign.right }),
            }
            (last, is_blank) = (Some(sign), false);
        }
        out
    }
}

fn least_gap(before: &Sign, after: &Sign) -> f64 {
    let is_word = before.text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && after.text.starts_with(|c: char| c.is_ascii_alphanumeric());
    if is_word { WORD_GAP } else { CHARACTER_GAP }
}

/// Signs by the lines they stand in, from the top. What is drawn twice in one place, to look bold, is there once.
pub(super) fn lines(mut signs: Vec<Sign>) -> Vec<TextLine> {
    signs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut lines: Vec<TextLine> = Vec::new();
    for sign in signs {
        match lines.last_mut() {
            Some(line) if sign.base - line.base() < line.size().max(sign.size) * 0.4 => line.signs.push(sign),
            _ => lines.push(TextLine { signs: vec![sign], column: Column::Whole }),
        }
    }
    for line in &mut lines {
        line.signs.sort_by(|a, b| a.left.total_cmp(&b.left));
        once(&mut line.signs);
        note_marks(&mut line.signs);
        let first = line.signs.iter().position(|sign| !sign.is_blank()).unwrap_or(line.signs.len());
        line.signs.drain(..first);
        line.signs.truncate(line.signs.iter().rposition(|sign| !sign.is_blank()).map_or(0, |last| last + 1));
    }
    lines.retain(|line| !line.signs.is_empty());
    lines
}

fn once(signs: &mut Vec<Sign>) {
    let mut kept: Vec<Sign> = Vec::with_capacity(signs.len());
    for sign in signs.drain(..) {
        let mut near = kept.iter().rev().take(4).filter(|other| sign.left - other.left < sign.size * 0.2);
        if !near.any(|other| other.text == sign.text && !sign.is_blank()) {
            kept.push(sign);
        }
    }
    *signs = kept;
}

/// Small raised digits behind a sign are the mark of a note, and no digits of its number.
fn note_marks(signs: &mut Vec<Sign>) {
    let Some(main) = signs.iter().max_by(|a, b| a.size.total_cmp(&b.size)) else { return };
    let (size, base) = (main.size, main.base);
    let mut kept: Vec<Sign> = Vec::with_capacity(signs.len());
    let mut mark = String::new();
    for sign in signs.drain(..) {
        let is_raised = sign.size < size * RAISED_SIZE && sign.base < base - size * RAISED_BY;
        if !kept.is_empty() && is_raised && sign.text.chars().all(|c| c.is_ascii_digit()) {
            mark += &sign.text;
            continue;
        }
        end(&mut kept, &mut mark);
        kept.push(sign);
    }
    end(&mut kept, &mut mark);
    *signs = kept;
}

/// Puts the mark of a note behind the last sign.
fn end(signs: &mut [Sign], mark: &mut String) {
    if let Some(last) = signs.last_mut().filter(|_| !mark.is_empty()) {
        last.text += &note_mark(&std::mem::take(mark));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sign(text: &str, left: f64, base: f64) -> Sign {
        let width = if text.is_ascii() { 5.0 } else { 10.0 };
        Sign { text: text.to_owned(), left, right: left + width, base, size: 10.0 }
    }

    #[test]
    fn numbers_that_stand_apart_are_never_joined() {
        let line = &lines(vec![sign("3", 10.0, 50.0), sign("1", 0.0, 50.2), sign("2", 5.0, 50.0)])[0];
        assert_eq!(line.text(), "123");
        let apart = &lines(vec![sign("1", 0.0, 50.0), sign("2", 5.0, 50.0), sign("3", 13.0, 50.0)])[0];
        assert_eq!(apart.text(), "12 3");
        let far = &lines(vec![sign("1", 0.0, 50.0), sign("2", 30.0, 50.0)])[0];
        assert_eq!(far.columns().len(), 2);
    }

    #[test]
    fn small_raised_digits_are_marks_of_notes() {
        let raised = Sign { right: 13.0, base: 47.0, size: 6.0, ..sign("2", 10.0, 0.0) };
        let line = &lines(vec![sign("7", 0.0, 50.0), sign("6", 5.0, 50.0), raised])[0];
        assert_eq!(line.text(), "76（注2）");
    }

    #[test]
    fn signs_drawn_twice_to_look_bold_are_there_once() {
        let line =
            &lines(vec![sign("1", 0.0, 50.0), sign("1", 0.3, 50.0), sign("1", 5.0, 50.0), sign("1", 5.3, 50.0)])[0];
        assert_eq!(line.text(), "11");
    }
}
