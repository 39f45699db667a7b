#![doc = include_str!("duplicate_key.md")]

use crate::{
    check::{Group, Rule},
    diag::Level,
    text,
};

/// Found by [`spanned::yaml`](crate::spanned::yaml), while a mapping is read.
pub(crate) const RULE: Rule =
    Rule::new(crate::markdown::DUPLICATE_KEY, Group::Reading, Level::Error, include_str!("duplicate_key.md"))
        .summary(text!("同一项写了两次", "The same item is given twice"));
