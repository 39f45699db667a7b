//! Text of documents that would be something else in Markdown: `# 1`, `[甲](乙)`, `<b>`.

use std::borrow::Cow;

/// A piece of text as it stands within a line.
pub(super) fn inline(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', ']', '`']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 4);
    let mut signs = text.chars().peekable();
    while let Some(c) = signs.next() {
        let next = signs.peek();
        // What follows the last sign, nobody knows yet.
        let is_tag = c == '<' && next.is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(*next));
        if is_tag || c == '`' {
            out.push('\\');
        }
        out.push(c);
        if c == ']' && next == Some(&'(') {
            out.push('\\');
        }
    }
    Cow::Owned(out)
}

/// A piece of text behind what stands in its line: the two may be a link together, `[1]` and `(12件)`.
pub(super) fn behind<'t>(before: &str, text: &'t str) -> Cow<'t, str> {
    let text = inline(text);
    if before.ends_with(']') && text.starts_with('(') { Cow::Owned(format!("\\{text}")) } else { text }
}

/// A line that begins with a sign of Markdown's blocks and is none of them.
pub(super) fn beginning(line: &str) -> String {
    let is_heading = line.starts_with('#') && line.trim_start_matches('#').starts_with([' ', '\t']);
    let is_item = line.starts_with(['*', '+']) && line[1..].starts_with([' ', '\t']);
    if is_heading || is_item || line.starts_with('>') {
        return format!("\\{line}");
    }
    // 2023. 年初: no list counts so far.
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at(digits);
    if digits > 2 && rest.starts_with(". ") { format!("{number}\\{rest}") } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_markdown_is_escaped_and_nothing_else() {
        for (text, wanted) in [
            ("[链接](x)", "[链接]\\(x)"),
            ("<b>与</b>", "\\<b>与\\</b>"),
            ("`码`", "\\`码\\`"),
            ("占比<5%，且>3%", "占比<5%，且>3%"),
            ("[1] （件）", "[1] （件）"),
        ] {
            assert_eq!(inline(text), wanted);
        }
        for (before, text, wanted) in
            [("公开[1]", "(12件)", "\\(12件)"), ("公开[1]\n", "(12件)", "(12件)"), ("公开1", "(12件)", "(12件)")]
        {
            assert_eq!(behind(before, text), wanted);
        }
        for (line, wanted) in [
            ("# 井号", "\\# 井号"),
            ("* 星号", "\\* 星号"),
            ("2023. 年初", "2023\\. 年初"),
            ("1. 加强", "1. 加强"),
            ("**重点：**", "**重点：**"),
            ("#号", "#号"),
            ("- 甲", "- 甲"),
        ] {
            assert_eq!(beginning(line), wanted);
        }
    }
}
