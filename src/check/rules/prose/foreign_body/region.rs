//! 提升衡阳市政务公开水平: the name of a region, left in from another report.

use super::tells;
use crate::{
    check::names::{Names, names_of},
    prose::{Block, Prose, Region, Sense, Sentence, Slice},
};
use std::ops::Range;

/// Provinces and prefectures.
static REGIONS: Sense = Sense::new("provinces-and-prefectures");
/// Words for work that an agency does at home: a region follows them.
static WORK: Sense = Sense::new("work-at-home");
/// What that work is on.
static OBJECTS: Sense = Sense::new("objects-of-work");

/// Where a sentence does its work in a region that is neither the agency's nor one that stands above it.
pub(super) fn foreign(names: &Names<'_>, prose: &Prose<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    if sentence.passage.block == Block::Heading || !sentence.says(&REGIONS) {
        return None;
    }
    let text = sentence.text();
    let begin = sentence.range.start;
    REGIONS.matches_apart(text).find_map(|range| {
        let region = text.slice(range.clone());
        let after: String = text.slice(range.end..).chars().take(OBJECT_NEAR).collect();
        let phrase = after.split(['，', '。', '、', '；', '“', '《']).next().unwrap_or_default();
        let before = text.slice(..range.start);
        let works = WORK.ends(before) && OBJECTS.is_in(phrase);
        let starts = before.is_empty() || before.ends_with(['，', '；']) && before.chars().count() <= TIME_NEAR;
        let after = text.slice(range.end..);
        let found = (!is_near(names, prose, region) && (works || (starts && names_agency(phrase) && acts(after))))
            || (is_superior(before, after) && is_elsewhere(names, prose, region));
        found.then(|| range.start + begin..range.end + begin)
    })
}

/// 按照四川省政务公开办的部署: said of those who stand above an agency.
fn is_superior(before: &str, after: &str) -> bool {
    let phrase = after.split(['，', '。', '；', '“', '《']).next().unwrap_or_default();
    LEADS_TO_SUPERIORS.ends(before) && SUPERIORS.begins(phrase) && GUIDANCE.is_in(phrase)
}

/// 建设法治绍兴, 公开宿迁教育信息: a prefecture by its bare name, where the agency's own should stand.
pub(super) fn bare(names: &Names<'_>, prose: &Prose<'_>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    if !sentence.says(&LEADS_TO_BARE) {
        return None;
    }
    let text = sentence.text();
    let found = LEADS_TO_BARE.matches(text).find_map(|lead| {
        let rest = text.slice(lead.end..);
        let region = Region::at_head_of(rest)?;
        let name = region.bare();
        let is_other = !AMBIGUOUS.is(name) && is_elsewhere(names, prose, region.name);
        is_other.then_some(lead.end..lead.end + name.len())
    })?;
    Some(found.start + sentence.range.start..found.end + sentence.range.start)
}

/// Whether the agency is known to lie in another region than this.
fn is_elsewhere(names: &Names<'_>, prose: &Prose<'_>, region: &str) -> bool {
    let Some(region) = Region::named(region) else { return false };
    let agencies = std::iter::once(prose.agency).chain(names.above(prose.report.agency));
    let own: Vec<_> = agencies.flat_map(names_of).flat_map(Region::within).collect();
    let is_known = own.iter().any(|own| !own.is_province() || own.province != region.province || region.is_province());
    let is_within =
        own.iter().any(|own| own.province == region.province && (own.name == region.name || region.is_province()));
    is_known && !is_within
}

/// 按照, 在: before those who stand above an agency.
static LEADS_TO_SUPERIORS: Sense = Sense::new("leads-to-superiors");
/// 市委, 政务公开办: after the name of a region.
static SUPERIORS: Sense = Sense::new("offices-above");
/// 的领导下, 的部署.
static GUIDANCE: Sense = Sense::new("guidance");
/// 建设法治, 及时公开: right before the name of the agency's own region.
static LEADS_TO_BARE: Sense = Sense::new("leads-to-own-region");
/// 安康: names of prefectures that are words as well.
static AMBIGUOUS: Sense = Sense::new("prefectures-that-are-words");

/// How far after a region the work is named, in characters.
const OBJECT_NEAR: usize = 14;
/// 2024年，: what may stand before the agency that a sentence begins with, in characters.
const TIME_NEAR: usize = 8;

/// Bytes of a Chinese character.
const HAN: usize = 3;

/// 委, however the name goes on.
static COMMITTEES: Sense = Sense::new("committees");
/// 局, 政府: where the name of an agency ends.
static KINDS: Sense = Sense::new("kinds-of-acting-agencies");

fn names_agency(phrase: &str) -> bool {
    COMMITTEES.is_in(phrase) || KINDS.is_in(phrase)
}

/// 卫生健康委员会认真贯彻.
fn acts(after: &str) -> bool {
    let end = KINDS.matches(after).map(|region| region.end).min();
    end.is_some_and(|end| end <= OBJECT_NEAR * HAN && tells(after.slice(end..), false))
}

/// Whether the agency, or one that stands above it on this site, has the region in its name.
fn is_near(names: &Names<'_>, prose: &Prose<'_>, region: &str) -> bool {
    let known = Region::named(region);
    let bare = known.map_or(region, |region| region.bare());
    let mut agencies = std::iter::once(prose.agency).chain(names.above(prose.report.agency));
    agencies.any(|agency| names_of(agency).any(|name| name.contains(bare)))
}
