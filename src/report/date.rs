//! Dates as reports give them. There is no clock in giar: a date is known only if somebody wrote it.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

impl Date {
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        ((1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day)).then_some(Self { year, month, day })
    }

    /// Reads `2024-01-25`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let fits = parts.next().is_none() && (year.len(), month.len(), day.len()) == (4, 2, 2);
        fits.then(|| Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))?
    }
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

/// When a report was published: a day, and the time if it was given. The time is China's, +08:00.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Published {
    pub date: Date,
    /// Hour and minute.
    pub time: Option<(u8, u8)>,
}

impl Published {
    /// Reads `2024-01-25`, `2024-01-25 09:30`, `2024-01-25T09:30:00+08:00`.
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
    pub start: Date,
    pub end: Date,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_dates_are_dates() {
        assert_eq!(Date::parse("2024-02-29").unwrap().to_string(), "2024-02-29");
        for text in ["2023-02-29", "2024-1-25", "2024-13-01", "2024-04-31", "24-01-01", "2024-01-25-01"] {
            assert!(Date::parse(text).is_none(), "{text}");
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
