//! Figures of last year in the text of this year's report, marked so that nobody overlooks them: 【待核对12】.

use crate::{
    diag::Span,
    prose::{Measure, Reading, Sentence, Slice as _},
};
use std::ops::Range;

/// What a mark begins with.
pub(crate) const MARK: &str = "【待核对";
const END: char = '】';

/// A figure with its mark.
pub(super) fn marked(figure: &str) -> String {
    format!("{MARK}{figure}{END}")
}

/// The figures in a text that are still marked, marks included.
pub(crate) fn find(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.match_indices(MARK).map(|(at, mark)| {
        let rest = &text[at + mark.len()..];
        let line = rest.split('\n').next().unwrap_or_default();
        let end = line.find(END).map_or(0, |end| end + END.len_utf8());
        at..at + mark.len() + end
    })
}

/// Where the numbers and years of a text stand that another year changes, in their order.
pub(super) fn figures(reading: &Reading<'_>) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for sentence in &reading.sentences {
        let words = in_words(sentence);
        let mut own: Vec<_> = digits(sentence).into_iter().chain(words).collect();
        own.sort_by_key(|range| range.start);
        found.extend(own.into_iter().map(|range| sentence.span(range)));
    }
    found
}

/// Numbers in Chinese digits: 三次, 二〇二三年.
fn in_words(sentence: &Sentence<'_>) -> Vec<Range<usize>> {
    let text = &sentence.passage.text;
    let counted = sentence.numbers().filter(|number| number.measure != Measure::Other);
    let ranges = counted.map(|number| {
        let written = text.slice(number.range.clone());
        let length = written.chars().take_while(|c| is_word(*c)).map(char::len_utf8).sum::<usize>();
        number.range.start..number.range.start + length
    });
    ranges.filter(|range| !range.is_empty()).collect()
}

fn is_word(c: char) -> bool {
    "〇零一二两三四五六七八九十百千".contains(c)
}

/// Numbers in Arabic digits, with their decimals and separators.
fn digits(sentence: &Sentence<'_>) -> Vec<Range<usize>> {
    let text = &sentence.passage.text;
    let mut found = Vec::new();
    let mut at = sentence.range.start;
    while let Some(offset) = text.slice(at..sentence.range.end).find(|c: char| c.is_ascii_digit()) {
        let start = at + offset;
        let rest = text.slice(start..sentence.range.end);
        let length = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','))).unwrap_or(rest.len());
        let number = rest.slice(..length).trim_end_matches(['.', ',']);
        at = start + length;
        if is_figure(text.slice(..start), number, text.slice(start + number.len()..)) {
            found.push(start..start + number.len());
        }
    }
    found
}

/// What stands behind a number that is a name, a date or an ordinal.
const NAMES: &[&str] = &["号", "个工作日", "小时", "】"];
/// The first and the last day of every year.
const DAYS: &[(&str, &str, &str)] =
    &[("", "1", "月1日"), ("1月", "1", "日"), ("", "12", "月31日"), ("12月", "31", "日")];

/// Whether another year changes a number: it is no part of a document's number, of a law, of an address or of a list.
fn is_figure(before: &str, number: &str, after: &str) -> bool {
    // 1. and 2、 begin the items of a list.
    let is_item = before.is_empty() && number.len() <= 2 && after.starts_with(['.', '、', '．', ')', '）']);
    let is_in_brackets = before.ends_with(['〔', '[', '［', '【']) && after.starts_with(['〕', ']', '］', '】']);
    let is_day =
        DAYS.iter().any(|(head, own, tail)| before.ends_with(head) && *own == number && after.starts_with(tail));
    let is_telephone =
        number.len() >= 7 && number.bytes().all(|b| b.is_ascii_digit()) && !after.starts_with(['件', '条', '次']);
    !(is_item
        || is_in_brackets
        || is_day
        || is_telephone
        || before.ends_with('第')
        || before.ends_with(is_part_of_code)
        || after.starts_with(is_part_of_code)
        || NAMES.iter().any(|name| after.starts_with(name)))
}

/// Whether a character makes a number beside it part of a code, a telephone number or an address.
fn is_part_of_code(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | '_' | '@' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_no_year_changes_are_no_figures() {
        for (before, number, after) in [
            ("（国办公开办函〔", "2021", "〕30号）"),
            ("〔2021〕", "30", "号"),
            ("第", "20", "条第（五）项"),
            ("", "2", ".加强培训"),
            ("电话0377-", "65310001", "。"),
            ("电话", "65310001", "。"),
            ("自2023年", "1", "月1日"),
            ("自2023年1月", "1", "日起"),
            ("至", "12", "月31日"),
            ("在", "20", "个工作日内"),
        ] {
            assert!(!is_figure(before, number, after), "{before}{number}{after}");
        }
        for (before, number, after) in [
            ("收到", "12", "件"),
            ("", "2023", "年"),
            ("占", "71.4", "%"),
            ("发布", "1,024", "条"),
            ("", "3", "月举办培训"),
        ] {
            assert!(is_figure(before, number, after), "{before}{number}{after}");
        }
    }

    #[test]
    fn marks_are_found_again() {
        let text = format!("收到{}件、{}条，【待核对没有写完", marked("12"), marked("3"));
        let found: Vec<_> = find(&text).map(|range| &text[range]).collect();
        assert_eq!(found, ["【待核对12】", "【待核对3】", "【待核对"]);
    }
}
