#![doc = include_str!("unused_waiver.md")]

use crate::{
    check::{Check, Group, Rule},
    diag::{Level, RuleName},
    text,
};

pub(crate) const NAME: RuleName = RuleName("unused-waiver");

/// Found by [`crate::check::waivers::apply`].
pub(crate) const RULE: Rule = Rule::new(NAME, Group::Waivers, Level::Warning, include_str!("unused_waiver.md"))
    .summary(text!("豁免没有用上", "A waiver that is not needed"))
    .check(Check::Waivers);
