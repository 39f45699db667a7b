#![doc = include_str!("missing_row.md")]

use super::{Check, Group, Rule};
use crate::{
    diag::{Level},
    text,
};

pub const RULE: Rule = Rule {
    name: crate::report::MISSING_ROW,
    group: Group::Reading,
    level: Level::Error,
    waivable: true,
    softened: false,
    fixable: false,
    summary: text!("缺少表、行或格", "A table, row or cell is missing"),
    page: include_str!("missing_row.md"),
    check: Check::Reading,
};
