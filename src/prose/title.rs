//! Titles of reports in sentences: 现发布《白石镇2023年政府信息公开工作年度报告》.

use super::{
    Sense, Sentence, Slice,
    numeral::DIGITS_OF_YEAR,
    vocabulary::{SUBJECT_OF_REPORTS, YEAR_UNITS},
};
use std::{collections::BTreeMap, ops::Range};

/// What stands before the title of a report that is published.
static LEADS_TO_TITLE: Sense = Sense::new("leads-to-a-title");
/// The same, of no other report than this one.
static LEADS_TO_THIS: Sense = Sense::new("leads-to-this-report");
/// What such reports are called after 政府信息公开.
static REPORTS: Sense = Sense::new("kinds-of-reports");

/// The title of a report, where it stands in the passage.
#[derive(Debug)]
pub(crate) struct Title {
    /// Empty if none is named.
    pub agency: Range<usize>,
    /// Four digits.
    pub year: Option<Range<usize>>,
    /// Published with this sentence, and so this report's own.
    pub is_own: bool,
}

impl Title {
    /// The titles of reports that a sentence publishes.
    pub(crate) fn read(sentence: &Sentence<'_>) -> Vec<Self> {
        if !sentence.says(&LEADS_TO_TITLE) {
            return Vec::new();
        }
        let leads: BTreeMap<_, _> =
            LEADS_TO_TITLE.matches(sentence.text()).map(|lead| (lead.start, lead.end)).collect();
        leads.into_values().filter_map(|end| Self::at(sentence, end)).collect()
    }

    /// The title that begins here, with or without 《.
    fn at(sentence: &Sentence<'_>, at: usize) -> Option<Self> {
        let (text, base) = (sentence.text(), sentence.range.start);
        let rest = text.slice(at..);
        let title = rest.strip_prefix('《').unwrap_or(rest);
        let begin = base + at + rest.len() - title.len();
        let name = title.split(|c: char| c.is_ascii_digit()).next()?;
        let name = name.slice(..SUBJECT_OF_REPORTS.matches(name).next().map_or(name.len(), |subject| subject.start));
        let from_year = title.slice(name.len()..);
        let after = from_year.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = from_year.len() - after.len();
        let after = SUBJECT_OF_REPORTS.after(YEAR_UNITS.trimmed(after))?;
        let is_report = REPORTS.begins(after);
        let is_name = name.chars().count() <= LONGEST_NAME && !name.contains(['，', '。', '（', '、', '《', '“']);
        let end = begin + name.len();
        (is_report && is_name).then(|| Self {
            agency: begin..end,
            year: (digits == DIGITS_OF_YEAR).then_some(end..end + digits),
            is_own: LEADS_TO_THIS.ends(text.slice(..at)),
        })
    }
}

/// No agency's name is longer, in characters.
const LONGEST_NAME: usize = 30;
