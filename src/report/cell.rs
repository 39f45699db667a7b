//! One cell: what the author typed, and what it means.

use super::number::{MAX_DIGITS, Number};
use crate::{
    diag::Span,
    form::Measure,
    i18n::Message,
    spanned::{Scalar, find_invisible, shortened, visible},
    text,
};

/// What stands in a cell of which an import could not tell what belongs there.
pub(super) const UNREAD: &str = "?";

/// A cell of the grid. What was typed is read again from the source when it is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cell {
    /// Where it is written; empty at the file’s start if it is nowhere.
    pub span: Span,
    /// What that means.
    pub state: State,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Nothing stands there, though the form wants it. Reported when it was read.
    #[default]
    Missing,
    /// Something stands there that is no number. Reported when it was read.
    Invalid,
    /// Left blank on purpose: not zero.
    Blank,
    /// A number, with a remark behind it or not.
    Given(Number),
    /// A total the author left out.
    Computed(Number),
}

impl Cell {
    /// The number given or computed; none for a blank, which is not zero.
    pub fn number(&self) -> Option<Number> {
        match self.state {
            State::Given(number) | State::Computed(number) => Some(number),
            _ => None,
        }
    }

    /// Whether the cell holds a blank: no number, and nothing wrong.
    pub fn is_blank(&self) -> bool {
        self.state == State::Blank
    }
}

/// The parts of what was typed: `22（其中修订16件）`, `251000元`.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Typed<'a> {
    /// Its digits as typed, sign included.
    pub number: &'a str,
    /// Of 2019’s amounts only: 元, 万元, 亿元.
    pub unit: Option<&'a str>,
    /// What stands in the brackets.
    pub note: Option<&'a str>,
}

/// What is wrong with a cell, and how to write it.
#[derive(Debug)]
pub(super) struct CellFault {
    pub message: Message,
    pub hint: Message,
    /// Where in the text it is, in bytes, if at one sign of it.
    pub at: Option<usize>,
    /// What to write instead, if that is certain.
    pub meant: Option<String>,
}

const BLANKS: &[&str] = &["", "/", "／", "-", "—", "——", "－"];
const MONEY_UNITS: &[&str] = &["万元", "亿元", "元"];

/// Whether the text is one of the signs for “left blank”.
fn is_blank(scalar: &Scalar) -> bool {
    scalar.is_null() || (BLANKS.contains(&scalar.text.trim()) && (scalar.quoted || scalar.text.trim() != "-"))
}

/// Reads a cell from its source text.
pub(super) fn read(scalar: &Scalar, measure: Measure) -> Result<State, Box<CellFault>> {
    if is_blank(scalar) {
        return Ok(State::Blank);
    }
    // Other blanks than these hide in a number, and are named.
    let text = scalar.text.trim_matches([' ', '\t', '\n']);
    let typed = split(text, measure);
    if text.trim() != text {
        return Err(Box::new(explain(text, typed.number, measure)));
    }
    let (sign, digits) = match (measure, typed.number.as_bytes().first()) {
        (Measure::Change, Some(b'-' | b'+')) => typed.number.split_at(1),
        _ => ("", typed.number),
    };
    let decimals = matches!(measure, Measure::Amount(_) | Measure::Money);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || (decimals && b == b'.'));
    let leading_zero = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    match Number::parse(digits) {
        Some(number) if plain && !leading_zero => Ok(State::Given(if sign == "-" { number.negated() } else { number })),
        _ => Err(Box::new(explain(text, typed.number, measure))),
    }
}

