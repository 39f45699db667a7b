//! Why front matter is no YAML: its lines read one by one, as a person would who looks for the slip.
//!
//! A parser notices a fault where it can no longer go on, which is often lines behind it, and words it in its own
//! terms. Here only what is certainly wrong is reported, where it stands.

use super::{Problem, find_invisible, invisible, keys};
use crate::{
    diag::{Edit, Span},
    i18n::{Message, Text},
    text,
};
use std::ops::Range;

/// What closes a list or a mapping, as a Chinese keyboard has it too.
const CLOSING: [char; 5] = [']', '}', '］', '｝', '】'];

/// More faults of one file say nothing more.
const MAX_FAULTS: usize = 20;

/// The faults of front matter that cannot be read, up to where its parser stumbled (`noticed`), in places of the file.
pub(super) fn diagnose(front: &str, base: usize, noticed: usize) -> Vec<Problem> {
    let mut reader = Reader {
        text: front,
        base,
        faults: Vec::new(),
        columns: Vec::new(),
        opened: None,
        closings: Vec::new(),
        last: Last::Nothing,
        key: 0..0,
        valued: None,
    };
    let mut at = 0;
    while at < front.len() && reader.faults.len() < MAX_FAULTS {
        let end = line_end(front, at);
        let line = at..at + front[at..end].trim_end_matches('\r').len();
        match reader.line(line, end) {
            Some(next) => at = next.max(end) + 1,
            None => break,
        }
    }
    // What stands well behind the place where the parser gave up cannot be why. A tab it reports a line too early.
    let line_end = line_end(front, (line_end(front, noticed - base) + 1).min(front.len())) + base;
    let is_cause = reader.faults.first().is_some_and(|fault| fault.span.start as usize <= line_end);
    if is_cause { reader.faults } else { Vec::new() }
}

impl Closing {
    /// Whether it may have been meant to stand in this column.
    fn may_be(&self, column: usize) -> bool {
        self.closed.contains(&column) || (self.follows_key && self.closed.last().is_none_or(|last| *last < column))
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |end| from + end)
}

/// What the line above leaves open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    /// A key without a value: what belongs to it may be indented.
    OpenKey,
    /// A plain text, which may go on in lines that are indented more.
    Text,
    /// A value that ends with its line.
    Closed,
    /// A number below a key, which is its value.
    Number,
    /// Numbers below each other, which were to stand in one line.
    Numbers,
}

/// A line that ends what is indented more, or would stand below the key above it.
struct Closing {
    /// Without its indentation.
    line: Range<usize>,
    column: usize,
    /// The columns it closed.
    closed: Vec<usize>,
    /// Whether it follows a key without a value.
    follows_key: bool,
}

struct Reader<'a> {
    text: &'a str,
    base: usize,
    faults: Vec<Problem>,
    /// The columns of the mappings and lists that are open.
    columns: Vec<usize>,
    /// The line above without its indentation, if it is the first in its column.
    opened: Option<Range<usize>>,
    /// The last of these lines in each column that is open, the outermost first.
    closings: Vec<Closing>,
    last: Last,
    /// The line of the last key.
    key: Range<usize>,
    /// What stands behind the key of the line above, or as a number below it, if that may be a key of rows.
    valued: Option<Range<usize>>,
}

