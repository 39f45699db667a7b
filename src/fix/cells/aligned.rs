//! Preserves the alignment of values and comments in columns.

use crate::diag::{Edit, Source, Span};
use unicode_width::UnicodeWidthStr as _;

/// Spaces to keep before a comment.
const GAP: usize = 2;

/// Replaces a value in its line. In a list whose values are aligned with those of neighbouring lines, the alignment is
/// kept if there is room.
pub(super) fn replacement(source: &Source, span: Span, text: String) -> Vec<Edit> {
    let line = Line::around(source, span);
    let (old, new) = (source.slice(span).width(), text.width());
    let before = &line.before[..line.before.trim_end_matches(' ').len()];
    let blanks = line.before.len() - before.len();
    let is_in_list = before.ends_with(['[', ',']);
    let least = usize::from(before.ends_with(',')).min(blanks);
    let (mut start, mut text) = (span.start as usize, text);
    let mut shift = new.cast_signed() - old.cast_signed();
    if is_in_list && shift > 0 {
        let eaten = (blanks - least).min(shift.unsigned_abs());
        start -= eaten;
        shift -= eaten.cast_signed();
    } else if is_in_list && shift < 0 && line.is_aligned(old) {
        text.insert_str(0, &" ".repeat(shift.unsigned_abs()));
        shift = 0;
    }
    let mut edits = vec![Edit { span: Span::new(start, span.end as usize), text }];
    edits.extend(line.comment_kept(shift));
    edits
}

/// A line of a file, relative to a value in it.
struct Line<'a> {
    text: &'a str,
    /// The text of the line before and after the value.
    before: &'a str,
    after: &'a str,
    start: usize,
    value: Span,
}

impl<'a> Line<'a> {
    fn around(source: &'a Source, value: Span) -> Self {
        let text = source.text.as_str();
        let (from, to) = (value.start as usize, value.end as usize);
        let start = text[..from].rfind('\n').map_or(0, |at| at + 1);
        let end = text[to..].find('\n').map_or(text.len(), |at| to + at);
        let after = text[to..end].trim_end_matches('\r');
        Self { text, before: &text[start..from], after, start, value }
    }

    /// Whether a value of the line above or below ends in the same column, and spaces were added for that.
    fn is_aligned(&self, width: usize) -> bool {
        let column = self.before.width() + width;
        let above = self.text[..self.start].trim_end_matches(['\n', '\r']).rsplit('\n').next();
        let below = self.text[self.value.end as usize..].split('\n').nth(1);
        let is_padded = is_padded(self.before) || is_padded(self.after);
        let mut beside = [above, below].into_iter().flatten();
        beside.any(|line| (is_padded || self::is_padded(line)) && ends_a_value_at(line, column))
    }

    /// Keeps the comment at the end of the line in its column, as far as the spaces before it allow.
    fn comment_kept(&self, shift: isize) -> Option<Edit> {
        let comment = comment(self.after)?;
        let behind = self.after[..comment].trim_end_matches(' ').len();
        let (blanks, at) = (comment - behind, self.value.end as usize + behind);
        if blanks < GAP || shift == 0 {
            return None;
        }
        let by = shift.unsigned_abs();
        if shift < 0 {
            return Some(Edit { span: Span::new(at, at), text: " ".repeat(by) });
        }
        let eaten = by.min(blanks - GAP);
        (eaten > 0).then(|| Edit { span: Span::new(at, at + eaten), text: String::new() })
    }
}

/// Whether a list contains spaces that serve only alignment.
fn is_padded(line: &str) -> bool {
    line.contains("[ ") || line.contains(",  ")
}

/// Whether a value of a list ends in this column.
fn ends_a_value_at(line: &str, column: usize) -> bool {
    let mut width = 0;
    let mut last = ' ';
    for c in line.chars() {
        if width == column {
            return matches!(c, ',' | ']') && !matches!(last, ' ' | ',' | '[');
        }
        width += c.to_string().width();
        last = c;
    }
    false
}

/// The start of the comment in a line: a `#` after a space, outside quotes.
fn comment(text: &str) -> Option<usize> {
    let (mut quote, mut last) = (None, 'x');
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (None, '#') if last == ' ' => return Some(at),
            (None, '"' | '\'') if matches!(last, ' ' | ',' | '[') => quote = Some(c),
            (Some(open), c) if open == c && last != '\\' => quote = None,
            _ => {}
        }
        last = c;
    }
    None
}
