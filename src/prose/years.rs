//! Which years a sentence names, and which of them nobody can mean in this report.

use super::{
    Measure, Numeral, Sentence, Slice, Term, Title, Years, numeral,
    vocabulary::{SPANS, Sense, YEAR_UNITS},
};
use crate::{markdown::Block, report::Number};
use std::ops::Range;

/// The years that a sentence names in a report on one.
pub(super) fn years(sentence: &Sentence<'_>, own: u16) -> Years {
    let own_year = Number::whole(i64::from(own));
    let names_another = sentence.numbers().any(|number| number.measure == Measure::Year && number.value != own_year);
    let stale = if names_another { stale_year(sentence, own).map(|year| year.range.clone()) } else { None };
    let stale = stale.or_else(|| stale_title(sentence, own));
    match stale.and_then(|year| sentence.tokens.iter().position(|token| token.range == year)) {
        Some(at) => Years::Stale(at),
        None if names_another => Years::Others,
        None => Years::Own,
    }
}

/// 现公布本机关2022年政府信息公开工作年度报告: the year in the title of this report.
fn stale_title(sentence: &Sentence<'_>, own: u16) -> Option<Range<usize>> {
    let mut years = Title::read(sentence).into_iter().filter(|title| title.is_own).filter_map(|title| title.year);
    years.find(|year| sentence.passage.text.slice(year.clone()).parse() != Ok(own))
}

/// The first year that the sentence should not be about.
fn stale_year<'s>(sentence: &'s Sentence<'_>, own: u16) -> Option<&'s Numeral> {
    if matches!(sentence.passage.block, Block::Heading | Block::Cell(_)) {
        return None;
    }
    let years: Vec<_> = sentence.numbers().filter(|number| number.measure == Measure::Year).collect();
    // Beside its own year, a sentence compares, and another year is meant.
    if years.iter().any(|year| year.value == Number::whole(i64::from(own)))
        || [Term::Compare, Term::LastYear].into_iter().any(|term| sentence.has(term))
    {
        return None;
    }
    let year = *years.first()?;
    // 2009号 and 1000年: numbers of four digits that no report is on.
    let plausible = year.is_like_a_year();
    let text = &sentence.passage.text;
    let before = text.slice(sentence.range.start..year.range.start);
    let clause = before.rsplit(['，', '；', '。', '：', ',', ';']).next().unwrap_or(before);
    let clause = without_subheading(clause);
    let after = text.slice(year.range.end..sentence.range.end);
    // 2022年年报: the second 年 is the report's.
    let after = YEAR_UNITS.after(after).unwrap_or(after);
    // In brackets and quotation marks stand titles and numbers of documents, which keep their year.
    let quoted = before.matches('《').count() > before.matches('》').count()
        || before.matches('“').count() > before.matches('”').count()
        || before.matches(['（', '(']).count() > before.matches(['）', ')']).count()
        || before.ends_with('〔');
    let is_future = year.value > Number::whole(i64::from(own));
    let plans = is_future && PLANS.is_in(sentence.text());
    // A law or a document comes soon after its year.
    let soon: String = after.chars().take(DOCUMENT_NEAR).collect();
    let names_document = soon.contains('《') || BELONGS.begins(without_day(after)) || money(after);
    // 2021年以来，累计…次，今年52次
    let phrase = after.split(['，', '。', ',']).next().unwrap_or(after);
    // 2020年机构合并以来
    let since_then = SINCE.before(phrase).is_some_and(|event| !event.is_empty());
    let since = since_then || SINCE.begins(after) && COUNTED_SINCE.is_in(sentence.text());
    // 2025年我县 in a report on 2024 is a slip; 2025年将 is a plan.
    let begins = OWN_DOINGS.begins(after);
    let is_span = SPANS.begins(after) || after.starts_with('、');
    if is_span || (is_future && !begins) {
        return None;
    }
    // 至2022年12月31日，共发布: as 截至.
    let is_until = (UP_TO.is(clause) && ENDS_PERIOD.begins(without_day(after))) || UNTIL.ends(clause);
    let leads = !is_until && LEADS.ends(clause);
    // 公众号发布149条，2022年公众号发布132条: last time's, beside this year's.
    let counted = after.split(|c: char| c.is_ascii_digit()).next().unwrap_or(after);
    let repeats = counted.chars().count() >= SHORTEST_REPEAT && before.contains(counted);
    let meant = quoted || plans || names_document || leads || since || repeats;
    (plausible && !meant && clause.chars().count() <= CLAUSE_BEGIN).then_some(year)
}

/// （三）政府信息管理情况2022年, 一是主动公开情况2022年: a subheading without a full stop is no part of the clause.
fn without_subheading(clause: &str) -> &str {
    let numbered = clause.trim_start_matches(['（', '(']);
    let numbered = numbered.trim_start_matches(|c: char| c.is_ascii_digit() || numeral::is_digit(c));
    let is_numbered = numbered.len() < clause.len() && AFTER_NUMBERS.begins(numbered);
    if is_numbered && SUBHEADINGS.ends(clause) { "" } else { clause }
}

/// 12月建成, 5月15日起施行: what the year and the day belong to.
fn without_day(after: &str) -> &str {
    DAY_UNITS.words().iter().fold(after, |rest, unit| {
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        if number.len() == rest.len() { rest } else { number.strip_prefix(unit.as_str()).unwrap_or(rest) }
    })
}

/// 2022年度“三公”经费决算.
fn money(after: &str) -> bool {
    let phrase = after.split(['，', '。', '；', '、', ',']).next().unwrap_or(after);
    // 2021年我局通过网站: by way of it.
    OF_BUDGETS.is_in(phrase) || ADOPTED.ends(phrase)
}

/// 以来.
static SINCE: Sense = Sense::new("since");
/// 至 by itself: before the last day that is counted.
static UP_TO: Sense = Sense::new("up-to");
/// 止: after that day.
static ENDS_PERIOD: Sense = Sense::new("ends-a-period");
/// 月, 日, in this order.
static DAY_UNITS: Sense = Sense::new("units-of-days");
/// ）, 是: after the number of a subheading.
static AFTER_NUMBERS: Sense = Sense::new("after-numbers-of-subheadings");
/// 累计: with 2021年以来, of all the years.
static COUNTED_SINCE: Sense = Sense::new("counted-since");

/// 截至: before the day up to which is counted.
static UNTIL: Sense = Sense::new("until");

/// 通过: of a law.
static ADOPTED: Sense = Sense::new("adopted");
/// 决算, 条例》: further after a year that is meant.
static OF_BUDGETS: Sense = Sense::new("budgets-and-laws");

/// What follows a year that is meant: 2022年度决算, 2019年修订的条例.
static BELONGS: Sense = Sense::new("belongs-to-a-year");
/// What stands before a year that is meant: 自2016年设立.
static LEADS: Sense = Sense::new("leads-to-a-year");
/// Plans, and words of work that goes on.
static PLANS: Sense = Sense::new("work-that-goes-on");
/// What follows a year where a report tells of its own doings.
static OWN_DOINGS: Sense = Sense::new("own-doings");
/// What subheadings end with.
static SUBHEADINGS: Sense = Sense::new("ends-of-subheadings");

/// Characters of what is counted twice in a sentence: 公众号发布.
const SHORTEST_REPEAT: usize = 3;
/// Characters from a year to the document or law that it belongs to: 2022年印发《.
const DOCUMENT_NEAR: usize = 4;
/// Characters of a clause before its year: 我镇于2022年.
const CLAUSE_BEGIN: usize = 6;
