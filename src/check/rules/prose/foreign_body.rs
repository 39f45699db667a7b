#![doc = include_str!("foreign_body.md")]

mod place;
mod unlisted;

use crate::{
    check::{
        Check, Context, Group, Rule,
        names::{Names, names_of},
        rules::characters::is_quoted,
    },
    config::{AgencyId, AgencyKind, Rank},
    diag::{Finding, Level, RuleName},
    prose::{Block, Measure, Prose, Reading, Sense, Sentence, Slice, Title, ends_as_agency},
    text,
};
use std::{cell::LazyCell, ops::Range};

const NAME: RuleName = RuleName("foreign-body");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("foreign_body.md"))
    .summary(text!("正文写成了别的机关", "The text speaks for another agency"))
    .waivable()
    .check(Check::Prose(check));

fn check(context: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let report = reading.prose.report;
    let own = Own::of(reading.prose);
    for sentence in &reading.sentences {
        let Some(range) = foreign(context.names, reading.prose, &own, sentence) else { continue };
        let message =
            text!("这是{own}的报告，正文却写“{other}”", "this is the report of {own}, but the text names “{other}”");
        let message = message.with("own", reading.prose.agency.name_in(report.year));
        let message = message.with("other", sentence.passage.text.slice(range.clone()));
        findings.push(
            Finding::new(NAME, report.place(sentence.span(range)), message)
                .at(sentence.passage.section.unwrap_or_default())
                .hint(text!(
                    "看看这一段是否从别处抄来，改为本机关",
                    "check whether this was copied from elsewhere, and name this agency"
                )),
        );
    }
}

/// Where a sentence speaks for another agency.
fn foreign(names: &Names<'_>, prose: &Prose<'_>, own: &Own<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let clauses = clause_starts(sentence);
    own.wrong_self(sentence, &clauses)
        .or_else(|| named(names, own, sentence, &clauses))
        .or_else(|| titled(prose, sentence))
        .or_else(|| asked_elsewhere(prose, sentence))
        .or_else(|| place::foreign(names, prose, sentence))
        .or_else(|| place::bare(names, prose, sentence))
        .or_else(|| unlisted::foreign(names, prose, sentence, &clauses))
}

/// 现发布《白石镇2023年政府信息公开工作年度报告》: where the title names another agency.
fn titled(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let mut named = Title::read(sentence).into_iter().map(|title| title.agency);
    named.find(|range| {
        let name = sentence.passage.text.slice(range.clone());
        ends_as_agency(name) && !name.starts_with(['我', '本']) && !prose.own.is(name)
    })
}

/// 提出的: between the agency that requests were made to and 政府信息公开申请.
static MADE: Sense = Sense::new("requests-made");
/// 向: before that agency.
const TO: char = '向';

/// 受理向市政府提出的政府信息公开申请5件, in a town's report: where it names who was asked.
fn asked_elsewhere(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let counts = sentence.numbers().any(|number| matches!(number.measure, Measure::Things(_)));
    if !sentence.says(&MADE) || !counts {
        return None;
    }
    let text = sentence.text();
    MADE.places(text).find_map(|made| {
        let (before, to) = text.slice(..made.start).rsplit_once(TO)?;
        let at = sentence.range.start + before.len() + TO.len_utf8();
        prose.is_of_superiors(to).then_some(at..at + to.len())
    })
}

/// How the reporting agency may speak of itself.
struct Own<'a> {
    prose: &'a Prose<'a>,
    names: Vec<&'a str>,
    /// Words such as 我局 that only another body says, wherever they stand.
    foreign_words: Vec<&'static str>,
    /// Units such as 县 of which only another body says 我县 when it tells what it did.
    foreign_units: &'static [&'static str],
    /// Units of which it never speaks as its own, because it stands above them or beside: 镇 of a county.
    other_units: &'static [&'static str],
}

/// 人民政府.
static GOVERNMENTS: Sense = Sense::new("governments");

fn without_government(name: &str) -> &str {
    GOVERNMENTS.before(name).unwrap_or(name)
}

/// What [`OF_OFFICES`] say the agency is.
static OFFICES: Sense = Sense::new("offices");

/// 我局: what only agencies of one kind call themselves.
static OF_OFFICES: Sense = Sense::new("of-offices");

