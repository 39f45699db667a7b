//! YAML to a located tree, from the events of a maintained parser.
//!
//! Reads what front matter needs and refuses the rest by name: anchors and aliases (a few lines of them can ask for
//! gigabytes), tags, several documents, nesting deeper than any form.

use super::{Entry, Node, Problem, ProblemKind, Scalar, Value};
use crate::{
    diag::{Source, Span},
    i18n::Text,
    text,
};
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::{borrow::Cow, collections::HashMap};

/// Deeper than this nothing of ours nests.
const MAX_DEPTH: usize = 16;

/// Reads `span` of `source`. What could be read is returned even if something is wrong with it.
pub fn parse(source: &Source, span: Span, problems: &mut Vec<Problem>) -> Option<Node> {
    let text = without_bare_dashes(source.slice(span));
    let mut cursor = Cursor { text: source.slice(span), base: span.start as usize, index: 0, byte: 0 };
    let mut builder = Builder { source, open: Vec::new(), root: None, problems };
    for event in Parser::new_from_str(&text) {
        match event {
            Ok((event, at)) => {
                let start = cursor.to(at.start.index());
                let end = cursor.to(at.end.index());
                if builder.take(event, Span::new(start, end.max(start).min(span.end as usize))).is_none() {
                    break;
                }
            }
            Err(error) => {
                let at = cursor.to(error.marker().index()).min(span.end as usize);
                builder.problems.push(syntax_error(source, span, at, error.info()));
                return None;
            }
        }
    }
    builder.root
}

/// Turns the parser's places, which count characters, into bytes. It moves from one to the next, so that a long
/// line costs no more than many short ones.
struct Cursor<'a> {
    text: &'a str,
    base: usize,
    index: usize,
    byte: usize,
}

impl Cursor<'_> {
    fn to(&mut self, index: usize) -> usize {
        let (before, after) = self.text.split_at(self.byte);
        if index >= self.index {
            let step = after.char_indices().nth(index - self.index).map_or(after.len(), |(at, _)| at);
            self.byte += step;
        } else {
            let back = before.char_indices().rev().nth(self.index - index - 1).map_or(0, |(at, _)| at);
            self.byte = back;
        }
        self.index = index;
        self.base + self.byte
    }
}

/// Stands for a `-` that is a value, which YAML would take for the beginning of a list. A noncharacter.
const DASH: char = '\u{FDD1}';

