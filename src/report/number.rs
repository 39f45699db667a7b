//! Numbers of the tables: exact, with the digits as written.

use std::{
    cmp::Ordering,
    fmt::{self, Write as _},
};

/// A decimal: `mantissa` / 10^`scale`. Counts have scale 0.
// Packed, because a report has two hundred and a portal holds them all: a quarter of its memory without it.
#[derive(Clone, Copy, Debug, Default)]
#[repr(Rust, packed(2))]
pub struct Number {
    mantissa: i64,
    scale: u8,
}

/// Longer numbers are typing errors, and sums of these can never overflow.
pub(super) const MAX_DIGITS: usize = 12;
pub(super) const MAX_DECIMALS: usize = 4;

/// GB/T 15835: shorter numbers may stay whole.
const GROUPED_FROM: usize = 5;

impl Number {
    pub(crate) const ZERO: Self = Self { mantissa: 0, scale: 0 };

    pub(crate) fn whole(value: i64) -> Self {
        Self { mantissa: value, scale: 0 }
    }

    /// So many things.
    pub(crate) fn count(things: usize) -> Self {
        Self::whole(i64::try_from(things).unwrap_or(i64::MAX))
    }

    /// Reads plain digits, with a decimal point if there is one; no sign.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        if whole.is_empty() || whole.len() > MAX_DIGITS || decimals.len() > MAX_DECIMALS || text.ends_with('.') {
            return None;
        }
        let mut mantissa = 0;
        for digit in whole.chars().chain(decimals.chars()) {
            mantissa = mantissa * 10 + i64::from(digit.to_digit(10)?);
        }
        Some(Self { mantissa, scale: decimals.len() as u8 })
    }

    /// With its decimal point so many places further right, and no zeros behind its last decimal; none if no number has
    /// as many digits.
    pub(super) fn shifted(self, places: i32) -> Option<Self> {
        let (mut mantissa, mut scale) = (self.mantissa, i32::from(self.scale) - places);
        while scale > 0 && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        let mantissa = mantissa.checked_mul(10_i64.checked_pow((-scale).max(0).unsigned_abs())?)?;
        let scale = u8::try_from(scale.max(0)).ok().filter(|scale| *scale <= MAX_DECIMALS as u8)?;
        Some(Self { mantissa, scale })
    }

    #[must_use]
    pub(crate) fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, ..self }
    }

    pub(crate) fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    pub(crate) fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Of ten thousandths of one, exactly: no number has more decimals.
    pub(crate) fn ten_thousandths(self) -> i64 {
        i64::try_from(self.scaled(MAX_DECIMALS as u8)).unwrap_or(i64::MAX)
    }

    /// The whole number it is, if it is one.
    pub fn as_whole(self) -> Option<i64> {
        let unit = 10_i64.pow(self.scale.into());
        (self.mantissa % unit == 0).then_some(self.mantissa / unit)
    }

    /// The whole number it is, if it was written as one.
    pub fn as_count(self) -> Option<i64> {
        (self.scale == 0).then_some(self.mantissa)
    }

    /// How many of the `parts` equal parts of `whole` it fills, rounded down. A number that is not positive fills none.
    pub fn parts_of(self, whole: Self, parts: u16) -> u64 {
        let (own, whole, _) = self.aligned(whole);
        if own <= 0 || whole <= 0 {
            return 0;
        }
        let scaled = own.unsigned_abs() * u128::from(parts);
        u64::try_from(scaled / whole.unsigned_abs()).unwrap_or(u64::MAX)
    }

    /// Its share of `whole` in tenths of a percent, rounded half up by itself: shares need not add up to 100 %.
    pub fn share_of(self, whole: Self) -> u64 {
        self.parts_of(whole, 2000).div_ceil(2)
    }

    /// Adds what it prints as. Files of data have millions of numbers, nearly all of them small counts.
    pub(crate) fn push(self, out: &mut String) {
        const DIGITS: usize = 19;
        if self.scale != 0 || self.mantissa < 0 {
            let _ = write!(out, "{self}");
            return;
        }
        let (mut digits, mut at, mut left) = ([0; DIGITS], DIGITS, self.mantissa.unsigned_abs());
        loop {
            at -= 1;
            digits[at] = b'0' + (left % 10) as u8;
            left /= 10;
            if left == 0 {
                break;
            }
        }
        out.extend(digits[at..].iter().map(|digit| char::from(*digit)));
    }

    /// For readers: the whole part of a number of five digits and more in groups of three, `2,769,092`.
    pub(crate) fn grouped(self) -> String {
        let text = self.to_string();
        let start = usize::from(self.is_negative());
        let end = text.find('.').unwrap_or(text.len());
        if end - start < GROUPED_FROM {
            return text;
        }
        let mut grouped = String::with_capacity(text.len() + 4);
        for (at, digit) in text.char_indices() {
            if at > start && at < end && (end - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        grouped
    }

    /// How many digits are written behind the point.
    pub fn decimals(self) -> u8 {
        self.scale
    }

    /// The number in units of its `decimals`th digit behind the point, the rest cut off.
    pub fn scaled(self, decimals: u8) -> i128 {
        let mantissa = i128::from(self.mantissa);
        match decimals.checked_sub(self.scale) {
            Some(more) => mantissa * 10_i128.pow(more.into()),
            None => mantissa / 10_i128.pow((self.scale - decimals).into()),
        }
    }

    /// Both over the same power of ten.
    fn aligned(self, other: Self) -> (i128, i128, u8) {
        let scale = self.scale.max(other.scale);
        // Counts of applications have no decimals.
        if self.scale == other.scale {
            return (self.mantissa.into(), other.mantissa.into(), scale);
        }
        (self.scaled(scale), other.scaled(scale), scale)
    }

    fn of(mantissa: i128, scale: u8) -> Self {
        Self { mantissa: i64::try_from(mantissa).unwrap_or(if mantissa < 0 { i64::MIN } else { i64::MAX }), scale }
    }
}

impl std::ops::Add for Number {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        let (a, b, scale) = self.aligned(other);
        Self::of(a + b, scale)
    }
}

