//! Renders Markdown for a terminal. It supports what manual pages use: headings, paragraphs, lists, tables and
//! examples.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The width of a line in columns; a Chinese character takes two.
const WIDTH: usize = 80;
/// Characters that may not begin a line.
const CLOSING: &str = "，。、；：？！”’）〕》】」…,.;:?!)]}%";

pub(crate) fn render(markdown: &str) -> String {
    let mut out = String::new();
    let mut paragraph = String::new();
    let mut is_fenced = false;
    for line in markdown.lines() {
        let is_fence = line.starts_with("```");
        let stands_alone = is_fenced || is_fence || line.is_empty() || line.starts_with(['#', '|']);
        if stands_alone || is_item(line) {
            flush(&mut paragraph, &mut out);
        }
        is_fenced ^= is_fence;
        match line {
            _ if is_fence => {}
            "" => out.push('\n'),
            _ if is_fenced => out += &format!("    {line}\n"),
            _ if stands_alone => out += &format!("{}\n", line.trim_start_matches('#').trim_start()),
            _ => {
                if joins_with_a_blank(&paragraph, line) {
                    paragraph.push(' ');
                }
                paragraph.push_str(line.trim());
            }
        }
    }
    flush(&mut paragraph, &mut out);
    out
}

fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with("- ") || (rest.len() < line.len() && rest.starts_with(". "))
}

/// Lines of Chinese are joined without a space.
fn joins_with_a_blank(before: &str, after: &str) -> bool {
    is_narrow(before.chars().next_back()) && is_narrow(after.trim_start().chars().next())
}

fn is_narrow(c: Option<char>) -> bool {
    c.is_some_and(|c| c.width() == Some(1))
}

fn flush(paragraph: &mut String, out: &mut String) {
    let mut left = std::mem::take(paragraph);
    while !left.is_empty() {
        let rest = left.split_off(line_end(&left));
        out.push_str(left.trim_end());
        out.push('\n');
        rest.trim_start().clone_into(&mut left);
    }
}

/// Where the first line of a text ends: at a space, or before or after a wide character.
fn line_end(text: &str) -> usize {
    let (mut width, mut end) = (0, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        width += c.width().unwrap_or(0);
        if width > WIDTH && end > 0 {
            return end;
        }
        let Some(&(next, after)) = chars.peek() else { break };
        let opens = "（〔《“‘【「([".contains(c);
        if !CLOSING.contains(after) && !opens && (after == ' ' || [c, after].iter().any(|c| c.width() == Some(2))) {
            end = next;
        }
    }
    text.len()
}

/// `text` followed by spaces up to `width` columns.
pub(crate) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_breaks_anywhere_but_before_what_closes() {
        let text = format!("{}，然后", "字".repeat(40));
        let lines: Vec<_> = render(&text).lines().map(str::to_owned).collect();
        assert_eq!(lines, ["字".repeat(39), "字，然后".to_owned()]);
    }

    #[test]
    fn english_breaks_at_blanks_and_joins_with_them() {
        let text = format!("{}\nword", "word ".repeat(16).trim());
        assert_eq!(render(&text), format!("{}\nword\n", "word ".repeat(16).trim()));
    }

    #[test]
    fn examples_stand_as_they_are() {
        assert_eq!(render("## 例子\n\n```yaml\n## a\n  b\n```\n"), "例子\n\n    ## a\n      b\n");
    }
}