/// The text with each lone `-` (`[6, -, 0]`, `规章: -`) replaced, character for character.
fn without_bare_dashes(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    for (at, _) in text.match_indices('-') {
        let before = text[..at].trim_end_matches(' ');
        let after = text[at + 1..].trim_start_matches(' ');
        let opens = before.ends_with(['[', ',']) || (before.ends_with(':') && before.len() < at);
        let closes =
            after.is_empty() || after.starts_with([',', ']', '\n', '\r', '}']) || text[at + 1..].starts_with(" #");
        if opens && closes {
            out.push_str(&text[copied..at]);
            out.push(DASH);
            copied = at + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

fn syntax_error(source: &Source, front: Span, at: usize, info: &str) -> Problem {
    if info.contains("recursion") {
        return too_deep(Span::new(at, at));
    }
    let problem = Problem::invalid(
        Span::new(at, at),
        text!("这里不合 YAML 的写法（{info}）", "this is not valid YAML ({info})").with("info", info),
    );
    let lines = lines_to(source, front, at);
    // The parser often notices on the next line.
    for &(start, line) in lines.iter().rev().take(2) {
        if let Some((column, hint)) = likely_fault(line) {
            let at = start + column;
            let width = line[column..].chars().next().map_or(0, char::len_utf8);
            return Problem { span: Span::new(at, at + width), ..problem }.hint(hint);
        }
    }
    problem.hint(text!(
        "看看这一行和上一行：缩进是否对齐，引号、括号是否成对，冒号后是否有空格",
        "check this line and the one above: indentation, matching quotes and brackets, a space after each colon"
    ))
}

/// The lines of the front matter up to the one that holds `at`, with where each starts.
fn lines_to(source: &Source, front: Span, at: usize) -> Vec<(usize, &str)> {
    let mut lines = Vec::new();
    let mut start = front.start as usize;
    for line in source.slice(front).split_inclusive('\n') {
        if start > at {
            break;
        }
        lines.push((start, line.trim_end()));
        start += line.len();
    }
    lines
}

/// What is probably wrong in a line: the column, in bytes, and the remedy.
fn likely_fault(line: &str) -> Option<(usize, Text)> {
    if let Some(at) = line.find(|c: char| c.is_control() && c != '\t') {
        return Some((
            at,
            text!(
                "里面有看不见的字符，删去重新输入",
                "it contains an invisible character: delete it and type it again"
            ),
        ));
    }
    if let Some(at) = line.find('\t') {
        return Some((at, text!("缩进用空格，不用制表符（Tab）", "indent with spaces, not tabs")));
    }
    if let Some(at) = line.find('：').filter(|_| !line.contains(": ") && !line.ends_with(':')) {
        let hint = text!(
            "键后面要用半角冒号加空格，例如“行政许可: 0”",
            "put a half-width colon and a space after a key: `licensing: 0`"
        );
        return Some((at, hint));
    }
    if let Some(at) = line.find(['【', '】', '［', '］', '，']) {
        let hint = text!(
            "一行数字写在一对半角方括号里，用半角逗号隔开，例如 [0, 0, 0]；说明里有逗号的加上引号",
            "put a row of numbers in half-width brackets with half-width commas: [0, 0, 0]; quote a remark that contains a comma"
        );
        return Some((at, hint));
    }
    if line.matches('[').count() != line.matches(']').count() {
        let at = line.find(['[', ']']).unwrap_or_default();
        return Some((at, text!("方括号要成对：[0, 0, 0]", "close every bracket: [0, 0, 0]")));
    }
    None
}

fn too_deep(span: Span) -> Problem {
    Problem::invalid(
        span,
        text!("这里嵌套了 {n} 层以上", "this is nested more than {n} levels deep").with("n", MAX_DEPTH),
    )
    .hint(text!("看看缩进和括号：表格没有这么多层", "check indentation and brackets: no table has that many levels"))
}

/// The parser counts blanks and a comment behind a quoted scalar to it.
fn without_trailing(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return span };
    let mut rest = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = rest.next() {
        let doubled = quote == '\'' && c == quote && rest.peek().is_some_and(|(_, next)| *next == quote);
        if doubled || (quote == '"' && c == '\\') {
            rest.next();
        } else if c == quote {
            return Span::new(span.start as usize, span.start as usize + at + 1);
        }
    }
    span
}

struct Builder<'a> {
    source: &'a Source,
    open: Vec<Open>,
    root: Option<Node>,
    problems: &'a mut Vec<Problem>,
}

enum Open {
    List(Span, Vec<Node>),
    /// The key that waits for its value, and what the mapping holds so far.
    Map(Span, Option<(Box<str>, Span)>, Vec<Entry>, HashMap<Box<str>, Span>),
}

impl Builder<'_> {
    /// Takes one event; `None` means that reading on is of no use.
    fn take(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    return self.refuse_shorthand(span);
                }
                let quoted = !matches!(style, ScalarStyle::Plain);
                let span = if quoted { without_trailing(self.source, span) } else { span };
                let text = if text.contains(DASH) { text.replace(DASH, "-").into() } else { text.into() };
                self.put(Node { span, value: Value::Scalar(Scalar { text, quoted }) })
            }
            Event::SequenceStart(anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    return self.refuse_shorthand(span);
                }
                self.open(Open::List(span, Vec::new()), span)
            }
            Event::MappingStart(anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    return self.refuse_shorthand(span);
                }
                self.open(Open::Map(span, None, Vec::new(), HashMap::new()), span)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match self.open.pop()? {
                    Open::List(start, items) => Node { span: start.to(span), value: Value::List(items) },
                    Open::Map(start, _, entries, _) => {
                        let end = entries.last().map_or(start, |entry| entry.value.span);
                        Node { span: start.to(end), value: Value::Map(entries) }
                    }
                };
                self.put(node)
            }
            Event::Alias(_) => self.refuse_shorthand(span),
            Event::DocumentStart(_) if self.root.is_some() => {
                let message = text!(
                    "数据部分又开始了一份：这里有多余的“---”或“...”",
                    "a second YAML document begins here: there is an extra `---` or `...`"
                );
                let hint = text!(
                    "删去这一行；数据部分只有开头和结尾两个“---”",
                    "delete this line; the front matter has a `---` only at its start and at its end"
                );
                self.problems.push(Problem::invalid(span, message).hint(hint));
                self.root = None;
                None
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => {
                Some(())
            }
        }
    }

    fn open(&mut self, open: Open, span: Span) -> Option<()> {
        if self.open.len() == MAX_DEPTH {
            self.problems.push(too_deep(span));
            self.root = None;
            return None;
        }
        self.open.push(open);
        Some(())
    }

    fn put(&mut self, node: Node) -> Option<()> {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open::List(_, items)) => items.push(node),
            Some(Open::Map(_, key, entries, known)) => match key.take() {
                Some((key, key_span)) => {
                    match known.get(&key) {
                        Some(first) => self.problems.push(duplicate_key(&key, key_span, *first)),
                        None => drop(known.insert(key.clone(), key_span)),
                    }
                    entries.push(Entry { key, key_span, value: node });
                }
                None => match node.value {
                    Value::Scalar(scalar) => *key = Some((scalar.text, node.span)),
                    _ => {
                        *key = Some(("".into(), node.span));
                        self.problems
                            .push(Problem::invalid(node.span, text!("键只能是一个词", "a key must be a single word")));
                    }
                },
            },
        }
        Some(())
    }

    /// Refuses what makes little text mean much; reading on would only repeat it.
    fn refuse_shorthand(&mut self, span: Span) -> Option<()> {
        self.root = None;
        self.problems.push(
            Problem::invalid(
                span,
                text!(
                    "这里用了 YAML 的锚点、别名或标签（&、*、!），报告里不用这些",
                    "this uses a YAML anchor, alias or tag (&, *, !), which reports do not support"
                ),
            )
            .hint(text!(
                "把内容直接写出来；要写这些符号本身，加上引号",
                "write the content out; if you mean the character itself, put it in quotes"
            )),
        );
        None
    }
}

