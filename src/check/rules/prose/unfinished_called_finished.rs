#![doc = include_str!("unfinished_called_finished.md")]

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    prose::{Measure, Numeral, QuantityKind, Reading, Sentence, Slice, Subject, Term, Terms, Token},
    report::Number,
    text,
};
use std::ops::Range;

const NAME: RuleName = RuleName("unfinished-called-finished");

pub(crate) const RULE: Rule =
    Rule::new(NAME, Group::Prose, Level::Warning, include_str!("unfinished_called_finished.md"))
        .summary(text!(
            "还有结转的申请，正文却说全部办结",
            "Requests are carried over, but the text says all were answered"
        ))
        .waivable()
        .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let Some(carried) = reading.prose.lexicon.quantity(QuantityKind::CarriedOut).map(Subject::of) else { return };
    if reading.prose.stated(carried).iter().all(|stated| stated.value.is_zero()) {
        return;
    }
    for (at, sentence) in reading.sentences.iter().enumerate() {
        let Some(range) = says_all_done(reading, sentence) else { continue };
        // 结转 is named in the same breath, or in the next.
        let near = &reading.sentences[at..(at + 2).min(reading.sentences.len())];
        if near.iter().any(|sentence| tells_of_the_rest(reading, sentence)) {
            continue;
        }
        let words = sentence.passage.text.slice(range.clone());
        let message = text!(
            "正文说“{words}”，表三却有结转下年的申请",
            "the text says “{words}”, but table three carries requests over to the next year"
        )
        .with("words", words);
        findings.push(
            statement::finding(NAME, reading, sentence, range, carried, message)
                .hint(text!("写明办结了多少、结转多少", "state how many were answered and how many are carried over")),
        );
    }
}

/// Whether a sentence says that some are left: 结转下年1件, 1件仍在办理.
fn tells_of_the_rest(reading: &Reading<'_>, sentence: &Sentence<'_>) -> bool {
    let names = reading.prose.names_kind(&sentence.tokens, |kind| kind == QuantityKind::CarriedOut);
    let text = sentence.text();
    let carried = text.match_indices("结转").any(|(at, _)| {
        let before = text.slice(..at);
        // 46件结转申请均已办结: those carried in.
        let is_of_last_year = ["申请均", "申请已", "申请全", "的申请均", "的申请已", "的申请全"]
            .iter()
            .any(|word| text.slice(at + "结转".len()..).starts_with(word));
        !is_of_last_year
            && !["未", "无", "没有", "上年", "上年度", "上一年", "上一年度", "年"]
                .iter()
                .any(|word| before.ends_with(word))
    });
    (names && !sentence.has(Term::Not))
        || carried
        || ["仍在", "正在办理", "在办", "尚在"].iter().any(|word| text.contains(word))
}

/// Words with which a sentence is not about all of this year's requests.
const OTHER: Terms = Terms::of(&[Term::Others, Term::Except, Term::LastYear, Term::Elsewhere, Term::Period]);

