#![doc = include_str!("overlapping_channels.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    prose::{Bounds, Reading},
    text,
};

const NAME: RuleName = RuleName("overlapping-channels");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Prose, Level::Info, include_str!("overlapping_channels.md"))
    .summary(text!("各渠道的条数加起来多于总数", "The channels add up to more than the total"))
    .waivable()
    .check(Check::Prose(check));

fn check(_: &Context<'_>, reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    for sentence in &reading.sentences {
        for listing in &sentence.listings {
            if listing.channels < 2 || listing.sum().least <= Bounds::around(&listing.total).most {
                continue;
            }
            let message = text!(
                "各渠道的条数加起来多于总数：是同一条信息在几个渠道发布吗？",
                "the channels add up to more than the total: were the same items published through several of them?"
            );
            findings.push(super::breakdown_mismatch::finding(NAME, reading, sentence, listing, message.into()).hint(
                text!(
                    "是就在正文里写明有重复，不是就改正数字",
                    "if so, say so in the text; if not, correct the numbers"
                ),
            ));
        }
    }
}
