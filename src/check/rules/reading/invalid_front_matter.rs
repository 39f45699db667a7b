#![doc = include_str!("invalid_front_matter.md")]

use crate::{
    check::{Group, Rule},
    diag::Level,
    text,
};

/// Found by [`markdown::decode`](crate::markdown::decode), [`markdown::to_finding`](crate::markdown::to_finding), and where a file is no text by [`io::load`](crate::io::load).
pub(crate) const RULE: Rule = Rule::new(
    crate::markdown::INVALID_FRONT_MATTER,
    Group::Reading,
    Level::Error,
    include_str!("invalid_front_matter.md"),
)
.summary(text!("文件或其数据部分读不懂", "The file or its front matter cannot be read"))
.fixable();
