//! Numbers that belong to a person: identity numbers, mobile numbers, bank cards.
//!
//! A number counts only where it stands by itself (not in an address, a code, an amount) and its check digit is right;
//! a mobile number, only where the text does not give it as an agency's own line.

use crate::prose::Slice;
use std::{cell::LazyCell, ops::Range};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Private {
    Identity,
    Mobile,
    Card,
}

/// A number of a person, and where it stands.
#[derive(Debug)]
pub(super) struct Found {
    pub kind: Private,
    pub range: Range<usize>,
    digits: String,
}

impl Found {
    /// The number with its middle hidden: 411*************34.
    pub(super) fn masked(&self) -> String {
        let last = self.digits.len().saturating_sub(2);
        self.digits.char_indices().map(|(at, c)| if (3..last).contains(&at) { '*' } else { c }).collect()
    }
}

/// Every number of a person in a file. `phone` is the portal's own.
pub(super) fn numbers(text: &str, phone: &str) -> Vec<Found> {
    let own: String = phone.chars().filter(char::is_ascii_digit).collect();
    // Few files hold a number that is long enough.
    let layout = LazyCell::new(|| Layout::of(text));
    let mut found = Vec::new();
    for run in runs(text) {
        for (groups, range) in run.readings() {
            let digits: String = groups.concat();
            let Some(kind) = kind(&groups, &digits) else { continue };
            let excused = || layout.words_around(&range).excuses(kind);
            if !(layout.is_hidden(range.start) || excused() || (kind == Private::Mobile && digits == own)) {
                found.push(Found { kind, range, digits });
            }
        }
    }
    found
}

/// Digits in groups that single blanks or hyphens divide.
struct Run {
    groups: Vec<Group>,
}

struct Group {
    digits: String,
    range: Range<usize>,
    /// Divided from the group before by a blank.
    after_blank: bool,
}

impl Run {
    /// The run that begins here, and where it ends.
    fn read(text: &str, begin: usize) -> (Self, usize) {
        let mut groups: Vec<Group> = Vec::new();
        let mut gap: Option<char> = None;
        let mut end = begin;
        for (offset, c) in text.slice(begin..).char_indices() {
            let at = begin + offset;
            let (digit, range) = (narrow(c), at..at + c.len_utf8());
            match groups.last_mut().filter(|_| gap.is_none()) {
                Some(group)
                    if digit.is_ascii_digit() || (matches!(digit, 'x' | 'X') && ends_identity(&group.digits)) =>
                {
                    group.digits.push(digit.to_ascii_uppercase());
                    group.range.end = range.end;
                }
                None if digit.is_ascii_digit() => {
                    let after_blank = gap.take() == Some(' ');
                    groups.push(Group { digits: digit.to_string(), range: range.clone(), after_blank });
                }
                Some(_) if matches!(c, ' ' | '-') => gap = Some(c),
                _ => break,
            }
            end = range.end;
        }
        (Self { groups }, end)
    }

    /// Whether it is no part of something else: of an address, a code, a decimal.
    fn stands_alone(&self, text: &str) -> bool {
        let [first, .., last] = self.groups.as_slice() else {
            return self.groups.iter().all(|group| stands_alone(text, &group.range));
        };
        stands_alone(text, &(first.range.start..last.range.end))
    }

    /// The ways to read it: the whole, and where blanks divide its groups, each of them.
    fn readings(&self) -> Vec<(Vec<&str>, Range<usize>)> {
        let [first, .., last] = self.groups.as_slice() else {
            return self.groups.iter().map(|group| (vec![group.digits.as_str()], group.range.clone())).collect();
        };
        let whole: Vec<_> = self.groups.iter().map(|group| group.digits.as_str()).collect();
        if kind(&whole, &whole.concat()).is_some() {
            return vec![(whole, first.range.start..last.range.end)];
        }
        // 86 13800138000
        if let [code, rest @ ..] = whole.as_slice()
            && *code == "86"
            && kind(rest, &rest.concat()) == Some(Private::Mobile)
        {
            return vec![(rest.to_vec(), self.groups[1].range.start..last.range.end)];
        }
        let alone = |at: &usize| {
            let divided = |at: usize| self.groups.get(at).is_none_or(|group| group.after_blank);
            divided(*at) && divided(*at + 1)
        };
        let alone = (0..self.groups.len())
            .filter(|at| *at == 0 || alone(at))
            .filter(|at| self.groups.get(at + 1).is_none_or(|next| next.after_blank));
        alone.map(|at| (vec![self.groups[at].digits.as_str()], self.groups[at].range.clone())).collect()
    }
}