impl Reader<'_> {
    fn fault(&mut self, at: Range<usize>, message: impl Into<Message>, hint: impl Into<Message>) {
        let span = self.span(at);
        self.faults.push(Problem::invalid(span, message).hint(hint));
    }

    fn span(&self, at: Range<usize>) -> Span {
        Span::new(self.base + at.start, self.base + at.end)
    }

    /// What `check --fix` writes for the fault reported last.
    fn fix(&mut self, at: Range<usize>, text: impl Into<String>) {
        let span = self.span(at);
        if let Some(fault) = self.faults.last_mut() {
            fault.fix = Some(Edit { span, text: text.into() });
        }
    }

    fn char_at(&self, at: usize) -> Range<usize> {
        at..at + self.text[at..].chars().next().map_or(0, char::len_utf8)
    }

    /// Reads a line; the end of the last line it takes. None if what follows cannot be judged.
    fn line(&mut self, line: Range<usize>, end: usize) -> Option<usize> {
        let written = &self.text[line.clone()];
        let rest = written.trim_start_matches(|c: char| c.is_whitespace() || invisible(c).is_some());
        let lead = written.len() - rest.len();
        if rest.is_empty() || rest.starts_with('#') {
            return Some(end);
        }
        if let Some((at, c, name)) = find_invisible(&written[..lead]) {
            let at = line.start + at;
            let message = text!("这一行前面是{name}", "this line begins with {name}").with("name", name);
            let hint = match c {
                '\t' => text!("缩进用空格，不用制表符（Tab）", "indent with spaces, not tabs"),
                _ => text!("缩进只用半角空格", "indent with ordinary spaces only"),
            };
            self.fault(at..at + c.len_utf8(), message, hint);
            if let Some(column) = self.column_of_tabs(&written[..lead]) {
                self.fix(line.start..line.start + lead, " ".repeat(column));
            }
            if let '\u{3000}' | '\u{a0}' = c {
                let blanks: String =
                    written[..lead].chars().map(|c| if c == '\u{3000}' { "  " } else { " " }).collect();
                self.fix(line.start..line.start + lead, blanks);
            }
            return None;
        }
        if is_number(rest.trim_end()) && self.number_below(line.start + lead..line.start + written.trim_end().len()) {
            return Some(end);
        }
        if matches!(rest.trim_end(), "---" | "...") || rest.starts_with("--- ") {
            return None;
        }
        let goes_on = self.last == Last::Text && self.columns.last().is_some_and(|top| lead > *top);
        if rest.starts_with("//") && !goes_on {
            let at = line.start + lead..line.start + lead + "//".len();
            let message = text!("这里用“//”写说明", "a remark begins with `//` here");
            self.fault(at.clone(), message, text!("说明用“#”开头", "begin remarks with `#`"));
            self.fix(at, "#");
            return Some(end);
        }
        if let Some(bracket) = rest.chars().next().filter(|c| CLOSING.contains(c) && !goes_on) {
            return self.lone_bracket(line.start + lead..line.end, bracket, end);
        }
        let mut start = line.start + lead;
        let mut column = lead;
        let is_item = rest == "-" || rest.starts_with("- ");
        if !self.fits(column, start..line.end, is_item) {
            return None;
        }
        while self.text[start..line.end].starts_with("- ") {
            let step = self.text[start + 1..line.end].bytes().take_while(|b| *b == b' ').count() + 1;
            (start, column) = (start + step, column + step);
            self.columns.push(column);
        }
        self.content(start..line.end, column, end, is_item)
    }

    /// The column that is meant by tabs at the beginning of a line: one for each level.
    fn column_of_tabs(&self, lead: &str) -> Option<usize> {
        let levels = lead.len();
        let is_deeper = self.last == Last::OpenKey && levels == self.columns.len();
        let column = if is_deeper { self.columns.last().map(|top| top + 2) } else { self.columns.get(levels).copied() };
        column.filter(|_| lead.bytes().all(|byte| byte == b'\t'))
    }

    /// Whether a line may begin in this column.
    fn fits(&mut self, column: usize, line: Range<usize>, is_item: bool) -> bool {
        let top = self.columns.last().copied();
        let above = self.opened.take();
        let goes_on = self.last == Last::Text && colon(&self.text[line.clone()]).is_none() && !is_item;
        match top {
            None => self.columns.push(column),
            Some(top) if column > top && self.last == Last::OpenKey => {
                self.columns.push(column);
                self.opened = Some(line);
            }
            Some(top) if column > top && goes_on => {}
            // What was reported of the numbers makes what they stand above as doubtful.
            Some(top) if column > top && self.last == Last::Numbers => return false,
            Some(top) if column > top => {
                // People indent by two.
                let is_first_out = !top.is_multiple_of(2) && column.is_multiple_of(2);
                let short = self.closings.iter().rposition(|closing| closing.column == top && closing.may_be(column));
                if let Some(value) = self.value_of_heading(top == 0 && short.is_none(), line.clone()) {
                    self.heading_with_value(value);
                } else if let Some(short) = short {
                    self.indented_less(short, column);
                } else if let Some(first) = above.filter(|_| is_first_out) {
                    self.closings.push(Closing { line: first, column: top, closed: Vec::new(), follows_key: true });
                    self.indented_less(self.closings.len() - 1, column);
                } else {
                    self.indented_more(line, column - top, top);
                }
                return false;
            }
            Some(top) => {
                self.close(column, line.clone());
                if self.columns.last() != Some(&column) {
                    // The first row is out of line, if this one and the next agree.
                    if let Some(first) = above.filter(|_| self.indent_below(line.end) == Some(column)) {
                        self.indented_more(first, top - column, column);
                    } else if let Some(short) = self
                        .closings
                        .iter()
                        .rposition(|closing| closing.column < column && closing.closed.contains(&column))
                    {
                        self.indented_less(short, column);
                    } else {
                        self.fits_none(line, column);
                    }
                    return false;
                }
            }
        }
        true
    }

    /// The value of the line above, if that is as likely too many as this line is indented too far: 申请: 15].
    fn value_of_heading(&mut self, is_of_table: bool, line: Range<usize>) -> Option<Range<usize>> {
        let value = self.valued.take()?;
        let row = &self.text[line];
        let colon = colon(row)?;
        let (key, below) = (row[..colon].trim_end(), without_comment(row[colon + 1..].trim_start()));
        // Rows of single numbers follow each other; below one of them stands no list and no group of rows.
        let written = &self.text[value.clone()];
        let is_plain = !written.starts_with(['[', '{', '"', '\'']);
        let is_above_rows = below.is_empty() || below.starts_with('[') || written.ends_with(CLOSING);
        (!keys::is_header_key(key) && (is_of_table || is_plain && is_above_rows)).then_some(value)
    }

    /// Which of the two is wrong nobody can know, so that nothing is corrected.
    fn heading_with_value(&mut self, value: Range<usize>) {
        let shown: String = self.text[value.clone()].chars().take(20).collect();
        let message = text!(
            "这里写了“{value}”，下面又有缩进的行，不知道哪个是它的内容",
            "“{value}” stands here, and indented lines follow: which of the two belongs to the key is not clear"
        );
        let hint = text!(
            "下面的行属于它，就删去“{value}”；不属于它，就和它对齐",
            "delete “{value}” if the lines below belong to the key; align them with it if they do not"
        );
        self.fault(value, message.with("value", &shown), hint.with("value", &shown));
    }

    /// Takes in a number by itself below a key that waits for its row, copied from a column of a spreadsheet; whether it
    /// is one.
    fn number_below(&mut self, number: Range<usize>) -> bool {
        let column = number.start - line_start(self.text, number.start);
        let is_value = self.columns.last().is_none_or(|top| column > *top);
        let is_of_header = keys::is_header_key(self.key_name());
        let next = match self.last {
            Last::OpenKey if is_value => Last::Number,
            Last::OpenKey | Last::Number if !is_of_header => Last::Numbers,
            Last::Numbers => return true,
            _ => return false,
        };
        if next == Last::Numbers {
            let message = text!("这一行的数竖着写在下面", "the numbers of this row stand below it, one a line");
            let hint = text!(
                "写在同一行的方括号里，用半角逗号隔开：[0, 0, 0]",
                "write them in the same line, in brackets and with commas: [0, 0, 0]"
            );
            self.fault(self.key.clone(), message, hint);
        }
        self.valued = Some(number).filter(|_| next == Last::Number && !is_of_header);
        self.last = next;
        true
    }

    /// What the last key is called.
    fn key_name(&self) -> &str {
        self.text[self.key.clone()].split([':', '：']).next().unwrap_or_default().trim_end()
    }

    /// Closes the columns behind this one, in which a line begins.
    fn close(&mut self, column: usize, line: Range<usize>) {
        let kept = self.columns.iter().filter(|open| **open <= column).count();
        let closed = self.columns.split_off(kept);
        let follows_key = self.last == Last::OpenKey;
        let key = self.text[line.clone()].split(':').next().unwrap_or_default();
        if keys::is_header_key(key.trim_end()) {
            self.closings.retain(|closing| closing.column < column);
        } else if !closed.is_empty() || follows_key {
            self.closings.retain(|closing| closing.column < column);
            self.closings.push(Closing { line, column, closed, follows_key });
        }
    }

    fn fits_none(&mut self, line: Range<usize>, column: usize) {
        let message = text!(
            "这一行的缩进（{n} 格）和上面哪一行都对不齐",
            "this line is indented by {n} {n:space|spaces}, which matches no line above"
        );
        let closed = self.closings.last().and_then(|closing| closing.closed.first());
        let around = [self.columns.last(), closed].into_iter().flatten();
        let columns: Vec<_> = around.map(usize::to_string).collect();
        let hint = text!(
            "和同一张表的其他行对齐，前面空 {columns} 格",
            "align it with the other rows of its table, at {columns}"
        );
        self.fault(line, message.with("n", column), hint.with("columns", columns.join(" / ")));
    }

    /// A line that begins before the column of its neighbours, and those like it that follow.
    fn indented_less(&mut self, at: usize, column: usize) {
        let closing = self.closings.swap_remove(at);
        let missing = column - closing.column;
        let message = text!("这一行前面少了 {n} 个空格", "this line lacks {n} {n:space|spaces} at its beginning");
        let hint = text!("前面空 {column} 格，和相邻的行对齐", "indent it by {column}, like its neighbours");
        let start = closing.line.start - closing.column;
        self.fault(closing.line, message.with("n", missing), hint.with("column", column));
        let (mut end, mut meant) = (start, String::new());
        for line in self.text[start..].split_inclusive('\n') {
            let indent = indent_of(line);
            let is_empty = line.trim().is_empty();
            if !is_empty && (indent < closing.column || indent == column) {
                break;
            }
            end += line.len();
            if !is_empty && indent == closing.column {
                meant.extend(std::iter::repeat_n(' ', missing));
            }
            meant += line;
        }
        self.fix(start..end, meant);
    }

    /// A line that begins so many columns behind its neighbours.
    fn indented_more(&mut self, line: Range<usize>, extra: usize, column: usize) {
        let message = text!(
            "这一行比相邻的行多缩进了 {n} 格",
            "this line is indented by {n} more {n:space|spaces} than its neighbours"
        );
        let hint = match column {
            0 => text!("从最左边写起，前面不留空格", "begin it at the left margin"),
            _ => text!("前面空 {column} 格，和相邻的行对齐", "indent it by {column}, like its neighbours"),
        };
        let start = line_start(self.text, line.start);
        self.fault(line, message.with("n", extra), hint.with("column", column));
        // What follows in the same column, or further in, was pasted with it.
        let (mut end, mut meant) = (start, String::new());
        for line in self.text[start..].split_inclusive('\n') {
            let indent = line.len() - line.trim_start_matches(' ').len();
            if indent < column + extra {
                break;
            }
            end += line.len();
            meant += &line[extra..];
        }
        self.fix(start..end, meant);
    }

    /// The indentation of the next line that is neither empty nor a comment.
    fn indent_below(&self, line_end: usize) -> Option<usize> {
        let mut lines = self.text.get(line_end..)?.lines().skip(1).map(|line| (line, line.trim_start_matches(' ')));
        let (line, rest) = lines.find(|(_, rest)| !rest.is_empty() && !rest.starts_with('#'))?;
        Some(line.len() - rest.len())
    }

    /// A line that begins with a closing bracket; whether the next can be judged.
    fn lone_bracket(&mut self, line: Range<usize>, bracket: char, end: usize) -> Option<usize> {
        let message = text!("这里多了一个“{bracket}”", "an extra `{bracket}`").with("bracket", bracket);
        self.fault(line.clone(), message, text!("删去它", "delete it"));
        if self.text[line.clone()].trim().chars().count() > 1 {
            return None;
        }
        let start = line_start(self.text, line.start);
        self.fix(start..(end + 1).min(self.text.len()), "");
        Some(end)
    }

    /// Reads `key: value`, or what stands in its place.
    fn content(&mut self, line: Range<usize>, column: usize, end: usize, is_item: bool) -> Option<usize> {
        let rest = &self.text[line.clone()];
        let goes_on = self.last == Last::Text && column > self.columns.last().copied().unwrap_or_default();
        self.key = line.clone();
        // The parser takes it for the beginning of another document.
        if let Some((at, mark, name)) = find_invisible(rest).filter(|(_, c, _)| *c == '\u{feff}') {
            let at = line.start + at..line.start + at + mark.len_utf8();
            let message = text!("这里有{name}", "there is {name} here").with("name", name);
            self.fault(at.clone(), message, text!("删去它", "delete it"));
            self.fix(at, "");
            return Some(end);
        }
        let colon = colon(rest);
        if colon.is_none() && goes_on && !is_item {
            return Some(end);
        }
        self.valued = None;
        let Some(colon) = colon else {
            return if is_item { self.value(line, end) } else { self.no_colon(line).then_some(end) };
        };
        if let Some((at, c, name)) = find_invisible(rest[..colon].trim_end()) {
            let at = line.start + at;
            let message = text!("键里有{name}", "the key holds {name}").with("name", name);
            self.fault(at..at + c.len_utf8(), message, text!("删去它", "delete it"));
            self.fix(at..at + c.len_utf8(), "");
        }
        if let Some(wide) = rest[..colon].find('：') {
            self.wide_colon(line.clone(), wide);
            return Some(end);
        }
        self.value_of_key(line.start..line.start + colon, line.start + colon + 1..line.end);
        self.value(line.start + colon + 1..line.end, end)
    }

    /// Keeps in mind what stands behind a key that rows may stand below.
    fn value_of_key(&mut self, key: Range<usize>, rest: Range<usize>) {
        if keys::is_header_key(self.text[key].trim_end()) {
            return;
        }
        let start = rest.end - self.text[rest.clone()].trim_start().len();
        let value = without_comment(&self.text[start..rest.end]);
        self.valued = Some(start..start + value.len()).filter(|value| !value.is_empty());
    }

    /// A line that should be `key: value` and has no colon that counts. Whether the next line can be judged.
    fn no_colon(&mut self, line: Range<usize>) -> bool {
        let rest = &self.text[line.clone()];
        self.last = Last::Closed;
        let half = rest.find(':');
        if let Some(wide) = rest.find('：').filter(|wide| half.is_none_or(|half| *wide < half)) {
            self.wide_colon(line, wide);
            return true;
        }
        let is_spaced =
            half.is_some_and(|half| rest[half + 1..].chars().next().is_none_or(|c| matches!(c, ' ' | '\t')));
        // Such a colon would count, were it not taken in by a quotation mark or bracket before it.
        if is_spaced && rest.starts_with(['"', '\'']) {
            let quote = line.start..line.start + 1;
            let message = text!("键的引号没有成对", "the quotation mark before the key is unmatched");
            self.fault(quote.clone(), message, text!("删去它，键不用引号", "delete it: keys need no quotes"));
            self.fix(quote, "");
            return true;
        }
        if let Some(half) = half.filter(|_| !is_spaced) {
            let at = line.start + half;
            self.value_of_key(line.start..at, at + 1..line.end);
            let next = self.char_at(at + 1);
            let name = self.text[next.clone()].chars().next().and_then(invisible);
            match name {
                Some(name) => {
                    let message = text!("冒号后面是{name}，不是空格", "{name} follows the colon instead of a space");
                    let message = message.with("name", name);
                    self.fault(next.clone(), message, text!("换成一个半角空格", "write an ordinary space"));
                    self.fix(next, " ");
                }
                None => {
                    let message = text!("冒号后面没有空格", "no space follows the colon");
                    self.fault(at..at + 1, message, text!("冒号后面空一格", "put a space after the colon"));
                    self.fix(at + 1..at + 1, " ");
                }
            }
            return true;
        }
        let column = line.start - line_start(self.text, line.start);
        if !rest.contains('=') && !is_spaced && self.indent_below(line.end).is_some_and(|below| below > column) {
            let message = text!("这一行后面少了冒号", "a colon is missing at the end of this line");
            let hint = text!("写成“{key}:”", "write `{key}:`").with("key", rest.trim_end());
            let end = line.start + rest.trim_end().len();
            self.fault(line, message, hint);
            self.fix(end..end, ":");
            self.last = Last::OpenKey;
            return true;
        }
        if is_rule(rest) {
            self.fault(
                line,
                text!("这一行是分隔线，不是数据", "this line is a rule, and no data"),
                text!("删去它", "delete it"),
            );
            return true;
        }
        let message = if rest.contains('=') {
            text!("这里用了等号", "there is an equals sign here")
        } else if is_spaced {
            text!("这一行的括号前面没有键", "no key precedes the bracket that begins this line")
        } else {
            text!("这一行没有冒号，不知道是哪一项", "this line has no colon, so it names nothing")
        };
        let hint = text!(
            "写成“键: 值”；是上一行没写完的，接到上一行后面",
            "write `key: value`; what belongs to the line above goes there"
        );
        if let Some(equals) = rest.find('=').map(|at| line.start + at) {
            self.value_of_key(line.start..equals, equals + 1..line.end);
        }
        self.fault(line, message, hint);
        true
    }

    fn wide_colon(&mut self, line: Range<usize>, wide: usize) {
        let at = line.start + wide;
        let after = at + '：'.len_utf8();
        self.value_of_key(line.start..at, after..line.end);
        let message = text!("键后面的冒号是全角的", "the colon after the key is full-width");
        let hint = text!(
            "键后面要用半角冒号加空格，例如“行政许可: 0”",
            "a key ends in a half-width colon and a space, as in `licensing: 0`"
        );
        self.fault(at..after, message, hint);
        let blanks = self.text[after..line.end].len() - self.text[after..line.end].trim_start().len();
        self.fix(at..after + blanks, if after + blanks == line.end { ":" } else { ": " });
        self.last = if after + blanks == line.end { Last::OpenKey } else { Last::Closed };
    }

    /// Reads a value, which may go on in further lines.
    fn value(&mut self, value: Range<usize>, end: usize) -> Option<usize> {
        let written = &self.text[value.clone()];
        let start = value.start + (written.len() - written.trim_start_matches([' ', '\t']).len());
        let rest = without_comment(&self.text[start..value.end]);
        self.last = Last::Closed;
        let Some(first) = rest.chars().next() else {
            self.last = Last::OpenKey;
            return Some(end);
        };
        match first {
            '|' | '>' => Some(self.block(end)),
            '"' | '\'' => self.quoted(start..start + rest.len(), first).then_some(end),
            '[' | '{' => self.flow(start, start + rest.len(), end),
            '@' | '`' | '%' | ']' | '}' | ',' => {
                let message = text!("这里不能以“{sign}”开头", "nothing can begin with `{sign}` here");
                let hint = text!("把整段文字放进一对双引号", "put the whole text into double quotes");
                let hint = if rest.len() == 1 {
                    text!("这一个是多出来的，删去它", "one too many: delete it")
                } else {
                    hint
                };
                self.fault(start..start + 1, message.with("sign", first), hint);
                // What follows belongs to the key all the same.
                if rest.len() == 1 {
                    self.last = Last::OpenKey;
                }
                Some(end)
            }
            // Reported as what they are by the reader of the tree.
            '&' | '*' | '!' => None,
            _ => self.plain(start, rest).then_some(end),
        }
    }

    fn plain(&mut self, start: usize, rest: &str) -> bool {
        self.last = Last::Text;
        let Some(colon) = rest.find(": ").or_else(|| rest.ends_with(':').then(|| rest.len() - 1)) else {
            if rest.starts_with("- ") || rest.starts_with("? ") {
                let message = text!("这里不能以“{sign}”开头", "nothing can begin with `{sign}` here");
                let hint = text!("写成 [甲, 乙]，或者另起一行再写“- ”", "write [a, b], or begin a line with `- `");
                self.fault(start..start + 1, message.with("sign", &rest[..1]), hint);
            }
            return true;
        };
        let is_text = keys::is_key(self.key_name());
        let second = second_key(&rest[..colon]).filter(|key| is_row(&rest[key.start..]));
        if let Some(key) = second.filter(|_| !is_text) {
            self.two_in_a_line(start + key.start..start + key.end);
            return true;
        }
        let message = text!(
            "这一行里有第二个“冒号加空格”，读不出哪里是内容",
            "this line has a second colon followed by a space, so it is not clear what the value is"
        );
        let quoted = format!("\"{rest}\"");
        let shown: String = quoted.chars().take(60).collect();
        let hint = text!("把内容放进双引号：{quoted}", "put the value into quotes: {quoted}");
        self.fault(start + colon..start + colon + 1, message, hint.with("quoted", shown));
        // No row of a table is a text.
        if is_text && !rest.contains(['"', '\\']) {
            self.fix(start..start + rest.len(), quoted);
        }
        true
    }

    /// 行政许可: 480  行政处罚: 90
    fn two_in_a_line(&mut self, key: Range<usize>) {
        let message =
            text!("“{key}”是另一项，和前面的写在了一行", "`{key}` is another item, in the line of the one before");
        let message = message.with("key", &self.text[key.clone()]);
        self.fault(key, message, text!("分成两行，每行一项", "write each in a line of its own"));
    }

    /// The end of a text in lines of its own, all of them indented more than its key.
    fn block(&mut self, end: usize) -> usize {
        let own = self.columns.last().copied().unwrap_or_default();
        let mut last = end;
        while let Some(line) = self.text.get(last + 1..).and_then(|rest| rest.split('\n').next()) {
            let indent = line.len() - line.trim_start_matches(' ').len();
            if !line.trim().is_empty() && indent <= own || last + 1 >= self.text.len() {
                break;
            }
            last += 1 + line.len();
        }
        last
    }

    fn quoted(&mut self, value: Range<usize>, quote: char) -> bool {
        let rest = &self.text[value.clone()];
        let Some(end) = end_of_quoted(rest) else {
            let message = text!("引号没有收尾", "the quotation is not closed");
            let hint = text!("引号要成对：在内容后面补上 {quote}", "quotes come in pairs: add {quote} after the text");
            self.fault(value.start..value.start + 1, message, hint.with("quote", quote));
            return false;
        };
        if let Some(at) = wrong_escape(&rest[..end]).filter(|_| quote == '"') {
            let at = value.start + at;
            let message = text!("双引号里的反斜杠有特别的意思", "a backslash has a special meaning in double quotes");
            self.fault(at..at + 1, message, text!("改用单引号，或写成 \\\\", "use single quotes, or write \\\\"));
            return true;
        }
        let behind = rest[end..].trim_start();
        if !behind.is_empty() {
            let at = value.end - behind.len();
            let message = text!("引号后面还有文字", "more text follows the closing quote");
            let hint = text!(
                "整段放进一对引号；里面的引号用“”",
                "put all of it into one pair of quotes, with “” for those within"
            );
            self.fault(at..value.end, message, hint);
        }
        true
    }

    /// Reads `[…]` or `{…}`.
    fn flow(&mut self, start: usize, line_end: usize, end: usize) -> Option<usize> {
        let mut open = Vec::new();
        let mut at = start;
        let (mut line_end, mut last) = (line_end, end);
        let mut has_value = false;
        loop {
            let Some(c) = self.text[at..line_end].chars().next() else {
                // It may go on in the next line, unless that begins something else.
                let next = self.text.get(last + 1..).map(|rest| rest.split('\n').next().unwrap_or_default());
                let Some(next) = next.filter(|next| !next.trim().is_empty() && goes_on(next)) else {
                    let (bracket, at): (char, usize) = *open.last()?;
                    if let Some(hashes) = hashes(&self.text[at..]) {
                        let start = at + hashes.start;
                        self.fault(start..at + hashes.end, NARROW_COLUMN, WIDEN_IT);
                        return None;
                    }
                    let message = text!("“{open}”没有配上“{close}”", "`{open}` has no matching `{close}`");
                    let hint = text!("括号要成对：[0, 0, 0]", "brackets come in pairs: [0, 0, 0]");
                    let message = message.with("open", bracket).with("close", closing(bracket));
                    self.fault(at..at + 1, message, hint);
                    // Behind numbers alone nothing else can be missing.
                    let is_row =
                        self.text[at + 1..line_end].chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '.'));
                    if is_row && open.len() == 1 && last == end {
                        let row = self.text[..line_end].trim_end().len();
                        self.fix(row..row, closing(bracket));
                    }
                    return None;
                };
                at = last + 1;
                last = at + next.len();
                line_end = at + without_comment(next).len();
                continue;
            };
            match c {
                '[' | '{' => {
                    open.push((c, at));
                    has_value = false;
                }
                ':' if matches!(open.last(), Some(('{', _))) && self.text[at + 1..line_end].starts_with(' ') => {
                    if has_value {
                        let message = text!(
                            "这一项里有第二个“冒号加空格”，读不出哪里是内容",
                            "this item has a second colon followed by a space, so it is not clear what the value is"
                        );
                        let hint =
                            text!("把内容放进双引号：note: \"甲: 乙\"", "put the value into quotes: note: \"a: b\"");
                        self.fault(at..at + 1, message, hint);
                        return None;
                    }
                    has_value = true;
                }
                ']' | '}' => {
                    let (bracket, _) = open.pop()?;
                    if closing(bracket) != c {
                        let message = text!("“{open}”不能用“{close}”收尾", "`{close}` cannot close `{open}`");
                        let hint = text!("括号要成对：[0, 0, 0]", "brackets come in pairs: [0, 0, 0]");
                        self.fault(at..at + 1, message.with("open", bracket).with("close", c), hint);
                        self.fix(at..at + 1, closing(bracket));
                        return None;
                    }
                    if open.is_empty() {
                        self.behind_flow(at + 1, line_end);
                        return Some(last);
                    }
                    has_value = matches!(open.last(), Some(('{', _)));
                }
                '"' | '\'' if is_begin(self.text[..at].trim_end()) => {
                    let Some(length) = end_of_quoted(&self.text[at..line_end]) else {
                        self.quoted(at..line_end, c);
                        return None;
                    };
                    at += length;
                    let behind = self.text[at..line_end].trim_start();
                    if !behind.is_empty() && !behind.starts_with([',', ']', '}', ':']) {
                        let message = text!("两项之间少了逗号", "a comma is missing between two items");
                        let hint = text!("用半角逗号隔开：[甲, 乙]", "separate them with half-width commas: [a, b]");
                        let from = line_end - behind.len();
                        self.fault(self.char_at(from), message, hint);
                        self.fix(at..at, ",");
                        return None;
                    }
                    continue;
                }
                ',' if has_value && !matches!(self.text[..at].trim_end().chars().next_back(), Some(',')) => {
                    has_value = false;
                }
                ',' if matches!(self.text[..at].trim_end().chars().next_back(), Some(',')) => {
                    let message = text!("两个逗号之间什么也没有", "there is nothing between two commas");
                    let hint = text!("没有发生写 0，没有数据写 /", "write 0 for none, / for no data");
                    self.fault(at..at + 1, message, hint);
                    return None;
                }
                _ => {}
            }
            at += c.len_utf8();
        }
    }

    fn behind_flow(&mut self, at: usize, line_end: usize) {
        let behind = self.text[at..line_end].trim();
        if behind.is_empty() {
            return;
        }
        let from = line_end - self.text[at..line_end].trim_start().len();
        let is_key = |at: &usize| is_row(behind) && !behind[..*at].contains(['[', ',', '，', '（', '(']);
        if let Some(colon) = colon(behind).filter(is_key) {
            return self.two_in_a_line(from..from + behind[..colon].trim_end().len());
        }
        let message = text!("括号后面还有“{more}”", "`{more}` follows the closing bracket");
        let shown: String = behind.chars().take(20).collect();
        let hint = if behind.starts_with(CLOSING) {
            text!("括号多了一个，删去它", "an extra bracket: delete it")
        } else if behind.starts_with([',', '，']) && behind.ends_with(']') {
            text!("“{more}”前面的括号多了一个，删去它", "the bracket before `{more}` is an extra one: delete it")
        } else {
            text!("说明写在“ #”后面，或者写进正文", "put remarks after ` #`, or in the text")
        };
        self.fault(from..from + behind.len(), message.with("more", &shown), hint.with("more", &shown));
        if behind.trim_matches(CLOSING).is_empty() {
            self.fix(from..from + behind.len(), "");
        }
    }
}

