//! Separates front matter from text, and recognises text that was meant as front matter but is not read as such.
//!
//! It would be published as text, and its `draft: true` would have no effect.

use super::{INVALID_FRONT_MATTER, is_code_fence};
use crate::{
    diag::{Finding, Place, Source, Span},
    i18n::Message,
    spanned::{invisible, is_header_key},
    text,
};
use std::sync::Arc;

const COMMENT: &str = "<!--";

/// The spans of the front matter, if any, and of the body.
pub(super) fn split(source: &Arc<Source>) -> Result<(Option<Span>, Span), Box<Finding>> {
    let text = &source.text;
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| is_fence(line)) else {
        return match near_miss(source, 0, false).or_else(|| buried(source)) {
            Some(fault) => Err(Box::new(fault)),
            None => Ok((None, Span::new(0, text.len()))),
        };
    };
    let mut at = first.len();
    for line in lines {
        if is_fence(line) {
            let body = at + line.len();
            // Some programs put a front matter of their own before the author's.
            let is_empty = text[first.len()..at]
                .lines()
                .all(|line| line.trim_matches(is_blank).is_empty() || line.starts_with('#'));
            let another = near_miss(source, body, is_empty).filter(|_| is_empty || begins_with_fence(&text[body..]));
            return match another.or_else(|| appended(source, body)) {
                Some(fault) => Err(Box::new(fault)),
                None => Ok((Some(Span::new(first.len(), at)), Span::new(body, text.len()))),
            };
        }
        at += line.len();
    }
    Err(Box::new(unclosed(source, first.len())))
}

fn is_fence(line: &str) -> bool {
    line.trim_end() == "---"
}

/// Whether a line opens front matter in another program, or was meant to.
fn is_like_opening(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    let bare = ["yaml", "yml", "markdown", "md"].iter().find_map(|name| line.strip_suffix(name)).unwrap_or(line);
    is_like_fence(bare) || (!bare.is_empty() && bare.chars().all(is_sign))
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !"{}[]".contains(c)
}

/// Whether a line consists of dashes, or of characters that other programs put around front matter.
fn is_like_fence(line: &str) -> bool {
    let line = line.trim_matches(is_blank);
    let line = line.split_once(" #").map_or(line, |(fence, _)| fence.trim_end());
    let line = line.strip_suffix("yaml").unwrap_or(line).trim_end();
    let mut signs = line.chars();
    let is_dashes = signs.clone().count() >= 2 && signs.all(|c| "-‐‑‒–—―−－﹣ー─━_".contains(c));
    is_dashes || matches!(line, "+++" | "===" | "~~~" | "```" | ";;;" | "...")
}

fn begins_with_fence(text: &str) -> bool {
    let text = text.trim_start_matches(is_blank);
    is_like_fence(text.split(['\n', '\r']).next().unwrap_or_default())
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || invisible(c).is_some()
}

/// The start of a text after white space and comments.
pub(super) fn beginning(text: &str) -> usize {
    let mut rest = text.trim_start_matches(is_blank);
    while let Some((_, behind)) = rest.strip_prefix(COMMENT).and_then(|comment| comment.split_once("-->")) {
        rest = behind.trim_start_matches(is_blank);
    }
    text.len() - rest.len()
}

