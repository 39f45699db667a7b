//! Whose doings a text tells of: the reporting agency's, or another's.

use super::{
    Prose, Sentence, Slice, Token,
    own::is_han,
    vocabulary::{BY_WAY_OF, GENERAL_OFFICES, JOINS, OUR, Sense, TOWNS},
};
use crate::config::names_of;
use std::ops::Range;

/// What only other agencies are called, if the words are no name of the agency's own.
static OTHERS: Sense = Sense::new("other-agencies");
/// 长 of 局长: another word than an agency.
static OTHER_WORDS: Sense = Sense::new("runs-on-from-an-agency");
/// What those above an agency that does not govern are called.
static SUPERIORS: Sense = Sense::new("superiors");
/// 网站: after the name of those above, where they publish.
static SITES: Sense = Sense::new("sites-of-superiors");
/// 及: between a government and its office.
static TOGETHER: Sense = Sense::new("together-with");
/// 以县政府和县政府办公室名义: who acts is the agency all the same.
static IN_THE_NAME: Sense = Sense::new("in-the-name-of");
/// 我, 本: what follows is the agency's own.
static OURS: Sense = Sense::new("ours");

/// 执法队: a part of an agency.
static PARTS: Sense = Sense::new("units-within-agencies");

/// 办公: the office of a government.
static OFFICE: Sense = Sense::new("office");
/// 本机关: the agency is spoken of too.
static SPEAKS_OF_ITSELF: Sense = Sense::new("speaks-of-itself");
/// 本部门: the agency’s own, whatever it is.
static OWNERS: Sense = Sense::new("owners-of-documents");
/// What agencies call themselves by: 我镇, 本街道.
static UNITS: Sense = Sense::new("units-of-agencies");

impl Prose<'_> {
    /// Whether the subject of the clause that `token` stands in is another agency: 县财政局全年收到.
    pub fn is_about_another(&self, sentence: &Sentence<'_>, token: &Token) -> bool {
        let before = sentence.passage.text.slice(sentence.range.start..token.range.start);
        let subject = before.rsplit(['，', '；', '、', ',', ';']).next().unwrap_or(before);
        let subject = subject.slice(subject.ceil_char_boundary(subject.len().saturating_sub(LONGEST_SUBJECT))..);
        if self.acts_in_own_name(subject) {
            return false;
        }
        let (without_own, names_itself) = self.without_itself(subject);
        if names_itself && IN_THE_NAME.is_in(&without_own) {
            return false;
        }
        if !self.governs() && names_superiors(&without_own) && !self.is_named_with_government(&without_own) {
            return true;
        }
        // 县政府及县政府办公室: more, or less, than the government that reports.
        let is_office = self.governs() && OFFICE.is_in(&without_own);
        let names_place = names_town(&without_own) || names_county(&without_own, &self.agency.name);
        is_office || (!names_itself && (names_others(&without_own) || names_place))
    }

    /// 以局名义, in the report of such an agency.
    fn acts_in_own_name(&self, subject: &str) -> bool {
        IN_THE_NAME.matches(subject).any(|place| {
            let before = subject.slice(..place.start);
            let unit = UNITS.words().iter().find(|unit| before.ends_with(unit.as_str()) && self.own.is_a(unit));
            unit.is_some_and(|unit| before.slice(..before.len() - unit.len()).ends_with('以'))
        })
    }

    /// 县政府（含县政府办公室）, in the report of that office: both together are what such an office reports on.
    fn is_named_with_government(&self, without_own: &str) -> bool {
        let mut superiors = SUPERIORS.matches(without_own);
        self.is_general_office()
            && superiors
                .all(|place| TOGETHER.after(without_own.slice(place.end..)).is_some_and(|rest| rest.starts_with('◇')))
    }

    /// What stands before those who made something at the end of a text: 发布 of 发布市政府及办公室, in the office's report.
    pub(super) fn without_makers<'t>(&self, text: &'t str) -> &'t str {
        let Some(before) = self.own.end(text).map(|own| text.slice(..text.len() - own)) else { return text };
        let joined = JOINS.before(before).filter(|_| self.is_general_office());
        joined.and_then(|joined| SUPERIORS.before(joined)).unwrap_or(before)
    }

    /// What stands before those whose documents they are, at the end of a text: 公开 of 公开我镇, 公开白石镇.
    pub(super) fn without_owner<'t>(&self, text: &'t str) -> &'t str {
        let ours = UNITS.before(text).and_then(|before| before.strip_suffix(|c| OUR.has(c)));
        ours.or_else(|| OWNERS.before(text)).unwrap_or_else(|| self.without_makers(text))
    }

    /// Whether 本级 stands between a government and its office, as both report together: 市政府本级、政府办.
    pub(super) fn is_joint_with_office(&self, text: &str, elsewhere: &Range<usize>) -> bool {
        let is_of_government = SUPERIORS.ends(text.slice(..elsewhere.start)) && self.is_general_office();
        let rest = TOGETHER.after(text.slice(elsewhere.start..)).filter(|_| is_of_government).unwrap_or_default();
        let mut ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST_OWN);
        ends.any(|end| self.own.end(rest.slice(..end)) == Some(end))
    }

    /// Whether it is the office of a government, which publishes its report.
    fn is_general_office(&self) -> bool {
        names_of(self.agency).any(|name| GENERAL_OFFICES.ends(name))
    }

    /// A text with `◇` for each name of the agency, and whether it had any.
    pub(super) fn without_itself(&self, text: &str) -> (String, bool) {
        let mut without_own = String::with_capacity(text.len());
        let mut done = 0;
        // The longest of names that overlap ends last.
        let mut places: Vec<Range<usize>> = self.own.matches(text).collect();
        // 县政府办公室: a part of a government, but not the whole.
        places.retain(|place| !self.governs() || !OFFICE.begins(text.slice(place.end..)));
        places.reverse();
        let mut kept: Vec<Range<usize>> = Vec::new();
        for place in places {
            if kept.last().is_none_or(|last| place.end <= last.start) {
                kept.push(place);
            }
        }
        for place in kept.iter().rev() {
            without_own.push_str(text.slice(done..place.start));
            without_own.push('◇');
            done = place.end;
        }
        without_own.push_str(text.slice(done..));
        let names_itself = !kept.is_empty() || OURS.is_in(text);
        (without_own, names_itself)
    }

    /// Whether a text names a part of the agency, or another: 综合行政执法队.
    pub(super) fn names_part(&self, text: &str) -> bool {
        let (without_own, _) = self.without_itself(text);
        PARTS.is_in(&without_own) || names_others(&without_own) || names_town(&without_own)
    }

    /// Whether a text speaks of the reporting agency, by name or as of itself.
    pub(crate) fn is_named_in(&self, text: &str) -> bool {
        SPEAKS_OF_ITSELF.is_in(text)
            || names_of(self.agency).any(|name| text.contains(name))
            || UNITS.words().iter().any(|unit| self.is_by_kind(unit) && says_ours(text, unit))
    }

    /// Whether a text names those above the agency, and not itself.
    pub(crate) fn is_of_superiors(&self, text: &str) -> bool {
        let (without_own, names_itself) = self.without_itself(text);
        !self.governs() && !names_itself && names_superiors(&without_own)
    }

    /// Whether one of the agency's names ends so.
    fn is_by_kind(&self, unit: &str) -> bool {
        names_of(self.agency).any(|name| name.ends_with(unit))
    }
}

