//! YAML to a located tree, from the events of a maintained parser.
//!
//! Reads what front matter needs and refuses the rest by name: anchors and aliases (a few lines of them can ask for
//! gigabytes), tags, several documents, nesting deeper than any form.

use super::{
    Entry, Node, Problem, ProblemKind, Scalar, Value, diagnosis, find_invisible, invisible, is_damage, plain, visible,
};
use crate::{
    diag::{Edit, Source, Span},
    text,
};
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::{borrow::Cow, collections::HashMap};

/// Deeper than this nothing of ours nests.
const MAX_DEPTH: usize = 16;

/// Reads `span` of `source`. What could be read is returned even if something is wrong with it.
pub(crate) fn parse(source: &Source, span: Span, problems: &mut Vec<Problem>) -> Option<Node> {
    plain::parse(source.slice(span), span.start as usize).or_else(|| parse_any(source, span, problems))
}

/// Parses what [`plain`] is no match for, which is any YAML.
pub(super) fn parse_any(source: &Source, span: Span, problems: &mut Vec<Problem>) -> Option<Node> {
    let text = without_bare_dashes(source.slice(span));
    let mut cursor = Cursor { text: source.slice(span), base: span.start as usize, index: 0, byte: 0 };
    let before = problems.len();
    let mut builder = Builder { source, open: Vec::new(), root: None, problems, is_indented_wrongly: false };
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
                // What was reported on the way is reported again by whoever looks at the lines.
                builder.problems.truncate(before);
                builder.problems.extend(syntax_errors(source, span, at, error.info()));
                return None;
            }
        }
    }
    if builder.is_indented_wrongly {
        builder.problems.truncate(before);
        builder.problems.extend(diagnosis::diagnose(source.slice(span), span.start as usize, span.end as usize));
        return None;
    }
    if let Some(Node { value: Value::Scalar(scalar), .. }) = &builder.root
        && !scalar.is_null()
    {
        // A file of one line, or of lines that YAML takes for one text.
        let found = diagnosis::diagnose(source.slice(span), span.start as usize, span.end as usize);
        if !found.is_empty() {
            builder.problems.extend(found);
            return None;
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
        let closes = after.is_empty()
            || after.starts_with([',', ']', '\n', '\r', '}'])
            || text[at + 1..].starts_with(' ') && after.starts_with('#');
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

/// What the parser stumbled over, in our words. Where it stands is looked for line by line.
fn syntax_errors(source: &Source, front: Span, at: usize, info: &str) -> Vec<Problem> {
    if info.contains("recursion") {
        return vec![too_deep(Span::new(at, at))];
    }
    if let Some((at, c)) = source.slice(front).char_indices().find(|(_, c)| is_damage(*c)) {
        let name =
            invisible(c).unwrap_or_else(|| text!("不能发布的字符", "a character that cannot be published").into());
        let message = text!("这里有{name}", "there is {name} here").with("name", name);
        let at = front.start as usize + at;
        return vec![Problem::invalid(Span::new(at, at + c.len_utf8()), message).hint(text!(
            "里面有看不见的字符，删去重新输入",
            "it holds an invisible character: delete it and type it again"
        ))];
    }
    let found = diagnosis::diagnose(source.slice(front), front.start as usize, at);
    if !found.is_empty() {
        return found;
    }
    if let Some(problem) = diagnosis::mixed(source.slice(front), front.start as usize, at) {
        return vec![problem];
    }
    let message = text!("数据部分从这里起读不懂", "the front matter cannot be read from here on");
    vec![Problem::invalid(Span::new(at, at), message).hint(diagnosis::UNSURE)]
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
    let start = span.start as usize;
    diagnosis::end_of_quoted(source.slice(span)).map_or(span, |length| Span::new(start, start + length))
}

struct Builder<'a> {
    source: &'a Source,
    open: Vec<Open>,
    root: Option<Node>,
    problems: &'a mut Vec<Problem>,
    /// Whether a line begins with a blank that YAML takes for a part of its key.
    is_indented_wrongly: bool,
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
                let text: Box<str> = if text.contains(DASH) { text.replace(DASH, "-").into() } else { text.into() };
                let text = self.sound(text, quoted, span);
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

    /// A text; reported, and without them, if it holds characters that no page may hold. The escapes of quoted texts can
    /// write any.
    fn sound(&mut self, text: Box<str>, quoted: bool, span: Span) -> Box<str> {
        let Some(damage) = text.chars().find(|c| is_damage(*c)).filter(|_| quoted) else { return text };
        if !self.source.slice(span).contains(is_damage) {
            self.problems.push(damaged_text(damage, span));
        }
        text.replace(is_damage, "").into()
    }

    /// A key without the characters that nobody sees, which are reported.
    fn key(&mut self, scalar: Scalar, span: Span) -> Box<str> {
        let Some((at, c, name)) = find_invisible(&scalar.text).filter(|_| !scalar.quoted) else { return scalar.text };
        self.is_indented_wrongly |= at == 0 && c.is_whitespace();
        let start = span.start as usize + at;
        let place = Span::new(start, start + c.len_utf8());
        let message = text!("键“{key}”里有{name}", "the key `{key}` holds {name}");
        let message = message.with("key", visible(&scalar.text)).with("name", name);
        let hint = text!("删去它，键才认得出来", "delete it so that the key is recognised");
        let plain: String = scalar.text.chars().filter(|c| invisible(*c).is_none()).collect();
        // A blank behind such a character would indent the line.
        let plain = plain.trim().to_owned();
        self.problems.push(Problem {
            kind: ProblemKind::UnknownKey,
            fix: Some(Edit { span, text: plain.clone() }),
            ..Problem::invalid(place, message).hint(hint)
        });
        plain.into()
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
        if let (Some(Open::Map(_, None, ..)), Value::Scalar(_)) = (self.open.last(), &node.value)
            && let Value::Scalar(scalar) = node.value
        {
            let key = self.key(scalar, node.span);
            if let Some(Open::Map(_, waiting, ..)) = self.open.last_mut() {
                *waiting = Some((key, node.span));
            }
            return Some(());
        }
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
                None => {
                    *key = Some(("".into(), node.span));
                    self.problems
                        .push(Problem::invalid(node.span, text!("键只能是一个词", "a key can only be a word")));
                }
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

/// The problem of a text with a character that no page may hold, typed or spelt.
pub(super) fn damaged_text(c: char, span: Span) -> Problem {
    let message = text!(
        "这段文字里有不能发布的字符（U+{code}）",
        "this text holds a character that cannot be published (U+{code})"
    );
    Problem::invalid(span, message.with("code", format!("{:04X}", c as u32)))
        .hint(text!("删去它，或换成看得见的字", "delete it, or write one that shows"))
}

pub(super) fn duplicate_key(key: &str, span: Span, first: Span) -> Problem {
    Problem {
        kind: ProblemKind::DuplicateKey,
        span,
        message: text!("“{key}”写了两次", "`{key}` is given twice").with("key", key),
        hint: Some(text!("留下对的一处，删去另一处", "keep the correct one and delete the other").into()),
        first: Some(first),
        fix: None,
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
