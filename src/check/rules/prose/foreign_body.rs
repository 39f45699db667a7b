#![doc = include_str!("foreign_body.md")]

mod region;
mod unlisted;

use crate::{
    check::{Check, Context, Group, Rule, names::Names},
    config::AgencyId,
    diag::{Finding, Level, RuleName},
    prose::{
        Block, GENERAL_OFFICES, MAKES_A_REPORT, Prose, Reading, SUBJECT_OF_REPORTS, Sense, Sentence, Slice, Voice,
        asked_elsewhere, clause_starts, tells, titled, without_time,
    },
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
    let own = Voice::new(reading.prose);
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
fn foreign(names: &Names<'_>, prose: &Prose<'_>, own: &Voice<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let clauses = clause_starts(sentence);
    own.wrong_self(sentence, &clauses)
        .or_else(|| named(names, own, sentence, &clauses))
        .or_else(|| titled(prose, sentence))
        .or_else(|| asked_elsewhere(prose, sentence))
        .or_else(|| region::foreign(names, prose, sentence))
        .or_else(|| region::bare(names, prose, sentence))
        .or_else(|| unlisted::foreign(names, prose, sentence, &clauses))
}

/// 县, 省: a name that ends so is no part of another agency's.
static REGIONS: Sense = Sense::new("regions");

/// Where a sentence tells of another agency what a report tells of its own.
fn named(names: &Names<'_>, words: &Voice<'_>, sentence: &Sentence<'_>, clauses: &[usize]) -> Option<Range<usize>> {
    if matches!(sentence.passage.block, Block::Heading | Block::Cell(_)) {
        return None;
    }
    let own = words.prose.report.agency;
    let text = &sentence.passage.text;
    let speaks_of_own = LazyCell::new(|| words.prose.is_named_in(sentence.text()));
    let end = sentence.range.end;
    let mut places = clauses.to_vec();
    let named_from = places.len();
    if sentence.says(&LEADS_TO_MAKER) {
        places.extend(LEADS_TO_MAKER.matches(sentence.text()).map(|lead| sentence.range.start + lead.end));
    }
    for (nth, at) in places.into_iter().enumerate() {
        let Some((name, agencies)) = names.at_head_of(text.slice(at..end)) else { continue };
        if agencies.contains(&own) || words.names.iter().any(|own| own.contains(name) && !REGIONS.ends(name)) {
            continue;
        }
        let rest = text.slice(at + name.len()..end);
        let writes = makes_the_report(text.slice(sentence.range.start..at), rest);
        // A superior's and a unit's doings are at home in the report.
        let is_near = agencies.iter().any(|&agency| names.is_above(agency, own) || names.is_above(own, agency));
        let tells = nth < named_from && !is_near && !*speaks_of_own && tells(rest, is_peer(names, own, agencies));
        let is_superior = agencies.iter().any(|&agency| names.is_above(agency, own));
        let is_report_of_superior = nth < named_from && is_superior && !*speaks_of_own && tells_its_year(rest);
        if writes || tells || is_report_of_superior {
            return Some(at..at + name.len());
        }
    }
    None
}

/// What an agency did about requests, or about the law, in the year.
static YEARS_WORK: Sense = Sense::new("work-of-a-year");

/// Whether words after a name report what it did about requests, or about the law, in the year: an agency may report this
/// of its units, but hardly of those above it.
fn tells_its_year(after: &str) -> bool {
    let of_year = without_time(after);
    of_year.len() < after.len() && YEARS_WORK.begins(of_year)
}

fn is_peer(names: &Names<'_>, own: AgencyId, agencies: &[AgencyId]) -> bool {
    agencies.iter().any(|&agency| names.is_like(agency, own))
}

/// What may stand before the maker of a report: 由……编制, 公布……年度报告.
static LEADS_TO_MAKER: Sense = Sense::new("leads-to-a-maker");

/// 本报告, 年报.
static REPORTS: Sense = Sense::new("names-of-reports");
/// 发布: before whose report is published.
static PUBLISHES: Sense = Sense::new("publishes-a-report");

/// 报告由: before who made it.
static MADE_BY: Sense = Sense::new("made-by");

/// 由: before who makes something; and 编制, after it.
static BY: Sense = Sense::new("by");

/// 编制本报告: after who makes it.
static MAKES_THIS: Sense = Sense::new("makes-this-report");

/// Whether an agency between these words makes this report.
fn makes_the_report(before: &str, after: &str) -> bool {
    let after_time = without_time(GENERAL_OFFICES.after(after).unwrap_or(after));
    if BY.ends(before) {
        return MADE_BY.ends(before) && MAKES_A_REPORT.begins(after_time);
    }
    if PUBLISHES.ends(before) {
        return SUBJECT_OF_REPORTS.begins(after_time) && REPORTS.is_in(after_time);
    }
    MAKES_THIS.begins(after_time)
}