/// Whether others act: not the 局长信箱.
fn names_others(text: &str) -> bool {
    OTHERS.matches(text).any(|place| !OTHER_WORDS.begins(text.slice(place.end..)))
}

/// Whether those above are named as who acts: not in 县政府网站.
fn names_superiors(text: &str) -> bool {
    SUPERIORS.matches(text).any(|place| !SITES.begins(text.slice(place.end..)))
}

/// 我镇, 本镇.
fn says_ours(text: &str, unit: &str) -> bool {
    text.match_indices(unit).any(|(at, _)| text.slice(..at).ends_with(|c| OUR.has(c)))
}

/// Characters of the shortest name that an office calls itself by after its government, at most: 政府办公室.
const LONGEST_OWN: usize = 8;
/// No subject of a clause is longer, in bytes.
const LONGEST_SUBJECT: usize = 150;

/// 县, 区, 市, 旗.
static COUNTIES: Sense = Sense::new("kinds-of-counties");

/// Characters that no name of a town holds.
static NOT_IN_TOWNS: Sense = Sense::new("not-in-names-of-towns");
/// Characters that no name of a county holds.
static NOT_IN_COUNTIES: Sense = Sense::new("not-in-names-of-counties");

/// 白水镇, but not 我镇 and 各乡镇.
fn names_town(subject: &str) -> bool {
    TOWNS.words().iter().any(|kind| {
        subject.match_indices(kind.as_str()).any(|(at, _)| {
            let mut before = subject.slice(..at).chars().rev();
            let (last, first) = (before.next(), before.next());
            [last, first].into_iter().all(|c| c.is_some_and(|c| is_han(c) && !NOT_IN_TOWNS.has(c)))
        })
    })
}

/// Characters of a county's name before its kind: most have two, and with one it could be any word.
const BEFORE_KIND: usize = 2;

/// 云山县, but not 全县, and not 云山县 of the bureau 云山县财政局.
fn names_county(subject: &str, own: &str) -> bool {
    COUNTIES.words().iter().any(|kind| {
        subject.match_indices(kind.as_str()).any(|(at, kind)| {
            let name = subject.slice(..at + kind.len());
            let begin = name.char_indices().rev().nth(BEFORE_KIND).map(|(begin, _)| begin);
            begin.is_some_and(|begin| {
                // 通过县政府平台: by way of it.
                let is_way = BY_WAY_OF.is(subject.slice(begin..at));
                let is_name = !is_way && subject.slice(begin..at).chars().all(|c| is_han(c) && !NOT_IN_COUNTIES.has(c));
                is_name && !own.contains(name.slice(begin..))
            })
        })
    })
}
