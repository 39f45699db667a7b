//! Numbers as they stand in sentences: 7件, 1,024条, 三十二件, 71.4%, 百分之八十, 400余条.

use super::complexity::step;
use super::{Sense, Slice};
use crate::report::Number;
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

/// 两项合计: no number of things.
static TOGETHER: Sense = Sense::new("taken-together");

/// What counts requests, cases and documents.
const MEASURES: &[char] =
    &['件', '条', '宗', '起', '份', '次', '例', '个', '项', '篇', '部', '期', '场', '批', '笔', '处', '块'];

/// What counts people, households and bodies.
const HEADS: &[char] = &['人', '家', '户', '名'];

const BEFORE: &[(&str, Approximation)] = &[
    ("超过", Approximation::More),
    ("逾", Approximation::More),
    ("达到", Approximation::Exact),
    ("不少于", Approximation::More),
    ("近", Approximation::Less),
    ("不到", Approximation::Less),
    ("不足", Approximation::Less),
    ("约", Approximation::About),
    ("大约", Approximation::About),
];

const AFTER: &[(&str, Approximation)] = &[
    ("余", Approximation::More),
    ("多", Approximation::More),
    ("以上", Approximation::More),
    ("左右", Approximation::About),
];

impl Numeral {
    /// Whether a true figure may be stated as this number.
    pub fn agrees(&self, true_value: Number) -> bool {
        let (stated, double) = (self.value, self.value + self.value);
        match self.approximation {
            // 12.3万元 of 12.35: rounded or cut off.
            Approximation::Exact if self.measure == Measure::Amount => {
                let unit = 10_i128.pow(4 - u32::from(stated.decimals()).min(4));
                (true_value.scaled(4) - stated.scaled(4)).abs() < unit.max(1) && !stated.is_zero()
                    || stated == true_value
            }
            Approximation::Exact => stated == true_value,
            Approximation::More => true_value >= stated && true_value < double,
            Approximation::Less => true_value <= stated && true_value + true_value > stated,
            Approximation::About => true_value + true_value > stated && true_value < double,
            Approximation::To(unit) => {
                let unit = Number::whole(unit);
                true_value < stated + unit && stated < true_value + unit
            }
            Approximation::AtLeast => true_value >= stated,
        }
    }
}

/// The next number at or after `from`, in Arabic or Chinese digits.
pub(super) fn next(text: &str, from: usize) -> Option<Numeral> {
    let mut at = from;
    loop {
        step();
        let rest = text.slice(at..);
        let offset = rest.find(|c: char| c.is_ascii_digit() || han_digit(c).is_some() || matches!(c, '十' | '百'))?;
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
        let is_year = length == 4 && after.starts_with('年');
        let is_bare = matches!(measure, Measure::Other | Measure::Heads(_));
        let is_none = value.is_zero() && text.slice(..begin).ends_with('为') && is_bare;
        let measure = if is_none {
            Measure::Things('零')
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
        && rest.slice(..length).chars().count() == 4
    {
        return Ok(numeral(text, value, Measure::Year, begin, begin + length));
    }
    let ends = |after: &str| after.is_empty() || after.starts_with(['，', '。', '；', '、', ',', ';', '）']);
    if rest.starts_with('零') && text.slice(..begin).ends_with(['为', '：', ':', '是']) && ends(rest.slice(first..))
    {
        return Ok(numeral(text, Number::ZERO, Measure::Things('零'), begin, begin + first));
    }
    // 第三, 十四五, 统一: only what is counted is a number.
    let is_counted = || {
        let (value, length) = han(rest)?;
        let (measure, width) = measure(rest.slice(length..));
        let is_ordinal = text.slice(..begin).ends_with(['第', '每', '逐', '办', '成', '同', '统']);
        let after = rest.slice(length + width..);
        let is_idiom = after.starts_with(['事', '步']) || TOGETHER.begins(after);
        let things = matches!(measure, Measure::Things(_)) && !is_ordinal && !is_idiom;
        let is_month = rest.slice(length..).starts_with('月') && value <= Number::whole(12) && !is_ordinal;
        (things || is_month).then(|| numeral(text, value, measure, begin, begin + length + width))
    };
    is_counted().ok_or_else(|| begin + han(rest).map_or(first, |(_, length)| length))
}

/// 1.2万条: 12000, to the digit written.
fn myriads(text: &str, value: Number, begin: usize, end: usize) -> Option<Numeral> {
    let counted = text.slice(end..).strip_prefix('万')?;
    let (Measure::Things(thing), width) = measure(counted) else { return None };
    let whole = i64::try_from(value.scaled(4)).ok()?;
    let end = text.len() - counted.len() + width;
    let mut numeral = numeral(text, Number::whole(whole), Measure::Things(thing), begin, end);
    if numeral.approximation == Approximation::Exact {
        numeral.approximation = Approximation::To(10_i64.pow(4 - u32::from(value.decimals()).min(4)));
    }
    Some(numeral)
}

fn numeral(text: &str, value: Number, measure: Measure, begin: usize, end: usize) -> Numeral {
    let before = BEFORE.iter().find(|(word, _)| text.slice(..begin).ends_with(word)).map(|(_, how)| *how);
    let within = AFTER.iter().find(|(word, _)| text.slice(begin..end).contains(word)).map(|(_, how)| *how);
    let after = AFTER.iter().skip(2).find(|(word, _)| text.slice(end..).starts_with(word)).map(|(_, how)| *how);
    let approximation = within.or(after).or(before).unwrap_or(Approximation::Exact);
    Numeral { value, measure, approximation, range: begin..end }
}

/// The measure word behind a number, and how long it is with what stands before it.
fn measure(after: &str) -> (Measure, usize) {
    if after.starts_with('%') {
        return (Measure::Percent, 1);
    }
    let rest = after.trim_start_matches(['余', '多']);
    let skipped = after.len() - rest.len();
    match rest.chars().next() {
        // 3次数, 5项目, 2个月: other words.
        Some(c)
            if MEASURES.contains(&c)
                && !rest.slice(c.len_utf8()..).starts_with(['数', '目', '月', '人', '工', '小', '百']) =>
        {
            (Measure::Things(c), skipped + c.len_utf8())
        }
        Some('人') if rest.starts_with("人次") => (Measure::Heads('次'), 0),
        Some(c) if HEADS.contains(&c) => (Measure::Heads(c), 0),
        _ => (Measure::Other, 0),
    }
}

/// Digits with a decimal point and separators of thousands.
fn arabic(text: &str) -> Option<(Number, usize)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(text);
    let mut plain = text.slice(..length).to_owned();
    while matches!(length, 1..=3) || plain.len() < length {
        let group = text.slice(length..).strip_prefix(',').filter(|rest| digits(rest) == 3);
        let Some(group) = group else { break };
        plain.push_str(group.slice(..3));
        length += 4;
    }
    let decimals = text.slice(length..).strip_prefix('.').map_or(0, digits);
    if length > 0 && decimals > 0 {
        plain.push_str(text.slice(length..=length + decimals));
        length += 1 + decimals;
    }
    (length > 0).then_some((Number::parse(&plain)?, length))
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
    fn words_with_numerals_in_them_are_no_numbers() {
        for text in ["第三方", "十四五规划", "统一发布", "办成一件事", "一是加强", "三个月内第一次", "五个方面"]
        {
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
