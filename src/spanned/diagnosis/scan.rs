//! Lines of front matter, looked at by themselves: where a key ends, what is quoted, what is a comment.

use std::ops::Range;

pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

pub(super) fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |end| from + end)
}

/// Where the colon of a key stands: one before a blank or the end, outside of quotes and brackets.
pub(super) fn colon(line: &str) -> Option<usize> {
    let from = match line.chars().next()? {
        '"' | '\'' => end_of_quoted(line)?,
        '[' | '{' => return None,
        _ => 0,
    };
    let found = line[from..].match_indices(':').map(|(at, _)| from + at);
    let line = without_comment(line);
    found.take_while(|at| *at < line.len()).find(|at| {
        let rest = &line[at + 1..];
        rest.is_empty() || rest.starts_with([' ', '\t'])
    })
}

/// The length of a quoted text with its quotes; none if it does not end.
pub(in crate::spanned) fn end_of_quoted(text: &str) -> Option<usize> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut rest = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        let doubled = quote == '\'' && c == quote && rest.peek().is_some_and(|(_, next)| *next == quote);
        if doubled || (quote == '"' && c == '\\') {
            rest.next();
        } else if c == quote {
            return Some(at + 1);
        }
    }
    None
}

/// A backslash that is followed by nothing YAML knows.
pub(super) fn wrong_escape(quoted: &str) -> Option<usize> {
    let mut rest = quoted.char_indices();
    while let Some((at, c)) = rest.next() {
        if c == '\\' && !rest.next().is_some_and(|(_, c)| "0abtnvfre \"/\\N_LPxuU\t\n".contains(c)) {
            return Some(at);
        }
    }
    None
}

/// A line, or what is left of it, without its comment and the blanks before that.
pub(super) fn without_comment(line: &str) -> &str {
    if line.starts_with('#') {
        return "";
    }
    let mut from = 0;
    // A comment begins behind a blank and outside of quotes.
    while let Some(at) = line[from..].find(['#', '"', '\'']).map(|at| from + at) {
        if line[at..].starts_with('#') {
            if line[..at].ends_with([' ', '\t']) {
                return line[..at].trim_end();
            }
            from = at + 1;
        } else {
            let begins = at == 0 || is_begin(line[..at].trim_end());
            from = at + if begins { end_of_quoted(&line[at..]).unwrap_or(1) } else { 1 };
        }
    }
    line.trim_end()
}

/// Whether a quote behind this begins a quoted item.
pub(super) fn is_begin(before: &str) -> bool {
    before.ends_with(['[', '{', ',', ':', '\n'])
}

pub(super) fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

pub(super) fn is_item(line: &str) -> bool {
    let line = line.trim();
    line == "-" || line.starts_with("- ")
}

/// Whether an item is a row of a table: a key and its numbers, or a key of further rows.
pub(super) fn is_row(item: &str) -> bool {
    let row = without_comment(item.trim_start_matches(['-', ' ']));
    let value = colon(row).map(|at| row[at + 1..].trim_start());
    value.is_some_and(|value| value.is_empty() || value.starts_with(|c: char| c == '[' || c.is_ascii_digit()))
}

/// Whether a line is a number and nothing else.
pub(super) fn is_number(line: &str) -> bool {
    line.contains(char::is_numeric) && line.chars().all(|c| c.is_numeric() || matches!(c, '.' | ','))
}

/// The key behind a figure, in what stands before a colon.
pub(super) fn second_key(before: &str) -> Option<Range<usize>> {
    let key = last_word(before)?;
    let is_key = !before[key.clone()].contains(char::is_numeric);
    let figure = before[..key.start].trim_end_matches(|c| c != '/' && is_between(c));
    let figure = figure.trim_start_matches('约');
    let is_cell = is_figure(figure) || is_figure(figure.trim_end_matches(is_between));
    (is_key && is_cell).then_some(key)
}

/// The last word before a colon, if others stand before it.
pub(super) fn last_word(before: &str) -> Option<Range<usize>> {
    let before = before.trim_end();
    let (_, word) = before.rsplit_once(is_between).filter(|(_, word)| !word.is_empty())?;
    Some(before.len() - word.len()..before.len())
}

/// Whether a character divides what stands in a line.
fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ';' | '/' | '，' | '；' | '、')
}

/// Whether a text is what somebody writes into a cell: a number with its unit or a remark, or a sign for none.
fn is_figure(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_numeric() || matches!(c, '.' | ','));
    let unit = rest.trim_start();
    let is_remark = unit.starts_with(['（', '(']) && unit.ends_with(['）', ')']);
    let is_unit = unit.chars().count() <= LONGEST_UNIT && unit.chars().all(char::is_alphabetic);
    if rest.len() < text.len() { is_unit || is_remark } else { matches!(text, "/" | "-" | "—" | "无" | "零") }
}

/// In characters: 万元.
const LONGEST_UNIT: usize = 2;