/// Splits what was typed into the number, its unit and the bracketed note.
pub(super) fn split(text: &str, measure: Measure) -> Typed<'_> {
    // Nearly every cell is digits alone.
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Typed { number: text, ..Typed::default() };
    }
    let text = text.trim();
    let (head, note) = match (text.find(['（', '(']), text.ends_with(['）', ')'])) {
        (Some(at), true) => {
            let open = text[at..].chars().next().map_or(1, char::len_utf8);
            let close = text.chars().next_back().map_or(1, char::len_utf8);
            (text[..at].trim_end(), Some(&text[at + open..text.len() - close]))
        }
        _ => (text, None),
    };
    let unit = match measure {
        Measure::Money => MONEY_UNITS.iter().find(|unit| head.ends_with(**unit)),
        _ => None,
    };
    match unit {
        Some(unit) => Typed { number: head[..head.len() - unit.len()].trim_end(), unit: Some(unit), note },
        None => Typed { number: head, unit: None, note },
    }
}

/// Why this is no number, and what the author probably meant.
fn explain(text: &str, number: &str, measure: Measure) -> CellFault {
    let wanted = match measure {
        Measure::Count => text!("整数（0、1、2…）", "a non-negative whole number"),
        Measure::Change => text!("整数，可带正负号", "a whole number, with or without a sign"),
        Measure::Amount(_) => text!("不小于 0 的数，最多四位小数", "a non-negative number with at most four decimals"),
        Measure::Money => text!("金额，可带单位“元”“万元”", "an amount, with or without the unit 元 or 万元"),
    };
    let meant = certainly(number, measure)
        .filter(|_| text.starts_with(number))
        .map(|meant| format!("{meant}{}", &text[number.len()..]));
    if let Some((at, _, name)) = find_invisible(text) {
        let message = text!("“{text}”里有{name}，要填{wanted}", "`{text}` holds {name} and is not {wanted}");
        let message = message.with("text", visible(text)).with("name", name).with("wanted", wanted);
        let hint = match &meant {
            Some(meant) => text!("删去它，写成 {meant}", "delete it: write {meant}").with("meant", meant),
            None => text!(
                "里面有看不见的字符，删去重新输入",
                "it holds an invisible character: delete it and type it again"
            )
            .into(),
        };
        return CellFault { message, hint, at: Some(at), meant };
    }
    if let Some(meant) = in_plain_quotes(text, measure) {
        let message = text!(
            "“{text}”的引号是全角的，要填{wanted}",
            "the quotation marks of `{text}` are Chinese, and it is not {wanted}"
        );
        let hint = text!("写成 {meant}", "write {meant}").with("meant", &meant);
        let inner = text.trim_matches(WIDE_QUOTES);
        let message = message.with("text", inner).with("wanted", wanted);
        return CellFault { message, hint, at: None, meant: Some(meant) };
    }
    let shown = shortened(text, 40);
    let message =
        text!("不能填“{text}”，要填{wanted}", "`{text}` is not {wanted}").with("text", shown).with("wanted", wanted);
    if let Some(letter) = number.chars().find(|c| digit_like(*c).is_some()).filter(|_| meant.is_some()) {
        let hint = text!("“{letter}”是字母，写成数字：{meant}", "`{letter}` is a letter: write {meant}");
        let hint = hint.with("letter", letter).with("meant", meant.as_deref().unwrap_or_default());
        return CellFault { message, hint, at: None, meant };
    }
    CellFault { message, hint: remedy(number, measure), at: None, meant }
}

/// The number that is certainly meant by one in full-width digits, with divided thousands or with invisible signs.
fn certainly(number: &str, measure: Measure) -> Option<String> {
    let narrow: String = visible(number).chars().map(narrow).collect();
    let narrow = without_unit(&narrow, measure);
    let digits: String = narrow.chars().map(|c| digit_like(c).unwrap_or(c)).collect();
    let narrow = without_point(&digits, measure);
    let mut groups = narrow.split([',', '_', ' ']);
    let first = groups.next()?;
    // 1,000 and 12,000.5, but neither 12,5 nor 1,0000.
    let are_thousands = groups.all(|group| group.split('.').next().is_some_and(|whole| whole.len() == 3));
    let is_sound = first.len() <= 3 || !narrow.contains([',', '_', ' ']);
    let plain: String = narrow.chars().filter(|c| !matches!(c, ',' | '_' | ' ')).collect();
    if !plain.is_empty() && plain.bytes().all(|digit| digit == b'0') {
        return Some("0".to_owned());
    }
    (are_thousands && is_sound && is_allowed(&plain, measure)).then_some(plain)
}

