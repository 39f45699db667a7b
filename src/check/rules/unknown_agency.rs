#![doc = include_str!("unknown_agency.md")]

use super::{Check, Group, Rule};
use crate::{
    diag::{Level},
    text,
};

pub const RULE: Rule = Rule {
    name: crate::report::UNKNOWN_AGENCY,
    group: Group::Identity,
    level: Level::Error,
    waivable: false,
    softened: false,
    fixable: false,
    summary: text!("机关没有登记", "The body is not listed in site.toml"),
    page: include_str!("unknown_agency.md"),
    check: Check::Reading,
};
