//! Dates as reports give them. There is no clock in giar: a date is known only if somebody wrote it.

use crate::{
    spanned::{Fields, Problem, visible},
    text,
};
use std::{fmt, ops::RangeInclusive};
use unicode_normalization::UnicodeNormalization as _;

/// The years that reports are on and speak of. What is none of them is more likely a slip, or no year at all.
pub(crate) const LIKELY_YEARS: RangeInclusive<u16> = 1990..=2100;

/// A day that exists in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Of the common era.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
}

impl Date {
    pub(crate) fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        ((1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day)).then_some(Self { year, month, day })
    }

    /// Reads `2024-01-25` or `2024年1月25日`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((year, rest)) = text.split_once('年') {
            let (month, day) = rest.split_once('月')?;
            return Self::of(year, month, day.strip_suffix('日')?);
        }
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let fits = parts.next().is_none() && (year.len(), month.len(), day.len()) == (4, 2, 2);
        fits.then(|| Self::of(year, month, day))?
    }

    fn of(year: &str, month: &str, day: &str) -> Option<Self> {
        let (year, month, day) = (year.trim(), month.trim(), day.trim());
        let fits = year.len() == 4 && is_digits(year, 4) && is_digits(month, 2) && is_digits(day, 2);
        fits.then(|| Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))?
    }

    /// How many days after `earlier` it is; negative if it comes before.
    pub(crate) fn days_after(self, earlier: Self) -> i64 {
        self.number() - earlier.number()
    }

    /// The day so many days after 1 January 1970.
    pub(crate) fn of_number(days: i64) -> Option<Self> {
        // A year has at most 366 days, so this is not too late.
        let mut year = u16::try_from(1970 + days / 366).ok()?;
        while Self::new(year + 1, 1, 1)?.number() <= days {
            year += 1;
        }
        let mut left = days - Self::new(year, 1, 1)?.number();
        let mut month = 1;
        while left >= i64::from(days_in(year, month)) {
            left -= i64::from(days_in(year, month));
            month += 1;
        }
        Self::new(year, month, u8::try_from(left).ok()? + 1)
    }

    /// How many days after 1 January 1970 it is.
    pub(crate) fn number(self) -> i64 {
        let years = i64::from(self.year) - 1;
        let before = (years - 1969) * 365 + leap_days(years) - leap_days(1969);
        let months: i64 = (1..self.month).map(|month| i64::from(days_in(self.year, month))).sum();
        before + months + i64::from(self.day) - 1
    }

    /// Whether a date is written as one, of a day that no calendar has.
    fn is_no_day(text: &str) -> bool {
        let parts: Vec<_> = text.trim_end_matches('日').split(['-', '/', '.', '年', '月', '日']).collect();
        let fits = parts.iter().zip([4, 2, 2]).all(|(part, digits)| !part.is_empty() && is_digits(part, digits));
        parts.len() == 3 && fits && Self::understood(text).is_none()
    }

    /// Whether a date has a year of two digits.
    fn has_short_year(text: &str) -> bool {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        digits == 2 && Self::understood(&format!("20{text}")).is_some()
    }

    /// What is certainly meant by a date that is not written as one: `2024.1.25`, `２０２４/01/25`.
    pub(crate) fn understood(text: &str) -> Option<Self> {
        let plain: String = visible(text).nfkc().collect();
        if let Some(date) = Self::parse(&plain) {
            return Some(date);
        }
        let parts: Vec<_> = plain.split(['-', '/', '.', '–', '—', '－', '−', '。']).collect();
        match parts.as_slice() {
            [year, month, day] => Self::of(year, month, day),
            _ => None,
        }
    }
}

/// How many leap days the years from 1 to this one have had.
fn leap_days(years: i64) -> i64 {
    years / 4 - years / 100 + years / 400
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// What stands for a date that nobody knows.
const UNKNOWN: [&str; 3] = ["unknown", "不详", "未知"];

/// When a report was published: a day, and the time if it was given. The time is China's, +08:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    /// The day in China.
    pub date: Date,
    /// Hour and minute.
    pub time: Option<(u8, u8)>,
}

