//! Detects the markers that a merge leaves in a file with conflicts.

use super::is_code_fence;
use crate::{
    diag::{Finding, Place, RuleName, Source, Span},
    text,
};
use std::sync::Arc;

/// The rule on files with conflict markers.
pub const MERGE_CONFLICT: RuleName = RuleName("merge-conflict");

/// The finding for a file with the marks of a merge, at the first of them; or with those of a patch.
pub fn conflict(source: &Arc<Source>) -> Option<Finding> {
    // Most texts contain none of these characters.
    let text = source.text.as_bytes();
    memchr::memchr3(b'<', b'>', b'|', text)
        .or_else(|| [MIDDLE, "@@ ", DIFF].iter().find_map(|mark| memchr::memmem::find(text, mark.as_bytes())))?;
    let mut at = 0;
    let (mut marks, mut patches) = (Vec::new(), Vec::new());
    let (mut is_open, mut is_code, mut above) = (false, false, "");
    for line in source.text.split_inclusive('\n') {
        let inner = if is_code { line } else { unquoted(line) };
        let start = at + line.len() - inner.len();
        let span = Span::new(start, start + inner.trim_end().len());
        let mark = mark(inner).filter(|mark| !is_code || mark.len() == MIDDLE.len());
        is_open = is_open && !mark.is_some_and(|mark| mark.starts_with('>'))
            || mark.is_some_and(|mark| mark.starts_with('<'));
        is_code ^= is_code_fence(inner);
        if mark.is_some() || is_middle(inner, is_open) || inner.trim_end() == MIDDLE && !is_code && is_no_heading(above)
        {
            marks.push(span);
        } else if !is_code && is_patch(inner) {
            patches.push(span);
        }
        at += line.len();
        above = line.trim_end();
    }
    if marks.is_empty() {
        return patch(source, &patches);
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
    Some(also_at(finding, source, others))
}

/// The line between two versions. It may also underline a heading.
const MIDDLE: &str = "=======";

/// Whether a line ends like a sentence, so that it is no heading.
fn is_no_heading(line: &str) -> bool {
    line.ends_with(['。', '；', '！', '？', ';'])
}

/// A line without the blanks before it and the signs of the quotations it stands in.
fn unquoted(line: &str) -> &str {
    let mut inner = line.trim_start_matches([' ', '\t', '　']);
    while let Some(quoted) = inner.strip_prefix("> ") {
        inner = quoted.trim_start_matches([' ', '\t', '　']);
    }
    inner
}

/// The signs with which a line begins that a merge has written. `=======` alone may underline a heading; the others are
/// nothing else.
fn mark(line: &str) -> Option<&str> {
    let sign = line.chars().next().filter(|sign| matches!(sign, '<' | '>' | '|'))?;
    let rest = line.trim_start_matches(sign);
    let mark = &line[..line.len() - rest.len()];
    (mark.len() >= MIDDLE.len() && (rest.trim_end().is_empty() || rest.starts_with(' '))).then_some(mark)
}

/// Whether a line stands between two versions.
fn is_middle(line: &str, is_open: bool) -> bool {
    let line = line.trim_end();
    is_open && line.len() >= MIDDLE.len() && line.bytes().all(|b| b == b'=')
}

const DIFF: &str = "diff --git ";

/// Whether a line is one that says where a patch belongs: `diff --git a/x b/x`, `@@ -1,3 +1,4 @@`.
fn is_patch(line: &str) -> bool {
    let is_place =
        |part: &str, sign| part.strip_prefix(sign).is_some_and(|at: &str| at.starts_with(|c: char| c.is_ascii_digit()));
    let mut parts = line.split_ascii_whitespace();
    line.starts_with(DIFF)
        || parts.next() == Some("@@")
            && parts.next().is_some_and(|part| is_place(part, '-'))
            && parts.next().is_some_and(|part| is_place(part, '+'))
            && parts.next() == Some("@@")
}

fn patch(source: &Arc<Source>, lines: &[Span]) -> Option<Finding> {
    let (first, others) = lines.split_first()?;
    let message = text!(
        "这是补丁（diff）里的记号，会被当作正文印出来，一共有 {n} 行",
        "this is a line of a patch, and would be printed as text; there {n:is|are} {n} in all"
    );
    let finding = Finding::new(MERGE_CONFLICT, Place::new(source, *first), message.with("n", lines.len()));
    let finding = finding.hint(text!(
        "改成补丁要写成的正文，把 diff、@@ 这几行和行首的 +、- 删去",
        "write the text that the patch was to make; delete the lines diff and @@, and the signs + and - before lines"
    ));
    Some(also_at(finding, source, others))
}

fn also_at(finding: Finding, source: &Arc<Source>, places: &[Span]) -> Finding {
    places
        .iter()
        .fold(finding, |finding, place| finding.related(Place::new(source, *place), text!("这里也是", "here too")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> usize {
        conflict(&Arc::new(Source::new("a.md", text))).map_or(0, |finding| 1 + finding.related.len())
    }

    #[test]
    fn marks_are_marks_wherever_they_stand() {
        for text in [
            "甲\n<<<<<<< HEAD\n乙\n=======\n丙\n>>>>>>> main\n",
            "  <<<<<<< HEAD\n  乙\n  =======\n  丙\n  >>>>>>> main\n",
            "> <<<<<<< HEAD\n> 乙\n> =======\n> 丙\n> >>>>>>> main\n",
            "<<<<<<<<< HEAD\n乙\n=========\n丙\n>>>>>>>>> main\n",
        ] {
            assert_eq!(lines(text), 3, "{text}");
        }
        assert_eq!(lines("diff --git a/x.md b/x.md\n@@ -1,3 +1,4 @@\n-甲\n+乙\n"), 2);
        for text in [
            "```\ndiff --git a/x b/x\n@@ -1 +1 @@\n  <<<<<<< HEAD\n```\n",
            "标题\n=======\n",
            "标题\n=========\n",
            "> > > 甲\n",
            "|||\n",
            "联系 @@ 甲\n",
        ] {
            assert_eq!(lines(text), 0, "{text}");
        }
    }
}
