//! 区政府办共收到政府信息公开申请5件, in a department's report: an agency that the site does not list.

use super::without_time;
use crate::{
    check::names::Names,
    config::AgencyKind,
    prose::{Block, Prose, Sense, Sentence, Slice},
};
use std::{cmp::Reverse, ops::Range};

/// What the names of such agencies end with.
static KINDS: Sense = Sense::new("kinds-of-offices");
/// 收到, 共受理: what each agency tells of itself.
static TAKES: Sense = Sense::new("takes-in");
/// 公开本局: the same.
static PUBLISHES: Sense = Sense::new("publishes-own");
/// 我, 各: what begins so names nobody.
static NOBODY: Sense = Sense::new("names-nobody");
/// 分局: whose it is, does not show.
static BRANCHES: Sense = Sense::new("branches");
/// 政府信息公开申请.
static REQUESTS: Sense = Sense::new("request");

/// Where a department's sentence tells what requests another agency received, or what it published of its own.
pub(super) fn foreign(
    names: &Names<'_>,
    prose: &Prose<'_>,
    sentence: &Sentence<'_>,
    clauses: &[usize],
) -> Option<Range<usize>> {
    let may_tell = sentence.says(&REQUESTS) || sentence.says(&PUBLISHES);
    if prose.agency.kind != AgencyKind::Department || sentence.passage.block == Block::Heading || !may_tell {
        return None;
    }
    let text = &sentence.passage.text;
    clauses.iter().find_map(|&at| {
        let clause = text.slice(at..sentence.range.end);
        let clause = clause.split(['，', '；', '、', '：', '（']).next().unwrap_or(clause);
        // 政府办公室, not the 政府办 that it begins with.
        let kind = KINDS.matches(clause).min_by_key(|kind| (kind.start, Reverse(kind.end)))?;
        let name = clause.slice(..kind.end);
        let rest = without_time(clause.slice(name.len()..));
        let tells = TAKES.after(rest).is_some_and(|rest| REQUESTS.begins(rest)) || PUBLISHES.begins(rest);
        let is_agency =
            (LEAST_NAME..=LONGEST_NAME).contains(&name.chars().count()) && !NOBODY.begins(name) && !BRANCHES.ends(name);
        let is_own = prose.own.matches(name).next().is_some() || prose.own.is(name);
        let is_listed = names.at_head_of(name).is_some();
        (is_agency && !is_own && !is_listed && tells).then(|| at..at + name.len())
    })
}

/// Characters of a name such as 区政府办; a longer run of characters is no name.
const LEAST_NAME: usize = 3;
const LONGEST_NAME: usize = 16;
