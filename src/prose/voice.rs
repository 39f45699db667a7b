//! In whose voice a text speaks: which words only another agency says of itself, and what a report tells of its own.

use super::{
    Block, Numeral, Prose, Sense, Sentence, Slice, Title, ends_as_agency,
    vocabulary::{GOVERNMENTS, OUR, TOWNS},
};
use crate::config::{AgencyKind, Rank, names_of};
use std::ops::Range;

/// 现发布《白石镇2023年政府信息公开工作年度报告》: where the title names another agency.
pub(crate) fn titled(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let mut named = Title::read(sentence).into_iter().map(|title| title.agency);
    named.find(|range| {
        let name = sentence.passage.text.slice(range.clone());
        // 编制并公布青河区统计局2023年年度报告: the name with a verb before it.
        ends_as_agency(name) && !OUR.begins(name) && !prose.own.is(name) && prose.own.end(name).is_none()
    })
}

/// 提出的: between the agency that requests were made to and 政府信息公开申请.
static MADE: Sense = Sense::new("requests-made");
/// 向: before that agency.
static TO: Sense = Sense::new("towards");

/// 受理向市政府提出的政府信息公开申请5件, in a town's report: where it names who was asked.
pub(crate) fn asked_elsewhere(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let counts = sentence.numbers().any(Numeral::counts_things);
    if !sentence.says(&MADE) || !counts {
        return None;
    }
    let text = sentence.text();
    MADE.matches(text).find_map(|made| {
        let begin = TO.matches(text.slice(..made.start)).last()?.end;
        let at = sentence.range.start + begin;
        prose.is_of_superiors(text.slice(begin..made.start)).then_some(at..sentence.range.start + made.start)
    })
}

/// How the reporting agency may speak of itself.
pub(crate) struct Voice<'a> {
    pub(crate) prose: &'a Prose<'a>,
    pub(crate) names: Vec<&'a str>,
    /// Words such as 我局 that only another agency says, wherever they stand.
    foreign_words: Vec<&'static str>,
    /// Units such as 县 of which only another agency says 我县 when it tells what it did.
    foreign_units: &'static [String],
    /// Units of which it never speaks as its own, because it stands above them or beside: 镇 of a county.
    other_units: &'static [String],
}

fn without_government(name: &str) -> &str {
    GOVERNMENTS.before(name).unwrap_or(name)
}

/// What [`OF_OFFICES`] say the agency is.
static OFFICES: Sense = Sense::new("offices");

/// 我局: what only agencies of one kind call themselves.
static OF_OFFICES: Sense = Sense::new("of-offices");

impl<'a> Voice<'a> {
    pub(crate) fn new(prose: &'a Prose<'a>) -> Self {
        let agency = prose.agency;
        let names: Vec<_> = names_of(agency).collect();
        let foreign_words = OF_OFFICES.words().iter().map(String::as_str).filter(|word| {
            let mut units = OFFICES.words().iter().filter(|unit| word.ends_with(unit.as_str()));
            !units.any(|unit| names.iter().any(|name| name.contains(unit.as_str())) || prose.own.is_a(unit))
        });
        let foreign_words = foreign_words.collect();
        let foreign_units = match (agency.kind, agency.rank) {
            (AgencyKind::Government, Rank::Town) => ABOVE_TOWNS.words(),
            // 我市 of a county in a city; a district may speak of its city so.
            (AgencyKind::Government, Rank::County) if COUNTIES.ends(without_government(&agency.name)) => {
                ABOVE_COUNTIES.words()
            }
            (AgencyKind::Government, Rank::County) => ABOVE_DISTRICTS.words(),
            (AgencyKind::Government, Rank::City) => BESIDE_CITIES.words(),
            // A department may speak of its county as 我县.
            _ => &[],
        };
        let other_units = match (agency.kind, agency.rank) {
            (AgencyKind::Government, Rank::City | Rank::Province | Rank::National) => BELOW_CITIES.words(),
            _ => TOWNS.words(),
        };
        Self { prose, names, foreign_words, foreign_units, other_units }
    }

    /// Where a sentence says 我局 in a town's report, or tells what 我县 did.
    pub(crate) fn wrong_self(&self, sentence: &Sentence<'_>, clauses: &[usize]) -> Option<Range<usize>> {
        let text = &sentence.passage.text;
        let own = sentence.text();
        let base = sentence.range.start;
        if !OUR.is_in(own) {
            return None;
        }
        let places: Vec<_> = if sentence.says(&OF_OFFICES) { OF_OFFICES.matches(own).collect() } else { Vec::new() };
        for word in self.foreign_words.iter().filter(|_| !places.is_empty()) {
            let said = places.iter().filter(|place| own.slice((*place).clone()) == *word);
            let stands = said.map(|place| (place.start, word)).find(|(at, word)| {
                let (at, end) = (base + at, base + at + word.len());
                is_word(text.slice(..at), text.slice(end..))
                    && !RUNS_ON.begins(text.slice(at + OURS..))
                    && !is_quoted(text.slice(..at))
                    && !is_of_each(word, text.slice(base..at))
                    && !is_reported(text.slice(base..at))
            });
            if let Some((at, word)) = stands {
                return Some(base + at..base + at + word.len());
            }
        }
        if sentence.passage.block == Block::Heading || self.prose.is_named_in(own) {
            return None;
        }
        clauses.iter().find_map(|&at| {
            let rest = text.slice(at..sentence.range.end);
            if let Some(unit) = self
                .says_other_unit(rest)
                .filter(|_| !is_quoted(text.slice(..at)) && !is_of_each(rest, text.slice(base..at)))
            {
                return Some(at..at + OURS + unit.len());
            }
            let rest = MINE.after(rest)?;
            let unit = self.foreign_units.iter().find(|unit| rest.starts_with(unit.as_str()))?;
            // 我县 of a county-level city that a town belongs to, 我市 of a 县级市: their suffix is their own.
            (!self.prose.own.is_a(unit) && tells(rest.slice(unit.len()..), true)).then_some(at..at + OURS + unit.len())
        })
    }

