//! Days as the lines of web pages give them.

use crate::{date::Date, report::Published};

/// The date that a text begins with, and its time.
pub(super) fn date(text: &str) -> Option<String> {
    let text: String = text.trim_start_matches(['[', '【', ' ']).chars().take(20).collect();
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
    let mut found = ends.filter_map(|end| published(text[..end].trim()));
    found.next().map(|published| match published.time {
        Some((hour, minute)) => format!("{} {hour:02}:{minute:02}", published.date),
        None => published.date.to_string(),
    })
}

/// The first day that is written in a text with blanks before it or nothing.
pub(super) fn day_in(text: &str) -> Option<String> {
    date(text).or_else(|| text.match_indices(char::is_whitespace).find_map(|(at, _)| date(text[at..].trim_start())))
}

/// A day, with a time or without: 2020-01-31 16:53, 2020/1/31, 2020.1.31.
fn published(text: &str) -> Option<Published> {
    let known = Published::parse(text).or_else(|| Published::parse(&text.replace('/', "-")));
    known.or_else(|| {
        let (day, time) = text.split_once(' ').unwrap_or((text, ""));
        let day = Date::understood(day)?;
        if time.is_empty() {
            Some(Published { date: day, time: None })
        } else {
            Published::parse(&format!("{day} {time}"))
        }
    })
}

/// Whether a text is a date and nothing else.
pub(super) fn is_date(text: &str) -> bool {
    published(text).is_some()
}
