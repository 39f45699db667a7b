//! A line: a key with or without its value, or what stands in its place.

use super::{
    CLOSING, Last, Reader,
    scan::{colon, is_number, line_start, without_comment},
};
use crate::{
    spanned::{find_invisible, invisible, keys},
    text,
};
use std::ops::Range;

impl Reader<'_> {
    /// Reads a line; the end of the last line it takes. None if what follows cannot be judged.
    pub(super) fn line(&mut self, line: Range<usize>, end: usize) -> Option<usize> {
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
    pub(super) fn key_name(&self) -> &str {
        self.text[self.key.clone()].split([':', '：', '=']).next().unwrap_or_default().trim_end()
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
}

/// Whether a line is nothing but a row of one sign: `=====`.
fn is_rule(line: &str) -> bool {
    let line = line.trim_end();
    let sign = line.chars().next().filter(|c| !c.is_alphanumeric());
    sign.is_some_and(|sign| line.chars().count() > 2 && line.chars().all(|c| c == sign))
}
