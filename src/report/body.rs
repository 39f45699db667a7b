//! A report's text, divided at the headings of its sections.

use super::{Date, Period, sketch::sketch};
use crate::{
    diag::{Source, Span},
    form::{Edition, Section, without_number},
    markdown::{self, Heading, LinkRef},
};
use memchr::memmem;
use std::{ops::Range, sync::OnceLock};

/// The text below the front matter, divided.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// What stands before the first section.
    pub preamble: Span,
    /// In the author's order.
    pub sections: Vec<ReportSection>,
    /// The period that the figures cover according to the text, and where it stands.
    pub period: Option<(Period, Span)>,
    /// What stands in it for a date and is none: 11月31日.
    pub impossible_date: Option<Span>,
    /// Links and pictures, in the order of the text.
    pub links: Vec<LinkRef>,
}

/// A section as its author wrote it.
#[derive(Clone, Debug)]
pub struct ReportSection {
    /// The form's section; none in the free form.
    pub section: Option<&'static Section>,
    /// As written, number included.
    pub heading: String,
    /// The heading’s line.
    pub heading_span: Span,
    /// From the heading to the next section.
    pub text: Span,
    /// Worked out when asked for.
    sketch: OnceLock<Box<[u32]>>,
}

impl Body {
    pub(crate) fn read(source: &Source, span: Span, edition: &'static Edition) -> Self {
        let text = source.slice(span);
        let base = span.start as usize;
        let (headings, links) = markdown::headings_and_links(text);
        let links = links.into_iter().map(|link| link.shifted(base)).collect();
        // A paragraph above a line of dashes is a heading in Markdown, and meant as none.
        let meant = headings.into_iter().filter(|heading| !(heading.is_underlined(text) && is_sentence(&heading.text)));
        let openings: Vec<_> = meant.filter_map(|heading| opening(heading, edition)).collect();
        let end = openings.first().map_or(span.end, |(heading, _)| heading.span.shifted(base).start);
        let mut sections = Vec::new();
        for (at, (heading, section)) in openings.iter().enumerate() {
            let heading_span = heading.span.shifted(base);
            let end = openings.get(at + 1).map_or(span.end, |(next, _)| next.span.shifted(base).start);
            sections.push(ReportSection {
                section: *section,
                heading: heading.text.trim().to_owned(),
                heading_span,
                text: Span { start: heading_span.end.min(end), end },
                sketch: OnceLock::new(),
            });
        }
        let preamble = Span { start: span.start, end };
        let stated = stated_period(text, base);
        let (period, impossible_date) = (stated.and_then(Result::ok), stated.and_then(Result::err));
        Self { preamble, sections, period, impossible_date, links }
    }

    /// From the first of its text to the last.
    pub fn whole(&self) -> Span {
        Span { start: self.preamble.start, end: self.sections.last().map_or(self.preamble.end, |last| last.text.end) }
    }

    /// The sections of which all that was written is known; for the others something else comes first.
    pub fn well_headed(&self) -> impl Iterator<Item = &ReportSection> {
        self.sections.iter().filter(|section| section.text_in_heading().is_none())
    }

    pub(crate) fn section(&self, key: &str) -> Option<&ReportSection> {
        self.sections.iter().find(|section| section.key() == Some(key))
    }

    /// The section that a place of the text stands in, its heading included.
    pub fn section_at(&self, place: Span) -> Option<&ReportSection> {
        self.sections.iter().rfind(|section| section.heading_span.start <= place.start)
    }
}

impl ReportSection {
    pub(crate) fn key(&self) -> Option<&'static str> {
        self.section.map(|section| section.key)
    }

    /// The text that stands in the line of its heading, if that runs on into it.
    pub fn text_in_heading(&self) -> Option<&str> {
        let bare = without_number(&self.heading);
        let Some(rest) = bare.strip_prefix(self.section?.title) else {
            return Some(bare).filter(|bare| is_sentence(bare));
        };
        let goes_on = rest.starts_with(['，', '：', ':', '。']) && rest.chars().count() > SHORT_ADDITION;
        (goes_on || is_sentence(rest)).then_some(rest)
    }

    /// Some stretches of its text, to compare it with others.
    pub(crate) fn sketch(&self, source: &Source) -> &[u32] {
        self.sketch.get_or_init(|| sketch(source.slice(self.text)))
    }
}

/// The heading, if it opens a section: in a form, one of the form's; in the free form, any of the second level.
fn opening(heading: Heading, edition: &'static Edition) -> Option<(Heading, Option<&'static Section>)> {
    if edition.sections.is_empty() {
        return (heading.level <= 2).then_some((heading, None));
    }
    let section = edition.section_of(&heading.text).filter(|_| heading.level <= 2)?;
    Some((heading, Some(section)))
}