/// Every run of digits that stands by itself.
fn runs(text: &str) -> Vec<Run> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(begin) = next_digit(text, at) {
        // Most numbers are short; they need not be looked at more closely.
        if let Some(short) = short(text.slice(begin..)) {
            at = begin + short;
            continue;
        }
        let (run, end) = Run::read(text, begin);
        at = end;
        // Forty digits are a row of a table, not a number.
        if run.groups.len() <= MAX_GROUPS && run.stands_alone(text) {
            found.push(run);
        }
    }
    found
}

/// Where the next digit stands, of whatever width.
fn next_digit(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes().get(from..)?;
    let is_digit = |at: usize| match bytes[at] {
        b'0'..=b'9' => true,
        0xef => matches!(bytes.get(at + 1..at + 3), Some([0xbc, 0x90..=0x99])),
        _ => false,
    };
    (0..bytes.len()).find(|&at| is_digit(at)).map(|at| from + at)
}

/// How far a text that begins with a digit has too few of them for a number of a person; none if it has enough.
fn short(text: &str) -> Option<usize> {
    let mut digits = 0;
    for (at, c) in text.char_indices().take(AHEAD) {
        match narrow(c) {
            '0'..='9' => digits += 1,
            ' ' | '-' => {}
            // What begins later in this stretch has fewer still.
            _ => return (digits < SHORTEST).then_some(at),
        }
    }
    let first = text.chars().next().map_or(1, char::len_utf8);
    (digits < SHORTEST).then_some(first)
}

const MAX_GROUPS: usize = 8;
/// Digits of a mobile number; nothing that belongs to a person is shorter.
const SHORTEST: usize = 11;
/// Characters that so many digits take with what divides them.
const AHEAD: usize = 2 * SHORTEST;

fn narrow(c: char) -> char {
    match c {
        '０'..='９' | 'Ｘ' | 'ｘ' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// Whether a number beside this character is a part of something else: an address, a code, a decimal, a masked number.
fn is_attached(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_/=&?%#@*.".contains(c)
}

fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let mut before = text.slice(..range.start).chars().rev();
    let begins = match (before.next(), before.next()) {
        (Some('-'), Some(c)) => !c.is_alphanumeric(),
        (Some(c), _) => !is_attached(c),
        (None, _) => true,
    };
    let mut after = text.slice(range.end..).chars();
    let ends = match (after.next(), after.next()) {
        (Some('.' | ','), Some(next)) => !next.is_ascii_digit(),
        (Some(next), _) => !is_attached(next),
        (None, _) => true,
    };
    begins && ends
}

/// Whether X may follow: as the eighteenth character of an identity number, whole or by its last group of four.
fn ends_identity(digits: &str) -> bool {
    matches!(digits.len(), 17 | 3) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn kind(groups: &[&str], digits: &str) -> Option<Private> {
    let lengths: Vec<_> = groups.iter().map(|group| group.len()).collect();
    match lengths[..] {
        [18] | [6, 8, 4] if is_identity(digits) => Some(Private::Identity),
        [11] | [3, 4, 4] if is_mobile(digits) => Some(Private::Mobile),
        [13] if digits.starts_with("86") && is_mobile(digits.slice(2..)) => Some(Private::Mobile),
        [16..=19] | [4, 4, 4, 4] | [4, 4, 4, 4, 1..=3] if is_card(digits) => Some(Private::Card),
        _ => None,
    }
}

/// GB 11643: a region, a date of birth, a number, and a check digit.
fn is_identity(digits: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &[u8; 11] = b"10X98765432";
    let bytes = digits.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let is_region =
        matches!(number(&bytes[..2]), 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91);
    let is_born = matches!(number(&bytes[6..10]), 1880..=2100)
        && matches!(number(&bytes[10..12]), 1..=12)
        && matches!(number(&bytes[12..14]), 1..=31);
    let sum: u32 = bytes.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte - b'0') * weight).sum();
    is_region && is_born && CHECKS[(sum % 11) as usize] == bytes[17]
}

