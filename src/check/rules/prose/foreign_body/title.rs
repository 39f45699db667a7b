//! 现发布《白石镇2023年政府信息公开工作年度报告》: the title of another agency's report.

use crate::prose::{Prose, Sense, Sentence, Slice, ends_as_agency};
use std::ops::Range;

/// What stands before the title of the report that is published.
static LEADS_TO_TITLE: Sense = Sense::new("leads-to-a-title");

/// 现发布《白石镇2023年政府信息公开工作年度报告》: where the title names another agency.
pub(super) fn foreign(prose: &Prose<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    if !sentence.says(&LEADS_TO_TITLE) {
        return None;
    }
    let text = sentence.text();
    let mut titles = LEADS_TO_TITLE.places(text).filter_map(|lead| titled_agency(text, lead.end));
    let foreign = titles.find(|range| {
        let name = text.slice(range.clone());
        ends_as_agency(name) && !name.starts_with(['我', '本']) && !prose.own.is(name)
    })?;
    Some(foreign.start + sentence.range.start..foreign.end + sentence.range.start)
}

/// The agency that a title names, if one begins here, with or without 《.
fn titled_agency(text: &str, at: usize) -> Option<Range<usize>> {
    let rest = text.slice(at..);
    let title = rest.strip_prefix('《').unwrap_or(rest);
    let begin = at + rest.len() - title.len();
    let name = title.split(|c: char| c.is_ascii_digit()).next()?;
    let name = name.split("政府信息公开").next()?;
    let after = title.slice(name.len()..).trim_start_matches(|c: char| c.is_ascii_digit());
    let after = after.trim_start_matches(['年', '度']).strip_prefix("政府信息公开")?;
    let is_report =
        ["工作年度报告", "年度报告", "工作年报", "年报", "年度工作报告"].iter().any(|kind| after.starts_with(kind));
    let is_name = name.chars().count() <= LONGEST_NAME && !name.contains(['，', '。', '（', '、', '《', '“']);
    (is_report && is_name && !name.is_empty()).then_some(begin..begin + name.len())
}

/// No agency's name is longer, in characters.
const LONGEST_NAME: usize = 30;