/// Whether words are no title but a sentence.
pub(crate) fn is_sentence(words: &str) -> bool {
    words.contains(['。', '；', '！', '？']) || words.contains('，') && words.chars().count() > LONG_TITLE
}

/// Characters that may follow a title without being a text of their own.
const SHORT_ADDITION: usize = 4;

/// Characters of a title that is long.
const LONG_TITLE: usize = 24;

/// Finds 统计期限…自2023年1月1日起至2023年12月31日止, or what of it is no date.
fn stated_period(text: &str, base: usize) -> Option<Result<(Period, Span), Span>> {
    let words = ["统计期限", "统计时限", "统计期间", "数据期限"].into_iter();
    let at = words.filter_map(|word| memmem::find(text.as_bytes(), word.as_bytes())).min()?;
    let line = text[at..].split(['\n', '。', '；']).next()?;
    let base = base + at;
    let first = next_date(line, 0, None)?;
    let Some(start) = first.date else { return Some(Err(shifted(first.range, base))) };
    let last = next_date(line, first.range.end, Some(start.year))?;
    let Some(end) = last.date else { return Some(Err(shifted(last.range, base))) };
    Some(Ok((Period { start, end }, shifted(0..last.range.end, base))))
}

fn shifted(range: Range<usize>, by: usize) -> Span {
    Span::new(by + range.start, by + range.end)
}

/// What is written as a date.
struct Written {
    /// None if the calendar has no such day.
    date: Option<Date>,
    range: Range<usize>,
}

/// The next date of a line behind `from`. A year that is left out is `year`.
fn next_date(line: &str, from: usize, year: Option<u16>) -> Option<Written> {
    line[from..].match_indices('月').find_map(|(at, _)| {
        let at = from + at;
        let (head, month) = number_before(&line[from..at])?;
        let rest = line[at + '月'.len_utf8()..].trim_start();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (day, after) = (rest[..digits].parse::<u16>().ok()?, rest[digits..].trim_start().strip_prefix('日')?);
        let with_year = head.trim_end().strip_suffix('年').and_then(number_before);
        let begin = from + with_year.map_or(head, |(head, _)| head).len();
        let year = with_year.map(|(_, year)| year).or(year)?;
        let date =
            u8::try_from(month).ok().zip(u8::try_from(day).ok()).and_then(|(month, day)| Date::new(year, month, day));
        Some(Written { date, range: begin..line.len() - after.len() })
    })
}

fn number_before(text: &str) -> Option<(&str, u16)> {
    let text = text.trim_end();
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    Some((head, text[head.len()..].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(text: &str) -> Body {
        Body::read(&Source::new("a.md", text), Span::new(0, text.len()), Edition::in_force(2023))
    }

    #[test]
    fn sections_run_from_heading_to_heading() {
        let text =
            "前言\n\n## 一、总体情况\n\n甲\n\n### （一）主动公开信息情况\n\n乙\n\n## 五、存在问题及改进情况\n\n丙\n";
        let body = body(text);
        let parts: Vec<_> = body.sections.iter().map(|s| (s.key().unwrap(), text[s.text.range()].trim())).collect();
        assert_eq!(parts, [("overview", "甲\n\n### （一）主动公开信息情况\n\n乙"), ("problems", "丙")]);
        assert_eq!(text[body.preamble.range()].trim(), "前言");
    }

    #[test]
    fn a_stated_period_is_read_in_its_usual_wordings() {
        for text in [
            "统计期限自2023年1月1日起至2023年12月31日止。",
            "本报告数据统计期限为：2023年1月1日至12月31日。",
            "所列数据统计期限从 2023 年 1 月 1 日到 12 月 31 日止",
        ] {
            let (period, span) = body(text).period.unwrap_or_else(|| panic!("{text}"));
            assert_eq!((period.start.to_string(), period.end.to_string()), ("2023-01-01".into(), "2023-12-31".into()));
            assert!(text[span.range()].ends_with('日'));
        }
        assert!(body("2023年1月1日至12月31日公开信息").period.is_none());
    }

    #[test]
    fn a_day_that_the_calendar_has_not_is_no_period() {
        for (text, wrong) in [
            ("统计期限自2023年1月1日起至2023年11月31日止。", "2023年11月31日"),
            ("统计期限为2023年1月1日至 13 月 31 日。", "13 月 31 日"),
            ("统计期限为2023年2月30日至12月31日。", "2023年2月30日"),
            ("统计期限为2023年1月1日至12月310日。", "12月310日"),
        ] {
            let body = body(text);
            assert!(body.period.is_none());
            assert_eq!(text[body.impossible_date.unwrap().range()].trim(), wrong);
        }
        assert!(body("统计期限为2024年2月29日至12月31日，11月31日。").impossible_date.is_none());
    }
}