/// Quotation marks that a Chinese keyboard or a word processor puts in the place of `"`.
pub(super) const WIDE_QUOTES: [char; 7] = ['“', '”', '‘', '’', '＂', '「', '」'];

/// What stands between such marks, between plain ones where it has a remark.
fn in_plain_quotes(text: &str, measure: Measure) -> Option<String> {
    let inner = text.trim_matches(WIDE_QUOTES);
    let scalar = Scalar { text: inner.into(), quoted: true };
    let is_sound = inner.len() < text.len() && !inner.contains(['"', '\\']) && read(&scalar, measure).is_ok();
    let is_number = inner.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_sound.then(|| if is_number { inner.to_owned() } else { format!("\"{inner}\"") })
}

/// How many zeros stand behind a number that is written with one of these.
const MULTIPLES: [(char, i32); 4] = [('亿', 8), ('万', 4), ('千', 3), ('百', 2)];

/// A number with 万 or 元 behind it, as it is written in its cell: 51.76万 is 517600.
fn written_out(plain: &str, measure: Measure) -> Option<String> {
    let about = plain.trim_start_matches(['约', '近', '逾', '超']);
    let (number, unit_zeros) = match measure {
        Measure::Count => (about.trim_end_matches(['件', '个', '条', '次', '份']), 0),
        Measure::Amount("万元") => (about.trim_end_matches('元'), -4),
        _ => return None,
    };
    let number = number.trim_end_matches(['余', '多']);
    let multiple = MULTIPLES.iter().find(|(sign, _)| number.ends_with(*sign));
    let number = multiple.map_or(number, |(sign, _)| number.trim_end_matches(*sign));
    if multiple.is_none() && unit_zeros == 0 {
        return None;
    }
    let zeros = multiple.map_or(0, |(_, zeros)| *zeros) + unit_zeros;
    let digits = Number::parse(number)?.shifted(zeros)?.to_string();
    is_allowed(&digits, measure).then_some(digits)
}

/// The digit for which a letter like it is typed.
fn digit_like(c: char) -> Option<char> {
    match c {
        'O' | 'o' => Some('0'),
        'l' | 'I' => Some('1'),
        _ => None,
    }
}

/// A number without the unit that its cell has anyway.
fn without_unit(number: &str, measure: Measure) -> &str {
    let unit = match measure {
        Measure::Count | Measure::Change => "件",
        Measure::Amount(unit) => unit,
        Measure::Money => return number,
    };
    number.strip_suffix(unit).map_or(number, str::trim_end)
}

/// A whole number without the decimals that are nothing: `16.0`.
fn without_point(number: &str, measure: Measure) -> &str {
    let is_whole = matches!(measure, Measure::Count | Measure::Change);
    let whole = number.split_once('.').filter(|(_, decimals)| decimals.bytes().all(|digit| digit == b'0'));
    whole.filter(|_| is_whole).map_or(number, |(whole, _)| whole)
}

/// Whether a text is a number that may stand in a cell.
fn is_allowed(text: &str, measure: Measure) -> bool {
    let is_sound = Number::parse(text).is_some() && (text == "0" || !text.starts_with('0') || text.starts_with("0."));
    is_sound && (!text.contains('.') || !matches!(measure, Measure::Count | Measure::Change))
}

/// Whether three digits stand here, and a unit at most.
fn is_thousand(group: &str) -> bool {
    group.trim_start().bytes().take_while(u8::is_ascii_digit).count() == 3
}

