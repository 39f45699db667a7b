//! A report's text, divided at the headings of its sections.

use super::{Date, Period};
use crate::{
    diag::{Source, Span},
    document::{self, Heading, LinkRef},
    edition::{Edition, Section},
};

#[derive(Debug, Default)]
pub struct Body {
    /// What stands before the first section.
    pub preamble: Span,
    /// In the author's order.
    pub sections: Vec<ReportSection>,
    /// The period the text says the figures cover, and where.
    pub period: Option<(Period, Span)>,
    /// Links and pictures, in the order of the text.
    pub links: Vec<LinkRef>,
}

#[derive(Debug)]
pub struct ReportSection {
    /// The form's section; none in the free form.
    pub section: Option<&'static Section>,
    pub heading: String,
    pub heading_span: Span,
    pub text: Span,
}

impl Body {
    pub fn read(source: &Source, span: Span, edition: &'static Edition) -> Self {
        let text = source.slice(span);
        let base = span.start as usize;
        let openings: Vec<_> = document::headings(text).into_iter().filter_map(|h| opening(h, edition)).collect();
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
            });
        }
        let preamble = Span { start: span.start, end };
        Self { preamble, sections, period: stated_period(text, base), links: document::links_in(source, span) }
    }

    pub fn section(&self, key: &str) -> Option<&ReportSection> {
        self.sections.iter().find(|section| section.key() == Some(key))
    }

    /// The section that a place of the text stands in, its heading included.
    pub fn section_at(&self, place: Span) -> Option<&ReportSection> {
        self.sections.iter().rfind(|section| section.heading_span.start <= place.start)
    }
}

impl ReportSection {
    pub fn key(&self) -> Option<&'static str> {
        self.section.map(|section| section.key)
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

/// Finds 统计期限…自2023年1月1日起至2023年12月31日止.
fn stated_period(text: &str, base: usize) -> Option<(Period, Span)> {
    let at = ["统计期限", "统计时限", "统计期间", "数据期限"].iter().filter_map(|word| text.find(word)).min()?;
    let line = text[at..].split(['\n', '。', '；']).next()?;
    let (start, _, rest) = next_date(line, None)?;
    let (end, length, _) = next_date(rest, Some(start.year))?;
    let length = line.len() - rest.len() + length;
    Some((Period { start, end }, Span::new(base + at, base + at + length)))
}

/// The next date of a sentence, how far its end is, and what follows. A year that is left out is `year`.
fn next_date(text: &str, year: Option<u16>) -> Option<(Date, usize, &str)> {
    for (at, _) in text.match_indices('月') {
        let (head, month) = number_before(&text[..at])?;
        let rest = text[at + '月'.len_utf8()..].trim_start();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest[digits..].trim_start();
        let (Ok(day), Some(after)) = (rest[..digits].parse::<u8>(), after.strip_prefix('日')) else { continue };
        let written = head.trim_end().strip_suffix('年').and_then(number_before).map(|(_, year)| year);
        let date = Date::new(written.or(year)?, u8::try_from(month).ok()?, day)?;
        return Some((date, text.len() - after.len(), after));
    }
    None
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
}
