#![doc = include_str!("stale_waiver.md")]

use crate::{
    check::{Check, Group, Rule},
    diag::{Level, RuleName},
    text,
};

pub(crate) const NAME: RuleName = RuleName("stale-waiver");

/// Found by [`crate::check::waivers::apply`].
pub(crate) const RULE: Rule = Rule::new(NAME, Group::Waivers, Level::Warning, include_str!("stale_waiver.md"))
    .summary(text!("豁免所指的数已经变了", "A waiver whose pinned value has changed"))
    .check(Check::Waivers);