/// What is to be written instead of something that is no number.
fn remedy(number: &str, measure: Measure) -> Message {
    let slip = Slip::new(number, measure);
    REMEDIES.iter().find_map(|remedy| remedy(&slip)).unwrap_or_else(|| {
        text!("写阿拉伯数字；没有发生写 0，没有数据写 /", "write digits; 0 if there were none, / if there is no data")
            .into()
    })
}

/// What stands where a number belongs.
struct Slip {
    typed: String,
    /// In half-width characters.
    narrow: String,
    /// Without what divides thousands.
    plain: String,
    measure: Measure,
}

/// The first that knows one has it. What is a number but for a slip comes before what only begins like one, and a word
/// for a number before the digits in it.
const REMEDIES: [fn(&Slip) -> Option<Message>; 12] = [
    Slip::dash,
    Slip::decimal_comma,
    Slip::divided,
    Slip::unit,
    Slip::decimals,
    Slip::written_out,
    Slip::yuan,
    Slip::zeros_or_too_long,
    Slip::of_programs,
    Slip::negative,
    Slip::remark,
    Slip::unread,
];

impl Slip {
    fn new(typed: &str, measure: Measure) -> Self {
        let narrow: String = typed.chars().map(narrow).collect();
        let plain = narrow.chars().filter(|c| !matches!(c, ',' | '_' | ' ')).collect();
        Self { typed: typed.to_owned(), narrow, plain, measure }
    }

    fn is_allowed(&self, text: &str) -> bool {
        is_allowed(text, self.measure)
    }

    fn write(&self, meant: &str) -> Message {
        write(meant, self.typed.contains(|c| matches!(c, '０'..='９')))
    }

    fn dash(&self) -> Option<Message> {
        let is_dash = self.typed.trim() == "-";
        is_dash.then(|| {
            text!("没有数据写成 /，没有发生写成 0", "write / if there is no data, 0 if there were none").into()
        })
    }

    /// 120,35: a decimal comma, not thousands.
    fn decimal_comma(&self) -> Option<Message> {
        let (whole, decimals) = self.narrow.split_once(',')?;
        if self.narrow.split(',').skip(1).all(|group| is_thousand(group) || group.contains('.')) {
            return None;
        }
        let meant = format!("{whole}.{decimals}");
        let hint = text!("看看是不是小数点：{meant}", "if a decimal point is meant, write {meant}");
        Some(if self.is_allowed(&meant) { hint.with("meant", meant) } else { check_digits() })
    }

    fn divided(&self) -> Option<Message> {
        self.is_allowed(&self.plain).then(|| self.write(&self.plain))
    }

    fn unit(&self) -> Option<Message> {
        let bare = without_unit(&self.plain, self.measure);
        let hint = text!("不写单位，写成 {meant}", "leave the unit out: write {meant}");
        (bare != self.plain && self.is_allowed(bare)).then(|| hint.with("meant", bare))
    }

    fn decimals(&self) -> Option<Message> {
        let whole = without_point(&self.plain, self.measure);
        let hint = text!("不写小数，写成 {meant}", "leave the decimals out: write {meant}");
        (whole != self.plain && self.is_allowed(whole)).then(|| hint.with("meant", whole))
    }

    fn written_out(&self) -> Option<Message> {
        let meant = written_out(&self.plain, self.measure)?;
        let hint = if self.measure == Measure::Count {
            text!(
                "写全数字：{meant}；只是约数的，查实后填准确的数",
                "write it out in full: {meant}; if that is rounded, find out the exact number"
            )
        } else {
            text!("这一格以万元为单位，写成 {meant}", "this cell is in units of 万元: write {meant}")
        };
        Some(hint.with("meant", meant))
    }

    fn yuan(&self) -> Option<Message> {
        let yuan = self.plain.strip_suffix('元').filter(|number| !number.ends_with('万'))?;
        let hint = text!("这一格以万元为单位，{yuan} 元要换算", "this cell is in units of 万元: convert {yuan} 元");
        (self.measure == Measure::Amount("万元")).then(|| hint.with("yuan", yuan))
    }

