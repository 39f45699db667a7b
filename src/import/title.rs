//! The title of a report: how one is told from other lines, and which agency and year it names.

use super::fold;
use crate::date::LIKELY_YEARS;

pub(super) const KINDS: &[&str] = &["年度报告", "年报", "工作报告", "年度工作报告", "情况报告"];
/// How letters with which a report is sent are called.
const LETTERS: &[&str] = &["的函", "的通知", "的请示", "的批复", "的复函"];
const LONGEST_TITLE: usize = 60;
/// The first line of one that was cut in two is no longer.
pub(super) const LONGEST_PART: usize = 30;

/// The title of a report in that of its page, which names the site behind it.
pub(super) fn title_of_page(title: &str) -> Option<String> {
    let mut parts = title.split(['_', '|', '-', '—', '–']).map(str::trim);
    parts.find(|part| is_title(part)).or_else(|| is_title(title).then_some(title)).map(close)
}

/// Whether a line is a report's title.
pub(super) fn is_title(text: &str) -> bool {
    let plain = fold::simplified(&close(text));
    let is_short = plain.chars().count() <= LONGEST_TITLE;
    is_short
        && plain.contains("信息公开")
        && KINDS.iter().any(|kind| plain.contains(kind))
        && !plain.ends_with(['。', '；', '，'])
        && !LETTERS.iter().any(|letter| plain.ends_with(letter))
        && !plain.contains("格式")
        && !plain.starts_with(['《', '（', '('])
        && !plain.contains('>')
        && !plain.contains("首页")
}

/// Whether a line is the rest of a title that was cut within its last words.
pub(super) fn is_end_of_title(line: &str, text: &str) -> bool {
    text.chars().count() <= 8 && is_title(&format!("{line}{text}")) && parts(&close(line)).1.is_some()
}

/// Text without blanks, each character whole.
pub(super) fn close(text: &str) -> String {
    fold::cleaned(text).chars().filter(|c| !c.is_whitespace() && *c != '#' && *c != '*').collect()
}

/// Every title that is written with traditional characters has one of these: 公開, 報告.
const TRADITIONAL: &[char] = &['開', '報'];

/// The agency and year that a title names: 赤眉镇人民政府2023年政府信息公开工作年度报告, 2019年…办公厅政府信息公开….
pub(super) fn parts(title: &str) -> (Option<String>, Option<u16>) {
    // A name that is written with simplified characters may hold one that others write for something else: 乾县.
    let simplified = fold::simplified(title);
    let title = &*in_digits(if title.contains(TRADITIONAL) { &simplified } else { title });
    let Some((at, year)) = years(title).next() else { return (name(title), None) };
    let before = title[..at].trim_start_matches("关于").trim_end_matches(['（', '(']);
    let rest = title[at + 4..].trim_start_matches(['年', '度']);
    (name(before).or_else(|| name(rest.split("政府信息公开").next().unwrap_or_default())), Some(year))
}

/// A text with its year in plain digits: 二〇二五年, ２０２５年.
pub(super) fn in_digits(text: &str) -> String {
    const NUMERALS: &str = "〇一二三四五六七八九";
    let plain: Vec<char> = text.chars().map(plain_digit).collect();
    let year = plain.windows(5).position(|five| five[4] == '年' && five[..4].iter().all(|c| NUMERALS.contains(*c)));
    let Some(at) = year else { return plain.into_iter().collect() };
    let values = plain[at..at + 4].iter().filter_map(|c| NUMERALS.chars().position(|numeral| numeral == *c));
    let digits = values.filter_map(|value| char::from_digit(value as u32, 10));
    plain[..at].iter().copied().chain(digits).chain(plain[at + 4..].iter().copied()).collect()
}

fn plain_digit(c: char) -> char {
    match c {
        '零' | '○' | '◯' => '〇',
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        c => c,
    }
}

pub(super) fn name(text: &str) -> Option<String> {
    let text = text.split("政府信息公开").next().unwrap_or_default().trim_matches(['-', '—', '_', '“', '”', '《', ' ']);
    let text = text.trim_end_matches(['的', '年', '度']);
    let is_name = (2..=40).contains(&text.chars().count()) && !text.chars().any(|c| c.is_ascii_digit());
    is_name.then(|| text.to_owned())
}

/// The years of a text, each followed by 年 or standing by itself.
pub(super) fn years(text: &str) -> impl Iterator<Item = (usize, u16)> + '_ {
    text.char_indices().filter_map(move |(at, _)| {
        let digits = text.get(at..at + 4)?;
        let beside = [text[..at].bytes().next_back(), text[at + 4..].bytes().next()];
        let is_alone = !beside.iter().flatten().any(u8::is_ascii_digit);
        let year = digits.parse().ok().filter(|year| LIKELY_YEARS.contains(year))?;
        is_alone.then_some((at, year))
    })
}

/// The year in a file's name.
pub(super) fn year_in(name: &str) -> Option<u16> {
    years(name).last().map(|(_, year)| year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_agency_and_year_in_either_order() {
        for (title, agency, year) in [
            ("赤眉镇人民政府 2023 年政府信息公开工作年度报 告", Some("赤眉镇人民政府"), Some(2023)),
            ("2019年上海市人民政府办公厅政府信息公开工作年度报告", Some("上海市人民政府办公厅"), Some(2019)),
            ("上湾乡人民政府2019年度政府信息公开年度工作报告", Some("上湾乡人民政府"), Some(2019)),
            ("2023年政府信息公开工作年度报告", None, Some(2023)),
            ("雲嶺縣人民政府2023年政府信息公開工作年度報告", Some("云岭县人民政府"), Some(2023)),
            ("乾县人民政府2023年政府信息公开工作年度报告", Some("乾县人民政府"), Some(2023)),
            ("交通运输局二○二五年政府信息公开工作年度报告", Some("交通运输局"), Some(2025)),
            ("沭阳县人民政府２０２５年政府信息公开工作年度报告", Some("沭阳县人民政府"), Some(2025)),
        ] {
            assert!(is_title(title), "{title}");
            assert_eq!(parts(&close(title)), (agency.map(str::to_owned), year), "{title}");
        }
        assert!(!is_title("根据《政府信息公开工作年度报告格式》，编制本报告。"));
    }
}