/// The finding for a file whose text from `at` on begins with what was meant as front matter. Behind a fence it needs
/// none of its own.
fn near_miss(source: &Arc<Source>, at: usize, is_behind_fence: bool) -> Option<Finding> {
    let text = &source.text[at..];
    let start = beginning(text);
    let first = text[start..].split(['\n', '\r']).next()?;
    let behind = &text[start + first.len()..];
    let json = text[start..].strip_prefix('{');
    let beside_fence = first.strip_prefix("---").filter(|rest| rest.starts_with(is_blank) && key_of(rest).is_some());
    let has_fence = json.is_some() || beside_fence.is_some() || is_like_opening(first);
    let lines = match beside_fence {
        Some(key) => &text[start + first.len() - key.len()..],
        None if has_fence => behind,
        None => &text[start..],
    };
    if !holds_keys(json.unwrap_or(lines), has_fence || is_behind_fence) {
        return None;
    }
    let at = at + start;
    let line = Span::new(at, at + first.trim_end_matches(is_blank).len());
    if at > start {
        let message = text!(
            "正文开头又有一段数据，这一段读不到",
            "the text begins with a second front matter block, which is ignored"
        );
        let hint =
            text!("把它并进上面那一段，只留两行“---”", "merge it into the one above, within one pair of `---` lines");
        return Some(unread_front(source, line, message).hint(hint));
    }
    if !has_fence {
        let message = text!(
            "开头像是数据部分，前面却没有“---”，会被当作正文印出来",
            "this looks like front matter, but no `---` precedes it: it would be printed as text"
        );
        let hint = if text.split_inclusive('\n').any(is_fence) {
            text!("在文件的最前面加一行“---”", "add a line `---` at the very beginning of the file")
        } else {
            text!("在第一行加上“---”，数据之后再加一行“---”", "add a line `---` before the data and another after it")
        };
        return Some(fixed_before(source, unread_front(source, line, message).hint(hint), Span::new(0, at), "---\n"));
    }
    let has_old_line_ends = behind.starts_with('\r') && !behind.starts_with("\r\n");
    if has_old_line_ends {
        let message = text!(
            "这个文件的换行是 CR（旧式苹果电脑的），数据部分读不到",
            "the lines of this file end in CR, as on old Macs, so its front matter is not recognised"
        );
        let hint = text!("用编辑器另存，换行选 LF 或 CRLF", "save it again with LF or CRLF line endings");
        let unix = source.text.replace("\r\n", "\n").replace('\r', "\n");
        return Some(unread_front(source, line, message).hint(hint).fix(Span::new(0, source.text.len()), unix));
    }
    if beside_fence.is_some() {
        let message = text!(
            "“---”要单独一行，后面不能接着写，数据会被当作正文印出来",
            "`---` has to stand alone on its line: the data would be printed as text"
        );
        let hint = text!("“---”后面换行，再写数据", "begin a new line after `---`");
        return Some(unread_front(source, line, message).hint(hint));
    }
    let other = match first.trim_matches(is_blank) {
        "+++" => Some(("TOML", "+++")),
        _ => json.map(|_| ("JSON", "{")),
    };
    if let Some((format, sign)) = other {
        let message = text!(
            "这是 {format} 的写法（{sign}），数据部分读不到",
            "this is front matter in {format} (`{sign}`), which is not read"
        );
        let hint = text!(
            "数据之前和之后各写一行“---”，中间每行写“键: 值”，如“title: 办事指南”",
            "write a line `---` before and after the data, and `key: value` lines between them"
        );
        let message = message.with("format", format).with("sign", sign);
        return Some(unread_front(source, line, message).hint(hint));
    }
    Some(misplaced_fence(source, line, Span::new(0, start), first))
}

/// Front matter further down than this is not recognised.
const LINES_ABOVE: usize = 20;

/// The finding for front matter with its fences that follows a heading or a few lines of text.
fn buried(source: &Arc<Source>) -> Option<Finding> {
    let text = &source.text;
    let mut at = 0;
    for line in text.split_inclusive('\n').take(LINES_ABOVE) {
        let behind = at + line.len();
        // It may be an example of front matter.
        if is_code_fence(line) {
            return None;
        }
        if is_fence(line) && is_closed_front(&text[behind..]) {
            let message = text!(
                "“---”不在第一行的开头，前面有文字，数据会被当作正文印出来",
                "`---` is not on the first line but after a text: the data would be printed as text"
            );
            let hint = text!("把这一段数据移到文件的开头", "move these data to the beginning of the file");
            let start = beginning(text);
            let first = text[start..].lines().next().map_or(0, str::len);
            return Some(unread_front(source, Span::new(start, start + first), message).hint(hint));
        }
        at = behind;
    }
    None
}

/// The finding for a second file appended to this one, with front matter. It would be published as part of this text.
fn appended(source: &Arc<Source>, body: usize) -> Option<Finding> {
    let text = &source.text;
    let (mut at, mut is_example) = (body, false);
    for line in text[body..].split_inclusive('\n') {
        let after = at + line.len();
        is_example ^= is_code_fence(line);
        if !is_example && is_fence(line) && is_closed_front(&text[after..]) {
            let message = text!(
                "这里开始另一份文稿：一个文件只放一份，这里以下会被当作上面那一份的正文印出来",
                "another text begins here: a file holds one, and this would be printed as part of the one above"
            );
            let hint = text!(
                "把这一行以下的内容剪切到另一个文件，报告的文件名用年份，如 2023.md",
                "move what follows to a file of its own; a report's is named by its year: 2023.md"
            );
            return Some(unread_front(source, Span::new(at, after - 1), message).hint(hint));
        }
        at = after;
    }
    None
}

