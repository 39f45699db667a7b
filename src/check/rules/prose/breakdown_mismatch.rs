#![doc = include_str!("breakdown_mismatch.md")]

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    i18n::Message,
    prose::{Balance, Bounds, Listing, Reading, Sentence, Slice, across, sum},
    text,
};

const NAME: RuleName = RuleName("breakdown-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("breakdown_mismatch.md"))
    .summary(text!("正文分项之和不等于总数", "The parts listed in a sentence do not add up to its total"))
    .waivable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    for pair in reading.sentences.windows(2) {
        let listing = across(reading.prose, &pair[0], &pair[1]).filter(is_wrong);
        findings.extend(listing.map(|listing| unequal(reading, &pair[1], &listing)));
    }
    for sentence in &reading.sentences {
        findings.extend(Balance::off(reading.prose, sentence).map(|balance| unbalanced(reading, sentence, &balance)));
        for listing in &sentence.listings {
            // What goes out on several channels is counted in each: only a sum below the total is wrong for certain.
            let falls_short = listing.is_whole && listing.sum().most < Bounds::around(&listing.total).least;
            if (listing.channels >= 2 && !falls_short) || !is_wrong(listing) {
                continue;
            }
            findings.push(unequal(reading, sentence, listing));
        }
    }
}

fn unequal(reading: &Reading<'_>, sentence: &Sentence<'_>, listing: &Listing) -> Finding {
    let message = text!("分项加起来和总数不一致", "the parts do not add up to their total");
    finding(NAME, reading, sentence, listing, message.into()).hint(text!(
        "核对总数和各分项；只列一部分的写“等”",
        "check the total and its parts; if only some parts are listed, add “等”"
    ))
}

/// 受理24件，上年结转1件，办结23件，结转下年度4件: more went than came.
fn unbalanced(reading: &Reading<'_>, sentence: &Sentence<'_>, balance: &Balance) -> Finding {
    let [received, carried_in] = &balance.came;
    let [finished, carried_out] = &balance.went;
    let message = text!(
        "收到的加结转来的，不等于办结的加结转走的",
        "requests received and carried in do not equal those answered and carried over"
    );
    let equation = text!(
        "{received} + {carried_in} = {came}，{finished} + {carried_out} = {went}",
        "{received} + {carried_in} = {came}, but {finished} + {carried_out} = {went}"
    );
    let equation = equation
        .with("received", received.value)
        .with("carried_in", carried_in.value)
        .with("came", sum(&balance.came))
        .with("finished", finished.value)
        .with("carried_out", carried_out.value)
        .with("went", sum(&balance.went));
    statement::plain(NAME, reading, sentence, balance.range.clone(), message.into())
        .equation(equation)
        .hint(text!("核对这四个数", "check the four numbers"))
}

/// Whether the sum is more than the total, or another than the total of a list that is whole.
fn is_wrong(listing: &Listing) -> bool {
    let (sum, total) = (listing.sum(), Bounds::around(&listing.total));
    // 解读57件，其中文字解读57件、图解49件: what is in one part is in others too.
    if listing.parts.iter().any(|part| part.value == listing.total.value) && sum.least > total.most {
        return false;
    }
    if listing.is_divided_again() {
        return false;
    }
    if listing.is_whole { !sum.meets(total) } else { listing.is_stated && sum.least > total.most }
}

/// A finding that marks the list, with the sum.
pub(crate) fn finding(
    name: RuleName,
    reading: &Reading<'_>,
    sentence: &Sentence<'_>,
    listing: &Listing,
    message: Message,
) -> Finding {
    let text = &sentence.passage.text;
    let parts: Vec<_> = listing.parts.iter().map(|part| text.slice(part.range.clone())).collect();
    let equation = text!("{parts} = {sum}，总数是 {total}", "{parts} = {sum}, but the total is {total}")
        .with("parts", parts.join(" + "))
        .with("sum", sum(&listing.parts))
        .with("total", text.slice(listing.total.range.clone()));
    statement::plain(name, reading, sentence, listing.range.clone(), message).equation(equation)
}
