#![doc = include_str!("unknown_key.md")]

use super::{Check, Group, Rule};
use crate::{
    diag::{Level},
    text,
};

pub const RULE: Rule = Rule {
    name: crate::document::UNKNOWN_KEY,
    group: Group::Reading,
    level: Level::Error,
    waivable: false,
    softened: false,
    fixable: false,
    summary: text!("不认识的键", "A key that giar does not know"),
    page: include_str!("unknown_key.md"),
    check: Check::Reading,
};
