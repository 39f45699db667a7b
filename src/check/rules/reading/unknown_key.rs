#![doc = include_str!("unknown_key.md")]

use crate::{
    check::{Group, Rule},
    diag::Level,
    text,
};

/// Found by [`Fields::done`](crate::spanned::Fields::done).
pub(crate) const RULE: Rule =
    Rule::new(crate::markdown::UNKNOWN_KEY, Group::Reading, Level::Error, include_str!("unknown_key.md"))
        .summary(text!("不认识的键", "An unknown key"))
        .fixable();
