#![doc = include_str!("cited_edition_mismatch.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::EDITIONS,
    prose::{Reading, Slice},
    text,
};
use std::ops::Range;

const NAME: RuleName = RuleName("cited-edition-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("cited_edition_mismatch.md"))
    .summary(text!("引用的是另一版格式的文件", "The notice cited is that of another edition of the form"))
    .waivable()
    .check(Check::Prose(check));

/// Words of a sentence that names the notice it follows.
const FOLLOWING: &[&str] = &[
    "根据", "按照", "依据", "依照", "遵照", "遵循", "遵从", "参照", "对照", "执行", "落实", "编制", "编写", "填报",
    "格式", "体例", "样式", "模板", "范本", "所附", "按", "据",
];

/// Words of a sentence about what used to hold.
const FORMER: &[&str] = &[
    "废止", "停止", "不再", "替代", "取代", "代替", "失效", "改用", "改为", "此前", "以前", "原先", "原来", "曾",
    "归档", "当时", "彼时", "往年", "历年", "停用", "作废",
];

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let edition = reading.prose.report.edition;
    let Some(own) = edition.notice.and_then(Notice::parse) else { return };
    let others = EDITIONS.iter().filter(|other| other.id != edition.id);
    let others: Vec<_> = others.filter_map(|other| Some((other.id, Notice::parse(other.notice?)?))).collect();
    for (at, sentence) in reading.sentences.iter().enumerate() {
        let text = sentence.text();
        if !text.contains(own.series) || says(text, FORMER) || !says(text, FOLLOWING) {
            continue;
        }
        let near = &reading.sentences[at.saturating_sub(1)..(at + 2).min(reading.sentences.len())];
        if near.iter().any(|sentence| own.number_in(sentence.text()).is_some()) {
            continue;
        }
        for (id, other) in &others {
            let Some(range) = other.cited(text) else { continue };
            let range = range.start + sentence.range.start..range.end + sentence.range.start;
            let message = text!(
                "引用的{cited}是 {other} 年版格式，这份报告用的是 {own} 年版",
                "{cited} prescribes the {other} edition of the form, but this report uses {own}"
            );
            let message = message.with("cited", sentence.passage.text.slice(range.clone())).with("other", *id);
            let message = message.with("own", edition.id);
            let hint = text!("改为{notice}，或看看 edition 是否写错", "cite {notice} instead, or check `edition`");
            findings.push(
                Finding::new(NAME, reading.prose.report.place(sentence.span(range)), message)
                    .at(sentence.passage.section.unwrap_or_default())
                    .hint(hint.with("notice", edition.notice.unwrap_or_default())),
            );
        }
    }
}

fn says(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// 国办公开办函〔2021〕30号
struct Notice {
    series: &'static str,
    year: &'static str,
    number: &'static str,
}

impl Notice {
    fn parse(notice: &'static str) -> Option<Self> {
        let (series, rest) = notice.split_once('〔')?;
        let (year, rest) = rest.split_once('〕')?;
        Some(Self { series, year, number: rest.strip_suffix('号')? })
    }

    /// Where a text cites it, whatever brackets the year stands in.
    fn cited(&self, text: &str) -> Option<Range<usize>> {
        let starts = text.match_indices(self.series).map(|(at, series)| (at, at + series.len()));
        starts.into_iter().find_map(|(at, after)| Some(at..after + self.number_at(text.slice(after..))?))
    }

    /// Where a text gives its year and number, with or without its series.
    fn number_in(&self, text: &str) -> Option<usize> {
        text.match_indices(OPENING).find_map(|(at, _)| Some(at + self.number_at(text.slice(at..))?))
    }

    /// The length of 〔2021〕30号 at the head of a text.
    fn number_at(&self, text: &str) -> Option<usize> {
        let bracketed = |text: &'_ str| {
            let rest = text.strip_prefix(OPENING)?.strip_prefix(self.year)?.strip_prefix(CLOSING)?;
            Some(text.len() - rest.len())
        };
        let year =
            bracketed(text).or_else(|| Some(text.len() - text.strip_prefix(self.year)?.strip_prefix('年')?.len()))?;
        let rest = text.slice(year..);
        let rest = rest.strip_prefix("第").unwrap_or(rest).strip_prefix(self.number)?.strip_prefix('号')?;
        Some(text.len() - rest.len())
    }
}

const OPENING: [char; 8] = ['〔', '[', '（', '(', '【', '﹝', '［', '〖'];
const CLOSING: [char; 8] = ['〕', ']', '）', ')', '】', '﹞', '］', '〗'];
