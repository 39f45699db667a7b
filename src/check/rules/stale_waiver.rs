#![doc = include_str!("stale_waiver.md")]

use super::{Check, Group, Rule};
use crate::{
    diag::{Level},
    text,
};

pub const RULE: Rule = Rule {
    name: crate::check::waivers::STALE_WAIVER,
    group: Group::Waivers,
    level: Level::Warning,
    waivable: false,
    softened: false,
    fixable: false,
    summary: text!("豁免所指的数已经变了", "A waiver whose pinned value has changed"),
    page: include_str!("stale_waiver.md"),
    check: Check::Waivers,
};
