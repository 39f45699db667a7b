//! Everything giar prints, in two languages.
//!
//! A [`Text`] holds a sentence in every language, so a missing translation or one with other placeholders does not
//! compile. A [`Message`] is a text with its arguments; it becomes a string only when shown, because the same finding
//! may be printed in Chinese and exported in English.
//!
//! Rules keep their texts in their own file; [`words`] holds texts that are used in several places.

mod kept;
mod reason;
pub mod words;

pub(crate) use reason::{is_in_use, reason};
use serde::{Deserialize, Serialize};
use std::{
    fmt::{self, Write as _},
    path::{MAIN_SEPARATOR_STR, Path, PathBuf},
};

/// A language of messages and of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The `lang` of a page.
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

/// A sentence in every language, with `{named}` placeholders. Where English depends on a number, the placeholder gives
/// both forms: `{count} {count:file|files}`.
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
    /// Empty in both languages.
    pub const EMPTY: Self = Self { zh: "", en: "" };

    /// # Panics
    /// While compiling, if a placeholder of one language is missing in the other.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        assert!(names_all_of(zh, en) && names_all_of(en, zh), "the two languages must have the same placeholders");
        Self { zh, en }
    }

    /// The text in one language.
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

/// A text with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    text: Text,
    args: Vec<(&'static str, Arg)>,
}

/// Most sentences are shorter than this, in bytes.
const USUAL_LENGTH: usize = 96;

/// An argument: verbatim text (names, numbers, an author's words), or a message to be translated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arg {
    /// The same in every language.
    Verbatim(String),
    /// In the language of the message that contains it.
    Message(Message),
    /// Several items, each the same in every language; only their separator is translated.
    List(Vec<String>),
}

impl Message {
    /// Fills one placeholder.
    #[must_use]
    pub fn with(mut self, name: &'static str, arg: impl Into<Arg>) -> Self {
        self.args.push((name, arg.into()));
        self
    }

    /// A message that is the same in every language.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self { text: Text { zh: "{text}", en: "{text}" }, args: vec![("text", Arg::Verbatim(text.into()))] }
    }

    /// Several messages, one per line.
    pub fn lines(lines: impl IntoIterator<Item = Self>) -> Self {
        let pair = Text { zh: "{above}\n{below}", en: "{above}\n{below}" };
        let joined = lines.into_iter().reduce(|above, below| pair.with("above", above).with("below", below));
        joined.unwrap_or_else(|| Text::EMPTY.into())
    }

    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> String {
        let mut out = String::with_capacity(USUAL_LENGTH);
        self.push(lang, &mut out);
        out
    }

    fn push(&self, lang: Lang, out: &mut String) {
        let mut rest = self.text.get(lang);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((placeholder, tail)) = after.split_once('}') else { break };
            self.fill(placeholder, lang, out);
            rest = tail;
        }
        out.push_str(rest);
    }

    /// `name` is replaced by its argument, `name:one|many` by the form that matches that number.
    fn fill(&self, placeholder: &str, lang: Lang, out: &mut String) {
        let (name, forms) = match placeholder.split_once(':') {
            Some((name, forms)) => (name, forms.split_once('|')),
            None => (placeholder, None),
        };
        let arg = self.args.iter().find(|(given, _)| *given == name).map(|(_, arg)| arg);
        debug_assert!(arg.is_some(), "nothing fills {{{placeholder}}}");
        match (arg, forms) {
            (Some(Arg::Verbatim(number)), Some((one, many))) => out.push_str(if number == "1" { one } else { many }),
            (Some(Arg::Verbatim(text)), None) => out.push_str(text),
            (Some(Arg::Message(message)), None) => message.push(lang, out),
            (Some(Arg::List(items)), None) => out.push_str(&items.join(text!("、", ", ").get(lang))),
            _ => {
                let _ = write!(out, "{{{placeholder}}}");
            }
        }
    }
}

/// Suggests a known name that is similar to an unknown one.
pub(crate) fn did_you_mean(near: &str) -> Message {
    text!("是不是“{near}”？", "did you mean `{near}`?").with("near", near)
}