impl Published {
    /// The date of a key. One that is certain though it is not written as dates are is reported and taken.
    pub fn read(f: &mut Fields<'_>, key: &'static str) -> Option<Self> {
        let node = f.get(key)?;
        let typed = node.text().unwrap_or_default();
        if UNKNOWN.contains(&typed) {
            return None;
        }
        if let Some(date) = Self::parse(typed) {
            return Some(date);
        }
        let wanted = text!(
            "日期，如 2024-01-25 或 2024-01-25 09:30；不知道就不写",
            "a date such as 2024-01-25 or 2024-01-25 09:30, or left out if unknown"
        );
        let message = text!("“{key}”不能是“{typed}”", "`{key}` cannot be `{typed}`");
        let message = message.with("key", f.written(key)).with("typed", visible(typed));
        let hint = if Date::has_short_year(typed) {
            text!("年份要写四位数，如 2024-01-25", "write the year in four digits, as in 2024-01-25").into()
        } else if Date::is_no_day(typed) {
            text!(
                "日历上没有这一天：查实后写成 2024-01-25 这样",
                "there is no such day: look it up and write it as in 2024-01-25"
            )
            .into()
        } else {
            text!("写{wanted}", "it should be {wanted}").with("wanted", wanted)
        };
        f.problem(Problem::invalid(node.span, message).hint(hint));
        let meant = Date::understood(typed).map(|date| Self { date, time: None });
        f.certainly(node.span, typed, meant.map(|date| date.to_string()));
        meant
    }

    /// Whether it is said that nobody knows the date.
    pub fn is_unknown(text: &str) -> bool {
        UNKNOWN.contains(&text)
    }

    /// Reads `2024-01-25`, `2024-01-25 09:30`, `2024-01-25T09:30:00+08:00`, `2024年1月25日`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let Some((date, time)) = text.split_once(['T', ' ']) else {
            return Some(Self { date: Date::parse(text)?, time: None });
        };
        let time = time.trim().trim_end_matches("+08:00").trim_end();
        let mut parts = time.split(':');
        let (hour, minute) = (parts.next()?, parts.next()?);
        let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        let seconds = parts.next().map_or(Some(0), |s| s.parse::<u8>().ok())?;
        let fits = hour < 24 && minute < 60 && seconds < 60 && parts.next().is_none();
        fits.then_some(Self { date: Date::parse(date)?, time: Some((hour, minute)) })
    }
}

impl fmt::Display for Published {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            None => self.date.fmt(f),
            Some((hour, minute)) => write!(f, "{}T{hour:02}:{minute:02}:00+08:00", self.date),
        }
    }
}

/// The period a report states that it covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// Its first day.
    pub start: Date,
    /// Its last day, which it includes.
    pub end: Date,
}

fn is_digits(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_dates_are_dates() {
        assert_eq!(Date::parse("2024-02-29").unwrap().to_string(), "2024-02-29");
        assert_eq!(Date::parse("2024年2月9日").unwrap().to_string(), "2024-02-09");
        assert!(Date::parse("2024年2月30日").is_none() && Date::parse("2024年2月").is_none());
        for text in ["2024.1.25", "2024/01/25", "２０２４-1-25", "2024-1-25", "２０２４年１月２５日"] {
            assert_eq!(Date::understood(text).map(|date| date.to_string()).as_deref(), Some("2024-01-25"), "{text}");
        }
        for text in ["2023-02-29", "2024-1-25", "2024-13-01", "2024-04-31", "24-01-01", "2024-01-25-01"] {
            assert!(Date::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn days_are_counted_over_months_and_leap_years() {
        fn date(text: &str) -> Date {
            Date::parse(text).unwrap()
        }
        assert_eq!(date("2027-01-31").days_after(date("2026-11-29")), 63);
        assert_eq!(date("2024-03-01").days_after(date("2024-02-28")), 2);
        assert_eq!(date("2023-12-31").days_after(date("2024-01-01")), -1);
        assert_eq!(date("2000-01-01").days_after(date("1970-01-01")), 10_957);
        for days in (0..40_000).step_by(17) {
            assert_eq!(Date::of_number(days).unwrap().days_after(date("1970-01-01")), days);
        }
    }

    #[test]
    fn a_time_is_optional_and_china_s() {
        assert_eq!(Published::parse("2024-01-25").unwrap().to_string(), "2024-01-25");
        assert_eq!(Published::parse("2024-01-25 09:30").unwrap().to_string(), "2024-01-25T09:30:00+08:00");
        assert_eq!(Published::parse("2024-01-25T09:30:00+08:00").unwrap().time, Some((9, 30)));
        assert!(Published::parse("2024-01-25 25:00").is_none());
    }
}
