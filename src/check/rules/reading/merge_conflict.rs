#![doc = include_str!("merge_conflict.md")]

use crate::{
    check::{Group, Rule},
    diag::Level,
    text,
};

/// Found by [`markdown::conflict`](crate::markdown::conflict), before anything else is read of a file.
pub(crate) const RULE: Rule =
    Rule::new(crate::markdown::MERGE_CONFLICT, Group::Reading, Level::Error, include_str!("merge_conflict.md"))
        .summary(text!("合并留下的冲突记号", "Conflict markers left by a merge"));
