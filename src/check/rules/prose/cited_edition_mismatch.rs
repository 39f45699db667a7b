#![doc = include_str!("cited_edition_mismatch.md")]

mod slips;

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::{EDITIONS, Edition},
    i18n::Message,
    prose::{MAKES_A_REPORT, Reading, SUBJECT_OF_REPORTS, Sense, Sentence, Slice},
    text,
};
use std::ops::Range;

const NAME: RuleName = RuleName("cited-edition-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("cited_edition_mismatch.md"))
    .summary(text!("引用的是另一版格式的文件", "The notice cited is that of another edition of the form"))
    .waivable()
    .check(Check::Prose(check));

/// How titles, notices and orders begin.
static CITED: Sense = Sense::new("cited");
/// Words of a sentence that names the notice it follows.
static FOLLOWING: Sense = Sense::new("follows-a-notice");
/// Words of a sentence about what used to hold.
static FORMER: Sense = Sense::new("used-to-hold");

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let edition = reading.prose.report.edition;
    let in_force = Edition::in_force(reading.prose.report.year);
    let Some(own) = edition.notice.and_then(Notice::parse) else { return };
    for (at, sentence) in reading.sentences.iter().enumerate() {
        let text = sentence.text();
        if !sentence.says(&CITED) || !sentence.says(&FOLLOWING) || sentence.says(&FORMER) {
            continue;
        }
        let near = &reading.sentences[at.saturating_sub(1)..(at + 2).min(reading.sentences.len())];
        let cites_own = near.iter().any(|sentence| own.number_in(sentence.text()).is_some());
        // Whoever uses another edition than the one in force is told so, and cites that one rightly.
        let other_editions = EDITIONS.iter().filter(|other| ![edition.id, in_force.id].contains(&other.id));
        let wrong = other_editions.filter_map(|other| {
            let notice = Notice::parse(other.notice?)?;
            let by_number = notice.cited(text).filter(|_| !cites_own);
            // A title with the number of another notice beside it is wrong, too; one within a title of our own is not.
            let names_own =
                [edition.notice_title, edition.form_title].into_iter().flatten().any(|own| text.contains(own));
            let by_title = title(text, other.notice_title?).filter(|_| !names_own);
            // The form of another edition may be named as ours is, but for its end.
            let by_form = other.form_title.and_then(|form| title(text, form));
            Some((other, by_number.or(by_title).or(by_form)?))
        });
        for (other, range) in wrong {
            let message = text!(
                "引用的{cited}是 {other} 年版格式，这份报告用的是 {own} 年版",
                "{cited} prescribes the {other} edition of the form, but this report uses {own}"
            );
            let message = message.with("cited", text.slice(range.clone())).with("other", other.id);
            let names_title = other.notice_title.is_some_and(|notice| title(text, notice).is_some());
            let hint = match edition.notice_title.filter(|_| names_title) {
                Some(title) if cites_own => text!(
                    "文号是对的，文件名称要改：名称里写“{title}”",
                    "the number is right; correct the title of the notice, which names “{title}”"
                )
                .with("title", title),
                Some(title) => text!(
                    "文号改为{notice}，文件名称也要改：名称里写“{title}”；或看看 edition 是否写错",
                    "cite {notice}, whose title names “{title}”, or check `edition`"
                )
                .with("title", title),
                None => {
                    text!("改为{notice}，或看看 edition 是否写错", "cite {notice} instead, or check `edition`").into()
                }
            };
            let hint = hint.with("notice", edition.notice.unwrap_or_default());
            findings.push(finding(reading, sentence, &range, message.with("own", edition.id)).hint(hint));
        }
        let slip = slips::first(own.series, text).or_else(|| misnumbered(edition, &own, text));
        if let Some((range, right)) = slip.or_else(|| misissued(edition, &own, text)) {
            let message = text!("“{cited}”写错了", "“{cited}” is not what the document is called");
            let message = message.with("cited", text.slice(range.clone()));
            let hint = text!("应为“{right}”", "write “{right}”").with("right", right);
            findings.push(finding(reading, sentence, &range, message).hint(hint));
        }
    }
}

