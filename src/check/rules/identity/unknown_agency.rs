#![doc = include_str!("unknown_agency.md")]

use crate::{
    check::{Check, Group, Rule},
    diag::Level,
    report::UNKNOWN_AGENCY,
    text,
};

/// Found by [`report::bind`](crate::report::bind) (`Header::agency`).
pub(crate) const RULE: Rule =
    Rule::new(UNKNOWN_AGENCY, Group::Identity, Level::Error, include_str!("unknown_agency.md"))
        .summary(text!("机关没有登记", "The agency is not listed in site.toml"))
        .check(Check::Reading);
