//! Characters that nobody sees and that do not belong where they stand.

use crate::{i18n::Message, text};

/// What an invisible character is called, with its code point; none for those that show or that belong into every text.
pub(crate) fn invisible(c: char) -> Option<Message> {
    let name = match c {
        '\u{3000}' => text!("全角空格（U+{code}）", "an ideographic space (U+{code})"),
        '\u{a0}' | '\u{202f}' => text!("不间断空格（U+{code}）", "a no-break space (U+{code})"),
        '\t' => text!("制表符（Tab，U+{code}）", "a tab (U+{code})"),
        '\u{2028}' | '\u{2029}' | '\u{85}' => text!("特殊的换行符（U+{code}）", "a special line break (U+{code})"),
        '\u{feff}' => text!("多余的字节顺序标记（U+{code}）", "a stray byte order mark (U+{code})"),
        '\u{2000}'..='\u{200a}' | '\u{1680}' | '\u{205f}' => {
            text!("特殊的空格（U+{code}）", "a special space (U+{code})")
        }
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{ad}'
        | '\u{34f}'
        | '\u{61c}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{ffa0}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{17b4}'
        | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        // The others that Unicode calls format characters.
        | '\u{600}'..='\u{605}'
        | '\u{6dd}'
        | '\u{70f}'
        | '\u{890}'
        | '\u{891}'
        | '\u{8e2}'
        | '\u{110bd}'
        | '\u{110cd}'
        | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{fff9}'..='\u{fffc}'
        | '\u{e0000}'..='\u{e0fff}' => text!("看不见的字符（U+{code}）", "an invisible character (U+{code})"),
        c if c.is_control() && !matches!(c, '\n' | '\r') => {
            text!("看不见的控制字符（U+{code}）", "an invisible control character (U+{code})")
        }
        _ => return None,
    };
    Some(name.with("code", format!("{:04X}", c as u32)))
}

/// The first invisible character of a text, and where it stands.
pub(crate) fn find_invisible(text: &str) -> Option<(usize, char, Message)> {
    text.char_indices().find_map(|(at, c)| Some((at, c, invisible(c)?)))
}

/// A text without its invisible characters; blanks of any kind count as blanks.
pub(crate) fn visible(text: &str) -> String {
    let plain = text.chars().filter_map(|c| match invisible(c) {
        Some(_) if c.is_whitespace() => Some(' '),
        Some(_) => None,
        None => Some(c),
    });
    plain.collect::<String>().trim().to_owned()
}

/// Characters that no page and no feed may hold, and that no keyboard types: XML forbids them, or discourages their use.
pub(crate) fn is_damage(c: char) -> bool {
    let is_control = c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    let code = c as u32;
    is_control || code & 0xfffe == 0xfffe || matches!(code, 0xfdd0..=0xfdef)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_named() {
        for c in
            ['\u{3000}', '\u{a0}', '\u{200b}', '\u{2028}', '\u{feff}', '\u{0}', '\u{9f}', '\t', '\u{1d173}', '\u{70f}']
        {
            assert!(invisible(c).is_some(), "{c:?}");
        }
        for c in ['a', '甲', ' ', '\n', '，', '0'] {
            assert!(invisible(c).is_none(), "{c:?}");
        }
        assert_eq!(visible("\u{200b}5\u{3000}17\u{a0}"), "5 17");
    }

    #[test]
    fn what_xml_forbids_is_damage() {
        for c in ['\u{0}', '\u{1f}', '\u{7f}', '\u{80}', '\u{9f}', '\u{fffe}', '\u{ffff}', '\u{1fffe}', '\u{fdd0}'] {
            assert!(is_damage(c), "{c:?}");
        }
        for c in ['\t', '\n', '\r', ' ', '甲', '\u{fffd}', '😀', '\u{e000}'] {
            assert!(!is_damage(c), "{c:?}");
        }
    }
}
