//! What stands in a cell of a document: a number, a sign for nothing, something of both, or words.

use super::fold;
use crate::date::Date;

/// A cell's text as a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// As it was written: nothing, `/`, `—`.
    Blank(String),
    /// What would be typed into the cell.
    Number(String),
    /// A number, but nobody can tell which: `7?`, `1O`, `12 13`, 三十, a formula that was never worked out.
    Unclear(String),
}

const BLANKS: &[&str] = &["", "/", "／", "-", "—", "——", "－", "–", "\\", "_", "--", "―", "─"];
/// Words that may follow a number and say nothing that its column does not say.
const COUNTERS: &[&str] = &["件", "条", "项", "个", "宗", "件次", "份", "起", "次"];
const UNITS: &[&str] = &["万元", "亿元", "元"];
const MORE: &[&str] = &["增加", "上升", "增"];
const LESS: &[&str] = &["减少", "下降", "减"];
/// Words where a number was left open.
const OPEN: &[&str] = &["无", "待核", "待核实", "待查", "待定", "待统计", "不详", "略", "□", "■", "*", "＊", "?", "？"];
const LONGEST: usize = 60;

impl Value {
    /// Reads the text of a cell; none if it holds words.
    pub(super) fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if BLANKS.contains(&text) {
            return Some(Self::Blank(text.to_owned()));
        }
        if let Some(number) = number(text).or_else(|| noted(text)) {
            return Some(Self::Number(number));
        }
        (is_unclear(text) || is_about(text)).then(|| Self::Unclear(text.to_owned()))
    }

    /// Reads a cell that stands beside others. Single numerals are numbers there, in the first column they are a label's;
    /// words that leave a number open stand for one, and a number with words behind it is no label.
    pub(super) fn beside(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::read(text).or_else(|| {
            let is_doubtful = is_numeral(text) || OPEN.contains(&text) || begins_with_number(text);
            is_doubtful.then(|| Self::Unclear(text.to_owned()))
        })
    }

    /// Reads what is certainly a number or blank.
    pub(super) fn clear(text: &str) -> Option<Self> {
        Self::read(text).filter(|value| !value.is_unclear())
    }

    /// The unit that is written behind an amount.
    pub(super) fn unit(&self) -> Option<&'static str> {
        let amount = self.amount()?;
        UNITS.iter().copied().find(|unit| amount.ends_with(unit))
    }

    /// Whether it is a number with a fraction, which counts nothing.
    pub(super) fn has_fraction(&self) -> bool {
        let fraction = self.amount().and_then(|amount| amount.split_once('.'));
        fraction.is_some_and(|(_, fraction)| fraction.contains(|c: char| ('1'..='9').contains(&c)))
    }

    /// A number without its note.
    fn amount(&self) -> Option<&str> {
        let Self::Number(number) = self else { return None };
        number.split(['（', '(']).next()
    }

    /// A whole number without its note; a blank counts nothing.
    pub(super) fn count(&self) -> Option<u64> {
        if self.is_blank() {
            return Some(0);
        }
        self.amount()?.parse::<u32>().ok().map(u64::from)
    }

    pub(super) fn is_unclear(&self) -> bool {
        matches!(self, Self::Unclear(_))
    }

    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Blank(_))
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Self::Blank(text) | Self::Number(text) | Self::Unclear(text) => text,
        }
    }
}

/// A number that nobody sees, as a question. Other texts are none.
pub(super) fn doubted(text: &str) -> Option<String> {
    let is_number = Value::beside(text).is_some_and(|value| !value.is_blank());
    let question = format!("{}?", text.trim());
    let is_unclear = Value::beside(&question).is_some_and(|value| value.is_unclear());
    is_number.then(|| if is_unclear { question } else { "?".to_owned() })
}

/// The unit that a heading says its column is in: 本年收费金额（单位：元）.
pub(super) fn unit_of(head: &str) -> Option<&'static str> {
    let rest = head.split_once("单位")?.1.trim_start_matches(['：', ':', ' ', '为']);
    UNITS.iter().copied().find(|unit| rest.starts_with(unit))
}

/// Longer texts are no number that somebody has miswritten.
const LONGEST_UNCLEAR: usize = 12;

/// Whether a text is a formula that nobody has worked out.
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with('=') && text.contains(char::is_alphanumeric)
}

/// Whether a text can only be a number, though nobody can tell which. `3.` is a label's number, `====` a line.
fn is_unclear(text: &str) -> bool {
    let is_fault = text.starts_with('#') && text.ends_with(['!', '?', 'A']);
    let are_digits = text.contains(is_digit)
        && text.chars().all(|c| is_digit(c) || is_mark(c) || "?？*＊OoIl.,， \u{3000}\u{a0}".contains(c))
        && !text.ends_with(['.', ',', '，'])
        && text.chars().count() <= LONGEST_UNCLEAR
        && Date::understood(text).is_none();
    // A zero that was recognised as a letter.
    let is_letter = matches!(text, "O" | "o" | "〇");
    is_formula(text) || is_fault || are_digits || is_letter || (text.chars().count() > 1 && is_numeral(text))
}

