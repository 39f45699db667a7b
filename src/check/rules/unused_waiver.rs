#![doc = include_str!("unused_waiver.md")]

use super::{Check, Group, Rule};
use crate::{
    diag::{Level},
    text,
};

pub const RULE: Rule = Rule {
    name: crate::check::waivers::UNUSED_WAIVER,
    group: Group::Waivers,
    level: Level::Warning,
    waivable: false,
    softened: false,
    fixable: false,
    summary: text!("豁免没有用上", "A waiver that silences nothing"),
    page: include_str!("unused_waiver.md"),
    check: Check::Waivers,
};
