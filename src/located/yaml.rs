//! YAML to a located tree, from the events of a maintained parser.
//!
//! Reads what front matter needs and refuses the rest by name: anchors and aliases (a few lines of them can ask for
//! gigabytes), tags, several documents, nesting deeper than any form.

use super::{Entry, Node, Problem, ProblemKind, Scalar, Value};
use crate::{
    diag::{Source, Span},
    text,
};
use saphyr_parser::{Event, Parser, ScalarStyle, Span as ParserSpan};

/// Deeper than this nothing of ours nests.
const MAX_DEPTH: usize = 16;

/// Reads `span` of `source`. What could be read is returned even if something is wrong with it.
pub fn parse(source: &Source, span: Span, problems: &mut Vec<Problem>) -> Option<Node> {
    let text = source.slice(span);
    let first_line = source.position(span.start).line - 1;
    let place = |at: ParserSpan| {
        let start = source.offset(first_line + at.start.line() - 1, at.start.col());
        let end = source.offset(first_line + at.end.line() - 1, at.end.col());
        Span::new(start, end.max(start).min(span.end as usize))
    };
    let mut builder = Builder { source, open: Vec::new(), root: None, problems };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, at)) => {
                if builder.take(event, place(at)).is_none() {
                    break;
                }
            }
            Err(error) => {
                let at = source.offset(first_line + error.marker().line().max(1) - 1, error.marker().col());
                builder.problems.push(syntax_error(source, at.min(span.end as usize), error.info()));
                return None;
            }
        }
    }
    builder.root
}

fn syntax_error(source: &Source, at: usize, info: &str) -> Problem {
    let line_start = source.text[..at].rfind('\n').map_or(0, |n| n + 1);
    let line_end = source.text[at..].find('\n').map_or(source.text.len(), |n| at + n);
    let line = &source.text[line_start..line_end];
    let problem = Problem::invalid(
        Span::new(at, at),
        text!("这里不合 YAML 的写法（{info}）", "this is not valid YAML ({info})").with("info", info),
    );
    if let Some(at) = line.find('\t') {
        let hint = text!("缩进用空格，不用制表符（Tab）", "indent with spaces, not with tabs");
        return Problem { span: Span::new(line_start + at, line_start + at + 1), ..problem }.hint(hint);
    }
    let above = source.text[..line_start].trim_end().rsplit('\n').next().unwrap_or_default();
    let colonless = |line: &str| line.contains('：') && !line.contains(':');
    if colonless(line) || colonless(above) {
        return problem.hint(text!(
            "键后面要用半角冒号加空格，例如“行政许可: 0”",
            "a key ends in a half-width colon and a space, as in `licensing: 0`"
        ));
    }
    if line.contains('[') != line.contains(']') || line.contains('，') {
        return problem.hint(text!(
            "一行数字写在一对方括号里，用半角逗号隔开，例如 [0, 0, 0]",
            "a row of numbers stands in one pair of brackets with half-width commas: [0, 0, 0]"
        ));
    }
    problem.hint(text!(
        "看看这一行和上一行：缩进是否对齐，引号、括号是否成对，冒号后是否有空格",
        "look at this line and the one above: indentation, pairs of quotes and brackets, a space after the colon"
    ))
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
    Map(Span, Option<(Box<str>, Span)>, Vec<Entry>),
}

impl Builder<'_> {
    /// Takes one event; `None` means that reading on is of no use.
    fn take(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    self.refuse_shorthand(span);
                }
                let quoted = !matches!(style, ScalarStyle::Plain);
                let span = if quoted { without_trailing(self.source, span) } else { span };
                self.put(Node { span, value: Value::Scalar(Scalar { text: text.into(), quoted }) })
            }
            Event::SequenceStart(anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    self.refuse_shorthand(span);
                }
                self.open(Open::List(span, Vec::new()), span)
            }
            Event::MappingStart(anchor, tag) => {
                if anchor != 0 || tag.is_some() {
                    self.refuse_shorthand(span);
                }
                self.open(Open::Map(span, None, Vec::new()), span)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let node = match self.open.pop()? {
                    Open::List(start, items) => Node { span: start.to(span), value: Value::List(items) },
                    Open::Map(start, _, entries) => {
                        let end = entries.last().map_or(start, |entry| entry.value.span);
                        Node { span: start.to(end), value: Value::Map(entries) }
                    }
                };
                self.put(node)
            }
            Event::Alias(_) => {
                self.refuse_shorthand(span);
                self.put(Node { span, value: Value::Scalar(Scalar { text: "".into(), quoted: false }) })
            }
            Event::DocumentEnd => None,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => Some(()),
        }
    }

    fn open(&mut self, open: Open, span: Span) -> Option<()> {
        if self.open.len() == MAX_DEPTH {
            self.problems.push(Problem::invalid(
                span,
                text!("这里嵌套了 {n} 层以上", "this is nested more than {n} levels deep").with("n", MAX_DEPTH),
            ));
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
            Some(Open::Map(_, key, entries)) => match key.take() {
                Some((key, key_span)) => {
                    if let Some(first) = entries.iter().find(|entry| entry.key == key) {
                        self.problems.push(duplicate_key(&key, key_span, first.key_span));
                    }
                    entries.push(Entry { key, key_span, value: node });
                }
                None => match node.value {
                    Value::Scalar(scalar) => *key = Some((scalar.text, node.span)),
                    _ => {
                        *key = Some(("".into(), node.span));
                        self.problems
                            .push(Problem::invalid(node.span, text!("键只能是一个词", "a key can only be a word")));
                    }
                },
            },
        }
        Some(())
    }

    fn refuse_shorthand(&mut self, span: Span) {
        self.problems.push(
            Problem::invalid(
                span,
                text!(
                    "这里用了 YAML 的锚点、别名或标签（&、*、!），报告里不用这些",
                    "this uses a YAML anchor, alias or tag (&, *, !), which reports do not"
                ),
            )
            .hint(text!("把内容直接写出来；要写这些符号本身，加上引号", "write it out; quote the sign if you mean it")),
        );
    }
}

pub(super) fn duplicate_key(key: &str, span: Span, first: Span) -> Problem {
    Problem {
        kind: ProblemKind::DuplicateKey,
        span,
        message: text!("“{key}”写了两次", "`{key}` is given twice").with("key", key),
        hint: Some(text!("留下对的一处，删去另一处", "keep the right one and delete the other").into()),
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