/// Whether only `key: value` lines, including a known key, precede the next fence.
fn is_closed_front(text: &str) -> bool {
    let mut is_known = false;
    for line in text.split_inclusive('\n') {
        if is_fence(line) {
            return is_known;
        }
        match key_of(line) {
            Some((key, is_typed)) => is_known |= is_typed && is_header_key(key),
            None if line.starts_with([' ', '-', '#', '[']) || line.trim().is_empty() => {}
            None => return false,
        }
    }
    false
}

fn unread_front(source: &Arc<Source>, line: Span, message: impl Into<Message>) -> Finding {
    Finding::new(INVALID_FRONT_MATTER, Place::new(source, line), message)
}

/// The finding for a fence that is not alone at the start of the first line, or is not `---`.
fn misplaced_fence(source: &Arc<Source>, line: Span, before: Span, first: &str) -> Finding {
    let shown = first.trim_matches(is_blank);
    let fence = Span::new(0, before.end as usize + first.len());
    if shown != "---" {
        let message = text!(
            "开头的“{fence}”不是数据部分的标记，数据会被当作正文印出来",
            "`{fence}` does not begin front matter: the data would be printed as text"
        );
        let hint = text!(
            "改成三个半角减号“---”；结尾的一行也一样",
            "write three hyphens, `---`, here and in the line that ends it"
        );
        let found = unread_front(source, line, message.with("fence", shown)).hint(hint);
        return fixed_before(source, found, fence, "---");
    }
    let blanks = source.slice(before);
    let what: Message = match blanks.chars().chain(first.chars()).find_map(invisible) {
        _ if blanks.contains(COMMENT) => text!("一段注释", "a comment").into(),
        Some(sign) => sign,
        None if blanks.contains('\n') => text!("空行", "a blank line").into(),
        None => text!("空格", "a space").into(),
    };
    let message = text!(
        "“---”不在第一行的开头，前面有{what}，数据会被当作正文印出来",
        "`---` is not on the first line but after {what}: the data would be printed as text"
    );
    let hint = text!("删去“---”前面的东西", "delete what precedes `---`");
    fixed_before(source, unread_front(source, line, message.with("what", what)).hint(hint), fence, "---")
}

/// Adds a correction that removes text before the front matter. If that contains a comment, its author has to move it.
fn fixed_before(source: &Source, finding: Finding, before: Span, text: &str) -> Finding {
    if source.slice(before).contains(COMMENT) { finding } else { finding.fix(before, text) }
}

/// Whether lines look like `key: value` and include a known key.
fn holds_keys(text: &str, has_fence: bool) -> bool {
    let (mut is_known, mut is_typed_so) = (false, false);
    let mut keys = 0;
    for line in text.split(['\n', '\r']).take(60) {
        let line = line.trim_matches(is_blank);
        if keys > 0 && is_like_fence(line) {
            return is_known || is_typed_so;
        }
        match key_of(line) {
            _ if line.is_empty() || (has_fence && (line.starts_with("# ") || is_like_fence(line))) => {}
            Some((key, is_typed)) => {
                // A line of prose may begin 日期：…, but hardly with `draft:`.
                let is_meant = has_fence || (is_typed && key.is_ascii()) || declares_draft(key, line);
                is_known |= is_header_key(key) && is_meant;
                is_typed_so |= is_typed;
                keys += 1;
            }
            None if keys == 0 => return false,
            // Continues the value of the line above, or ends it.
            None if line.starts_with(['-', '[', ']', '{', '}', '"']) => {}
            None => break,
        }
    }
    is_known
}

/// Whether a line can only mean that the following text must not be published.
fn declares_draft(key: &str, line: &str) -> bool {
    matches!(key, "draft" | "草稿") && ["true", "yes", "是"].iter().any(|yes| line.ends_with(yes))
}

/// The key of a line, and whether it is followed by a half-width colon or equals sign.
fn key_of(line: &str) -> Option<(&str, bool)> {
    let at = line.find([':', '：', '='])?;
    let key = line[..at].trim_matches(is_blank).trim_matches(['"', '\'', '{']);
    let fits = !key.is_empty()
        && key.chars().count() <= 24
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    fits.then(|| (key, !line[at..].starts_with('：') && !line[at..].starts_with("://")))
}

