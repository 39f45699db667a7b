//! Runs of digits in a text, in groups or not, of whatever width.

use super::{Private, digits::kind};
use crate::prose::Slice;
use std::ops::Range;

/// Digits in groups that single blanks or hyphens divide.
pub(super) struct Run {
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
        let ends = self.groups.first().zip(self.groups.last());
        ends.is_some_and(|(first, last)| stands_alone(text, &(first.range.start..last.range.end)))
    }

    /// The ways to read it: the whole, and where blanks divide its groups, each of them.
    pub(super) fn readings(&self) -> Vec<(Vec<&str>, Range<usize>)> {
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
        let alone = (0..self.groups.len())
            .filter(|&at| at == 0 || self.is_divided(at) && self.is_divided(at + 1))
            .filter(|&at| self.is_divided(at + 1));
        alone.map(|at| (vec![self.groups[at].digits.as_str()], self.groups[at].range.clone())).collect()
    }

    /// Whether a blank stands before a group, or nothing follows.
    fn is_divided(&self, at: usize) -> bool {
        self.groups.get(at).is_none_or(|group| group.after_blank)
    }
}

/// Every run of digits that stands by itself.
pub(super) fn runs(text: &str) -> Vec<Run> {
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
    let found = (0..bytes.len()).find(|&at| match bytes[at] {
        b'0'..=b'9' => true,
        // Full-width digits.
        0xef => matches!(bytes.get(at + 1..at + 3), Some([0xbc, 0x90..=0x99])),
        _ => false,
    });
    found.map(|at| from + at)
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
