#![doc = include_str!("year_mismatch.md")]

use crate::{
    check::{Group, Rule},
    diag::Level,
    text,
};

/// Found by [`report::bind`](crate::report::bind) (`Header::year`).
pub(crate) const RULE: Rule =
    Rule::new(crate::report::YEAR_MISMATCH, Group::Identity, Level::Error, include_str!("year_mismatch.md"))
        .summary(text!("年度与文件名不一致", "The year and the file name differ"));
