//! What single lines of a content management system say: who published a page and when, its index number, its address.

use super::{
    day::{date, is_date},
    fold,
    title::parts,
};

/// How a CMS calls a report's number in its register.
pub(super) const INDEX_NUMBERS: &[&str] = &["索引号", "索 引 号"];
/// How a CMS calls the day of publication.
pub(super) const DATES: &[&str] = &["发布日期", "发布时间", "发文日期", "公开日期", "信息时间", "生成日期", "成文日期"];
/// What names whoever published an article begin with.
const PUBLISHERS: &[&str] = &["原创", "来源", "作者", "编辑", "供稿", "发布"];
/// A line with one of these has the day up to which figures were counted.
const PERIODS: &[&str] = &["截至", "截止", "统计", "期"];
/// An agency's name is no longer.
const LONGEST_NAME: usize = 25;
/// No index number is longer.
const LONGEST_CODE: usize = 60;

/// What stands behind the first of some words.
pub(super) fn after<'t>(text: &'t str, words: &[&str]) -> Option<&'t str> {
    let rest = words.iter().find_map(|word| text.split_once(word).map(|(_, rest)| rest))?;
    Some(rest.trim_start_matches([' ', '：', ':', '\u{a0}', '\u{3000}']))
}

/// What a text begins with and no blank divides: an index number.
pub(super) fn code(text: &str) -> Option<String> {
    let code = text.split_whitespace().next()?.trim_end_matches(['，', '；', ',', ';']);
    let is_code = code.bytes().any(|b| b.is_ascii_digit()) && code.chars().count() <= LONGEST_CODE;
    is_code.then(|| code.to_owned())
}

/// The address of a page that stands in a text.
pub(super) fn address(text: &str) -> Option<String> {
    let start = text.find("http://").or_else(|| text.find("https://"))?;
    let rest = &text[start..];
    let end = rest.find(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | '\\')).unwrap_or(rest.len());
    // A scheme alone is no address.
    (end > 11).then(|| rest[..end].to_owned())
}

/// The day in a line that says who published an article and when: 原创 青石镇人民政府 2023-01-20.
pub(super) fn byline(text: &str, title: Option<&str>) -> Option<String> {
    let (names, day) = text.rsplit_once(char::is_whitespace)?;
    let (names, day) = match names.rsplit_once(char::is_whitespace) {
        Some((before, date)) if is_date(&format!("{date} {day}")) => (before, format!("{date} {day}")),
        _ => (names, day.to_owned()),
    };
    let are_names = names.split_whitespace().all(|name| {
        name.chars().count() <= LONGEST_NAME && name.chars().all(|c| fold::is_chinese(c) || c.is_ascii_alphabetic())
    });
    let agency = title.and_then(|title| parts(title).0);
    let is_publisher = |name: &str| {
        agency.as_deref() == Some(name)
            || name.ends_with("发布")
            || PUBLISHERS.iter().any(|word| name.starts_with(word))
    };
    let names_one = names.split_whitespace().any(is_publisher) && !PERIODS.iter().any(|word| names.contains(word));
    (are_names && names_one && is_date(&day)).then(|| date(&day)).flatten()
}

/// A text without the brackets around it.
pub(super) fn bare(text: &str) -> &str {
    text.trim_matches([' ', '\u{a0}', '\u{3000}', '（', '）', '(', ')', '[', ']', '【', '】'])
}

/// Whether a line begins with one of some words.
pub(super) fn begins_with(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.trim_start_matches(['[', '【']).starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_up_to_which_figures_were_counted_is_not_that_of_publication() {
        let title = Some("云岭县人民政府2023年政府信息公开工作年度报告");
        for line in ["原创 2024-01-20", "云岭县人民政府 2024-01-20", "云岭发布 2024-01-20"] {
            assert_eq!(byline(line, title).as_deref(), Some("2024-01-20"), "{line}");
        }
        for line in
            ["本报告数据统计截至 2023年12月31日", "云岭县人民政府 统计期限 2023年12月31日", "会议召开 2024-01-20"]
        {
            assert_eq!(byline(line, title), None, "{line}");
        }
    }
}
