#![doc = include_str!("unfinished_called_finished.md")]

use super::{Check, Context, Group, Rule};
use crate::{
    check::told,
    diag::{Finding, Level, RuleName},
    prose::{QuantityKind, Reading, Sentence, Term},
    text,
};
use std::ops::Range;

const NAME: RuleName = RuleName("unfinished-called-finished");

pub const RULE: Rule = Rule {
    name: NAME,
    group: Group::Prose,
    level: Level::Warning,
    waivable: true,
    softened: false,
    summary: text!("还有结转的申请，正文却说全部办结", "Requests are carried out, yet the text says all are done"),
    page: include_str!("unfinished_called_finished.md"),
    check: Check::Prose(check),
};

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let (report, lexicon) = (reading.prose.report, reading.prose.lexicon);
    let Some(carried) = lexicon.quantity(QuantityKind::CarriedOut).map(|at| &lexicon.quantities[at]) else { return };
    if told::stated(report, carried).iter().all(|stated| stated.value.is_zero()) {
        return;
    }
    for (at, sentence) in reading.sentences.iter().enumerate() {
        let Some(range) = says_all_done(sentence) else { continue };
        // 结转 is told in the same breath, or in the next.
        let near = &reading.sentences[at..(at + 2).min(reading.sentences.len())];
        if near.iter().any(|sentence| sentence.passage.text[sentence.range.clone()].contains("结转")) {
            continue;
        }
        let words = &sentence.passage.text[range.clone()];
        let message = text!("正文说“{words}”，表三却有结转下年的申请", "the text says “{words}”, but requests are carried out")
            .with("words", words);
        findings.push(told::finding(NAME, reading, sentence, range, carried, message).hint(text!(
            "写明办结了多少、结转多少",
            "say how many were answered and how many are carried out"
        )));
    }
}

/// 均已办结, of requests and without exception.
fn says_all_done(sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let about_requests = sentence.has(Term::Request) || sentence.passage.section == Some("applications");
    let other = [Term::Others, Term::Plan, Term::Except, Term::LastYear, Term::Period, Term::Elsewhere, Term::Not];
    if !about_requests || other.into_iter().any(|term| sentence.has(term)) {
        return None;
    }
    let mut all: Option<Range<usize>> = None;
    for (token, term) in sentence.terms() {
        match term {
            Term::All => all = all.or(Some(token.range.clone())),
            Term::Finish => {
                let near = all.clone().filter(|all| token.range.start - all.end <= NEAR);
                if let Some(all) = near {
                    return Some(all.start..token.range.end);
                }
            }
            _ => {}
        }
    }
    None
}

/// Bytes between 均 and 办结: 均已在法定期限内.
const NEAR: usize = 30;