impl<'a> Own<'a> {
    fn of(prose: &'a Prose<'a>) -> Self {
        let agency = prose.agency;
        let names: Vec<_> = names_of(agency).collect();
        let is_named = |unit: &str| names.iter().any(|name| name.contains(unit)) || prose.own.is_a(unit);
        let is_own = |word: &str| OFFICES.words().iter().any(|unit| word.ends_with(unit.as_str()) && is_named(unit));
        let foreign_words = OF_OFFICES.words().iter().map(String::as_str).filter(|word| !is_own(word)).collect();
        let foreign_units: &[&str] = match (agency.kind, agency.rank) {
            (AgencyKind::Government, Rank::Town) => &["县", "市", "省"],
            // 我市 of a county in a city; a district may speak of its city so.
            (AgencyKind::Government, Rank::County) if without_government(&agency.name).ends_with('县') => {
                &["市", "省", "区"]
            }
            (AgencyKind::Government, Rank::County) => &["省"],
            (AgencyKind::Government, Rank::City) => &["省", "区"],
            // A department may speak of its county as 我县.
            _ => &[],
        };
        let other_units: &[&str] = match (agency.kind, agency.rank) {
            (AgencyKind::Government, Rank::City | Rank::Province | Rank::National) => &["镇", "乡", "街道", "县"],
            _ => &["镇", "乡", "街道"],
        };
        Self { prose, names, foreign_words, foreign_units, other_units }
    }

    /// Where a sentence says 我局 in a town's report, or tells what 我县 did.
    fn wrong_self(&self, sentence: &Sentence<'_>, clauses: &[usize]) -> Option<Range<usize>> {
        let text = &sentence.passage.text;
        let own = sentence.text();
        let base = sentence.range.start;
        if !own.contains(['我', '本']) {
            return None;
        }
        let places: Vec<_> = if sentence.says(&OF_OFFICES) { OF_OFFICES.places(own).collect() } else { Vec::new() };
        for word in self.foreign_words.iter().filter(|_| !places.is_empty()) {
            let said = places.iter().filter(|place| own.slice((*place).clone()) == *word);
            let stands = said.map(|place| (place.start, word)).find(|(at, word)| {
                let (at, end) = (base + at, base + at + word.len());
                is_word(text.slice(..at), text.slice(end..))
                    && !RUNS_ON.begins(text.slice(at + '我'.len_utf8()..))
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
                return Some(at..at + '我'.len_utf8() + unit.len());
            }
            let rest = rest.strip_prefix('我')?;
            let unit = self.foreign_units.iter().find(|unit| rest.starts_with(**unit))?;
            // 我县 of a county-level city that a town belongs to, 我市 of a 县级市: their suffix is their own.
            (!self.prose.own.is_a(unit) && tells(rest.slice(unit.len()..), true))
                .then_some(at..at + '我'.len_utf8() + unit.len())
        })
    }

    /// The unit of which a clause speaks as its own, but which the reporting agency is not: 本县 of a city.
    fn says_other_unit(&self, clause: &str) -> Option<&'static str> {
        let rest = clause.strip_prefix(['我', '本'])?;
        let unit = self.other_units.iter().find(|unit| rest.starts_with(**unit))?;
        let after = rest.slice(unit.len()..);
        // 本县（市、区）: whichever it is. 本乡本土, 本镇域: other words.
        let is_other_word = after.starts_with(['（', '(', '、']) || BEHIND_UNITS.begins(after);
        (!self.prose.own.is_a(unit) && !is_other_word).then_some(*unit)
    }
}

/// 域 of 本镇域: another word, or another unit beside it.
static BEHIND_UNITS: Sense = Sense::new("runs-on-from-a-unit");

/// 自 of 自我局限.
static BEFORE_OURS: Sense = Sense::new("runs-into-ours");
/// 限 of 自我局限.
static BEHIND_OURS: Sense = Sense::new("runs-on-from-ours");

/// Whether 我局 is a word here: not in 自我局限, 基本局面, 本局域网.
fn is_word(before: &str, after: &str) -> bool {
    !before.ends_with(|c| BEFORE_OURS.has(c)) && !after.starts_with(|c| BEHIND_OURS.has(c))
}

/// 各部门: before 本局, it is each its own.
static EACH: Sense = Sense::new("each-of-several");

