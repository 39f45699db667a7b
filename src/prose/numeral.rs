//! Numbers as they stand in sentences: 7件, 1,024条, 三十二件, 71.4%, 百分之八十, 400余条.

use super::complexity::step;
use super::{Sense, Slice, vocabulary::TOGETHER};
use crate::{date::LIKELY_YEARS, report::Number};
use std::ops::Range;

/// A number of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numeral {
    pub value: Number,
    pub measure: Measure,
    pub approximation: Approximation,
    /// With its measure word.
    pub range: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// 件, 条, 宗, …: things are counted.
    Things(char),
    /// 人, 家, 户: those who may be counted in several ways at once. The word itself is not in the number's range.
    Heads(char),
    Percent,
    /// Money, in 万元.
    Amount,
    /// A calendar year of four digits.
    Year,
    /// Anything else, or nothing.
    Other,
}

/// How exact a number is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approximation {
    Exact,
    /// 余, 多, 以上, 超过: somewhat more.
    More,
    /// 近, 不到: somewhat less.
    Less,
    /// 约, 左右.
    About,
    /// 1.2万: to this unit, rounded or cut off.
    To(i64),
    /// As many were published: no fewer there are.
    AtLeast,
}

/// 部分, 方面: 等六个部分 counts what the report consists of.
static PARTS_OF_A_TEXT: Sense = Sense::new("parts-of-a-text");

/// 个, 大: between a number and what a report consists of.
static BEFORE_PARTS: Sense = Sense::new("before-parts-of-a-text");
/// 第, 统: before a numeral that counts nothing.
static NO_NUMBER: Sense = Sense::new("before-no-number");
/// 事 of 一件事: the numeral counts nothing.
static IDIOMS: Sense = Sense::new("idioms-of-numerals");
/// 为: before a number.
static STATES: Sense = Sense::new("states-a-number");

/// What counts requests, cases and documents.
static MEASURES: Sense = Sense::new("measure-words");
/// What counts people, households and organisations.
static HEADS: Sense = Sense::new("measure-words-of-heads");
/// 数 of 3次数: after a measure word, they make another word of it.
static NO_MEASURES: Sense = Sense::new("runs-on-from-a-measure-word");
/// 人 of 3个人, where 个 counts anything.
static NO_MEASURES_OF_ANYTHING: Sense = Sense::new("runs-on-from-the-measure-word-of-anything");

/// 余: within a number that is somewhat more.
static ODD: Sense = Sense::new("odd");
/// 以上: after it.
static OR_MORE: Sense = Sense::new("or-more");
/// 左右: after a number that is somewhat more or less.
static OR_SO: Sense = Sense::new("or-so");
/// 超过, 近, 约: before it.
static OVER: Sense = Sense::new("over");
static NEARLY: Sense = Sense::new("nearly");
static ABOUT: Sense = Sense::new("about");

/// A number before 年 with as many digits is a year, with fewer a span of years: 5年.
pub(super) const DIGITS_OF_YEAR: usize = 4;
/// No month has a higher number: 13月 is none.
const MONTHS: i64 = 12;
/// The decimals of 万 that are whole: 1.2345万 is 12345.
const MYRIAD: u8 = 4;
/// Digits between separators: 1,234,567.
const THOUSANDS: usize = 3;

/// A number with decimals that is about right is wrong by one part in so many at most.
const TENTHS: i128 = 10;

impl Measure {
    /// 为零, of whatever it is.
    pub(super) const BARE_ZERO: Self = Self::Things('零');

    /// Whether what is counted in the one may be counted in the other: the same, or both are among these words.
    pub(crate) fn is_like(self, other: Self, words: &Sense) -> bool {
        let is_of_these = |measure| matches!(measure, Self::Things(word) if words.has(word));
        self == other || (is_of_these(self) && is_of_these(other))
    }
}

impl Numeral {
    /// Whether it counts things, and not heads, money or time.
    pub fn counts_things(&self) -> bool {
        matches!(self.measure, Measure::Things(_))
    }

    /// 2023, with or without 年.
    pub fn is_like_a_year(&self) -> bool {
        let count = self.value.as_count().and_then(|count| u16::try_from(count).ok());
        count.is_some_and(|count| LIKELY_YEARS.contains(&count))
    }

