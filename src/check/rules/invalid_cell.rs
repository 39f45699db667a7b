#![doc = include_str!("invalid_cell.md")]

use super::{Check, Group, Rule};
use crate::{
    diag::{Level},
    text,
};

pub const RULE: Rule = Rule {
    name: crate::report::INVALID_CELL,
    group: Group::Reading,
    level: Level::Error,
    waivable: false,
    softened: false,
    fixable: false,
    summary: text!("格子里不是应有的数", "A cell that does not hold the number it should"),
    page: include_str!("invalid_cell.md"),
    check: Check::Reading,
};