/// The number that a few digits write.
fn number(digits: &[u8]) -> u32 {
    digits.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}

fn is_mobile(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && matches!(bytes[1], b'3'..=b'9') && bytes.iter().all(u8::is_ascii_digit)
}

/// ISO/IEC 7812: sixteen to nineteen digits of a bank or a card scheme, the last a check digit.
fn is_card(digits: &str) -> bool {
    let is_scheme = ["62", "60", "9", "4", "5", "3"].iter().any(|head| digits.starts_with(head));
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_varied = digits.bytes().any(|byte| byte != digits.as_bytes()[0]);
    is_plain && is_varied && is_scheme && luhn_sum(digits).is_multiple_of(10)
}

/// Every second digit from the right counts twice, and of two digits their sum.
fn luhn_sum(digits: &str) -> u32 {
    let mut sum = 0;
    for (at, byte) in digits.bytes().rev().enumerate() {
        let weighted = u32::from(byte - b'0') * if at % 2 == 1 { 2 } else { 1 };
        sum += weighted / 10 + weighted % 10;
    }
    sum
}

/// What a file's lines reveal about the numbers in them, worked out once.
struct Layout<'t> {
    text: &'t str,
    /// Comments, which are not published.
    comments: Vec<Range<usize>>,
    /// Where each line of a table begins, and the first line of that table.
    rows: Vec<(usize, Range<usize>)>,
}

impl<'t> Layout<'t> {
    fn of(text: &'t str) -> Self {
        let mut layout = Self { text, comments: Vec::new(), rows: Vec::new() };
        let mut at = 0;
        while let Some(open) = text.slice(at..).find("<!--").map(|open| at + open) {
            at = text.slice(open..).find("-->").map_or(text.len(), |close| open + close);
            layout.comments.push(open..at);
        }
        let (mut start, mut header) = (0, None);
        for line in text.split_inclusive('\n') {
            header = line.trim_start().starts_with('|').then(|| header.unwrap_or(start..start + line.len()));
            layout.rows.extend(header.clone().map(|header| (start, header)));
            start += line.len();
        }
        layout
    }

    fn is_hidden(&self, at: usize) -> bool {
        let after = self.comments.partition_point(|comment| comment.start <= at);
        self.comments[..after].last().is_some_and(|comment| comment.contains(&at))
    }

    fn words_around(&self, range: &Range<usize>) -> Words<'t> {
        let ends = ['。', '\n', '！', '？'];
        let head = self.text.slice(floor(self.text, range.start.saturating_sub(REACH))..range.start);
        let tail = self.text.slice(range.end..floor(self.text, range.end + REACH));
        let from = head.rfind(ends).map_or(0, |at| at + head.slice(at..).chars().next().map_or(1, char::len_utf8));
        let to = tail.find(ends).unwrap_or(tail.len());
        let own_line = head.rfind('\n').map_or(range.start - head.len(), |at| range.start - head.len() + at + 1);
        let row = self.rows.partition_point(|(start, _)| *start <= range.start);
        let row = self.rows[..row].last().filter(|(start, _)| *start >= own_line);
        Words {
            before: head.slice(from..),
            after: tail.slice(..to),
            header: row.map_or("", |(_, header)| {
                self.text.slice(header.start..floor(self.text, header.end.min(header.start + REACH)))
            }),
        }
    }
}

/// How many bytes of words around a number are looked at.
const REACH: usize = 600;

/// The nearest place not after `at` at which a character begins.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

/// The words around a number.
struct Words<'t> {
    /// The sentence or line up to the number, and after it.
    before: &'t str,
    after: &'t str,
    /// The first line of the table it stands in.
    header: &'t str,
}

