//! Lists and mappings in brackets.

use super::{
    CLOSING, Reader,
    narrow_column::{NARROW_COLUMN, WIDEN_IT, hashes},
    scan::{colon, end_of_quoted, is_begin, is_row, without_comment},
};
use crate::{spanned::shortened, text};

/// How far a list or mapping in brackets has been read.
struct Flow {
    at: usize,
    /// Where the line ends that this is in, its comment aside.
    line_end: usize,
    /// Where that line ends.
    last: usize,
    /// The brackets that are open, and where each stands.
    open: Vec<(char, usize)>,
    /// Whether the colon of this item has been read.
    has_value: bool,
}

impl Flow {
    /// Takes in the next line, unless that begins something else.
    fn go_on(&mut self, text: &str) -> bool {
        let next = text.get(self.last + 1..).map(|rest| rest.split('\n').next().unwrap_or_default());
        let is_middle = |next: &str| self.is_in_mapping() && next.trim_end().ends_with(',');
        let Some(next) = next.filter(|next| !next.trim().is_empty() && (goes_on(next) || is_middle(next))) else {
            return false;
        };
        self.at = self.last + 1;
        self.last = self.at + next.len();
        self.line_end = self.at + without_comment(next).len();
        true
    }

    fn is_in_mapping(&self) -> bool {
        matches!(self.open.last(), Some(('{', _)))
    }
}

impl Reader<'_> {
    /// Reads `[…]` or `{…}`; the end of its last line.
    pub(super) fn flow(&mut self, start: usize, line_end: usize, end: usize) -> Option<usize> {
        let mut flow = Flow { at: start, line_end, last: end, open: Vec::new(), has_value: false };
        loop {
            let Some(c) = self.text[flow.at..flow.line_end].chars().next() else {
                if flow.go_on(self.text) {
                    continue;
                }
                self.unclosed(&flow, end);
                return None;
            };
            let before = self.text[..flow.at].trim_end();
            match c {
                '[' | '{' => {
                    flow.open.push((c, flow.at));
                    flow.has_value = false;
                }
                ']' | '}' => {
                    let (bracket, _) = flow.open.pop()?;
                    if closing(bracket) != c {
                        self.wrong_closing(flow.at, bracket, c);
                        return None;
                    }
                    if flow.open.is_empty() {
                        self.behind_flow(flow.at + 1, flow.line_end);
                        return Some(flow.last);
                    }
                    flow.has_value = flow.is_in_mapping();
                }
                ':' if flow.is_in_mapping() && self.text[flow.at + 1..flow.line_end].starts_with(' ') => {
                    if flow.has_value {
                        self.second_colon(flow.at);
                        return None;
                    }
                    flow.has_value = true;
                }
                '"' | '\'' if is_begin(before) => {
                    flow.at = self.quoted_item(&flow, c)?;
                    continue;
                }
                ',' if before.ends_with(',') => {
                    let message = text!("两个逗号之间什么也没有", "there is nothing between two commas");
                    let hint = text!("没有发生写 0，没有数据写 /", "write 0 for none, / for no data");
                    self.fault(flow.at..flow.at + 1, message, hint);
                    return None;
                }
                ',' => flow.has_value = false,
                _ => {}
            }
            flow.at += c.len_utf8();
        }
    }

    fn unclosed(&mut self, flow: &Flow, first_end: usize) {
        let Some(&(bracket, at)) = flow.open.last() else { return };
        if let Some(hashes) = hashes(&self.text[at..]) {
            return self.fault(at + hashes.start..at + hashes.end, NARROW_COLUMN, WIDEN_IT);
        }
        let message = text!("“{open}”没有配上“{close}”", "`{open}` has no matching `{close}`");
        let hint = text!("括号要成对：[0, 0, 0]", "brackets come in pairs: [0, 0, 0]");
        self.fault(at..at + 1, message.with("open", bracket).with("close", closing(bracket)), hint);
        // Behind numbers alone nothing else can be missing.
        let row = &self.text[at + 1..flow.line_end];
        let is_row = row.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '.'));
        if is_row && flow.open.len() == 1 && flow.last == first_end {
            let end = at + 1 + row.trim_end().len();
            self.fix(end..end, closing(bracket));
        }
    }

    fn wrong_closing(&mut self, at: usize, open: char, close: char) {
        let message = text!("“{open}”不能用“{close}”收尾", "`{close}` cannot close `{open}`");
        let hint = text!("括号要成对：[0, 0, 0]", "brackets come in pairs: [0, 0, 0]");
        self.fault(at..at + 1, message.with("open", open).with("close", close), hint);
        self.fix(at..at + 1, closing(open));
    }

    fn second_colon(&mut self, at: usize) {
        let message = text!(
            "这一项里有第二个“冒号加空格”，读不出哪里是内容",
            "this item has a second colon followed by a space, so it is not clear what the value is"
        );
        let hint = text!("把内容放进双引号：note: \"甲: 乙\"", "put the value into quotes: note: \"a: b\"");
        self.fault(at..at + 1, message, hint);
    }

    /// Reads an item in quotation marks; where it ends.
    fn quoted_item(&mut self, flow: &Flow, quote: char) -> Option<usize> {
        let Some(length) = end_of_quoted(&self.text[flow.at..flow.line_end]) else {
            self.quoted(flow.at..flow.line_end, quote);
            return None;
        };
        let at = flow.at + length;
        let behind = self.text[at..flow.line_end].trim_start();
        if behind.is_empty() || behind.starts_with([',', ']', '}', ':']) {
            return Some(at);
        }
        let message = text!("两项之间少了逗号", "a comma is missing between two items");
        let hint = text!("用半角逗号隔开：[甲, 乙]", "separate them with half-width commas: [a, b]");
        let from = flow.line_end - behind.len();
        self.fault(self.char_at(from), message, hint);
        self.fix(at..at, ",");
        None
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
        let shown = shortened(behind, 20);
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
