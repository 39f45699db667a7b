//! Detects the markers that a merge leaves in a file with conflicts.

use super::is_code_fence;
use crate::{
    diag::{Finding, Place, RuleName, Source, Span},
    text,
};
use std::sync::Arc;

/// The rule on files with conflict markers.
pub const MERGE_CONFLICT: RuleName = RuleName("merge-conflict");

/// The finding for a file with conflict markers, at the first of them.
pub fn conflict(source: &Arc<Source>) -> Option<Finding> {
    // Most texts contain none of these characters.
    let text = source.text.as_bytes();
    memchr::memchr3(b'<', b'>', b'|', text).or_else(|| memchr::memmem::find(text, MIDDLE.as_bytes()))?;
    let mut at = 0;
    let mut marks = Vec::new();
    let (mut is_open, mut is_code, mut above) = (false, false, "");
    for line in source.text.split_inclusive('\n') {
        is_open = is_open && !line.starts_with(">>>>>>>") || line.starts_with("<<<<<<<");
        is_code ^= is_code_fence(line);
        if is_mark(line) || line.trim_end() == MIDDLE && (is_open || !is_code && is_no_heading(above)) {
            marks.push(Span::new(at, at + line.trim_end().len()));
        }
        at += line.len();
        above = line.trim_end();
    }
    let (first, others) = marks.split_first()?;
    let message = text!(
        "合并时的冲突没有处理：这里是冲突的记号，一共有 {n} 行",
        "an unfinished merge left {n} {n:marker line|marker lines} here"
    );
    let finding = Finding::new(MERGE_CONFLICT, Place::new(source, *first), message.with("n", marks.len()));
    let is_middle = source.slice(*first) == MIDDLE;
    let finding = finding.hint(if is_middle && others.is_empty() {
        text!("两种写法留下对的一种，把这一行删去", "keep the version that is right, and delete this line")
    } else {
        text!(
            "两种写法留下对的一种，把 <<<<<<<、=======、>>>>>>> 这几行删去",
            "keep the version that is right, and delete the lines <<<<<<<, ======= and >>>>>>>"
        )
    });
    Some(
        others
            .iter()
            .fold(finding, |finding, mark| finding.related(Place::new(source, *mark), text!("这里也是", "here too"))),
    )
}

/// The line between two versions. It may also underline a heading.
const MIDDLE: &str = "=======";

/// Whether a line ends like a sentence, so that it is no heading.
fn is_no_heading(line: &str) -> bool {
    line.ends_with(['。', '；', '！', '？', ';'])
}

/// `=======` alone may underline a heading; the other markers have no other meaning.
fn is_mark(line: &str) -> bool {
    ["<<<<<<<", ">>>>>>>", "|||||||"]
        .iter()
        .any(|mark| line.strip_prefix(mark).is_some_and(|rest| rest.trim_end().is_empty() || rest.starts_with(' ')))
}