    /// Digits alone that are no number: with zeros before them, or too many.
    fn zeros_or_too_long(&self) -> Option<Message> {
        if self.plain.is_empty() || !self.plain.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        if self.plain.len() > MAX_DIGITS {
            let hint = text!("最多 {n} 位数，看看是否多打了", "at most {n} digits: check for extra digits");
            return Some(hint.with("n", MAX_DIGITS));
        }
        let trimmed = self.plain.trim_start_matches('0');
        Some(self.write(if trimmed.is_empty() { "0" } else { trimmed }))
    }

    fn of_programs(&self) -> Option<Message> {
        is_as_in_programs(&self.plain)
            .then(|| text!("用普通数字写出来，如 1000", "write it out in plain digits, such as 1000").into())
    }

    fn negative(&self) -> Option<Message> {
        let hint = text!("这一格不会是负数，看看是否打错", "this cell cannot be negative: check for a typing error");
        self.plain.starts_with('-').then(|| hint.into())
    }

    fn remark(&self) -> Option<Message> {
        let digits: String = self.plain.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
        let hint = text!(
            "只写数字：{digits}；说明放在括号里：{digits}（…）",
            "write only the number: {digits}; put a remark in brackets: {digits}（…）"
        );
        self.is_allowed(&digits).then(|| hint.with("digits", digits))
    }

    fn unread(&self) -> Option<Message> {
        let hint = text!(
            "原文里的没有读出来：照原文填，原文空着的写 /",
            "it could not be read: fill it in from the original, / if it is blank there"
        );
        (self.typed.trim() == UNREAD).then(|| hint.into())
    }
}

/// Whether a number is written as programs write it: `0x1F`, `1e3`.
fn is_as_in_programs(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_hexdigit())
        && text.bytes().all(|b| b.is_ascii_hexdigit() || b"xX+-.".contains(&b))
}

fn write(meant: &str, is_wide: bool) -> Message {
    let hint = if is_wide {
        text!("数字是全角的，写成 {meant}", "the digits are full-width: write {meant}")
    } else {
        text!("写成 {meant}", "write {meant}")
    };
    hint.with("meant", meant)
}

fn check_digits() -> Message {
    text!("看看逗号前后的数字是否打错", "check the digits around the comma").into()
}