impl Words<'_> {
    /// Whether the words say that this is no person's number.
    fn excuses(&self, kind: Private) -> bool {
        let label = self.before.trim_end_matches(|c: char| c.is_whitespace() || "：:为是“（(*|".contains(c));
        let is_code = CODES.iter().any(|code| label.ends_with(code));
        match kind {
            Private::Identity => label.ends_with("信用代码"),
            Private::Card => is_code || self.is_amount(),
            Private::Mobile => is_code || self.is_amount() || self.is_own_line(),
        }
    }

    fn is_amount(&self) -> bool {
        let after = self.after.trim_start();
        ["元", "万", "亿", "次", "人", "件", "条", "吨", "亩", "公斤", "平方", "立方"]
            .iter()
            .any(|unit| after.starts_with(unit))
    }

    /// Whether it is given as the line of an agency: 联系电话：, 咨询请拨打.
    fn is_own_line(&self) -> bool {
        if self.surround(&["某", "先生", "女士"]) {
            return false;
        }
        let invites = self.surround(INVITING) && has_any(self.before, &["拨打", "致电", "联系", "电话", "手机"]);
        let is_private = self.surround(PERSONS) || has_any(self.header, PERSONS);
        self.introduce(PUBLIC_LINES) || invites || (self.introduce(LINES) && !is_private)
    }

    /// Whether one of these words stands before or behind it.
    fn surround(&self, words: &[&str]) -> bool {
        has_any(self.before, words) || has_any(self.after, words)
    }

    /// Whether one of these words stands before it or above its column.
    fn introduce(&self, words: &[&str]) -> bool {
        has_any(self.before, words) || has_any(self.header, words)
    }
}

fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// What numbers are that only look like a person's.
const CODES: &[&str] = &[
    "编号",
    "订单号",
    "流水号",
    "流水",
    "单号",
    "登记号",
    "档案号",
    "档号",
    "文号",
    "编码",
    "代码",
    "序号",
    "批次",
    "备案号",
    "许可证号",
    "业务号",
    "合同号",
    "项目号",
    "受理号",
    "标识码",
    "条码",
    "凭证号",
    "发票号",
    "案号",
    "回执号",
];

/// Lines that are always an agency's.
const PUBLIC_LINES: &[&str] = &[
    "咨询电话",
    "监督电话",
    "投诉电话",
    "举报电话",
    "服务电话",
    "办公电话",
    "值班电话",
    "公开电话",
    "受理电话",
    "业务电话",
    "热线",
    "传真",
];

/// Lines of an agency, unless a person is spoken of.
const LINES: &[&str] = &["联系电话", "联系方式", "联系人", "电话", "联系手机"];

const INVITING: &[&str] =
    &["如有", "如需", "如对", "可拨打", "请拨打", "请致电", "可致电", "请与", "请联系", "可联系", "欢迎", "咨询请"];

const PERSONS: &[&str] = &[
    "申请人",
    "村民",
    "居民",
    "农户",
    "户主",
    "户名",
    "姓名",
    "群众",
    "原告",
    "第三人",
    "第三方",
    "当事人",
    "来信",
    "来电",
    "来访",
    "举报人",
    "投诉人",
    "收件人",
    "寄件人",
    "缴款人",
    "低保",
    "特困",
    "大户",
    "学生",
    "家长",
    "患者",
    "老人",
    "快递",
    "回访",
    "核实",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Private> {
        numbers(text, "").into_iter().map(|found| found.kind).collect()
    }

    #[test]
    fn check_digits_decide() {
        assert_eq!(kinds("身份证 11010519491231002X。"), [Private::Identity]);
        assert_eq!(kinds("身份证 110105194912310021。"), []);
        assert_eq!(kinds("卡号 6225 8808 3674 2073。"), [Private::Card]);
        assert_eq!(kinds("卡号 6225 8808 3674 2074。"), []);
    }

    #[test]
    fn every_width_and_spacing_is_read() {
        for text in [
            "１３８００１３８０００",
            "138-0013-8000",
            "138 0013 8000",
            "+8613800138000",
            "+86 138 0013 8000",
            "2 13800138000",
        ] {
            assert_eq!(kinds(text), [Private::Mobile], "{text}");
        }
    }

    #[test]
    fn parts_of_something_else_are_no_numbers() {
        for text in
            ["a/13800138000.html", "13800138000.5", "id=13800138000", "138****8000", "0-13800138000-1", "AB13800138000"]
        {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn numbers_are_masked() {
        assert_eq!(numbers("手机号 13800138000", "")[0].masked(), "138******00");
        assert_eq!(kinds("<!-- 13800138000 -->"), []);
        assert!(numbers("手机号 13800138000", "138-0013-8000").is_empty());
    }
}
