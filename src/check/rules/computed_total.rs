#![doc = include_str!("computed_total.md")]

use super::{Check, Group, Rule};
use crate::{
    diag::{Level},
    text,
};

pub const RULE: Rule = Rule {
    name: crate::report::COMPUTED_TOTAL,
    group: Group::Reading,
    level: Level::Info,
    waivable: false,
    softened: false,
    fixable: false,
    summary: text!("没有写的总计由 giar 算出", "A total left out and computed"),
    page: include_str!("computed_total.md"),
    check: Check::Reading,
};
