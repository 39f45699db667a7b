//! 提升衡阳市政务公开水平: the name of a place, left in from another report.

use super::tells;
use crate::{
    check::names::{Names, names_of},
    config::Agency,
    prose::{Block, Prose, Sense, Sentence, Slice},
};
use std::ops::Range;

/// Provinces and prefectures.
static PLACES: Sense = Sense::new("places");
/// Words before a place of work that an agency does at home.
static WORK: Sense = Sense::new("work-at-home");
/// What that work is on.
static OBJECTS: Sense = Sense::new("objects-of-work");

/// Where a sentence does its work in a place that is neither the agency's nor one that stands above it.
pub(super) fn foreign(names: &Names<'_>, prose: &Prose<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    if sentence.passage.block == Block::Heading || !sentence.says(&PLACES) {
        return None;
    }
    let text = sentence.text();
    let begin = sentence.range.start;
    PLACES.places_apart(text).find_map(|range| {
        let place = text.slice(range.clone());
        let after: String = text.slice(range.end..).chars().take(OBJECT_NEAR).collect();
        let phrase = after.split(['，', '。', '、', '；', '“', '《']).next().unwrap_or_default();
        let before = text.slice(..range.start);
        let works = WORK.ends(before) && OBJECTS.is_in(phrase);
        let starts = before.is_empty() || before.ends_with(['，', '；']) && before.chars().count() <= TIME_NEAR;
        let deeds = || starts && names_agency(phrase) && acts(text.slice(range.end..));
        (!is_near(names, prose, place) && (works || deeds())).then(|| range.start + begin..range.end + begin)
    })
}

/// How far behind a place the work is named, in characters.
const OBJECT_NEAR: usize = 14;
/// 2024年，: what may stand before the agency that a sentence begins with, in characters.
const TIME_NEAR: usize = 8;

fn names_agency(phrase: &str) -> bool {
    ["局", "委员会", "委", "厅", "政府"].iter().any(|kind| phrase.contains(kind))
}

/// 卫生健康委员会认真贯彻.
fn acts(after: &str) -> bool {
    let kinds = ["委员会", "人民政府", "局", "厅", "政府"];
    let end = kinds.iter().filter_map(|kind| Some(after.find(kind)? + kind.len())).min();
    end.is_some_and(|end| end <= OBJECT_NEAR * '局'.len_utf8() && tells(after.slice(end..), false))
}

/// Whether the agency, or one that stands above it on this site, has the place in its name.
fn is_near(names: &Names<'_>, prose: &Prose<'_>, place: &str) -> bool {
    let bare = place.trim_end_matches(['市', '省', '州', '盟']);
    let holds = |agency: &Agency| names_of(agency).any(|name| name.contains(bare));
    holds(prose.agency) || names.above(prose.report.agency).any(holds)
}
