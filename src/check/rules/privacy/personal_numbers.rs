//! Numbers that belong to a person: identity numbers, mobile numbers, bank cards.
//!
//! A number counts only where it stands by itself (not in an address, a code, an amount) and its check digit is right;
//! a mobile number, only where the text does not give it as an agency's own line.

mod digits;
mod layout;
mod runs;

use crate::prose::Slice;
use digits::kind;
use layout::Layout;
use runs::runs;
use std::{borrow::Cow, cell::LazyCell, ops::Range};

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
        let last = self.digits.len().saturating_sub(SHOWN_LAST);
        self.digits.char_indices().map(|(at, c)| if (SHOWN_FIRST..last).contains(&at) { '*' } else { c }).collect()
    }
}

/// A text with every number of a person masked, as long as it was.
pub(crate) fn masked(text: &str) -> Cow<'_, str> {
    let found = numbers(text, "");
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for Found { range, digits, .. } in found.into_iter().filter(|found| !found.digits.is_empty()) {
        if range.start < done {
            continue;
        }
        out.push_str(text.slice(done..range.start));
        let mut at = 0;
        for c in text.slice(range.clone()).chars() {
            let is_digit = c.is_numeric() || c.is_alphabetic();
            let is_shown = at < SHOWN_FIRST || at + SHOWN_LAST >= digits.len();
            out.push(match (is_digit && !is_shown, c.is_ascii()) {
                (true, true) => '*',
                (true, false) => '＊',
                _ => c,
            });
            at += usize::from(is_digit);
        }
        done = range.end;
    }
    out.push_str(text.slice(done..));
    Cow::Owned(out)
}

/// Digits that stay, at both ends.
const SHOWN_FIRST: usize = 3;
const SHOWN_LAST: usize = 2;

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
            let is_own = kind == Private::Mobile && digits == own;
            if !(layout.is_hidden(range.start) || layout.words_around(&range).excuses(kind) || is_own) {
                found.push(Found { kind, range, digits });
            }
        }
    }
    found
}

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
        assert_eq!(
            masked("身份证 11010519491231002X，手机 138-0013-8000。"),
            "身份证 110*************2X，手机 138-****-**00。"
        );
        assert_eq!(masked("手机１３８００１３８０００"), "手机１３８＊＊＊＊＊＊００");
        assert_eq!(masked("联系电话：13800138000"), "联系电话：13800138000");
        assert_eq!(kinds("<!-- 13800138000 -->"), []);
        assert!(numbers("手机号 13800138000", "138-0013-8000").is_empty());
    }
}
