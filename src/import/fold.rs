//! How labels of other people's documents are compared: whatever their width, script, numbering and punctuation.

use super::likeness::{Folded, distance};
use crate::{
    form::{BlockForm, EDITIONS, Kind, Line, without_number},
    variants,
};
use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};
use unicode_normalization::{UnicodeNormalization as _, char::decompose_compatible};

/// How far a heading may be from the title of its section.
pub(super) const FARTHEST_TITLE: f32 = 0.3;

/// Signs for parts of characters that browsers and printers put in the place of characters, and that normalisation
/// leaves alone (U+2E80 to U+2EFF), each with the character that is meant.
const RADICALS: &str = "⺠民⻘青⻔门⻋车⻅见⻚页⻓长⻩黄⻬齐⻢马⻛风⻝食⻣骨⻥鱼⻦鸟⻧卤⻨麦⻮齿⻰龙⻳龟⻉贝⻆角⻄西⻁虎⺟母⺝月⺫目⺮竹⺷羊⺶羊⺸羊⻑長⻒長⻜飞⻤鬼⻙韦⺌小⺊卜⺁厂⺇几⺎兀⺒巳⺚无⺜日⺞歹⺧牛⺩王⺬示⺼肉⺽臼⻫齐⻭齿⻯龙⻲龟⻞食⻟食⺓幺⺛旡⺪疋⺻聿⺢水⺗心⺡水";

/// By the sign: the character that is meant.
static WHOLE: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let signs: Vec<char> = RADICALS.chars().collect();
    signs.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
});

/// The character that is meant by a sign for a part of one.
pub(super) fn whole(sign: char) -> char {
    match sign {
        '\u{2e80}'..='\u{2eff}' => WHOLE.get(&sign).copied().unwrap_or(sign),
        _ => sign,
    }
}

/// Text with whole characters and without what cannot be seen; width, script and punctuation stay.
pub(super) fn cleaned(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // Normalisation takes this one for the traditional character; browsers write it for the simplified one.
            '\u{2f3e}' => out.push('户'),
            // Kangxi radicals and compatibility ideographs: other signs for ordinary characters.
            '\u{2f00}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => out.extend(std::iter::once(c).nfkc()),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\0' => {}
            '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => out.push(' '),
            '\u{2011}' => out.push('-'),
            c => out.push(whole(c)),
        }
    }
    out
}

/// Text with simplified characters for traditional ones; as many characters as it had.
pub(super) fn simplified(text: &str) -> String {
    text.chars().map(variants::simplified).collect()
}

/// A label as it is compared.
pub(super) fn label(text: &str) -> String {
    let plain = narrow(unquoted(text));
    without_number(plain.trim()).chars().filter(|c| is_letter(*c)).map(variants::simplified).collect()
}

/// A line without the signs with which a letter quotes it.
fn unquoted(text: &str) -> &str {
    text.trim_start_matches(|c: char| c == '>' || c.is_whitespace())
}

/// Text in normal width. Most characters of labels are as they are, which saves asking tables for each of them.
fn narrow(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_ascii() || is_chinese(c) => out.push(c),
            c => decompose_compatible(whole(c), |c| out.push(c)),
        }
    }
    out
}

pub(super) fn is_chinese(c: char) -> bool {
    (variants::FIRST..=variants::LAST).contains(&c)
}

fn is_letter(c: char) -> bool {
    is_chinese(c) || c.is_alphanumeric()
}

