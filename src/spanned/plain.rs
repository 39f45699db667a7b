//! Front matter as nearly everybody writes it: a key and its value on each line, numbers in one bracket, indentation by
//! blanks. Reading it takes a tenth of the time that all of YAML takes. Whatever looks any different is left to the
//! parser, and so is whatever is wrong: both must read alike what both can read.

use super::{Entry, Node, Scalar, Value, is_damage};
use crate::diag::Span;

/// Deeper than this the parser counts the levels.
const DEEP: usize = 8;

/// The tree of a text that begins at `base` in its file; none if it holds anything that is not plain.
pub(super) fn parse(text: &str, base: usize) -> Option<Node> {
    let mut open: Vec<Level> = Vec::new();
    let mut at = base;
    for line in text.split_inclusive('\n') {
        let begin = at;
        at += line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let rest = line.trim_start_matches(' ');
        if rest.is_empty() {
            continue;
        }
        let indent = line.len() - rest.len();
        // A key without a value opens a level, which the line after it must be in.
        if open.last().is_none_or(Level::waits) {
            if open.last().is_some_and(|above| indent <= above.indent) || open.len() == DEEP {
                return None;
            }
            open.push(Level { indent, entries: Vec::new(), waiting: None });
        }
        while open.last()?.indent > indent {
            close(&mut open)?;
        }
        let level = open.last_mut().filter(|level| level.indent == indent)?;
        let (key, value) = rest.split_once(':')?;
        if !is_key(key) || level.entries.iter().any(|entry| *entry.key == *key) {
            return None;
        }
        let start = begin + indent;
        let key_span = Span::new(start, start + key.len());
        if value.is_empty() {
            level.waiting = Some((key.into(), key_span));
            continue;
        }
        let text = value.strip_prefix(' ')?.trim_start_matches(' ');
        let value = self::value(text, begin + line.len() - text.len())?;
        level.entries.push(Entry { key: key.into(), key_span, value });
    }
    if open.last()?.waits() {
        return None;
    }
    while open.len() > 1 {
        close(&mut open)?;
    }
    open.pop()?.into_node()
}

/// A mapping that lines may still belong to.
struct Level {
    indent: usize,
    entries: Vec<Entry>,
    /// The key whose value is the level below.
    waiting: Option<(Box<str>, Span)>,
}

impl Level {
    fn waits(&self) -> bool {
        self.waiting.is_some()
    }

    fn into_node(self) -> Option<Node> {
        let (first, last) = self.entries.first().zip(self.entries.last())?;
        let span = first.key_span.to(last.value.span);
        Some(Node { span, value: Value::Map(self.entries) })
    }
}

/// Closes the deepest level: it is the value of the key above that waits for it.
fn close(open: &mut Vec<Level>) -> Option<()> {
    let value = open.pop()?.into_node()?;
    let above = open.last_mut()?;
    let (key, key_span) = above.waiting.take()?;
    above.entries.push(Entry { key, key_span, value });
    Some(())
}

fn value(text: &str, at: usize) -> Option<Node> {
    if let Some(rest) = text.strip_prefix('[') {
        return list(rest.strip_suffix(']')?, at);
    }
    if let Some(rest) = text.strip_prefix('"') {
        let inner = rest.strip_suffix('"').filter(|inner| inner.chars().all(is_quotable))?;
        return Some(scalar(inner, true, Span::new(at, at + text.len())));
    }
    is_plain(text).then(|| scalar(text, false, Span::new(at, at + text.len())))
}

/// What stands between the brackets of a list that begins at `at`.
fn list(inner: &str, at: usize) -> Option<Node> {
    let mut items = Vec::with_capacity(inner.bytes().filter(|byte| *byte == b',').count() + 1);
    let mut begin = at + 1;
    for item in inner.split(',') {
        let text = item.trim_matches(' ');
        let start = begin + item.len() - item.trim_start_matches(' ').len();
        if !is_plain(text) {
            return None;
        }
        items.push(scalar(text, false, Span::new(start, start + text.len())));
        begin += item.len() + 1;
    }
    Some(Node { span: Span::new(at, begin), value: Value::List(items) })
}

fn scalar(text: &str, quoted: bool, span: Span) -> Node {
    Node { span, value: Value::Scalar(Scalar { text: text.into(), quoted }) }
}

fn is_key(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || is_han(c))
}

/// A word or a number. `-` and `/` alone are blank cells, and the first of them means something else to YAML.
fn is_plain(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    unsigned.starts_with(|c: char| c.is_ascii_alphanumeric() || is_han(c))
        && unsigned.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/') || is_han(c))
}

/// What means itself within quotation marks.
fn is_quotable(c: char) -> bool {
    !matches!(c, '"' | '\\' | '\t' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}') && !is_damage(c)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{diag::Source, spanned::yaml};

    const FRONT: &str = "title: \"甲镇2023年年报\"\nyear: 2023\n\nproactive:\n  regulations: [0, -1, 0]\n  规章: 0\n\
        applications:\n  results:\n    granted: [1, 2,3]\n    total: 4\n  carried_out: [5]\npublished: 2024-01-05\n";

    fn by_parser(text: &str) -> Option<Node> {
        let mut problems = Vec::new();
        let source = Source::new("a.md", text);
        let node = yaml::parse_any(&source, Span::new(0, text.len()), &mut problems);
        node.filter(|_| problems.is_empty())
    }

    #[test]
    fn plain_front_matter_is_read_here() {
        assert!(parse(FRONT, 0).is_some());
    }

    #[test]
    fn whatever_is_read_here_the_parser_reads_alike() {
        let signs = [
            "", " ", "\n", "-", ":", ": ", "#", " #", "\"", "'", "[", "]", ",", "a", "甲", "0", "&", "~", "\t", "\r",
            "|", "  ", "\n  ", "a: b\n",
        ];
        let mut read = 0;
        for (at, c) in FRONT.char_indices() {
            for (sign, end) in signs.iter().flat_map(|sign| [(sign, at), (sign, at + c.len_utf8())]) {
                let text = format!("{}{sign}{}", &FRONT[..at], &FRONT[end..]);
                let Some(node) = parse(&text, 0) else { continue };
                assert_eq!(format!("{node:?}"), format!("{:?}", by_parser(&text).expect(&text)), "{text}");
                read += 1;
            }
        }
        assert!(read > 1_000, "{read}");
    }
}