pub(super) fn duplicate_key(key: &str, span: Span, first: Span) -> Problem {
    Problem {
        kind: ProblemKind::DuplicateKey,
        span,
        message: text!("“{key}”写了两次", "`{key}` is given twice").with("key", key),
        hint: Some(text!("留下对的一处，删去另一处", "keep the correct one and delete the other").into()),
        first: Some(first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<Node>, Vec<Problem>) {
        let source = Source::new("a.md", text);
        let mut problems = Vec::new();
        let node = parse(&source, Span::new(0, text.len()), &mut problems);
        (node, problems)
    }

    #[test]
    fn scalars_keep_the_text_that_was_typed() {
        let (node, problems) = read("申请: [012, 0x1F, 1e3, '1,2', １２, no]\n");
        assert!(problems.is_empty(), "{problems:?}");
        let Value::Map(entries) = node.unwrap().value else { panic!() };
        let Value::List(items) = &entries[0].value.value else { panic!() };
        let texts: Vec<_> = items.iter().map(|item| item.text().unwrap()).collect();
        assert_eq!(texts, ["012", "0x1F", "1e3", "1,2", "１２", "no"]);
    }

    #[test]
    fn places_are_bytes_even_after_chinese() {
        let text = "主动公开:\n  规章: [1, 22]\n";
        let (node, _) = read(text);
        let Value::Map(entries) = node.unwrap().value else { panic!() };
        let Value::Map(rows) = &entries[0].value.value else { panic!() };
        let Value::List(items) = &rows[0].value.value else { panic!() };
        assert_eq!(&text[items[1].span.range()], "22");
        assert_eq!(&text[rows[0].key_span.range()], "规章");
    }

    #[test]
    fn a_quoted_scalar_ends_at_its_quote() {
        for quoted in ["\"a \\\" b\"", "'a '' b'", "\"\"", "'甲'"] {
            let text = format!("k: {quoted}   # it's \"so\"\n");
            let (node, _) = read(&text);
            let Value::Map(entries) = node.unwrap().value else { panic!() };
            assert_eq!(&text[entries[0].value.span.range()], quoted);
        }
    }

    #[test]
    fn hostile_yaml_is_one_problem() {
        assert_eq!(read(&"[".repeat(10_000)).1.len(), 1);
        assert_eq!(read(&(0..10_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect::<String>()).1.len(), 1);
        let bomb = "a: &a [x]\nb: *a\n";
        assert!(!read(bomb).1.is_empty());
        assert_eq!(read("a: 1\na: 2\n").1[0].kind, ProblemKind::DuplicateKey);
    }
}