    /// Whether a true figure may be stated as this number.
    pub fn agrees(&self, true_value: Number) -> bool {
        let (stated, double) = (self.value, self.value + self.value);
        match self.approximation {
            // 12.3万元 of 12.35: rounded or cut off.
            Approximation::Exact if self.measure == Measure::Amount => {
                let unit = 10_i128.pow(u32::from(MYRIAD) - u32::from(stated.decimals().min(MYRIAD)));
                (true_value.scaled(MYRIAD) - stated.scaled(MYRIAD)).abs() < unit.max(1) && !stated.is_zero()
                    || stated == true_value
            }
            Approximation::Exact => stated == true_value,
            Approximation::More => true_value >= stated && true_value < double,
            Approximation::Less => true_value <= stated && true_value + true_value > stated,
            // 约47.1万元: rounded to what is written, or nearly.
            Approximation::About if stated.decimals() > 0 => {
                let difference = (true_value.scaled(MYRIAD) - stated.scaled(MYRIAD)).abs();
                difference * TENTHS <= stated.scaled(MYRIAD)
            }
            Approximation::About => true_value + true_value > stated && true_value < double,
            Approximation::To(unit) => {
                let unit = Number::whole(unit);
                true_value < stated + unit && stated < true_value + unit
            }
            Approximation::AtLeast => true_value >= stated,
        }
    }
}

/// What numbers are together, each taken as it is written.
pub(crate) fn sum<'n>(numerals: impl IntoIterator<Item = &'n Numeral>) -> Number {
    numerals.into_iter().map(|numeral| numeral.value).sum()
}

/// What a number may begin with.
pub(super) fn digits() -> impl Iterator<Item = char> {
    ('0'..='9').chain('\u{3000}'..='\u{9fff}').filter(|c| begins(*c))
}

fn begins(c: char) -> bool {
    c.is_ascii_digit() || han_digit(c).is_some() || matches!(c, '十' | '百')
}

/// The next number at or after `from`, in Arabic or Chinese digits.
pub(super) fn next(text: &str, from: usize) -> Option<Numeral> {
    let mut at = from;
    loop {
        step();
        let rest = text.slice(at..);
        let offset = rest.find(begins)?;
        let begin = at + offset;
        match read(text, begin) {
            Ok(numeral) => return Some(numeral),
            Err(end) => at = end,
        }
    }
}

/// The number that begins at `begin`; else where to look on.
fn read(text: &str, begin: usize) -> Result<Numeral, usize> {
    let rest = text.slice(begin..);
    if let Some(percent) = rest.strip_prefix("百分之") {
        let (value, length) = arabic(percent).or_else(|| han(percent)).ok_or(begin + "百分之".len())?;
        let end = begin + "百分之".len() + length;
        return Ok(numeral(text, value, Measure::Percent, begin, end));
    }
    if let Some((value, length)) = arabic(rest) {
        let end = begin + length;
        let after = text.slice(end..);
        if after.starts_with("万元") {
            return Ok(numeral(text, value, Measure::Amount, begin, end + "万元".len()));
        }
        if let Some(rest) = after.strip_prefix(['万', '亿']) {
            // Of 1.2亿 and 1286.35万元 nothing is compared.
            return myriads(text, value, begin, end).ok_or(text.len() - rest.len());
        }
        let glued =
            text.slice(..begin).ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/' | ':'));
        let (measure, width) = measure(after);
        let is_year = length == DIGITS_OF_YEAR && after.starts_with('年');
        let is_bare = matches!(measure, Measure::Other | Measure::Heads(_));
        let is_none = value.is_zero() && text.slice(..begin).ends_with('为') && is_bare;
        let measure = if is_none {
            Measure::BARE_ZERO
        } else if glued {
            Measure::Other
        } else if is_year {
            Measure::Year
        } else {
            measure
        };
        return Ok(numeral(text, value, measure, begin, end + width));
    }
    let first = rest.chars().next().map_or(1, char::len_utf8);
    if let Some((value, length)) = han(rest)
        && rest.slice(length..).starts_with('年')
        && rest.slice(..length).chars().count() == DIGITS_OF_YEAR
    {
        return Ok(numeral(text, value, Measure::Year, begin, begin + length));
    }
    if rest.starts_with('零') && STATES.ends(text.slice(..begin)) && ends_phrase(rest.slice(first..)) {
        return Ok(numeral(text, Number::ZERO, Measure::BARE_ZERO, begin, begin + first));
    }
    counted(text, begin).ok_or_else(|| begin + han(rest).map_or(first, |(_, length)| length))
}

