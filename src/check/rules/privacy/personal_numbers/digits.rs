//! Which digits are a number of a person: by their number, what they begin with, and the check digit.

use super::Private;
use crate::prose::Slice;

/// Whose number the digits of some groups are, by their lengths and check digit.
pub(super) fn kind(groups: &[&str], digits: &str) -> Option<Private> {
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
    // A check digit alone lets one random number in eleven pass; a province and a date of birth leave hardly any.
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
    // A row of equal digits passes the check, and is a placeholder.
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
