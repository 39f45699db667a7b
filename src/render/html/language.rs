//! Chinese on English pages: the form, its reports and names stay Chinese, and a screen reader must know.

use super::title;
use crate::{
    i18n::{Lang, Text},
    report::{Date, Number},
    text,
};
use std::borrow::Cow;
use tera::{Kwargs, State, Tera, Value};

/// The attribute for elements that hold Chinese whatever the page's language is.
pub(super) fn attribute(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "",
        Lang::En => " lang=\"zh-CN\"",
    }
}

/// The same for text that may be in either language.
pub(super) fn attribute_for(text: &str, lang: Lang) -> &'static str {
    if is_chinese(text) { attribute(lang) } else { "" }
}

/// Whether a text is Chinese rather than English with Chinese names in it. A letter is a fifth of a word.
fn is_chinese(text: &str) -> bool {
    let han = text.chars().filter(|c| is_han(*c)).count();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    han > letters / 5
}

/// What templates count, by the filter that says so.
const COUNTED: [(&str, Text); 3] = [
    ("grouped", text!("{n}", "{n}")),
    ("reports", text!("{n} 份", "{n} {n:report|reports}")),
    ("agencies", text!("{n} 个机关", "{n} {n:agency|agencies}")),
];

/// Gives templates the filters `chinese`, for text that may hold Chinese, `title`, for titles that break at their parts,
/// `day`, for dates, `grouped`, for numbers, and `reports` and `agencies`, for numbers of these.
pub(super) fn register(tera: &mut Tera, lang: Lang) {
    for (name, text) in COUNTED {
        tera.register_filter(name, move |n: usize, _: Kwargs, _: &State| {
            Value::from(text.with("n", Number::count(n).grouped()).get(lang))
        });
    }
    tera.register_filter("title", move |text: Cow<'_, str>, _: Kwargs, _: &State| {
        let broken = title::broken(&text);
        let html = match lang {
            Lang::En => marked(&broken),
            Lang::Zh => escaped(&broken),
        };
        Value::safe_string(&html.replace(title::BREAK, "<wbr>"))
    });
    match lang {
        // The page says that it is Chinese, and a date is written as the form writes it.
        Lang::Zh => {
            tera.register_filter("chinese", |text: Cow<'_, str>, _: Kwargs, _: &State| Value::from(&*text));
            tera.register_filter("day", |date: Cow<'_, str>, _: Kwargs, _: &State| Value::from(&*date));
        }
        Lang::En => {
            tera.register_filter("chinese", |text: Cow<'_, str>, _: Kwargs, _: &State| {
                Value::safe_string(&marked(&text))
            });
            tera.register_filter("day", |date: Cow<'_, str>, _: Kwargs, _: &State| {
                Value::from(Date::parse(&date).map_or_else(|| date.to_string(), english_day))
            });
        }
    }
}

/// The text as HTML, every Chinese run in it marked as such.
fn marked(text: &str) -> String {
    let mut html = String::new();
    let mut rest = text;
    while let Some(run) = next_run(rest) {
        escape(&mut html, &rest[..run.start]);
        html.push_str("<span lang=\"zh-CN\">");
        escape(&mut html, &rest[run.clone()]);
        html.push_str("</span>");
        rest = &rest[run.end..];
    }
    escape(&mut html, rest);
    html
}

/// From the first Chinese character to the last before a Latin letter, with the digits before it: `2023年3月`.
fn next_run(text: &str) -> Option<std::ops::Range<usize>> {
    let first = text.find(is_chinese_char)?;
    let start = text[..first].trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let stretch = text[first..].find(|c: char| c.is_ascii_alphabetic()).map_or(text.len(), |at| first + at);
    let end = text[first..stretch].rfind(is_chinese_char).map_or(first, |at| first + at);
    let last = text[end..].chars().next().map_or(0, char::len_utf8);
    Some(start..end + last)
}

/// Chinese characters, and the punctuation that comes with them.
fn is_chinese_char(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn escaped(text: &str) -> String {
    let mut html = String::new();
    escape(&mut html, text);
    html
}

fn escape(html: &mut String, text: &str) {
    let _ = pulldown_cmark_escape::escape_html(html, text);
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date in running text: as the form writes it, or in English words.
pub(super) fn day(date: Date, lang: Lang) -> String {
    match lang {
        Lang::Zh => date.to_string(),
        Lang::En => english_day(date),
    }
}

/// `25 January 2024`.
fn english_day(Date { year, month, day }: Date) -> String {
    format!("{day} {} {year}", MONTHS[usize::from(month) - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_chinese_are_marked_and_nothing_else() {
        assert_eq!(marked("2023 & more"), "2023 &amp; more");
        assert_eq!(
            marked("Row “收费” of 2023年3月, see 表三（一）."),
            "Row “<span lang=\"zh-CN\">收费</span>” of <span lang=\"zh-CN\">2023年3月</span>, see \
             <span lang=\"zh-CN\">表三（一）</span>."
        );
        assert_eq!(marked("表<三>"), "<span lang=\"zh-CN\">表&lt;三</span>&gt;");
    }

    #[test]
    fn a_text_is_chinese_if_most_of_it_is() {
        assert!(is_chinese("申请人可以使用 giar 下载。"));
        assert!(!is_chinese("Requests go to the office of 青河县 in writing."));
    }

    #[test]
    fn english_dates_name_the_month() {
        let date = Date { year: 2024, month: 1, day: 5 };
        assert_eq!([Lang::Zh, Lang::En].map(|lang| day(date, lang)), ["2024-01-05", "5 January 2024"]);
    }
}