    /// The unit of which a clause speaks as its own, but which the reporting agency is not: 本县 of a city.
    fn says_other_unit(&self, clause: &str) -> Option<&'static str> {
        let rest = OUR.after(clause)?;
        let unit = self.other_units.iter().find(|unit| rest.starts_with(unit.as_str()))?;
        let after = rest.slice(unit.len()..);
        // 本县（市、区）: whichever it is. 本乡本土, 本镇域: other words.
        let is_other_word = after.starts_with(['（', '(', '、']) || AFTER_UNITS.begins(after);
        (!self.prose.own.is_a(unit) && !is_other_word).then_some(unit.as_str())
    }
}

/// Bytes of 我.
const OURS: usize = 3;
/// 我, which is never said of whomever it may be, as 本 is.
static MINE: Sense = Sense::new("mine");
/// 县: the last character of the names of counties proper.
static COUNTIES: Sense = Sense::new("counties-proper");
/// What a town, a county, a district never calls itself: who stands above it.
static ABOVE_TOWNS: Sense = Sense::new("units-above-towns");
static ABOVE_COUNTIES: Sense = Sense::new("units-above-counties");
static ABOVE_DISTRICTS: Sense = Sense::new("units-above-districts");
static BESIDE_CITIES: Sense = Sense::new("units-beside-cities");
/// What a city never calls itself: who stands below it.
static BELOW_CITIES: Sense = Sense::new("units-below-cities");

/// 域 of 本镇域: another word, or another unit beside it.
static AFTER_UNITS: Sense = Sense::new("runs-on-from-a-unit");

/// 自 of 自我局限.
static BEFORE_OURS: Sense = Sense::new("runs-into-ours");
/// 限 of 自我局限.
static AFTER_OURS: Sense = Sense::new("runs-on-from-ours");

/// Whether 我局 is a word here: not in 自我局限, 基本局面, 本局域网.
fn is_word(before: &str, after: &str) -> bool {
    !before.ends_with(|c| BEFORE_OURS.has(c)) && !after.starts_with(|c| AFTER_OURS.has(c))
}

/// 各部门: before 本局, it is each its own.
static EACH: Sense = Sense::new("each-of-several");

/// 各部门的申请由本局办公室登记: each its own.
fn is_of_each(word: &str, before: &str) -> bool {
    MINE.after(word).is_none() && EACH.is_in(before)
}

/// 县财政局表示: what follows are its own words.
static SAYING: Sense = Sense::new("reported-speech");

/// 县财政局表示，我局……: its own words.
fn is_reported(before: &str) -> bool {
    let said = before.trim_end_matches(['，', '：', ',', ':']);
    SAYING.ends(said)
}

/// 委托 of 我委托: another word begins with the kind of an agency.
static RUNS_ON: Sense = Sense::new("begins-like-an-agency");

/// Where the clauses of a sentence begin, what tells the time left out.
pub(crate) fn clause_starts(sentence: &Sentence<'_>) -> Vec<usize> {
    let breaks = sentence.tokens.iter().filter(|token| token.mark().is_some_and(|mark| !ENUMERATES.contains(&mark)));
    let starts = breaks.map(|token| token.range.end);
    let end = sentence.range.end;
    let starts = std::iter::once(sentence.range.start).chain(starts);
    starts.map(|at| end - without_time(sentence.passage.text.slice(at..end)).len()).collect()
}

/// Marks after which a clause goes on.
const ENUMERATES: [char; 3] = ['、', '）', ')'];

/// What a clause may begin with, before anybody is named: when, and how.
static TIMES: Sense = Sense::new("times-and-manners");

/// The text after 2023年, 全年 and the like.
pub(crate) fn without_time(mut text: &str) -> &str {
    loop {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = TIMES.after(rest).unwrap_or(rest);
        if rest.len() == text.len() {
            return text;
        }
        text = rest;
    }
}

/// What reports say their own agency did, was and had.
static DEEDS: Sense = Sense::new("deeds");

/// What begins like a deed and is none: 政务公开工作推进会.
static NO_DEEDS: Sense = Sense::new("no-deeds");

/// What another agency may do in our report, but hardly another of the same kind.
static DEEDS_OF_PEERS: Sense = Sense::new("deeds-of-peers");

/// What those who lead an agency do, and reports tell of their own.
static DEEDS_OF_LEADERS: Sense = Sense::new("deeds-of-leaders");

/// 党委、政府: parts of an agency, which act for it.
static PARTS: Sense = Sense::new("parts-of-agencies");

/// Whether words after a name tell of what a report is about.
pub(crate) fn tells(after: &str, is_peer: bool) -> bool {
    let after = without_time(after);
    let of_part = PARTS.after(after).map(without_time);
    is_deed(after, is_peer) || of_part.is_some_and(|rest| is_deed(rest, is_peer) || DEEDS_OF_LEADERS.begins(rest))
}

fn is_deed(text: &str, is_peer: bool) -> bool {
    // 政府信息公开 begins with a part of an agency, and is none.
    (DEEDS.begins(text) && !NO_DEEDS.begins(text)) || (is_peer && DEEDS_OF_PEERS.begins(text))
}

/// Whether a text ends inside quotation marks. They are looked for near its end.
pub(crate) fn is_quoted(before: &str) -> bool {
    before.chars().rev().take(QUOTATION).find(|c| matches!(c, '“' | '”')) == Some('“')
}

/// Characters that a quotation of a few words may have.
const QUOTATION: usize = 60;