/// What stands around a number that is given roughly, in another unit, or beside another one.
const ROUGHLY: &str = "约近超逾余多、或至~～+.,，万亿千百十件条项个宗份起次";

/// Whether a text gives a number roughly, in another unit, or several: 约50, 50余, 6.9万件, `12、15`.
fn is_about(text: &str) -> bool {
    let is_long = text.chars().count() > LONGEST_UNCLEAR;
    let are_signs = text.chars().all(|c| is_digit(c) || ROUGHLY.contains(c));
    let is_date = Date::understood(text).is_some();
    !is_long && are_signs && !is_date && text.contains(is_digit) && !text.ends_with(['、', '.', ',', '，'])
}

/// Signs behind the number of a label, a day or a clause.
const BEHIND_LABELS: &str = ".、．)）年月日号级类:：-—/";

/// Whether a number begins a short text that numbers neither a label nor a day: 2154（含上年, 3件转办2件.
fn begins_with_number(text: &str) -> bool {
    let rest = text.trim_start_matches(is_digit);
    let is_numbered = rest.trim_start().starts_with(|c| BEHIND_LABELS.contains(c)) || fold::is_row(rest);
    rest.len() < text.len() && !is_numbered && text.chars().count() <= LONGEST_UNCLEAR
}

/// Signs that stand behind a number and lead to a note: ②, ², ※. None is a digit of it.
fn is_mark(c: char) -> bool {
    let is_figure = c.is_ascii() || is_digit(c) || matches!(c, '〇' | '¼'..='¾' | '⅐'..='⅟');
    (c.is_numeric() && !is_figure) || "※†‡△▲★☆".contains(c)
}

/// A number with the mark of a note behind it, as it is typed: `32②` is 32（注②）, `32[1]` and `32注1` are 32（注1）.
fn noted(text: &str) -> Option<String> {
    let (head, mark) = text.split_at(text.find(|c| is_mark(c) || "注[〔【［".contains(c))?);
    let mark = mark.trim_matches(|c: char| c.is_whitespace() || "注[]〔〕【】［］：:".contains(c));
    let is_note = !mark.is_empty()
        && mark.chars().count() <= LONGEST_MARK
        && mark.chars().all(|c| is_mark(c) || is_digit(c) || "、,，".contains(c));
    let number = number(head.trim_end()).filter(|number| is_note && !number.contains(['（', '(']))?;
    Some(format!("{number}（注{}）", mark.chars().map(lowered).collect::<String>()))
}

/// Several notes may be named.
const LONGEST_MARK: usize = 5;

/// A digit that stands above its line, as one that stands in it.
fn lowered(c: char) -> char {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == c).map_or(c, |digit| char::from(b'0' + digit as u8))
}

/// Text in half width. Other forms of digits are no digits: `②` leads to a note.
pub(super) fn half_width(text: &str) -> String {
    let narrow = text.chars().map(|c| match c {
        '\u{3000}' => ' ',
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    });
    narrow.collect()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

/// Whether a text is a number in Chinese characters.
fn is_numeral(text: &str) -> bool {
    let plain = text.strip_suffix('件').unwrap_or(text);
    !plain.is_empty() && plain.chars().all(|c| "零〇一二两三四五六七八九十百千万".contains(c))
}

/// What is typed into a cell as it is written there: without what its column says, in half-width digits. Words stay.
pub(super) fn typed(text: &str, unit: Option<&str>) -> String {
    match Value::read(text) {
        Some(Value::Number(number)) => match unit.and_then(|unit| number.strip_suffix(unit)) {
            Some(number) => number.to_owned(),
            None => number,
        },
        _ => text.trim().to_owned(),
    }
}

/// A number as it is typed into a report: `1,234件` is 1234, 减4 is -4, `22（其中修订16件）` stays.
fn number(text: &str) -> Option<String> {
    if text.chars().count() > LONGEST {
        return None;
    }
    let (head, note) = match text.find(['（', '(']) {
        Some(at) if at > 0 && text.ends_with(['）', ')']) => text.split_at(at),
        _ => (text, ""),
    };
    let plain: String = half_width(head).chars().filter(|c| !c.is_whitespace()).collect();
    let (sign, rest) = signed(&plain);
    let digits: &str =
        &rest[..rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ',')).unwrap_or(rest.len())];
    let unit = &rest[digits.len()..];
    // What is divided by blanks is several numbers, unless the blanks divide thousands or set off a unit.
    let parts = head.split_whitespace().filter(|part| part.chars().any(char::is_numeric)).count();
    if parts > 1 {
        return None;
    }
    let unit = match unit {
        unit if COUNTERS.contains(&unit) => "",
        unit if unit.is_empty() || UNITS.contains(&unit) => unit,
        _ => return None,
    };
    let digits = without_thousands(digits)?;
    Some(format!("{sign}{digits}{unit}{note}"))
}

