//! What a spreadsheet shows of a number in a column that is too narrow.

use crate::{i18n::Text, text};
use std::ops::Range;

/// Where the first line shows what a spreadsheet shows of a number in a column that is too narrow.
pub(crate) fn hashes(text: &str) -> Option<Range<usize>> {
    let line = text.lines().next().unwrap_or_default();
    let start = line.find("##").filter(|at| line[..*at].ends_with([' ', '\t']) || *at == 0)?;
    let end = start + line[start..].len() - line[start..].trim_start_matches('#').len();
    (line[end..].is_empty() || line[end..].starts_with([',', ']', ' ', '\t', '\r'])).then_some(start..end)
}

pub(crate) const NARROW_COLUMN: Text = text!(
    "“####”不是数：是电子表格里列太窄，数没有显示出来",
    "`####` is not a number: it is what a spreadsheet shows where a column is too narrow"
);

pub(crate) const WIDEN_IT: Text =
    text!("在电子表格里把这一列拉宽，再抄一次", "widen the column in the spreadsheet, and copy the number again");
