#![doc = include_str!("unused_waiver.md")]

use crate::{
    check::{Check, Group, Rule},
    diag::Level,
    text,
};

pub const RULE: Rule =
    Rule::new(crate::check::waivers::UNUSED_WAIVER, Group::Waivers, Level::Warning, include_str!("unused_waiver.md"))
        .summary(text!("豁免没有用上", "A waiver that silences nothing"))
        .check(Check::Waivers);
