#![doc = include_str!("prose_number_mismatch.md")]

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    prose::{Reading, Slice, disagreeing},
    text,
};

const NAME: RuleName = RuleName("prose-number-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("prose_number_mismatch.md"))
    .summary(text!("正文的数字和表格不一致", "A number in the text differs from the table"))
    .waivable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let differing = reading
        .sentences
        .iter()
        .flat_map(|sentence| disagreeing(reading.prose, sentence).into_iter().map(move |claim| (sentence, claim)));
    // Of something that there was, the text says that there was none: another rule's.
    for (sentence, claim) in differing.filter(|(_, claim)| !claim.numeral.value.is_zero()) {
        let message = text!(
            "正文里{name}是“{stated}”，表格里不是",
            "the text gives “{stated}” for {name}, but the table differs"
        )
        .with("name", statement::name(reading, claim.subject))
        .with("stated", sentence.passage.text.slice(claim.numeral.range.clone()));
        let finding = statement::finding(NAME, reading, sentence, claim.range.clone(), claim.subject, message);
        findings.push(finding.value(claim.numeral.value.to_string()).hint(text!(
            "核对后改正文或表格；口径不同的在正文里写明",
            "correct the text or the table; if they count different things, say so in the text"
        )));
    }
}
