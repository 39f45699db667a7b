#![doc = include_str!("unfinished_called_finished.md")]

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    prose::{QuantityKind, Reading, Slice, Subject, leaves_some},
    text,
};

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
    let Some(carried) = reading.prose.lexicon.quantity(QuantityKind::CarriedOut).map(Subject::new) else { return };
    if reading.prose.stated(carried).iter().all(|stated| stated.value.is_zero()) {
        return;
    }
    for sentence in &reading.sentences {
        let Some(range) = sentence.all_done.clone() else { continue };
        // 结转 is named in the same breath, or elsewhere in the passage.
        let mut passage = reading.sentences.iter().filter(|other| std::ptr::eq(other.passage, sentence.passage));
        if passage.any(|sentence| leaves_some(reading.prose, sentence)) {
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
