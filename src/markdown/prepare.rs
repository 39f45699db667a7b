//! Prepares a text so that the Markdown parser handles Chinese as it is written, and maps positions back to the source.
//!
//! `CommonMark` was designed for texts with spaces between words. With these changes, emphasis may start and end next
//! to Chinese punctuation, and a paragraph may be indented without becoming code.

use super::options;
use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::{borrow::Cow, ops::Range};

/// Inserted between an emphasis marker and Chinese punctuation. It is a noncharacter, which has no meaning in a text.
pub(super) const JOINT: char = '\u{FDD0}';

/// A text prepared for the parser.
pub(super) struct Prepared<'t> {
    pub source: &'t str,
    pub text: Cow<'t, str>,
    /// For positions in the text, the offset to the source from there on.
    shifts: Vec<(usize, isize)>,
}

/// Replaces a range of the source: by nothing, a joint, a backslash, or the same number of bytes.
struct Edit {
    range: Range<usize>,
    text: &'static str,
}

impl<'t> Prepared<'t> {
    pub(super) fn new(source: &'t str) -> Self {
        let mut edits = Vec::new();
        indentations(source, &mut edits);
        joints(source, &mut edits);
        underscores(source, &mut edits);
        strikes(source, &mut edits);
        let mut prepared = Self { source, text: Cow::Borrowed(source), shifts: Vec::new() };
        if !edits.is_empty() {
            edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
            prepared.apply(&edits);
        }
        prepared
    }

    fn apply(&mut self, edits: &[Edit]) {
        let mut out = String::with_capacity(self.source.len() + 3 * edits.len());
        let mut done = 0;
        for edit in edits {
            out.push_str(&self.source[done..edit.range.start]);
            let at = out.len();
            out.push_str(edit.text);
            done = edit.range.end;
            if edit.text.len() != edit.range.len() {
                let shift = done.cast_signed() - out.len().cast_signed();
                // A range that ends at a joint ends at its insertion point.
                self.shifts.push((at + usize::from(!edit.text.is_empty()), shift));
            }
        }
        out.push_str(&self.source[done..]);
        self.text = Cow::Owned(out);
    }

    /// The range in the source of a range in the text.
    pub(super) fn range(&self, own: Range<usize>) -> Range<usize> {
        if self.shifts.is_empty() {
            return own;
        }
        let start = self.shifted(own.start, self.shifts.partition_point(|(at, _)| *at <= own.start));
        let end = self.shifted(own.end, self.shifts.partition_point(|(at, _)| *at < own.end));
        start..end.max(start)
    }

    fn shifted(&self, at: usize, before: usize) -> usize {
        let shift = before.checked_sub(1).map_or(0, |last| self.shifts[last].1);
        at.saturating_add_signed(shift)
    }
}

/// Removes indentation that makes `CommonMark` take paragraphs for code.
fn indentations(source: &str, edits: &mut Vec<Edit>) {
    if !source.contains('\t') && !source.contains("    ") {
        return;
    }
    // The starts of open list items.
    let mut items = Vec::new();
    for (event, range) in Parser::new_ext(source, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Item) => items.push(range.start),
            Event::End(TagEnd::Item) => drop(items.pop()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                let column = items.last().map_or(0, |&item| text_column(source, item));
                dedent(source, &range, column, edits);
            }
            _ => {}
        }
    }
}

/// The column in which the text of an item starts.
fn text_column(source: &str, item: usize) -> usize {
    let line = line_start(source, item);
    let marker = source[item..].bytes().take_while(|b| !b.is_ascii_whitespace()).count();
    let blanks = source[item + marker..].bytes().take_while(|b| *b == b' ').count();
    columns(&source[line..item]) + marker + if blanks > 4 { 1 } else { blanks }
}

fn line_start(source: &str, at: usize) -> usize {
    source[..at].rfind('\n').map_or(0, |line| line + 1)
}

fn columns(blanks: &str) -> usize {
    blanks.chars().fold(0, |column, c| if c == '\t' { column / 4 * 4 + 4 } else { column + 1 })
}

/// Removes indentation from a code block that consists of prose, down to the column of its item.
fn dedent(source: &str, block: &Range<usize>, column: usize, edits: &mut Vec<Edit>) {
    let mut at = line_start(source, block.start);
    let lines: Vec<_> = source[at..block.end]
        .split_inclusive('\n')
        .map(|line| {
            at += line.len();
            (at - line.len(), line)
        })
        .collect();
    if !lines
        .iter()
        .map(|(_, line)| line.trim_start_matches(|c: char| c.is_whitespace() || c == '>').trim_end())
        .find(|line| !line.is_empty())
        .is_some_and(is_prose)
    {
        return;
    }
    for (start, line) in lines {
        let text = line.trim_start_matches([' ', '\t', '>']);
        let prefix = &line[..line.len() - text.len()];
        let blanks = prefix.rfind('>').map_or(0, |quote| quote + 1);
        let kept = (blanks..prefix.len()).find(|&end| columns(&prefix[blanks..end]) >= column);
        if let Some(kept) = kept.filter(|_| !text.trim().is_empty()) {
            edits.push(Edit { range: start + kept..start + prefix.len(), text: "" });
        }
    }
}

