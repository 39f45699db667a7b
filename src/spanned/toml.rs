//! TOML to the same located tree.

use super::{
    Entry, Node, Problem, Scalar, Value, diagnosis,
    fields::{SECTIONS, wants_sections},
    garbled, invisible, is_damage, keys, shortened, yaml,
};
use crate::{
    diag::{Source, Span},
    i18n::{Message, did_you_mean},
    text,
};
use serde_spanned::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads the whole of `source`; none, and the first fault, if it is no TOML. What follows from that is not reported.
pub(crate) fn parse(source: &Source, problems: &mut Vec<Problem>) -> Option<Node> {
    if let Some(problem) = garbled(&source.text, 0) {
        problems.push(problem);
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if let Some(error) = errors.into_iter().min_by_key(|error| error.span().unwrap_or_default().start) {
        let span = error.span().unwrap_or_default();
        problems.push(fault(source, span.start.min(source.text.len()), error.message()));
        return None;
    }
    let mut damage = Vec::new();
    let span = span_of(&table);
    let node = Node { span, value: map(table.into_inner(), &mut damage) };
    problems.append(&mut damage);
    Some(node)
}

/// The text of a key above all sections, in a file that may have faults elsewhere.
pub(crate) fn text_of(source: &Source, key: &str) -> Option<String> {
    let (table, _) = DeTable::parse_recoverable(&source.text);
    table.get_ref().get(key)?.get_ref().as_str().map(str::to_owned)
}

/// What is wrong in the line where the parser stopped, or in the one above, in our words.
fn fault(source: &Source, at: usize, info: &str) -> Problem {
    if let Some(problem) = given_twice(source, at, info) {
        return problem;
    }
    let lines: Vec<_> = lines_to(&source.text, at);
    let found = lines.iter().rev().take(2).find_map(|&(start, line)| fault_in(start, line));
    found.unwrap_or_else(|| {
        let end = source.text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
        Problem::invalid(Span::new(at, end), text!("site.toml 从这里起读不懂", "site.toml cannot be read from here on"))
            .hint(text!(
                "看看这一行和上一行：每行写 键 = \"值\"，引号、方括号都要成对",
                "look at this line and the one above: `key = \"value\"`, with quotes and brackets in pairs"
            ))
    })
}

fn given_twice(source: &Source, at: usize, info: &str) -> Option<Problem> {
    if !info.contains("duplicate") {
        return None;
    }
    let key = source.text[at..].split([' ', '=', ']', '.', '\n']).next().unwrap_or_default();
    let key = key.trim_matches(['[', '"', '\'']);
    // What there may be several of was meant as several.
    let single = format!("[{key}]");
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        if SECTIONS.contains(&key) && line.trim() == single {
            let start = start + line.len() - line.trim_start().len();
            return Some(wants_sections(key, Span::new(start, start + single.len())));
        }
        start += line.len();
    }
    let message = text!("“{key}”写了两次", "`{key}` is given twice").with("key", key);
    Some(
        Problem::invalid(Span::new(at, at + key.len()), message)
            .hint(text!("留下对的一处，删去另一处", "keep the right one and delete the other")),
    )
}

/// The lines up to the one that holds `at`, with where each starts. Empty ones show nothing.
fn lines_to(text: &str, at: usize) -> Vec<(usize, &str)> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        if start > at {
            break;
        }
        if !line.trim().is_empty() {
            lines.push((start, line.trim_end()));
        }
        start += line.len();
    }
    lines
}

fn fault_in(start: usize, line: &str) -> Option<Problem> {
    let lead = line.len() - line.trim_start().len();
    let body = &line[lead..];
    let (place, message, hint): (std::ops::Range<usize>, Message, Message) = if body.starts_with('#') {
        return None;
    } else if let Some((at, c, name)) = unseen(body) {
        let message = text!("这里有{name}", "there is {name} here").with("name", name);
        (at..at + c.len_utf8(), message, text!("删去它；空格用半角的", "delete it; use ordinary spaces").into())
    } else if let Some(at) =
        body.find(['＝', '：', '“', '”', '【', '】', '［', '］', '，']).filter(|at| !is_quoted(&body[..*at]))
    {
        let sign = body[at..].chars().next().unwrap_or_default();
        let message = match sign {
            '“' | '”' => text!("中文引号 {sign} 不能用在这里", "the quotation mark {sign} is Chinese"),
            _ => text!("“{sign}”是全角的", "`{sign}` is full-width"),
        };
        let message = message.with("sign", sign);
        let hint = match in_half_width(body) {
            Some(meant) => text!("这一行写成 {meant}", "write {meant}").with("meant", meant),
            None => text!("换成半角的 = \" [ ] ,", "write the half-width = \" [ ] or ,").into(),
        };
        (at..at + sign.len_utf8(), message, hint)
    } else if body.starts_with('[') {
        let name = body.trim_matches(['[', ']', ' ']);
        let (open, close) = if body.starts_with("[[") { ("[[", "]]") } else { ("[", "]") };
        if body.ends_with(close) && !name.contains(['[', ']']) {
            return None;
        }
        let wanted = if SECTIONS.contains(&name) { format!("[[{name}]]") } else { format!("{open}{name}{close}") };
        let message = text!("“{line}”的方括号不成对", "the brackets of `{line}` do not match").with("line", body);
        let hint = did_you_mean(&wanted);
        (0..body.len(), message, hint)
    } else {
        let Some(equals) = body.find('=') else {
            let message = text!("这一行没有等号", "this line has no equals sign");
            let hint = match body.split_once(':') {
                Some((key, value)) if !key.contains(' ') => {
                    let meant = format!("{key} = \"{}\"", value.trim().trim_matches(['"', '\'']));
                    text!("site.toml 里写成 {meant}", "write {meant}").with("meant", meant)
                }
                _ => text!("每行写 键 = \"值\"", "write `key = \"value\"`").into(),
            };
            return Some(Problem::invalid(Span::new(start + lead, start + line.len()), message).hint(hint));
        };
        let (key, value) = (body[..equals].trim(), body[equals + 1..].trim());
        if !key.is_ascii() && !key.starts_with(['"', '\'']) {
            let message = text!("键“{key}”不是英文", "the key `{key}` is not English").with("key", key);
            let hint = text!("site.toml 里的键用英文，如 {key} = …", "keys of site.toml are English: {key} = …");
            let hint = hint.with("key", keys::name_of(key).unwrap_or("title"));
            let span = Span::new(start + lead, start + lead + key.len());
            return Some(Problem::invalid(span, message).hint(hint));
        }
        let at = body.len() - value.len();
        fault_of_value(key, value).map(|(message, hint)| (at..body.len(), message, hint))?
    };
    Some(Problem::invalid(Span::new(start + lead + place.start, start + lead + place.end), message).hint(hint))
}