/// At a stretch of a sentence.
fn finding(reading: &Reading<'_>, sentence: &Sentence<'_>, cited: &Range<usize>, message: Message) -> Finding {
    let range = cited.start + sentence.range.start..cited.end + sentence.range.start;
    statement::plain(NAME, reading, sentence, range, message)
}

/// 做好: before the title, it makes the notice a local one.
static LOCAL: Sense = Sense::new("local-notices");

/// Where a text names a notice by its title.
fn title(text: &str, title: &str) -> Option<Range<usize>> {
    let named = text.find(title).map(|at| at..at + title.len()).or_else(|| shortened(text, title))?;
    let is_local = match text.slice(..named.start).rsplit_once('《') {
        Some((_, begins)) => LOCAL.is_in(begins) || is_issued_locally(begins),
        None => LOCAL.ends(text.slice(..named.start)),
    };
    (!is_local).then_some(named)
}

/// 某县人民政府办公室关于: a title that begins with who issued it, and not for the State.
fn is_issued_locally(begins: &str) -> bool {
    let issuer = ON.matches(begins).last().map_or("", |on| begins.slice(..on.start));
    !issuer.is_empty() && !STATE_OFFICES.is_in(issuer)
}

/// 国务院, 国办: who issues notices for the State.
static STATE_OFFICES: Sense = Sense::new("state-offices");

/// 国务院办公厅…关于: before a title that may leave out its subject.
static ISSUED: Sense = Sense::new("issued-by-the-state");
static ON: Sense = Sense::new("on");

/// 国务院办公厅……关于工作年度报告有关事项的通知.
fn shortened(text: &str, title: &str) -> Option<Range<usize>> {
    let rest = SUBJECT_OF_REPORTS.after(title)?;
    let at = text.find(rest)?;
    let before = text.slice(..at);
    let begins = before.rsplit('《').next().unwrap_or(before);
    (ON.ends(begins) && ISSUED.is_in(begins)).then(|| at..at + rest.len())
}

/// 国办公开办函〔2021〕31号 beside the title of 30号.
fn misnumbered(edition: &Edition, own: &Notice, text: &str) -> Option<(Range<usize>, String)> {
    title(text, edition.notice_title?)?;
    // Beside the right number another is that of another notice.
    if own.number_in(text).is_some() {
        return None;
    }
    text.match_indices(own.series).find_map(|(at, _)| {
        let rest = own.after_year(text.slice(at + own.series.len()..))?;
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = rest.slice(..rest.len() - after.len());
        let is_slip = !number.is_empty() && after.starts_with('号');
        let end = text.len() - after.len() + '号'.len_utf8();
        is_slip.then(|| (at..end, edition.notice.unwrap_or_default().to_owned()))
    })
}

/// 国办发: series in which the State issues other documents.
static OTHER_SERIES: Sense = Sense::new("other-series-of-the-state");

/// 按照国办发〔2021〕30号编制: the year and the number of the notice in another series.
fn misissued(edition: &Edition, own: &Notice, text: &str) -> Option<(Range<usize>, String)> {
    let mut places = text.match_indices(OPENING).map(|(at, _)| at);
    let (at, length) = places.find_map(|at| Some((at, own.number_at(text.slice(at..))?)))?;
    let series = OTHER_SERIES.before(text.slice(..at)).filter(|_| MAKES_A_REPORT.is_in(text))?;
    Some((series.len()..at + length, edition.notice.unwrap_or_default().to_owned()))
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
        let rest = self.after_year(text).or_else(|| text.strip_prefix(self.year)?.strip_prefix('年'))?;
        let rest = rest.strip_prefix("第").unwrap_or(rest).strip_prefix(self.number)?.strip_prefix('号')?;
        Some(text.len() - rest.len())
    }

    /// What stands after 〔2021〕 at the head of a text.
    fn after_year<'t>(&self, text: &'t str) -> Option<&'t str> {
        text.strip_prefix(OPENING)?.strip_prefix(self.year)?.strip_prefix(CLOSING)
    }
}

const OPENING: [char; 8] = ['〔', '[', '（', '(', '【', '﹝', '［', '〖'];
const CLOSING: [char; 8] = ['〕', ']', '）', ')', '】', '﹞', '］', '〗'];