fn ends_phrase(after: &str) -> bool {
    after.is_empty() || after.starts_with(['，', '。', '；', '、', ',', ';', '）'])
}

/// A number in Chinese digits that counts something. 第三, 十四五 and 统一 are none.
fn counted(text: &str, begin: usize) -> Option<Numeral> {
    let rest = text.slice(begin..);
    let (value, length) = han(rest)?;
    let (measure, width) = measure(rest.slice(length..));
    let is_ordinal = NO_NUMBER.ends(text.slice(..begin));
    let after = rest.slice(length + width..);
    let is_idiom = IDIOMS.begins(after) || TOGETHER.begins(after);
    let things = matches!(measure, Measure::Things(_)) && !is_ordinal && !is_idiom;
    let is_month = rest.slice(length..).starts_with('月') && value <= Number::whole(MONTHS) && !is_ordinal;
    (things || is_month).then(|| numeral(text, value, measure, begin, begin + length + width))
}

/// 1.2万条: 12000, to the digit written.
fn myriads(text: &str, value: Number, begin: usize, end: usize) -> Option<Numeral> {
    let counted = text.slice(end..).strip_prefix('万')?;
    let (Measure::Things(thing), width) = measure(counted) else { return None };
    let whole = i64::try_from(value.scaled(MYRIAD)).ok()?;
    let end = text.len() - counted.len() + width;
    let mut numeral = numeral(text, Number::whole(whole), Measure::Things(thing), begin, end);
    if numeral.approximation == Approximation::Exact {
        numeral.approximation =
            Approximation::To(10_i64.pow(u32::from(MYRIAD) - u32::from(value.decimals().min(MYRIAD))));
    }
    Some(numeral)
}

fn numeral(text: &str, value: Number, measure: Measure, begin: usize, end: usize) -> Numeral {
    let (before, after) = (text.slice(..begin), text.slice(end..));
    let approximation = if ODD.is_in(text.slice(begin..end)) || OR_MORE.begins(after) {
        Approximation::More
    } else if OR_SO.begins(after) {
        Approximation::About
    } else if OVER.ends(before) {
        Approximation::More
    } else if NEARLY.ends(before) {
        Approximation::Less
    } else if ABOUT.ends(before) {
        Approximation::About
    } else {
        Approximation::Exact
    };
    Numeral { value, measure, approximation, range: begin..end }
}

/// The measure word after a number, and how long it is with what stands before it.
fn measure(after: &str) -> (Measure, usize) {
    if after.starts_with('%') {
        return (Measure::Percent, 1);
    }
    let rest = ODD.trimmed(after);
    let skipped = after.len() - rest.len();
    let counted = BEFORE_PARTS.trimmed(rest);
    if PARTS_OF_A_TEXT.begins(counted) {
        return (Measure::Other, 0);
    }
    match rest.chars().next() {
        // 3次数, 5项目, 2个月: other words.
        Some(c) if MEASURES.has(c) && !makes_another_word(c, rest.slice(c.len_utf8()..)) => {
            (Measure::Things(c), skipped + c.len_utf8())
        }
        Some('人') if rest.starts_with("人次") => (Measure::Heads('次'), 0),
        Some(c) if HEADS.has(c) => (Measure::Heads(c), 0),
        _ => (Measure::Other, 0),
    }
}

/// Whether what stands after a measure word makes another word of it.
fn makes_another_word(measure: char, after: &str) -> bool {
    NO_MEASURES.begins(after) || (measure == '个' && NO_MEASURES_OF_ANYTHING.begins(after))
}