fn signed(text: &str) -> (&'static str, &str) {
    if let Some(rest) = without_any(text, LESS).or_else(|| text.strip_prefix(['-', '−', '–'])) {
        return ("-", rest);
    }
    match without_any(text, MORE).or_else(|| text.strip_prefix('+')) {
        Some(rest) => ("+", rest),
        None => ("", text),
    }
}

fn without_any<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    words.iter().find_map(|word| text.strip_prefix(word))
}

fn without_thousands(digits: &str) -> Option<String> {
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let are_thousands = groups.clone().all(|group| group.len() == 3) && (first.len() <= 3 || !whole.contains(','));
    let is_decimal = decimals.is_none_or(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    let is_sound = !first.is_empty() && are_thousands && is_decimal;
    is_sound.then(|| digits.replace(',', ""))
}

/// The values of a text that holds several, divided by blanks: `12 13 14`.
pub(super) fn several(text: &str) -> Option<Vec<String>> {
    let parts: Vec<_> = text.split_whitespace().collect();
    let are_values = parts.len() > 1 && parts.iter().all(|part| Value::clear(part).is_some());
    are_values.then(|| parts.into_iter().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_they_are_typed_into_reports() {
        for (text, number) in [
            ("12", "12"),
            (" １２ ", "12"),
            ("1,234件", "1234"),
            ("减4", "-4"),
            ("+1036", "+1036"),
            ("251000元", "251000元"),
            ("52.15", "52.15"),
            ("289.20", "289.20"),
            ("22（其中修订16件）", "22（其中修订16件）"),
            ("4068.208 万元", "4068.208万元"),
        ] {
            assert_eq!(Value::read(text), Some(Value::Number(number.to_owned())), "{text}");
        }
        for text in [
            "2023年",
            "1.属于",
            "第1项",
            "3.",
            "（1）",
            "一",
            "一、",
            "2024-01-25",
            "2024.1.25",
            "====",
            "待核",
            "②",
            "2023年度",
            "1、",
        ] {
            assert_eq!(Value::read(text), None, "{text}");
        }
        for text in [
            "12 13",
            "1,2",
            "１２ １３",
            "９　１",
            "1 234",
            "7?",
            "1O",
            "三十六件",
            "=SUM(B2:G2)",
            "#DIV/0!",
            "O",
            "约50",
            "6.9万件",
            "约51万",
            "12、15",
            "②32",
            "143*",
        ] {
            assert_eq!(Value::read(text), Some(Value::Unclear(text.to_owned())), "{text}");
        }
        for text in ["零", "50余", "待核", "□", "2154（含上年", "3件转办2件", "32注：含转发"] {
            assert!(Value::beside(text).is_some_and(|value| value.is_unclear()), "{text}");
        }
        for text in
            ["3、", "1.属于国家秘密", "1属于国家秘密", "1 属于国家秘密", "2024年", "5号", "12345政务服务便民热线的答复"]
        {
            assert!(Value::beside(text).is_none(), "{text}");
        }
        assert_eq!(several("12 13 14").unwrap().len(), 3);
        assert!(several("12").is_none() && several("规章 0").is_none());
    }

    #[test]
    fn a_number_that_nobody_sees_is_a_question() {
        for text in ["0", "517", "1,234件", "减4", "22（其中修订16件）"] {
            let doubted = doubted(text).unwrap();
            assert!(Value::beside(&doubted).is_some_and(|value| value.is_unclear()), "{doubted}");
        }
        assert!(doubted("行政许可").is_none() && doubted("/").is_none());
    }

    #[test]
    fn marks_of_notes_are_no_digits() {
        for (text, number) in [
            ("32②", "32（注②）"),
            ("32 ②", "32（注②）"),
            ("32²", "32（注2）"),
            ("32⑴", "32（注⑴）"),
            ("32❶", "32（注❶）"),
            ("32[1]", "32（注1）"),
            ("32【①】", "32（注①）"),
            ("32注1", "32（注1）"),
            ("1,032件①②", "1032（注①②）"),
            ("3.2万元※", "3.2万元（注※）"),
        ] {
            assert_eq!(Value::read(text), Some(Value::Number(number.to_owned())), "{text}");
            assert_eq!(Value::read(number), Some(Value::Number(number.to_owned())), "{number}");
        }
    }
}
