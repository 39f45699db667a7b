#![doc = include_str!("invalid_cell.md")]

use crate::{
    check::{Group, Rule},
    diag::Level,
    text,
};

/// Found by [`report::bind`](crate::report::bind), while tables are read (`Tables::cell`).
pub(crate) const RULE: Rule =
    Rule::new(crate::report::INVALID_CELL, Group::Reading, Level::Error, include_str!("invalid_cell.md"))
        .summary(text!("格子里不是应有的数", "A cell does not hold the number it should"))
        .fixable();