/// Digits with a decimal point and separators of thousands.
fn arabic(text: &str) -> Option<(Number, usize)> {
    let mut length = leading_digits(text);
    let mut plain = text.slice(..length).to_owned();
    while (1..=THOUSANDS).contains(&length) || plain.len() < length {
        let group = text.slice(length..).strip_prefix(',').filter(|rest| leading_digits(rest) == THOUSANDS);
        let Some(group) = group else { break };
        plain.push_str(group.slice(..THOUSANDS));
        length += THOUSANDS + ','.len_utf8();
    }
    let decimals = text.slice(length..).strip_prefix('.').map_or(0, leading_digits);
    if length > 0 && decimals > 0 {
        plain.push_str(text.slice(length..=length + decimals));
        length += 1 + decimals;
    }
    (length > 0).then_some((Number::parse(&plain)?, length))
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// 三, 两, 十二, 一百零五, 二〇二三.
fn han(text: &str) -> Option<(Number, usize)> {
    let (mut total, mut section, mut digit, mut length) = (0_i64, 0_i64, None, 0);
    let mut plain = true;
    for c in text.chars() {
        match (han_digit(c), unit(c)) {
            (Some(value), _) => {
                // 二〇二三 is read digit by digit.
                digit = Some(match digit {
                    Some(before) if plain => i64::min(before, 1 << 30) * 10 + value,
                    _ => value,
                });
            }
            (None, Some(10_000)) => {
                plain = false;
                total = (total + section + digit.take().unwrap_or(0)) * 10_000;
                section = 0;
            }
            (None, Some(unit)) => {
                plain = false;
                section += digit.take().unwrap_or(1) * unit;
            }
            (None, None) => break,
        }
        length += c.len_utf8();
    }
    (length > 0).then(|| (Number::whole(total + section + digit.unwrap_or(0)), length))
}

fn han_digit(c: char) -> Option<i64> {
    Some(match c {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// 一, 十: as items of lists are numbered.
pub(super) fn is_digit(c: char) -> bool {
    han_digit(c).is_some() || c == '十'
}

fn unit(c: char) -> Option<i64> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        '万' => 10_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(String, Measure, Approximation)> {
        let (mut at, mut found) = (0, Vec::new());
        while let Some(numeral) = next(text, at) {
            at = numeral.range.end;
            found.push((numeral.value.to_string(), numeral.measure, numeral.approximation));
        }
        found
    }

    #[test]
    fn numbers_are_read_however_they_are_written() {
        use Approximation::{About, Exact, Less, More};
        let thing = |c| Measure::Things(c);
        for (text, value, measure, approximation) in [
            ("收到7件", "7", thing('件'), Exact),
            ("共1,024条", "1024", thing('条'), Exact),
            ("共12345件", "12345", thing('件'), Exact),
            ("三件", "3", thing('件'), Exact),
            ("两件", "2", thing('件'), Exact),
            ("十二宗", "12", thing('宗'), Exact),
            ("一百二十件", "120", thing('件'), Exact),
            ("一百零五件", "105", thing('件'), Exact),
            ("463余条", "463", thing('条'), More),
            ("近30份", "30", thing('份'), Less),
            ("约30份", "30", thing('份'), About),
            ("30件以上", "30", thing('件'), More),
            ("占71.4%", "71.4", Measure::Percent, Exact),
            ("百分之八十", "80", Measure::Percent, Exact),
            ("2023年", "2023", Measure::Year, Exact),
            ("3天", "3", Measure::Other, Exact),
            ("120人", "120", Measure::Heads('人'), Exact),
            ("1.26万条", "12600", thing('条'), Approximation::To(100)),
            ("3万余条", "30000", thing('条'), More),
        ] {
            assert_eq!(all(text), [(value.to_owned(), measure, approximation)], "{text}");
        }
    }

    #[test]
    fn no_other_character_begins_a_number() {
        assert!(digits().eq(('\0'..=char::MAX).filter(|c| begins(*c))));
    }

    #[test]
    fn words_with_numerals_in_them_are_no_numbers() {
        for text in [
            "第三方",
            "十四五规划",
            "统一发布",
            "办成一件事",
            "情况等六个部分组成",
            "申请情况等6项内容",
            "一是加强",
            "三个月内第一次",
            "五个方面",
        ] {
            assert!(
                all(text).iter().all(|(_, measure, _)| !matches!(measure, Measure::Things('件' | '次'))),
                "{text}: {:?}",
                all(text)
            );
        }
    }

    #[test]
    fn approximate_numbers_agree_within_reason() {
        let stated = |text| next(text, 0).unwrap();
        assert!(stated("463余条").agrees(Number::whole(470)) && !stated("463余条").agrees(Number::whole(462)));
        assert!(stated("近30份").agrees(Number::whole(29)) && !stated("近30份").agrees(Number::whole(31)));
        assert!(!stated("7件").agrees(Number::whole(8)));
    }
}