/// A line with its full-width signs as they were meant, if it can be read then.
fn in_half_width(line: &str) -> Option<String> {
    let mut meant = String::new();
    for c in line.chars() {
        let half = match c {
            '＝' | '：' => '=',
            '“' | '”' => '"',
            '【' | '［' => '[',
            '】' | '］' => ']',
            '，' => ',',
            c => c,
        };
        meant.push(if is_quoted(&meant) && half != '"' { c } else { half });
    }
    meant.parse::<::toml::Table>().is_ok().then_some(meant)
}

/// The first character of a line that nobody sees and that means nothing there.
fn unseen(line: &str) -> Option<(usize, char, Message)> {
    let code = line.char_indices().take_while(|(at, c)| *c != '#' || is_quoted(&line[..*at]));
    code.filter(|(at, c)| *c != '\t' && !is_quoted(&line[..*at])).find_map(|(at, c)| Some((at, c, invisible(c)?)))
}

/// Whether a quotation is open at the end of a text.
fn is_quoted(before: &str) -> bool {
    before.matches('"').count() % 2 == 1 || before.matches('\'').count() % 2 == 1
}

fn fault_of_value(key: &str, value: &str) -> Option<(Message, Message)> {
    let shown = shortened(value, 40);
    let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        let is_other =
            value.starts_with(['[', '{', '#']) || value.parse::<f64>().is_ok() || matches!(value, "true" | "false");
        return (!is_other).then(|| {
            let message = text!("“{value}”要放进引号", "`{value}` needs quotes").with("value", &shown);
            let hint = text!("写成 {key} = \"{value}\"", "write {key} = \"{value}\"").with("key", key);
            (message, hint.with("value", value.trim_matches(['"', '\''])))
        });
    };
    match diagnosis::end_of_quoted(value) {
        None => {
            let hint = text!("引号要成对：在内容后面补上 {quote}", "quotes come in pairs: add {quote} after the text");
            Some((text!("引号没有收尾", "the quotation is not closed").into(), hint.with("quote", quote)))
        }
        Some(end) if value[..end].contains('\\') && quote == '"' => {
            let message = text!("双引号里的反斜杠有特别的意思", "a backslash has a special meaning in double quotes");
            let path = value[1..end - 1].replace('\\', "/");
            // A drive of somebody's computer is not in the site.
            let path = if path.contains(':') { path.rsplit('/').next().unwrap_or_default() } else { &path };
            let hint = if key == "logo" {
                text!(
                    "把图片放进 content 文件夹，写成 {key} = \"{path}\"",
                    "put the picture into content/ and write {key} = \"{path}\""
                )
            } else {
                text!(
                    "路径用 /，写成 {key} = \"{path}\"；要写反斜杠本身，写两个",
                    "paths take /: write {key} = \"{path}\"; a backslash itself is written twice"
                )
            };
            Some((message.into(), hint.with("key", key).with("path", path)))
        }
        Some(end) if !matches!(value[end..].trim_start().chars().next(), None | Some('#')) => {
            let message = text!("引号后面还有文字", "more text follows the closing quote");
            let hint = text!("里面的引号用“”", "write “” for quotes within the text");
            Some((message.into(), hint.into()))
        }
        Some(_) => None,
    }
}

fn map(table: DeTable<'_>, damage: &mut Vec<Problem>) -> Value {
    let mut entries: Vec<_> = table
        .into_iter()
        .map(|(key, value)| Entry { key_span: span_of(&key), key: key.into_inner().into(), value: node(value, damage) })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    Value::Map(entries)
}

fn node(value: Spanned<DeValue<'_>>, damage: &mut Vec<Problem>) -> Node {
    let span = span_of(&value);
    let value = match value.into_inner() {
        DeValue::String(text) => {
            damage.extend(text.chars().find(|c| is_damage(*c)).map(|c| yaml::damaged_text(c, span)));
            Value::Scalar(Scalar { text: text.into(), quoted: true })
        }
        DeValue::Integer(number) => plain(number.as_str()),
        DeValue::Float(number) => plain(number.as_str()),
        DeValue::Boolean(flag) => plain(if flag { "true" } else { "false" }),
        DeValue::Datetime(date) => plain(&date.to_string()),
        DeValue::Array(items) => Value::List(items.into_iter().map(|item| node(item, damage)).collect()),
        DeValue::Table(table) => map(table, damage),
    };
    Node { span, value }
}

fn plain(text: &str) -> Value {
    Value::Scalar(Scalar { text: text.into(), quoted: false })
}

fn span_of<T>(spanned: &Spanned<T>) -> Span {
    let range = spanned.span();
    Span::new(range.start, range.end)
}
