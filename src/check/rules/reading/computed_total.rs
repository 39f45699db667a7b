#![doc = include_str!("computed_total.md")]

use crate::{
    check::{Group, Rule},
    diag::Level,
    text,
};

/// Found by [`report::bind`](crate::report::bind), after tables are read (`Tables::compute`).
pub(crate) const RULE: Rule =
    Rule::new(crate::report::COMPUTED_TOTAL, Group::Reading, Level::Info, include_str!("computed_total.md"))
        .summary(text!("没有写的总计由 giar 算出", "An omitted total was computed by giar"));