/// Whether a line can only be Chinese prose. Code in Chinese texts starts with a symbol or is in Latin letters.
fn is_prose(line: &str) -> bool {
    let is_item = ["- ", "* ", "+ "].iter().any(|marker| line.starts_with(marker));
    let begins = line.starts_with(|c: char| c.is_alphanumeric() || is_wide_mark(c) || matches!(c, '*' | '_' | '&'));
    // Columns aligned with spaces imitate a table.
    let has_gaps = line.trim_end().contains("  ") || line.trim_end().contains('\t');
    let is_picture = has_gaps && !line.contains(['，', '。', '；']);
    let is_comment = line.starts_with("<!--");
    is_comment || (begins || is_item) && !is_picture && line.chars().any(is_chinese)
}

/// Lets emphasis start and end between punctuation and a letter, if it can be intended.
fn joints(source: &str, edits: &mut Vec<Edit>) {
    let mut before = ' ';
    let mut at = 0;
    // Whether bold text has started in this line.
    let mut is_bold = false;
    while let Some(offset) = memchr::memchr(b'*', &source.as_bytes()[at..]) {
        let start = at + offset;
        let end = start + source[start..].bytes().take_while(|b| *b == b'*').count();
        let previous = source[at..start].chars().next_back().unwrap_or(before);
        let next = source[end..].chars().next().unwrap_or(' ');
        if end - start == 1 && is_times(previous, next) && !is_verbatim(line_at(source, start)) {
            edits.push(Edit { range: start..start, text: "\\" });
        }
        if may_end(previous, end - start) && is_letter_beside(next, previous) {
            edits.push(joint(start));
        }
        is_bold &= !source[at..start].contains('\n');
        let begins_bold = end - start == 2 && !is_bold && ends_in_line(&source[end..]);
        if (may_begin(next) || begins_bold && is_mark(next)) && is_letter_beside(previous, next) {
            edits.push(joint(end));
        }
        is_bold = begins_bold || is_bold && end - start != 2;
        before = '*';
        at = end;
    }
}

/// Whether an asterisk means multiplication: 3*4*5 metres.
fn is_times(previous: char, next: char) -> bool {
    previous.is_ascii_digit() && next.is_ascii_digit()
}

/// Whether a backslash might be printed in a line: in code, in HTML, in an address.
fn is_verbatim(line: &str) -> bool {
    line.contains(['`', '<']) || line.contains("://")
}

fn line_at(source: &str, at: usize) -> &str {
    source[line_start(source, at)..].split('\n').next().unwrap_or_default()
}

/// Whether bold text that starts here ends in the same line.
fn ends_in_line(rest: &str) -> bool {
    let end = memchr::memchr2(b'*', b'\n', rest.as_bytes());
    end.is_some_and(|end| rest[end..].starts_with("**"))
}

fn joint(at: usize) -> Edit {
    Edit { range: at..at, text: "\u{FDD0}" }
}

/// Whether emphasis may end with this punctuation.
fn may_end(mark: char, run: usize) -> bool {
    let opens = "“‘（《〈「『【〔［".contains(mark);
    // A single asterisk after a comma usually refers to a note.
    let divides = run == 1 && matches!(mark, '，' | '、');
    is_mark(mark) && !opens && !divides
}

/// Whether emphasis may start with this punctuation.
fn may_begin(mark: char) -> bool {
    is_mark(mark) && !"”’）》〉」』】〕］，。、；：？！".contains(mark)
}

/// Whether a letter next to punctuation prevents `CommonMark` from recognising emphasis. Between Western punctuation
/// and letters there is a space.
fn is_letter_beside(letter: char, mark: char) -> bool {
    is_chinese(letter) || (letter.is_ascii_alphanumeric() && is_wide_mark(mark))
}

/// Treats `__问题：__2023年` like `**问题：**2023年`. Names with underscores contain no Chinese punctuation.
fn underscores(source: &str, edits: &mut Vec<Edit>) {
    if memchr::memmem::find(source.as_bytes(), b"__").is_none() {
        return;
    }
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        if !line.contains(['`', '<', '\\']) && !line.contains("](") && !line.contains("://") {
            let marks: Vec<_> = line.match_indices("__").map(|(at, _)| at).collect();
            for pair in marks.chunks_exact(2) {
                let (open, close) = (start + pair[0], start + pair[1]);
                if is_emphasised(&source[open + 2..close]) {
                    edits.extend([open, close].map(|at| Edit { range: at..at + 2, text: "**" }));
                    edits.extend([open + 2, close].map(|at| Edit { range: at..at, text: "\u{FDD0}" }));
                }
            }
        }
        start += line.len();
    }
}

