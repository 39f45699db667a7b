//! Everything giar says, in two languages.
//!
//! A [`Text`] holds one sentence in every language, so a missing translation does not compile, and neither does
//! one whose placeholders differ. A [`Message`] is a text with its arguments; it becomes a string only where it is
//! shown, because the same finding may be printed in Chinese and exported in English.
//!
//! Rules keep their texts in their own file; [`words`] holds what several places say.

pub mod words;

use std::fmt::{self, Write as _};

/// A language of messages and of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

impl Lang {
    /// For the `lang` of a page.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// Reads a language tag such as `zh-CN`, `en` or a locale such as `zh_CN.UTF-8`.
    pub fn parse(tag: &str) -> Option<Self> {
        match tag.split(['-', '_', '.']).next()? {
            "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// One sentence in every language, with `{named}` placeholders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    zh: &'static str,
    en: &'static str,
}

/// Declares a [`Text`]: Chinese, then English. Checked while compiling.
#[macro_export]
macro_rules! text {
    ($zh:expr, $en:expr $(,)?) => {
        const { $crate::i18n::Text::new($zh, $en) }
    };
}

impl Text {
    /// No words in either language.
    pub const EMPTY: Self = Self { zh: "", en: "" };

    /// # Panics
    /// While compiling, if a placeholder of one language is missing in the other.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        assert!(names_all_of(zh, en) && names_all_of(en, zh), "the two languages must have the same placeholders");
        Self { zh, en }
    }

    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// Fills one placeholder.
    pub fn with(self, name: &'static str, arg: impl Into<Arg>) -> Message {
        Message::from(self).with(name, arg)
    }
}

/// A text and what fills its placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    text: Text,
    args: Vec<(&'static str, Arg)>,
}

/// What fills a placeholder: text as it stands (names, numbers, what an author wrote), or something to translate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    Verbatim(String),
    Message(Message),
}

impl Message {
    /// Fills one placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: impl Into<Arg>) -> Self {
        self.args.push((name, arg.into()));
        self
    }

    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> String {
        let mut out = String::new();
        let mut rest = self.text.get(lang);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else { break };
            match self.args.iter().find(|(n, _)| *n == name) {
                Some((_, Arg::Verbatim(text))) => out.push_str(text),
                Some((_, Arg::Message(message))) => out.push_str(&message.get(lang)),
                None => {
                    debug_assert!(false, "nothing fills {{{name}}}");
                    let _ = write!(out, "{{{name}}}");
                }
            }
            rest = tail;
        }
        out + rest
    }
}

/// In English, for whoever handles errors as such. What people read is made by [`Message::get`].
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.get(Lang::En))
    }
}

impl From<Text> for Message {
    fn from(text: Text) -> Self {
        Self { text, args: Vec::new() }
    }
}

impl From<Text> for Arg {
    fn from(text: Text) -> Self {
        Self::Message(text.into())
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

macro_rules! verbatim {
    ($($type:ty),*) => {$(
        impl From<$type> for Arg {
            fn from(value: $type) -> Self {
                Self::Verbatim(value.to_string())
            }
        }
    )*};
}
verbatim!(&str, &String, String, char, u8, u16, u32, u64, usize, i64);

/// Whether every `{name}` in `a` also stands in `b`.
const fn names_all_of(a: &str, b: &str) -> bool {
    let (a, mut i) = (a.as_bytes(), 0);
    while i < a.len() {
        if a[i] == b'{' {
            let start = i;
            while a[i] != b'}' {
                i += 1;
            }
            if !contains(b.as_bytes(), a, start, i + 1) {
                return false;
            }
        }
        i += 1;
    }
    true
}

/// Whether `needle[from..to]` stands somewhere in `haystack`.
const fn contains(haystack: &[u8], needle: &[u8], from: usize, to: usize) -> bool {
    let mut at = 0;
    while at + (to - from) <= haystack.len() {
        let mut k = 0;
        while k < to - from && haystack[at + k] == needle[from + k] {
            k += 1;
        }
        if k == to - from {
            return true;
        }
        at += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_placeholders_in_both_languages() {
        let text = text!("{file} 第 {line} 行", "line {line} of {file}");
        let message = text.with("file", "2023.md").with("line", 7_usize);
        assert_eq!(message.get(Lang::Zh), "2023.md 第 7 行");
        assert_eq!(message.get(Lang::En), "line 7 of 2023.md");
    }

    #[test]
    fn nested_messages_follow_the_language() {
        let message = text!("在{where}", "in {where}").with("where", text!("总计", "total"));
        assert_eq!((message.get(Lang::Zh).as_str(), message.get(Lang::En).as_str()), ("在总计", "in total"));
    }

    #[test]
    fn an_argument_is_never_read_as_a_template() {
        assert_eq!(text!("{a}", "{a}").with("a", "{b}").get(Lang::Zh), "{b}");
    }

    #[test]
    fn differing_placeholders_are_noticed() {
        assert!(!names_all_of("{a}", "{b}"));
        assert!(!names_all_of("{ab}", "{a}"));
    }
}
