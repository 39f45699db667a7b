#![doc = include_str!("missing_row.md")]

use crate::{
    check::{Group, Rule},
    diag::Level,
    text,
};

/// Found by [`report::bind`](crate::report::bind), while tables are read (`Tables::missing`).
pub(crate) const RULE: Rule =
    Rule::new(crate::report::MISSING_ROW, Group::Reading, Level::Error, include_str!("missing_row.md"))
        .summary(text!("缺少表、行或格", "A table, row or cell is missing"))
        .waivable();