/// Whether a line is nothing but a row of one sign: `=====`.
fn is_rule(line: &str) -> bool {
    let line = line.trim_end();
    let sign = line.chars().next().filter(|c| !c.is_alphanumeric());
    sign.is_some_and(|sign| line.chars().count() > 2 && line.chars().all(|c| c == sign))
}

/// Whether a line is a number and nothing else.
fn is_number(line: &str) -> bool {
    line.contains(char::is_numeric) && line.chars().all(|c| c.is_numeric() || matches!(c, '.' | ','))
}

/// The key behind a figure, in what stands before a colon.
fn second_key(before: &str) -> Option<Range<usize>> {
    let (figure, key) = before.rsplit_once([' ', '\t', '\u{3000}', '，', '；', '、'])?;
    let is_key = !key.is_empty() && !key.contains(char::is_numeric);
    let figure = figure.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '，' | '；' | '、'));
    (is_key && is_figure(figure)).then(|| before.len() - key.len()..before.len())
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

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

/// Whether a line can be the rest of a list or mapping in brackets.
fn goes_on(line: &str) -> bool {
    let line = line.trim_start();
    // A row with a bracket of its own is another one.
    let closes_more = line.matches([']', '}']).count() > line.matches(['[', '{']).count();
    line.starts_with('#') || closes_more || colon(line).is_none()
}

