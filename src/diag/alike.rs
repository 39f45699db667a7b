//! Folds large numbers of findings of one kind in one file: the first ones show the problem.

use super::{Finding, RuleName};
use crate::{
    i18n::{Arg, Message},
    text,
};
use std::collections::HashMap;

/// A finding, or the message that replaces similar ones after it.
pub(crate) enum Listed<'f> {
    /// The finding.
    Finding(&'f Finding),
    /// The number of further findings of its rule in its file, and a message that names their lines.
    More(usize, Message),
}

/// Up to this many findings of one rule in one file are all listed.
const FEW: usize = 8;

/// Of more, this many are listed.
const FIRST: usize = 5;

/// For the rest, this many lines are named.
const LINES: usize = 10;

/// The findings to list, in order, while there is room, with those of one kind folded if `folds`; and the number of those
/// left out.
pub(crate) fn listed<'f>(findings: &[&'f Finding], folds: bool, room: &mut usize) -> (Vec<Listed<'f>>, usize) {
    let all = if folds { folded(findings) } else { findings.iter().copied().map(Listed::Finding).collect() };
    let (mut listed, mut left) = (Vec::new(), findings.len());
    for item in all {
        let (lines, count) = match &item {
            Listed::Finding(_) => (1, 1),
            Listed::More(count, _) => (0, *count),
        };
        if *room == 0 {
            break;
        }
        *room -= lines;
        left -= count;
        listed.push(item);
    }
    (listed, left)
}

/// Findings in order, with those of one kind folded.
fn folded<'f>(findings: &[&'f Finding]) -> Vec<Listed<'f>> {
    let mut alike: HashMap<(&str, RuleName), Vec<&Finding>> = HashMap::new();
    for finding in findings {
        alike.entry(kind(finding)).or_default().push(finding);
    }
    let mut listed = Vec::new();
    let mut seen: HashMap<(&str, RuleName), usize> = HashMap::new();
    for finding in findings {
        let (all, seen) = (&alike[&kind(finding)], seen.entry(kind(finding)).or_default());
        *seen += 1;
        if all.len() <= FEW || *seen <= FIRST {
            listed.push(Listed::Finding(finding));
        }
        if all.len() > FEW && *seen == FIRST {
            listed.push(Listed::More(all.len() - FIRST, more(&all[FIRST..])));
        }
    }
    listed
}

fn kind(finding: &Finding) -> (&str, RuleName) {
    (&finding.place.source.path, finding.rule)
}

fn more(others: &[&Finding]) -> Message {
    let mut lines: Vec<_> = others.iter().map(|finding| finding.place.position().line).collect();
    lines.dedup();
    let mut shown: Vec<_> = lines.iter().take(LINES).map(usize::to_string).collect();
    if lines.len() > LINES {
        shown.push("…".to_owned());
    }
    text!(
        "这个文件里还有 {n} 处 {rule}，在第 {lines} 行。全部列出：giar check --rule {rule}",
        "{n} more of {rule} in this file, in lines {lines}. List them all with `giar check --rule {rule}`"
    )
    .with("n", others.len())
    .with("rule", others[0].rule.0)
    .with("lines", Arg::List(shown))
}