/// Lets `~~` strike out between punctuation and a letter, as `joints` does for `*`: in a paragraph, every other one
/// begins.
fn strikes(source: &str, edits: &mut Vec<Edit>) {
    if memchr::memmem::find(source.as_bytes(), b"~~").is_none() {
        return;
    }
    let mut start = 0;
    for paragraph in source.split_inclusive("\n\n") {
        if !is_verbatim(paragraph) && !paragraph.contains('\\') {
            let marks: Vec<_> = strike_marks(paragraph).collect();
            for pair in marks.chunks_exact(2) {
                let places = strike_joints(paragraph, pair[0], pair[1]);
                edits.extend(places.into_iter().map(|at| joint(start + at)));
            }
        }
        start += paragraph.len();
    }
}

/// Where joints let two tildes begin and two others end a stretch of text. Stars inside of them need one of their own
/// then: they had a tilde beside them.
fn strike_joints(text: &str, open: usize, close: usize) -> Vec<usize> {
    let inside = &text[open + 2..close];
    let bare = inside.trim_matches('*');
    let stars =
        [inside.len() - inside.trim_start_matches('*').len(), inside.len() - inside.trim_end_matches('*').len()];
    let mut places = Vec::new();
    if is_doubtful(text, open, open + 2) {
        places.push(open + 2);
        places.extend((stars[0] > 0 && bare.starts_with(is_mark)).then_some(open + 2 + stars[0]));
    }
    if is_doubtful(text, close + 2, close) {
        places.extend((stars[1] > 0 && bare.ends_with(is_mark)).then_some(close - stars[1]));
        places.push(close);
    }
    places
}

/// Where two tildes stand, no more and no fewer.
fn strike_marks(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.match_indices("~~")
        .map(|(at, _)| at)
        .filter(|&at| !text[..at].ends_with('~') && !text[at + 2..].starts_with('~'))
}

/// Whether `CommonMark` doubts a mark between what stands outside of it and what stands inside: the first and the last of
/// its places, seen from outside.
fn is_doubtful(text: &str, outer: usize, inner: usize) -> bool {
    let (before, after) = (text[..outer.min(inner)].chars().next_back(), text[outer.max(inner)..].chars().next());
    let (Some(before), Some(after)) = (before, after) else { return false };
    let (letter, mark) = if outer < inner { (before, after) } else { (after, before) };
    is_mark(mark) && is_letter_beside(letter, mark)
}

fn is_emphasised(inner: &str) -> bool {
    let ends = [inner.chars().next(), inner.chars().next_back()];
    !inner.contains('_') && !inner.starts_with(char::is_whitespace) && ends.iter().flatten().any(|c| is_wide_mark(*c))
}

pub(super) fn is_mark(c: char) -> bool {
    c != '\\' && (c.is_ascii_punctuation() || is_wide_mark(c))
}

pub(super) fn is_wide_mark(c: char) -> bool {
    !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control()
}

pub(super) fn is_chinese(c: char) -> bool {
    !c.is_ascii() && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_leads_back_to_the_source() {
        let source = "**问题：**2023\n\n    缩进**《条例》**三\n\n\t又\n";
        let prepared = Prepared::new(source);
        assert_eq!(prepared.text.replace(JOINT, ""), "**问题：**2023\n\n缩进**《条例》**三\n\n又\n");
        for word in ["问题：", "2023", "缩进", "《条例》", "三", "又"] {
            let own = prepared.text.find(word).unwrap();
            assert_eq!(&source[prepared.range(own..own + word.len())], word);
        }
    }

    #[test]
    fn only_prose_loses_its_indentation() {
        for (source, wanted) in [
            ("甲\n\n    乙\n", "甲\n\n乙\n"),
            ("甲\n\n        乙\n    丙\n", "甲\n\n乙\n丙\n"),
            ("- 甲\n\n      乙\n", "- 甲\n\n  乙\n"),
            ("- 甲\n\n\t\t乙\n", "- 甲\n\n\t乙\n"),
            ("1. 甲\n\n        乙\n", "1. 甲\n\n   乙\n"),
            (">     乙\n", ">乙\n"),
            ("    标 题  日 期\n", "    标 题  日 期\n"),
            ("    收到  申请，办结。\n", "收到  申请，办结。\n"),
            ("\t　乙\n", "　乙\n"),
            ("    giar build\n", "    giar build\n"),
            ("    # 说明\n    giar build\n", "    # 说明\n    giar build\n"),
            ("```\n    乙\n```\n", "```\n    乙\n```\n"),
        ] {
            assert_eq!(Prepared::new(source).text, wanted, "{source:?}");
        }
    }
}