/// The half-width form of a full-width digit or sign.
fn narrow(c: char) -> char {
    match c {
        // What a Chinese keyboard types for a decimal point.
        '。' => '.',
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '　' => ' ',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn read_as(text: &str, measure: Measure) -> Result<State, String> {
        let scalar = Scalar { text: text.into(), quoted: false };
        read(&scalar, measure).map_err(|fault| fault.hint.get(Lang::Zh))
    }

    fn count(text: &str) -> Result<State, String> {
        read_as(text, Measure::Count)
    }

    /// A portal of ten thousand reports holds two million.
    #[test]
    fn a_cell_is_small() {
        assert_eq!(size_of::<Cell>(), 20);
    }

    #[test]
    fn plain_numbers_blanks_and_notes() {
        assert_eq!(count("12"), Ok(State::Given(Number::whole(12))));
        assert_eq!(count("22（其中修订16件）"), Ok(State::Given(Number::whole(22))));
        assert_eq!(split("22（其中修订16件）", Measure::Count).note, Some("其中修订16件"));
        for blank in ["", "~", "null", "/", "—"] {
            assert_eq!(count(blank), Ok(State::Blank), "{blank}");
        }
        let quoted = Scalar { text: "-".into(), quoted: true };
        assert_eq!(read(&quoted, Measure::Count).unwrap(), State::Blank);
    }

    #[test]
    fn each_wrong_number_says_how_to_write_it() {
        for (text, hint) in [
            ("1,000", "写成 1000"),
            ("1，000", "写成 1000"),
            ("１２", "数字是全角的，写成 12"),
            ("012", "写成 12"),
            ("1_000", "写成 1000"),
            ("12件", "不写单位，写成 12"),
            ("12人", "只写数字：12；说明放在括号里：12（…）"),
            ("16.0", "不写小数，写成 16"),
            ("16。0", "不写小数，写成 16"),
            ("51.76万", "写全数字：517600；只是约数的，查实后填准确的数"),
            ("约51万件", "写全数字：510000；只是约数的，查实后填准确的数"),
            ("1.5亿", "写全数字：150000000；只是约数的，查实后填准确的数"),
            ("“22（其中修订2件，转发1件）”", "写成 \"22（其中修订2件，转发1件）\""),
            ("“22”", "写成 22"),
            ("1O", "“O”是字母，写成数字：10"),
            ("l", "“l”是字母，写成数字：1"),
            ("1e3", "用普通数字写出来，如 1000"),
            ("0x1F", "用普通数字写出来，如 1000"),
            ("-3", "这一格不会是负数，看看是否打错"),
            ("-", "没有数据写成 /，没有发生写成 0"),
            ("无", "写阿拉伯数字；没有发生写 0，没有数据写 /"),
        ] {
            assert_eq!(count(text), Err(hint.to_owned()), "{text}");
        }
        assert!(count("3.5").is_err() && count("9999999999999").is_err());
        assert_eq!(read_as("1。26", Measure::Amount("万元")), Err("写成 1.26".to_owned()));
        let meant = |text: &str| read(&Scalar { text: text.into(), quoted: false }, Measure::Count).unwrap_err().meant;
        let certain = |text: &str| Some(text.to_owned());
        assert_eq!(["00", "０００", "012"].map(meant), [certain("0"), certain("0"), None]);
        assert_eq!(["16件", "16.0", "1O"].map(meant), [certain("16"), certain("16"), certain("10")]);
        assert_eq!(["16人", "16.5", "约16件", "Oct"].map(meant), [None, None, None, None]);
    }

    #[test]
    fn amounts_changes_and_money() {
        for (written, meant) in
            [("40682080元", "4068.208"), ("4068.208万", "4068.208"), ("0.4亿元", "4000"), ("500元", "0.05")]
        {
            let hint = format!("这一格以万元为单位，写成 {meant}");
            assert_eq!(read_as(written, Measure::Amount("万元")), Err(hint), "{written}");
        }
        assert_eq!(read_as("4068.208", Measure::Amount("万元")), Ok(State::Given(Number::parse("4068.208").unwrap())));
        assert_eq!(read_as("-8", Measure::Change), Ok(State::Given(Number::whole(-8))));
        assert_eq!(read_as("+1036", Measure::Change), Ok(State::Given(Number::whole(1036))));
        assert_eq!(read_as("251000元", Measure::Money), Ok(State::Given(Number::whole(251_000))));
        assert_eq!(split("251000元", Measure::Money).unit, Some("元"));
        assert!(read_as("-1.5", Measure::Amount("万元")).is_err());
        let fault = read(&Scalar { text: "1.35万元".into(), quoted: false }, Measure::Amount("万元")).unwrap_err();
        assert_eq!(fault.meant.as_deref(), Some("1.35"));
        for (text, hint) in [
            ("120,35", "看看是不是小数点：120.35"),
            ("1,200.5", "写成 1200.5"),
            ("12000元", "这一格以万元为单位，写成 1.2"),
            ("1234567元", "这一格以万元为单位，写成 123.4567"),
            ("12345.67元", "这一格以万元为单位，12345.67 元要换算"),
        ] {
            assert_eq!(read_as(text, Measure::Amount("万元")), Err(hint.to_owned()), "{text}");
        }
        assert_eq!(count("12,5"), Err("看看逗号前后的数字是否打错".to_owned()));
    }
}
