//! What web pages and articles put around a report. The words are in `furniture.txt`.

use super::{day::day_in, fold, value::half_width};
use std::sync::LazyLock;

/// A longer line is a sentence.
const LONGEST: usize = 100;

/// Words by where they stand in a line.
#[derive(Default)]
struct Words {
    anywhere: Vec<&'static str>,
    begins: Vec<&'static str>,
    letter: Vec<&'static str>,
    /// The longest first.
    whole: Vec<&'static str>,
    dated: Vec<&'static str>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let (mut words, mut place) = (Words::default(), "");
    for line in include_str!("furniture.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some((head, _)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
            place = head;
            continue;
        }
        let own = match place {
            "anywhere" => &mut words.anywhere,
            "begins" => &mut words.begins,
            "letter" => &mut words.letter,
            "whole" => &mut words.whole,
            "dated" => &mut words.dated,
            _ => panic!("furniture.txt has no place `{place}`"),
        };
        own.extend(line.split_whitespace());
    }
    words.whole.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words
});

/// Whether a line is a web page's or an article's and not the report's.
pub(super) fn is_furniture(text: &str) -> bool {
    if is_sentence(text) {
        return false;
    }
    let plain = plain(text);
    let bare = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    WORDS.anywhere.iter().any(|word| plain.contains(word))
        || WORDS.begins.iter().any(|word| bare.starts_with(word))
        || are_words(&plain)
        || (WORDS.dated.iter().any(|word| plain.contains(word)) && day_in(text).is_some())
}

/// Whether a line is of the head of a letter: 收件人：信息科. Within a report it is the report's: 主题：“政务公开日”.
pub(super) fn is_letter_head(text: &str) -> bool {
    !is_sentence(text) && WORDS.letter.iter().any(|word| plain(text).starts_with(word))
}

fn is_sentence(text: &str) -> bool {
    text.chars().count() > LONGEST || text.ends_with(['。', '；', '，'])
}

/// A line as it is compared with the words.
fn plain(text: &str) -> String {
    half_width(&fold::simplified(text)).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Whether a line is nothing but such words and numbers: 赞 17 在看 9.
fn are_words(plain: &str) -> bool {
    let mut rest = plain;
    let mut count = 0;
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphabetic() || c == '万');
        let Some(behind) = WORDS.whole.iter().find_map(|word| rest.strip_prefix(word)) else { break };
        (rest, count) = (behind, count + 1);
    }
    rest.is_empty() && count > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_the_list_has_its_place() {
        let Words { anywhere, begins, letter, whole, dated } = &*WORDS;
        assert!([anywhere, begins, letter, whole, dated].iter().all(|words| !words.is_empty()));
    }

    #[test]
    fn lines_of_pages_and_articles_are_no_sentences() {
        for text in [
            "阅读 2086",
            "赞 31　在看 12",
            "阅读 10万+",
            "【大中小】",
            "编辑：小周　审核：老秦",
            "點擊上方藍字，關注我們",
            "發布日期：2024-01-20",
            "云岭发布 2024-01-20 18:30 发表于某省",
            "上一篇：云岭县2022年政府信息公开工作年度报告",
            "下一条: 没有了",
            "主办：云岭县人民政府办公室　网站标识码 1234567890",
            "首页 ＞ 政务公开 ＞ 年报",
        ] {
            assert!(is_furniture(text), "{text}");
        }
        for text in [
            "阅读推广活动 12 场",
            "打印机具的采购信息已经公开",
            "赞扬和批评都要听",
            "在省级刊物发表于2023年的文章一篇",
            "其他需要报告的事项",
            "主办的会议建议答复全部公开",
            "作者3人",
            "页面设有浏览次数、字号调整；",
        ] {
            assert!(!is_furniture(text), "{text}");
        }
    }
}