/// In English, for code that handles errors generically. Users get [`Message::get`].
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
verbatim!(&str, &String, char, u8, u16, u32, u64, usize, i64);

macro_rules! list {
    ($($type:ty),*) => {$(
        impl From<$type> for Arg {
            fn from(items: $type) -> Self {
                Self::List(items.iter().map(ToString::to_string).collect())
            }
        }
    )*};
}
list!(&[&str], &[String], &Vec<&str>, &Vec<String>);

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Verbatim(text)
    }
}

impl From<&Path> for Arg {
    fn from(path: &Path) -> Self {
        Self::Verbatim(shown(path))
    }
}

impl From<&PathBuf> for Arg {
    fn from(path: &PathBuf) -> Self {
        Self::from(path.as_path())
    }
}

/// A path as users of this system write it: without the prefix that Windows adds when resolving it, and with a single
/// kind of separator.
pub fn shown(path: &Path) -> String {
    without_mark(&path.display().to_string()).replace('/', MAIN_SEPARATOR_STR)
}

fn without_mark(path: &str) -> String {
    match path.strip_prefix(r"\\?\") {
        Some(rest) => rest.strip_prefix(r"UNC\").map_or_else(|| rest.to_owned(), |share| format!(r"\\{share}")),
        None => path.to_owned(),
    }
}

/// Whether every `{name}` or `{name:one|many}` of `a` also occurs in `b`, in either form.
const fn names_all_of(a: &str, b: &str) -> bool {
    let (a, mut i) = (a.as_bytes(), 0);
    while i < a.len() {
        if a[i] == b'{' {
            let start = i;
            while !ends_name(a[i]) {
                i += 1;
            }
            if !contains(b.as_bytes(), a, start, i) {
                return false;
            }
        }
        i += 1;
    }
    true
}

const fn ends_name(byte: u8) -> bool {
    matches!(byte, b'}' | b':')
}

/// Whether the name `needle[from..to]`, with its opening brace, occurs in `haystack` as a whole.
const fn contains(haystack: &[u8], needle: &[u8], from: usize, to: usize) -> bool {
    let mut at = 0;
    while at + (to - from) < haystack.len() {
        let mut k = 0;
        while k < to - from && haystack[at + k] == needle[from + k] {
            k += 1;
        }
        if k == to - from && ends_name(haystack[at + k]) {
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
    fn a_list_is_joined_as_its_language_does() {
        let message = text!("没有{names}", "no {names}").with("names", &["甲", "乙"][..]);
        assert_eq!((message.get(Lang::Zh).as_str(), message.get(Lang::En).as_str()), ("没有甲、乙", "no 甲, 乙"));
    }

    #[test]
    fn an_argument_is_never_read_as_a_template() {
        assert_eq!(text!("{a}", "{a}").with("a", "{b}").get(Lang::Zh), "{b}");
    }

    #[test]
    fn a_number_chooses_the_form_of_its_word() {
        let text = text!("{n} 个文件", "{n} {n:file was|files were} written");
        let english = [0, 1, 2, 11_usize].map(|n| text.with("n", n).get(Lang::En));
        assert_eq!(
            english.join("; "),
            "0 files were written; 1 file was written; 2 files were written; 11 files were written"
        );
        assert_eq!(text.with("n", 1_usize).get(Lang::Zh), "1 个文件");
    }

    #[test]
    fn windows_marks_of_resolved_paths_are_not_shown() {
        assert_eq!(without_mark(r"\\?\C:\site\public"), r"C:\site\public");
        assert_eq!(without_mark(r"\\?\UNC\server\share"), r"\\server\share");
        assert_eq!(shown(Path::new("/srv/public")), "/srv/public".replace('/', MAIN_SEPARATOR_STR));
    }

    #[test]
    fn differing_placeholders_are_noticed() {
        assert!(!names_all_of("{a}", "{b}"));
        assert!(!names_all_of("{ab}", "{a}"));
        assert!(!names_all_of("{a}", "{ab}"));
        assert!(!names_all_of("{n:file|files}", "{files}"));
        assert!(names_all_of("{n:file|files}", "{n}"));
    }
}