/// The finding for front matter without an end. `start` is the start of its first line.
fn unclosed(source: &Arc<Source>, start: usize) -> Finding {
    let text = &source.text;
    if let Some(line) = nearly_closing(text, start) {
        let shown = source.slice(line).trim_matches(is_blank);
        if shown == "---" {
            let message =
                text!("数据部分结尾的“---”前面有空格", "there is a space before the `---` that ends the front matter");
            let hint = text!("删去前面的空格，从最左边写起", "delete it: the line begins at the left margin");
            return Finding::new(INVALID_FRONT_MATTER, Place::new(source, line), message).hint(hint).fix(line, "---");
        }
        let message = text!(
            "数据部分要用“---”结尾，这里写的是“{line}”",
            "front matter ends in a line `---`; this one is `{line}`"
        );
        let message = message.with("line", shown);
        let hint = text!("改成三个半角减号“---”，单独一行", "write three hyphens, alone on the line");
        return Finding::new(INVALID_FRONT_MATTER, Place::new(source, line), message).hint(hint).fix(line, "---");
    }
    let finding = Finding::new(
        INVALID_FRONT_MATTER,
        Place::new(source, Span::new(0, 3)),
        text!("开头的“---”没有配上结尾的“---”", "the opening `---` has no closing `---`"),
    );
    match heading_from(text, start) {
        Some(at) => before_heading(source, finding, at),
        None => finding.hint(text!("在表格数据之后、正文之前加一行“---”", "put a line `---` after the tables")),
    }
}

fn before_heading(source: &Source, finding: Finding, at: usize) -> Finding {
    let hint =
        text!("在第 {line} 行（第一个标题）之前加一行“---”", "put a line `---` before line {line}, the first heading");
    finding.hint(hint.with("line", source.position(at as u32).line)).fix(Span::new(at, at), "---\n\n")
}

/// A line before the first heading that resembles the closing fence.
fn nearly_closing(text: &str, start: usize) -> Option<Span> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.starts_with("## ") {
            return None;
        }
        let shown = line.trim_end_matches(['\n', '\r']);
        if is_like_fence(shown) && !matches!(shown.trim(), "..." | "===") {
            return Some(Span::new(at, at + shown.len()));
        }
        at += line.len();
    }
    None
}

/// The position of the first second-level heading from `start` on.
fn heading_from(text: &str, start: usize) -> Option<usize> {
    if text[start..].starts_with("## ") {
        return Some(start);
    }
    text[start..].find("\n## ").map(|at| start + at + 1)
}

/// The finding for front matter that includes the text, because its closing fence is missing and the text contains a
/// thematic break (`---`). It replaces the findings of parsing the text as YAML.
pub(super) fn swallowed(source: &Arc<Source>, front: Span) -> Option<Finding> {
    let at = heading_from(&source.text[..front.end as usize], front.start as usize)?;
    let message = text!(
        "数据部分没有结束：这个标题之前少了一行“---”",
        "the front matter has no end: a line `---` is missing before this heading"
    );
    let line = source.text[at..].lines().next().map_or(0, str::len);
    let finding = Finding::new(INVALID_FRONT_MATTER, Place::new(source, Span::new(at, at + line)), message);
    Some(before_heading(source, finding, at))
}