/// 均已办结, of requests and without exception.
fn says_all_done(reading: &Reading<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let about_requests = sentence.is_on_requests() || sentence.has(Term::Request) || sentence.has(Term::AnyRequest);
    let prose = reading.prose;
    if !about_requests
        || sentence.names_another_year()
        || sentence.terms.meets(OTHER)
        || prose.names_decisions(&sentence.tokens)
        || is_about_last_year(reading, sentence)
    {
        return None;
    }
    let clauses = sentence.stretches();
    // 上年结转的4件已全部办结；本年新收117件
    let of_last_year = |token: &Token| {
        let own = clauses.iter().position(|clause| clause.range.contains(&token.range.start));
        own.is_some_and(|at| {
            let stated = clauses[..=at]
                .iter()
                .rev()
                .take_while(|clause| clause.range.start == clauses[at].range.start || clause.end == Some('，'));
            let stated: Vec<_> = stated.collect();
            !joins_last_year(sentence)
                && stated.iter().any(|clause| prose.names_kind(clause.tokens, |kind| kind == QuantityKind::CarriedIn))
                && !stated.iter().any(|clause| clause.has_any(&[Term::Receive, Term::ReceiveNew]))
        })
    };
    // 到期应答复的申请全部办结: of those that were due.
    if ["到期", "应办结", "应答复", "应当答复", "逾期未", "超期未", "延期的"]
        .iter()
        .any(|word| sentence.text().contains(word))
    {
        return None;
    }
    // 县财政局收到申请2件，均已办结
    let of_another = |(token, term): (&Token, Term)| {
        matches!(term, Term::Receive | Term::ReceiveNew | Term::Request) && prose.is_about_another(sentence, token)
    };
    if sentence.terms().any(of_another) {
        return None;
    }
    let is_planned = sentence.has(Term::Plan);
    if let Some(range) = rate_of_all(reading, sentence).filter(|_| !is_planned) {
        return Some(range);
    }
    let mut all: Option<Range<usize>> = None;
    for token in &sentence.tokens {
        match (token.term(), token.number()) {
            (Some(Term::All), _) => all = Some(token.range.clone()),
            (_, Some(number)) if is_everything(number) => all = Some(token.range.clone()),
            (Some(Term::Finish), _) => {
                let near =
                    all.take().filter(|_| !of_last_year(token)).filter(|all| token.range.start - all.end <= NEAR);
                let stands = |all: &Range<usize>| {
                    let before = sentence.passage.text.slice(..all.start);
                    // 力争件件有答复，7件申请已全部办结: a fact beside a plan.
                    (!is_planned || before.ends_with('已'))
                        && !is_negated(before)
                        && !is_of_disputes(reading, sentence, all.start)
                };
                if let Some(all) = near.filter(stands).filter(|_| !prose.is_about_another(sentence, token)) {
                    return Some(all.start..token.range.end);
                }
            }
            _ => {}
        }
    }
    None
}

/// 上年结转的2件均已办结: nothing of this year's.
fn is_about_last_year(reading: &Reading<'_>, sentence: &Sentence<'_>) -> bool {
    reading.prose.names_kind(&sentence.tokens, |kind| kind == QuantityKind::CarriedIn)
        && !joins_last_year(sentence)
        && !sentence.terms.meets(Terms::of(&[Term::Receive, Term::ReceiveNew, Term::Handle]))
}

/// 连同上年结转在内的240件: this year's as well.
fn joins_last_year(sentence: &Sentence<'_>) -> bool {
    ["连同", "在内", "加上", "含上年", "包括上年"].iter().any(|word| sentence.text().contains(word))
}

/// 办结率100%, but not 按期办结率100%: of what was due.
fn rate_of_all(reading: &Reading<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let text = &sentence.passage.text;
    let number = sentence.numbers().find(|number| is_everything(number))?;
    let before = text.slice(sentence.range.start..number.range.start);
    let (at, word) = ["办结率", "结案率"].iter().find_map(|word| Some((before.rfind(word)?, *word)))?;
    let is_near = ["", "为", "达", "达到", "均为", "均达", "均达到", "保持", "保持在", "实现"]
        .contains(&before.slice(at + word.len()..));
    let of_due = ["期", "时", "限", "限内", "按期", "规范"].iter().any(|word| before.slice(..at).ends_with(word));
    let start = sentence.range.start + at;
    (is_near && !of_due && !is_of_disputes(reading, sentence, start))
        .then(|| sentence.range.start + at..number.range.end)
}

/// 收到行政复议申请2件，均已办结: what was named last is no request for information.
fn is_of_disputes(reading: &Reading<'_>, sentence: &Sentence<'_>, before: usize) -> bool {
    let stated = sentence.tokens.iter().take_while(|token| token.range.start < before);
    let named = stated.filter_map(|token| match (token.term()?, reading.prose.named_kind(token)) {
        (Term::Request | Term::AnyRequest, _) => Some(false),
        (_, Some(QuantityKind::Review | QuantityKind::Litigation)) => Some(true),
        _ => None,
    });
    named.last().unwrap_or(false)
}

/// 100%.
fn is_everything(number: &Numeral) -> bool {
    number.measure == Measure::Percent && number.value == Number::whole(100)
}

fn is_negated(before: &str) -> bool {
    ["并非", "不是", "未", "没有", "未能", "不能", "尚未"].iter().any(|word| before.ends_with(word))
}

/// Bytes between 均 and 办结: 均已在法定期限内.
const NEAR: usize = 30;
