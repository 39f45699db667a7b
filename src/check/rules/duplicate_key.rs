#![doc = include_str!("duplicate_key.md")]

use super::{Check, Group, Rule};
use crate::{
    diag::{Level},
    text,
};

pub const RULE: Rule = Rule {
    name: crate::document::DUPLICATE_KEY,
    group: Group::Reading,
    level: Level::Error,
    waivable: false,
    softened: false,
    fixable: false,
    summary: text!("同一项写了两次", "The same thing given twice"),
    page: include_str!("duplicate_key.md"),
    check: Check::Reading,
};
