#![doc = include_str!("invalid_front_matter.md")]

use super::{Check, Group, Rule};
use crate::{
    diag::{Level},
    text,
};

pub const RULE: Rule = Rule {
    name: crate::document::INVALID_FRONT_MATTER,
    group: Group::Reading,
    level: Level::Error,
    waivable: false,
    softened: false,
    fixable: false,
    summary: text!("文件或其数据部分读不懂", "The file or its front matter cannot be read"),
    page: include_str!("invalid_front_matter.md"),
    check: Check::Reading,
};
