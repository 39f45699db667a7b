#![doc = include_str!("breakdown_mismatch.md")]

use super::statement;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    i18n::Message,
    prose::{Bounds, Listing, Reading, Sentence, Slice},
    text,
};

const NAME: RuleName = RuleName("breakdown-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Warning, include_str!("breakdown_mismatch.md"))
    .summary(text!("正文分项之和不等于总数", "The parts listed in a sentence do not add up to its total"))
    .waivable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    for sentence in &reading.sentences {
        for listing in &sentence.listings {
            // What goes out on several channels is counted in each: only a sum below the total is wrong for certain.
            let falls_short = listing.is_whole && listing.sum().most < Bounds::of(&listing.total).least;
            if (listing.channels >= 2 && !falls_short) || !is_wrong(listing) {
                continue;
            }
            let message = text!("分项加起来和总数不一致", "the parts do not add up to their total");
            findings.push(finding(NAME, reading, sentence, listing, message.into()).hint(text!(
                "核对总数和各分项；只列一部分的写“等”",
                "check the total and its parts; if only some parts are listed, add “等”"
            )));
        }
    }
}

/// Whether the sum is more than the total, or another than the total of a list that is whole.
fn is_wrong(listing: &Listing) -> bool {
    let (sum, total) = (listing.sum(), Bounds::of(&listing.total));
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
    let written = |range: &std::ops::Range<usize>| sentence.passage.text.slice(range.clone()).to_owned();
    let parts: Vec<_> = listing.parts.iter().map(|part| written(&part.range)).collect();
    let sum = listing.parts.iter().map(|part| part.value).sum::<crate::report::Number>();
    let equation = text!("{parts} = {sum}，总数是 {total}", "{parts} = {sum}, but the total is {total}")
        .with("parts", parts.join(" + "))
        .with("sum", sum)
        .with("total", written(&listing.total.range));
    statement::plain(name, reading, sentence, listing.range.clone(), message).equation(equation)
}
