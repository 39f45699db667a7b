#![doc = include_str!("prose_denial_mismatch.md")]

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    prose::{Reading, Slice, Subject, disagreeing},
    text,
};

const NAME: RuleName = RuleName("prose-denial-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("prose_denial_mismatch.md"))
    .summary(text!("正文说没有，表格里却有", "The text says there were none, but the table has some"))
    .waivable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    for sentence in &reading.sentences {
        let denied = sentence.denials.iter().map(|denial| (Subject::new(denial.quantity), denial.range.clone()));
        let zeros = disagreeing(reading.prose, sentence).into_iter().filter(|claim| claim.numeral.value.is_zero());
        for (subject, range) in denied.chain(zeros.map(|claim| (claim.subject, claim.range.clone()))) {
            let stated = reading.prose.stated(subject);
            if stated.is_empty() || stated.iter().any(|stated| stated.value.is_zero()) {
                continue;
            }
            let words = sentence.passage.text.slice(range.clone());
            let message = text!("正文说“{words}”，表格里却有", "the text says “{words}”, but the table has some");
            let message = message.with("words", words);
            findings.push(
                statement::finding(NAME, reading, sentence, range, subject, message)
                    .hint(text!("核对后改正文或表格", "correct the text or the table")),
            );
        }
    }
}