impl std::ops::Sub for Number {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        let (a, b, scale) = self.aligned(other);
        Self::of(a - b, scale)
    }
}

impl std::iter::Sum for Number {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(Self::ZERO, |a, b| a + b)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b, _) = self.aligned(*other);
        a.cmp(&b)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scale == 0 {
            return { self.mantissa }.fmt(f);
        }
        let unit = 10_u64.pow(self.scale.into());
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let size = self.mantissa.unsigned_abs();
        write!(f, "{sign}{}.{:0width$}", size / unit, size % unit, width = self.scale.into())
    }
}

impl From<Number> for crate::i18n::Arg {
    fn from(number: Number) -> Self {
        Self::Verbatim(number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_decimal_point_moves_without_a_rounding() {
        fn shifted(written: &str, places: i32) -> Option<String> {
            Some(Number::parse(written)?.shifted(places)?.to_string())
        }

        for (written, places, moved) in [
            ("51.76", 4, "517600"),
            ("40682080", -4, "4068.208"),
            ("500", -4, "0.05"),
            ("0", 8, "0"),
            ("0.10", 0, "0.1"),
        ] {
            assert_eq!(shifted(written, places).as_deref(), Some(moved), "{written}");
        }
        assert_eq!(shifted("12345.67", -4), None, "more decimals than any number has");
        assert_eq!(shifted("999999999999", 8), None, "more digits than any number has");
    }

    #[test]
    fn readers_see_long_numbers_in_groups() {
        for (written, shown) in [("0", "0"), ("9999", "9999"), ("10000", "10,000"), ("2769092", "2,769,092")] {
            assert_eq!(Number::parse(written).unwrap().grouped(), shown);
        }
        assert_eq!(Number::parse("289017.20").unwrap().grouped(), "289,017.20");
        assert_eq!(Number::parse("150598").unwrap().negated().grouped(), "-150,598");
    }

    #[test]
    fn what_is_added_to_a_text_is_what_is_printed() {
        let numbers = [0, 7, 10, 987_654_321, i64::MAX, -12].map(Number::whole);
        for number in numbers.into_iter().chain(Number::parse("12.50")) {
            let mut text = "=".to_owned();
            number.push(&mut text);
            assert_eq!(text, format!("={number}"));
        }
    }

    #[test]
    fn digits_are_kept_as_written() {
        for text in ["0", "4068.208", "0.10", "12.00", "999999999999"] {
            assert_eq!(Number::parse(text).unwrap().to_string(), text);
        }
        for text in ["", ".5", "5.", "1e3", "-1", "1,0", "1000000000000", "0.00001"] {
            assert!(Number::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn parts_of_a_whole_are_exact() {
        assert_eq!(n("2").parts_of(n("3"), 1000), 666);
        assert_eq!(n("0.5").parts_of(n("2.00"), 1000), 250);
        assert_eq!(n("999999999999").parts_of(n("999999999999"), 10_000), 10_000);
        assert_eq!(n("3").parts_of(Number::ZERO, 1000), 0);
        assert_eq!([n("2"), n("6"), n("1")].map(|part| part.share_of(n("26"))), [77, 231, 38]);
        assert_eq!([n("1"), n("1"), n("1")].map(|part| part.share_of(n("16"))), [63; 3]);
    }

    #[test]
    fn sums_and_comparisons_are_exact() {
        assert_eq!((n("0.1") + n("0.2")).to_string(), "0.3");
        assert_eq!(n("1.0"), n("1"));
        assert!(n("0.05") - n("1") < Number::ZERO);
        assert_eq!((n("0.05") - n("1")).to_string(), "-0.95");
        assert_eq!(n("2.00").as_whole(), Some(2));
    }

    fn n(text: &str) -> Number {
        Number::parse(text).unwrap()
    }
}
