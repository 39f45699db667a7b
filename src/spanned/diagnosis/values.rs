//! What stands behind a key or the dash of an item, brackets aside.

use super::{
    Last, Reader,
    scan::{end_of_quoted, indent_of, is_row, last_word, second_key, without_comment, wrong_escape},
};
use crate::{
    form::is_of_form,
    i18n::Text,
    spanned::{keys, shortened},
    text,
};
use std::ops::Range;

const ONE_VALUE: Text = text!(
    "这里只填一个数或一个日期；另一项另起一行",
    "only one number or date belongs here; write anything else in a line of its own"
);

impl Reader<'_> {
    /// Reads a value, which may go on in further lines.
    pub(super) fn value(&mut self, value: Range<usize>, end: usize) -> Option<usize> {
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
        let name = self.key_name().trim_matches(['"', '\'']).to_lowercase();
        let second = key_within(&name, rest, colon);
        if let Some(second) = second {
            self.two_in_a_line(start + second.start..start + second.end);
            return true;
        }
        let message = text!(
            "这一行里有第二个“冒号加空格”，读不出哪里是内容",
            "this line has a second colon followed by a space, so it is not clear what the value is"
        );
        let at = start + colon..start + colon + 1;
        // No row of a table is a text, nor is a date.
        if self.is_key_of_row(&name) || keys::is_key(&name) && !keys::takes_text(&name) {
            self.fault(at, message, ONE_VALUE);
            return true;
        }
        let shown = format!("\"{}\"", shortened(rest, 60));
        let hint = text!("把内容放进双引号：{quoted}", "put the value into quotes: {quoted}");
        self.fault(at, message, hint.with("quoted", shown));
        let may_be_key = last_word(&rest[..colon]).is_some_and(|word| keys::is_key(&rest[word]));
        if keys::takes_text(&name) && !may_be_key && !rest.contains(['"', '\\']) {
            self.fix(start..start + rest.len(), format!("\"{rest}\""));
        }
        true
    }

    /// Whether a key is that of a row of a table: indented, and of the form.
    fn is_key_of_row(&self, name: &str) -> bool {
        self.columns.last().is_some_and(|column| *column > 0) && is_of_form(name)
    }

    /// 行政许可: 480  行政处罚: 90
    pub(super) fn two_in_a_line(&mut self, key: Range<usize>) {
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
            let indent = indent_of(line);
            if !line.trim().is_empty() && indent <= own || last + 1 >= self.text.len() {
                break;
            }
            last += 1 + line.len();
        }
        last
    }

    pub(super) fn quoted(&mut self, value: Range<usize>, quote: char) -> bool {
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
}

/// Where the key of another item stands in what is written at this one.
fn key_within(name: &str, rest: &str, colon: usize) -> Option<Range<usize>> {
    let before = &rest[..colon];
    if keys::is_key(name) {
        let is_key: fn(&str) -> bool = if keys::takes_text(name) { keys::is_header_key } else { keys::is_key };
        return last_word(before).filter(|word| is_key(&before[word.clone()]));
    }
    second_key(before).filter(|key| is_row(&rest[key.start..]))
}