/// The text with the correction of a finding applied.
#[cfg(test)]
fn fixed(source: &Source, finding: &Finding) -> String {
    let edit = finding.fix.clone().expect("it can be fixed");
    let mut fixed = source.text.clone();
    fixed.replace_range(edit.span.range(), &edit.text);
    fixed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn fault(text: &str) -> Option<(String, Option<String>)> {
        let source = Arc::new(Source::new("a.md", text));
        let finding = split(&source).err()?;
        let fixed = finding.fix.is_some().then(|| fixed(&source, &finding));
        Some((finding.message.get(Lang::Zh), fixed))
    }

    #[test]
    fn front_matter_that_does_not_begin_the_file_is_reported() {
        let right = "---\ntitle: 甲\ndraft: true\n---\n正文\n";
        for (before, words) in [
            ("\n", "空行"),
            (" \n\n", "空行"),
            (" ", "空格"),
            ("\u{feff}", "U+FEFF"),
            ("\u{3000}", "U+3000"),
            ("\u{200b}", "U+200B"),
        ] {
            let (message, fixed) = fault(&format!("{before}{right}")).unwrap_or_else(|| panic!("{before:?}"));
            assert!(message.contains(words), "{message}");
            assert_eq!(fixed.as_deref(), Some(right), "{before:?}");
        }
    }

    #[test]
    fn front_matter_below_a_text_is_reported() {
        for before in ["# 甲\n", "# 甲\n\n", "甲\n", "甲\n\n乙\n\n"] {
            let (message, fixed) = fault(&format!("{before}---\ntitle: 甲\ndraft: true\n---\n正文\n")).unwrap();
            assert!(message.contains("前面有文字") && fixed.is_none(), "{message}");
        }
        for text in [
            "甲\n\n```\n---\ntitle: 甲\n---\n```\n",
            "甲\n---\n时间: 上午\n\n---\n",
            "甲\n\n---\ntitle: 甲\n",
            "甲\n\n---\n\n乙\n\n---\ntitle: 甲\n",
        ] {
            assert_eq!(fault(text), None, "{text}");
        }
    }

    #[test]
    fn another_text_below_a_text_is_reported() {
        let own = "---\ntitle: 甲\n---\n正文\n";
        for other in ["---\ntitle: 乙\n---\n正文\n", "\n---\nyear: 2022\n\n申请:\n  本年新收: 3\n---\n"] {
            let (message, fixed) = fault(&format!("{own}{other}")).unwrap();
            assert!(message.contains("另一份文稿") && fixed.is_none(), "{message}");
        }
        for text in [
            "```\n---\ntitle: 乙\n---\n```\n",
            "---\n时间: 上午\n\n---\n",
            "---\n\n正文：见下。\n\n---\n",
            "\n---\ntitle: 乙\n",
        ] {
            assert_eq!(fault(&format!("{own}{text}")), None, "{text}");
        }
    }

    #[test]
    fn a_comment_before_front_matter_is_reported_and_not_deleted() {
        for text in ["<!-- 乙 -->\n---\ntitle: 甲\n---\n", "<!-- 乙 -->\n\n<!-- 丙 --> title: 甲\ndraft: true\n"] {
            let (message, fixed) = fault(text).unwrap();
            assert_eq!(fixed, None, "{message}");
        }
        assert_eq!(fault("<!-- 乙 -->\n\n正文：丙\n"), None);
    }

    #[test]
    fn other_fences_are_reported() {
        for fence in ["----", "———", "——", "--", "－－－", "--- yaml", "--- # 甲", "+++", "```"] {
            let text = format!("{fence}\ntitle: 甲\ndraft: true\n{fence}\n正文\n");
            assert!(fault(&text).is_some_and(|(message, _)| message.contains("数据")), "{fence}");
        }
        for fence in [
            "***",
            "\"\"\"",
            ";;;",
            "```markdown\n---",
            "- - -",
            "++",
            "* * *",
            "～～～",
            "＋＋＋",
            "-",
            "\\---",
            "> ---",
            "---\n---",
            "---\n\n---",
            "---\n# 甲\n---",
            "---\n---\n",
            "---\n---\n---",
        ] {
            assert!(fault(&format!("{fence}\ntitle: 甲\ndraft: true\n{fence}\n正文\n")).is_some(), "{fence}");
        }
        for text in
            ["{\n\"title\": \"甲\",\n\"draft\": true\n}\n", "{\"title\": \"甲\"}\n", ";;;\n{\"title\": \"甲\"}\n;;;\n"]
        {
            assert!(fault(&format!("{text}正文\n")).is_some(), "{text}");
        }
        assert!(fault("草稿：是\n\n正文\n").is_some());
        assert!(fault("--- title: 甲\ndraft: true\n---\n正文\n").is_some());
        assert!(fault("---\n---\n标题: 甲\n发布日期: 2024-01-25\n---\n正文\n").is_some());
        assert!(fault("+++\ntitle = \"甲\"\n+++\n").is_some());
        assert!(fault("title: 甲\ndraft: true\n\n正文\n").is_some());
        assert!(fault("---\rtitle: 甲\rdraft: true\r---\r正文").unwrap().1.unwrap().starts_with("---\ntitle"));
        assert!(fault("---\ntitle: 甲\n----\n正文\n").unwrap().1.unwrap().contains("\n---\n正文"));
        assert!(fault("---\nlayout: a\n---\n\n---\ntitle: 甲\ndraft: true\n---\n").is_some());
    }

    #[test]
    fn a_text_that_begins_with_a_rule_or_a_colon_is_a_text() {
        for text in [
            "正文\n",
            "----\n\n正文：见下。\n",
            "***\n\n办公时间：周一至周五。\n",
            "联系电话：0377-60000000\n\n正文\n",
            "日期：2024年1月\n",
            "***\n\n日程：上午\n",
            "{甲}：乙\n",
            "```toml\ntitle = \"甲\"\n```\n",
            "Tel: 0377\n\n***\n",
            "# 标题\n\ndraft: true\n",
            "---\ntitle: 甲\n---\n\n---\n\n正文\n",
            "---\n---\n\n正文：见下。\n",
            "---\n---\n\n办公时间: 周一\n",
            "https://www.example.gov.cn/\n",
            "",
        ] {
            assert_eq!(fault(text), None, "{text}");
        }
    }
}