/// 各部门的申请由本局办公室登记: each its own.
fn is_of_each(word: &str, before: &str) -> bool {
    word.starts_with('本') && EACH.is_in(before)
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
fn clause_starts(sentence: &Sentence<'_>) -> Vec<usize> {
    let breaks = sentence.tokens.iter().filter(|token| token.mark().is_some_and(|mark| !ENUMERATES.contains(&mark)));
    let starts = breaks.map(|token| token.range.end);
    let end = sentence.range.end;
    let starts = std::iter::once(sentence.range.start).chain(starts);
    starts.map(|at| end - without_time(sentence.passage.text.slice(at..end)).len()).collect()
}

/// Marks behind which a clause goes on.
const ENUMERATES: [char; 3] = ['、', '）', ')'];

/// What a clause may begin with, before anybody is named: when, and how.
static TIMES: Sense = Sense::new("times-and-manners");

/// The text behind 2023年, 全年 and the like.
fn without_time(mut text: &str) -> &str {
    loop {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = TIMES.behind(rest).unwrap_or(rest);
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

/// Whether words behind a name tell of what a report is about.
fn tells(after: &str, is_peer: bool) -> bool {
    let after = without_time(after);
    let of_part = PARTS.behind(after).map(without_time);
    is_deed(after, is_peer) || of_part.is_some_and(|rest| is_deed(rest, is_peer) || DEEDS_OF_LEADERS.begins(rest))
}

fn is_deed(text: &str, is_peer: bool) -> bool {
    // 政府信息公开 begins with a part of an agency, and is none.
    (DEEDS.begins(text) && !NO_DEEDS.begins(text)) || (is_peer && DEEDS_OF_PEERS.begins(text))
}

/// Where a sentence tells of another body what a report tells of its own.
fn named(names: &Names<'_>, words: &Own<'_>, sentence: &Sentence<'_>, clauses: &[usize]) -> Option<Range<usize>> {
    if sentence.passage.block == Block::Heading || sentence.passage.block == Block::Cell {
        return None;
    }
    let own = words.prose.report.agency;
    let text = &sentence.passage.text;
    let speaks_of_own = LazyCell::new(|| words.prose.is_named_in(sentence.text()));
    let end = sentence.range.end;
    let mut places = clauses.to_vec();
    let named_from = places.len();
    if sentence.says(&LEADS_TO_MAKER) {
        places.extend(LEADS_TO_MAKER.places(sentence.text()).map(|lead| sentence.range.start + lead.end));
    }
    for (nth, at) in places.into_iter().enumerate() {
        let Some((name, bodies)) = names.at_head_of(text.slice(at..end)) else { continue };
        let is_own = |&body: &AgencyId| body == own;
        // A superior's and a unit's doings are at home in the report.
        let is_near = |&body: &AgencyId| names.is_above(body, own) || names.is_above(own, body);
        if bodies.iter().any(is_own)
            || words.names.iter().any(|own| own.contains(name) && !name.ends_with(['县', '市', '省']))
        {
            continue;
        }
        let rest = text.slice(at + name.len()..end);
        let writes = makes_the_report(text.slice(sentence.range.start..at), rest);
        let tells = nth < named_from
            && !bodies.iter().any(is_near)
            && !*speaks_of_own
            && tells(rest, is_peer(names, own, bodies));
        let is_superior = bodies.iter().any(|&body| names.is_above(body, own));
        let is_report_of_superior = nth < named_from && is_superior && !*speaks_of_own && tells_its_year(rest);
        if writes || tells || is_report_of_superior {
            return Some(at..at + name.len());
        }
    }
    None
}

/// What an agency did about requests, or about the law, in the year.
static YEARS_WORK: Sense = Sense::new("work-of-a-year");

/// Whether words behind a name tell what it did about requests, or about the law, in the year: a body may report this of its units, but hardly
/// of those above it.
fn tells_its_year(after: &str) -> bool {
    let of_year = without_time(after);
    of_year.len() < after.len() && YEARS_WORK.begins(of_year)
}

fn is_peer(names: &Names<'_>, own: AgencyId, bodies: &[AgencyId]) -> bool {
    bodies.iter().any(|&body| names.is_like(body, own))
}

/// What may stand before the maker of a report: 由……编制, 公布……年度报告.
static LEADS_TO_MAKER: Sense = Sense::new("leads-to-a-maker");

/// 办公室, behind the name of a government.
static OFFICE: Sense = Sense::new("general-offices");
/// 政府信息公开.
static SUBJECT: Sense = Sense::new("subject-of-reports");
/// 本报告, 年报.
static REPORTS: Sense = Sense::new("names-of-reports");
/// 发布: before whose report is published.
static PUBLISHES: Sense = Sense::new("publishes-a-report");

/// 报告由: before who made it.
static MADE_BY: Sense = Sense::new("made-by");

/// 编制本报告: behind who makes it.
static MAKES_THIS: Sense = Sense::new("makes-this-report");

/// Whether a body between these words makes this report.
fn makes_the_report(before: &str, after: &str) -> bool {
    let after_time = without_time(OFFICE.behind(after).unwrap_or(after));
    if before.ends_with('由') {
        return MADE_BY.ends(before) && after_time.starts_with("编制");
    }
    if PUBLISHES.ends(before) {
        return SUBJECT.begins(after_time) && REPORTS.is_in(after_time);
    }
    MAKES_THIS.begins(after_time)
}
