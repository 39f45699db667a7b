#![doc = include_str!("year_mismatch.md")]

use super::{Check, Group, Rule};
use crate::{
    diag::{Level},
    text,
};

pub const RULE: Rule = Rule {
    name: crate::report::YEAR_MISMATCH,
    group: Group::Identity,
    level: Level::Error,
    waivable: false,
    softened: false,
    fixable: false,
    summary: text!("年度与文件名不一致", "The year and the file name disagree"),
    page: include_str!("year_mismatch.md"),
    check: Check::Reading,
};