/// A label without what stands in brackets, as it is compared; the same as [`label`] if that leaves nothing.
pub(super) fn unbracketed(text: &str) -> String {
    let (mut depth, mut out) = (0_i32, String::new());
    let text = text.trim();
    for (at, c) in text.char_indices() {
        match c {
            // A number in brackets begins a label.
            '(' | '（' | '[' | '【' | '〔' if at > 0 => depth += 1,
            ')' | '）' | ']' | '】' | '〕' if depth > 0 => depth -= 1,
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    let folded = label(&out);
    if folded.is_empty() { label(text) } else { folded }
}

/// What documents call a sum besides its label.
pub(super) fn synonyms(kind: &Kind) -> impl Iterator<Item = &'static str> + use<> {
    let words: &[&str] = if matches!(kind, Kind::Total) { &["合计", "共计"] } else { &[] };
    words.iter().copied()
}

/// Whether a text is what a form calls one of its rows.
pub(super) fn is_row(text: &str) -> bool {
    static ROWS: LazyLock<HashSet<String>> = LazyLock::new(|| names(|_| true, |block| &block.rows));
    ROWS.contains(&label(text))
}

/// Whether a text is what a form calls one of its rows and none of its columns, as 其他 and 总计 are both.
pub(super) fn is_row_alone(text: &str) -> bool {
    is_row(text) && !is_column(text)
}

/// Whether a text is what a form calls one of its columns and none of its rows.
pub(super) fn is_column_alone(text: &str) -> bool {
    is_column(text) && !is_row(text)
}

/// Whether a text is what a form calls a column of a table whose only row has no name: 结果维持.
pub(super) fn is_outcome(text: &str) -> bool {
    static OUTCOMES: LazyLock<HashSet<String>> =
        LazyLock::new(|| names(|block| block.rows.iter().all(|row| row.node.label.is_empty()), |block| &block.columns));
    OUTCOMES.contains(&label(text))
}

/// Whether a text is what a form calls a column.
pub(super) fn is_column(text: &str) -> bool {
    static COLUMNS: LazyLock<HashSet<String>> = LazyLock::new(|| names(|_| true, |block| &block.columns));
    COLUMNS.contains(&label(text)) || COLUMNS.contains(&unbracketed(text))
}

/// Whether a line holds nothing but several headings of columns, whatever divides them.
pub(super) fn are_headings(text: &str) -> bool {
    let folded = label(text);
    let (mut rest, mut count) = (folded.as_str(), 0);
    while let Some(next) = HEADINGS.iter().find_map(|heading| rest.strip_prefix(heading.as_str())) {
        (rest, count) = (next, count + 1);
    }
    rest.is_empty() && count > 1
}

/// The headings that blanks divide in a line of nothing else; any other text is one.
pub(super) fn heads_in(text: &str) -> Vec<&str> {
    let parts: Vec<_> = text.split_whitespace().collect();
    let are_heads =
        parts.len() >= FEWEST_HEADS && parts.iter().all(|part| *part == SUBTOTAL || HEADINGS.contains(&label(part)));
    if are_heads { parts } else { vec![text] }
}

/// Two headings in a line may stand on both sides of others that stand in a line above them.
const FEWEST_HEADS: usize = 3;

/// What offices call the sum of the columns of a group, for which the form has no column.
pub(super) const SUBTOTAL: &str = "小计";
/// What the form calls the sum of a row or column.
pub(super) const TOTAL: &str = "总计";

/// Those that forms print, the longest first.
static HEADINGS: LazyLock<Vec<String>> = LazyLock::new(headings);

/// What forms print above columns, the longest first.
fn headings() -> Vec<String> {
    let blocks = EDITIONS.iter().flat_map(|edition| &edition.form().tables).flat_map(|table| &table.blocks);
    let texts = blocks.flat_map(|block| {
        let columns = block.columns.iter().flat_map(|line| line.labels.iter().chain(line.node.aliases).copied());
        columns.chain([block.block.corner])
    });
    let texts: HashSet<_> = texts.map(label).filter(|text| !text.is_empty()).collect();
    let mut headings: Vec<_> = texts.into_iter().collect();
    headings.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    headings
}

fn names(is_meant: fn(&BlockForm) -> bool, lines: fn(&BlockForm) -> &[Line]) -> HashSet<String> {
    let tables = EDITIONS.iter().flat_map(|edition| &edition.form().tables);
    let blocks = tables.flat_map(|table| &table.blocks).filter(|block| is_meant(block));
    let names = blocks.flat_map(lines).flat_map(|line| std::iter::once(&line.node.label).chain(line.node.aliases));
    names.map(|name| label(name)).filter(|name| !name.is_empty()).collect()
}

/// Whether a text is the heading of a section, such as stands alone in a row of a sheet.
pub(super) fn is_section(text: &str) -> bool {
    static TITLES: LazyLock<Vec<Folded>> = LazyLock::new(|| {
        let sections = EDITIONS.iter().flat_map(|edition| edition.sections);
        sections.map(|section| label(section.title).into()).collect()
    });
    let folded = Folded::from(label(text));
    number(text).is_some_and(|(level, _)| level == '一')
        && TITLES.iter().any(|title| distance(&folded, title) <= FARTHEST_TITLE)
}

/// Whether a label begins with a number.
pub(super) fn is_numbered(text: &str) -> bool {
    number(text).is_some()
}

/// The number that a label begins with, as one sign: 一、 and （一） are different levels.
pub(super) fn number(text: &str) -> Option<(char, usize)> {
    let plain = narrow(unquoted(text).trim());
    let rest = without_number(&plain);
    if rest.len() == plain.len() {
        return None;
    }
    let head = &plain[..plain.len() - rest.len()];
    let level = match head.chars().next()? {
        '(' => '(',
        c if c.is_ascii_digit() => '1',
        _ => '一',
    };
    let digits: String = head.chars().filter(|c| !"()、.,: ".contains(*c)).collect();
    let value = match digits.parse() {
        Ok(value) => value,
        Err(_) => "一二三四五六七八九十".chars().position(|c| digits.starts_with(c))? + 1,
    };
    Some((level, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn script_width_and_parts_of_characters_do_not_matter() {
        assert_eq!(label("⾏政許可"), "行政许可");
        assert_eq!(label("⼈⺠政府"), "人民政府");
        assert_eq!(label("商業企業"), "商业企业");
        assert_eq!(cleaned("门⼾网站"), "门户网站");
        assert_eq!(unbracketed("规章（县级无此项）"), "规章");
        assert_eq!(unbracketed("（一）予以公开"), "予以公开");
    }

    #[test]
    fn headings_are_known_however_they_are_divided() {
        assert!(are_headings("结果维持 结果纠正 其他结果 尚未审结 总计 未经复议直接起诉 复议后起诉"));
        assert!(are_headings("自然人法人或其他组织总计"));
        assert!(!are_headings("总计"));
        assert!(!are_headings("自然人申请较多，其他较少"));
    }

    #[test]
    fn numbers_of_labels_have_a_level() {
        assert_eq!(number("（三）不予公开"), Some(('(', 3)));
        assert_eq!(number("三、本年度办理结果"), Some(('一', 3)));
        assert_eq!(number("8.属于行政查询事项"), Some(('1', 8)));
        assert_eq!(number("总计"), None);
    }
}