/// Whether a quote behind this begins a quoted item.
fn is_begin(before: &str) -> bool {
    before.ends_with(['[', '{', ',', ':', '\n'])
}

/// Where the colon of a key stands: one before a blank or the end, outside of quotes and brackets.
fn colon(line: &str) -> Option<usize> {
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
pub(super) fn end_of_quoted(text: &str) -> Option<usize> {
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
fn wrong_escape(quoted: &str) -> Option<usize> {
    let mut rest = quoted.char_indices();
    while let Some((at, c)) = rest.next() {
        if c == '\\' && !rest.next().is_some_and(|(_, c)| "0abtnvfre \"/\\N_LPxuU\t\n".contains(c)) {
            return Some(at);
        }
    }
    None
}

/// A line, or what is left of it, without its comment and the blanks before that.
fn without_comment(line: &str) -> &str {
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

/// Says of the line at which the parser stumbled that it is an item (`- …`) among keys, or a key among items.
pub(super) fn mixed(front: &str, base: usize, noticed: usize) -> Option<Problem> {
    let start = line_start(front, noticed - base);
    let line = front[start..].split('\n').next()?;
    let indent = indent_of(line);
    let above = front[..start].lines().rev().filter(|line| !without_comment(line.trim_start()).is_empty());
    let neighbour = above.take_while(|line| indent_of(line) >= indent).find(|line| indent_of(line) == indent)?;
    let place = |line: &str| line.as_ptr() as usize - front.as_ptr() as usize + indent;
    match (is_item(neighbour), is_item(line)) {
        (false, true) => Some(stray_item(front, base, place(line))),
        (true, false) if is_row(neighbour) => Some(stray_item(front, base, place(neighbour))),
        (true, false) => {
            let message =
                text!("上面的行以“- ”开头，这一行没有", "the lines above begin with `- `, and this one does not");
            let hint = text!(
                "是上一项的内容，就多缩进 2 格；是新的一项，就在前面加“- ”",
                "indent it by 2 more if it belongs to the item above; begin it with `- ` if it is another one"
            );
            let at = base + place(line);
            Some(Problem::invalid(Span::new(at, at + line.trim().len()), message).hint(hint))
        }
        _ => None,
    }
}

/// The problem of a row that was made an item of a list, among rows that are none.
fn stray_item(front: &str, base: usize, at: usize) -> Problem {
    let item = front[at..].lines().next().unwrap_or_default().trim_end();
    let rest = item.trim_start_matches(['-', ' ']);
    let message = text!("这一行前面多了“- ”", "this line begins with a `- ` that does not belong there");
    let hint =
        text!("删去“- ”，和相邻的行对齐：{rest}", "delete the `- ` and align the line with its neighbours: {rest}");
    let at = base + at;
    Problem {
        fix: Some(Edit { span: Span::new(at, at + item.len() - rest.len()), text: String::new() }),
        ..Problem::invalid(Span::new(at, at + item.len()), message).hint(hint.with("rest", without_comment(rest)))
    }
}

fn indent_of(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

fn is_item(line: &str) -> bool {
    let line = line.trim();
    line == "-" || line.starts_with("- ")
}

/// Whether an item is a row of a table: a key and its numbers, or a key of further rows.
fn is_row(item: &str) -> bool {
    let row = without_comment(item.trim_start_matches(['-', ' ']));
    let value = colon(row).map(|at| row[at + 1..].trim_start());
    value.is_some_and(|value| value.is_empty() || value.starts_with(|c: char| c == '[' || c.is_ascii_digit()))
}

/// Where the first line shows what a spreadsheet shows of a number in a column that is too narrow.
pub(crate) fn hashes(text: &str) -> Option<Range<usize>> {
    let line = text.lines().next().unwrap_or_default();
    let start = line.find("##").filter(|at| line[..*at].ends_with([' ', '\t']) || *at == 0)?;
    let end = start + line[start..].len() - line[start..].trim_start_matches('#').len();
    (line[end..].is_empty() || line[end..].starts_with([',', ']', ' ', '\t', '\r'])).then_some(start..end)
}

pub(crate) const NARROW_COLUMN: Text = text!(
    "“####”不是数：是电子表格里列太窄，数没有显示出来",
    "`####` is not a number: it is what a spreadsheet shows where a column is too narrow"
);

pub(crate) const WIDEN_IT: Text =
    text!("在电子表格里把这一列拉宽，再抄一次", "widen the column in the spreadsheet, and copy the number again");

/// What to say where nothing is certain.
pub(super) const UNSURE: Text = text!(
    "看看这一行和上一行：缩进是否对齐，引号、括号是否成对，冒号后是否有空格",
    "look at this line and the one above: indentation, pairs of quotes and brackets, a space after the colon"
);
