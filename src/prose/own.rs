//! What an agency may call itself, derived from its name: 县统计局, 高新区管委会, 县政府办公室, 东门分局, 我校.

use super::{
    Slice,
    vocabulary::{GENERAL_OFFICES, GOVERNMENTS, Sense},
};
use crate::config::Agency;
use std::ops::Range;

/// The names of one agency, ready to be met in texts.
pub struct OwnName {
    /// Each as its characters, the kind of agency at its end written in full.
    names: Vec<Name>,
}

struct Name {
    characters: Vec<char>,
    /// Where its last part begins that has a kind of its own: 东门分局 of 青河县公安局东门分局.
    tail: usize,
    /// Where the kind begins that the name ends with: 局.
    kind: usize,
}

/// The kinds of agencies that names end with, the longer first.
static KINDS: Sense = Sense::new("kinds-of-agencies");
/// The kinds of agencies that have branches and offices of their own.
static BRANCHED: Sense = Sense::new("kinds-with-branches");
/// What stands after the name of a place in the name of the agency that governs it.
static OFFICES: Sense = Sense::new("offices-of-places");
static SCHOOLS: Sense = Sense::new("schools");
/// 关区: where an agency does its work, after its own name.
static DOMAINS: Sense = Sense::new("own-domain");
/// 局, 室: what the names of agencies and places end with.
static LAST_CHARACTERS: Sense = Sense::new("ends-of-agencies");
/// What may stand before the name of an agency without belonging to it.
static LEADS: Sense = Sense::new("before-a-name");

impl OwnName {
    pub fn from_agency(agency: &Agency, year: u16) -> Self {
        let official = [agency.name_in(year), agency.name.as_str()].into_iter();
        let further = agency.short_name.iter().chain(&agency.name_aliases).map(String::as_str);
        let mut known: Vec<_> = official.chain(further).collect();
        known.dedup();
        let school = known.iter().any(|name| SCHOOLS.ends(name)).then_some("学校");
        Self { names: known.into_iter().flat_map(names_of).chain(school.map(Name::parse)).collect() }
    }

    /// How much of the end of a text is the agency's name, or a shorter form of it that nobody else has.
    pub fn end(&self, text: &str) -> Option<usize> {
        self.names.iter().filter_map(|name| name.end(text)).max()
    }

    /// Whether it may call itself by this kind: 街道 of a 街道办事处, 校 of a university.
    pub fn is_a(&self, kind: &str) -> bool {
        let is_school = kind == "校";
        self.names.iter().any(|name| {
            let written: String = name.characters.iter().collect();
            written.ends_with(kind) || (is_school && SCHOOLS.ends(&written))
        })
    }

    /// Whether a whole text is a name of the agency. The office of a government publishes its government's report.
    pub fn is(&self, text: &str) -> bool {
        // 白水海关关区.
        let text = DOMAINS.before(text).filter(|name| self.end(name) == Some(name.len())).unwrap_or(text);
        if self.end(text) == Some(text.len()) {
            return true;
        }
        let asked = plain(text);
        !asked.is_empty()
            && self.names.iter().any(|name| {
                let own: String = name.characters.iter().collect();
                let governed = GENERAL_OFFICES.before(&own);
                let own = plain(governed.unwrap_or(&own));
                let is_short = governed.is_some_and(|governed| Name::parse(governed).end(text) == Some(text.len()));
                is_short || asked.ends_with(own) || own.ends_with(asked)
            })
    }

    /// Where a text names the agency.
    pub fn matches<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        text.char_indices().filter_map(move |(at, c)| {
            let end = at + c.len_utf8();
            let is_last = self.names.iter().any(|name| name.may_end_with(c));
            is_last.then(|| self.end(text.slice(..end)))?.map(|length| end - length..end)
        })
    }
}

/// A name, the place it governs (东门街道 of 东门街道办事处), and the same branch by its place.
fn names_of(name: &str) -> impl Iterator<Item = Name> + '_ {
    let place = OFFICES.before(name).filter(|place| place.chars().nth(1).is_some());
    let branch = branch_of_place(name);
    [Some(name), place].into_iter().flatten().map(Name::parse).chain(branch.as_deref().map(Name::parse))
}

/// 东门区公安分局 for 青河市公安局东门区分局.
fn branch_of_place(name: &str) -> Option<String> {
    let (bureau, branch) = name.split_once(BUREAU)?;
    let place = branch.strip_suffix(BRANCH).filter(|place| place.ends_with(ends_place))?;
    let field = bureau.rsplit(ends_place).next().filter(|field| !field.is_empty())?;
    Some(format!("{place}{field}{BRANCH}"))
}

const BUREAU: char = '局';
const BRANCH: &str = "分局";

/// A name without 人民政府.
fn plain(name: &str) -> &str {
    GOVERNMENTS.before(name).unwrap_or(name)
}

impl Name {
    fn parse(name: &str) -> Self {
        let characters: Vec<char> = name.chars().collect();
        let before = KINDS.before(name).unwrap_or(name.slice(..name.len() - last_width(name)));
        let kind = before.chars().count();
        let mut ends = before.char_indices().map(|(at, c)| at + c.len_utf8());
        let tail = ends.rfind(|&end| BRANCHED.ends(before.slice(..end)));
        let tail = tail.map_or(0, |end| before.slice(..end).chars().count());
        Self { characters, tail, kind }
    }

    /// Whether the name of a place ends here: not with 市 of 城市管理局.
    fn ends_place(&self, at: usize) -> bool {
        let runs_on = at.checked_sub(1).is_some_and(|before| INTO_PLACES.has(self.characters[before]));
        ends_place(self.characters[at]) && !runs_on
    }

    /// The kind may be shortened, but not left out: 委 of 委员会, 办 of 办公室.
    fn may_end_with(&self, c: char) -> bool {
        let is_short =
            ['委', '办'].contains(&c) && self.characters.get(self.kind..).is_some_and(|kind| kind.contains(&c));
        is_short || self.characters.last() == Some(&c)
    }

    /// How much of the end of a text is this name or a shorter form of it. From the end backwards each character must be
    /// one of the name before the one met last, and what is left of the text must not run on into the name.
    fn end(&self, text: &str) -> Option<usize> {
        let (mut at, mut met, mut of_tail) = (self.characters.len(), 0, 0);
        let mut rest = text;
        while let Some(last) = rest.chars().next_back() {
            let Some(found) = self.characters[..at].iter().rposition(|c| *c == last) else { break };
            // 县政府 is no short form of 内乡县赤眉镇人民政府: what governs in between cannot be left out.
            if (found + 1..at).any(|skipped| self.ends_place(skipped)) {
                break;
            }
            if met == 0 && (found < self.kind || !self.may_end_with(last)) {
                return None;
            }
            of_tail += usize::from((self.tail..self.kind).contains(&found));
            (at, met) = (found, met + 1);
            rest = rest.slice(..rest.len() - last.len_utf8());
        }
        // 分局, 管委会: a kind of more than one character stands for the whole.
        let is_named = of_tail > 0 || self.tail == self.kind || at == self.kind;
        let is_apart = at == 0 || LEADS.ends(rest) || !rest.ends_with(is_han);
        (met > 1 && is_named && is_apart).then_some(text.len() - rest.len())
    }
}

/// Whether a text ends as the names of agencies and places do.
pub(crate) fn ends_as_agency(name: &str) -> bool {
    name.chars().nth(1).is_some() && name.ends_with(|c| LAST_CHARACTERS.has(c))
}

/// What the names of places end with.
static PLACES: Sense = Sense::new("kinds-of-places");

/// 城 of 城市, 城乡: no place is named.
static INTO_PLACES: Sense = Sense::new("runs-into-a-place");

fn ends_place(c: char) -> bool {
    PLACES.has(c)
}

fn last_width(text: &str) -> usize {
    text.chars().next_back().map_or(0, char::len_utf8)
}

pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(name: &str) -> OwnName {
        OwnName { names: names_of(name).collect() }
    }

    #[test]
    fn an_agency_is_known_by_shorter_forms_of_its_name() {
        for (name, short) in [
            ("青河县统计局", "县统计局"),
            ("青河县统计局", "统计局"),
            ("青河高新技术产业开发区管理委员会", "高新区管委会"),
            ("青河高新技术产业开发区管理委员会", "管委会"),
            ("青河县人民政府办公室", "县政府办公室"),
            ("青河县人民政府办公室", "2023年县府办"),
            ("青河县公安局东门分局", "东门分局"),
            ("青河县公安局东门分局", "分局"),
            ("青河市公安局东门区分局", "区公安分局"),
            ("青河区东门街道办事处", "东门街道"),
            ("青河市卫生健康委员会", "全年市卫健委"),
            ("青河市城市管理局", "市城管局"),
            ("青河县住房和城乡建设局", "县住建局"),
            ("内乡县赤眉镇人民政府", "赤眉镇"),
            ("内乡县赤眉镇人民政府", "镇政府"),
        ] {
            assert!(own(name).end(short).is_some(), "{name}: {short}");
        }
    }

    #[test]
    fn an_agency_is_known_by_where_it_works() {
        assert!(own("白水海关").is("白水海关关区"));
        assert!(!own("白水海关").is("青河海关关区"));
        assert!(own("青河市白水区现代物流区管理办公室").is("物流区"));
    }

    #[test]
    fn what_another_agency_is_called_too_is_no_name_of_its_own() {
        for (name, other) in [
            ("青河县公安局东门分局", "县公安局"),
            ("青河县公安局东门分局", "西门分局"),
            ("青河市公安局东门区分局", "西门区公安分局"),
            ("青河县统计局", "市统计局"),
            ("青河县统计局", "白水县统计局"),
            ("青河县统计局", "县财政局"),
            ("青河县人民政府办公室", "县委办公室"),
            ("青河县人民政府办公室", "县政府"),
            ("云山县人民政府", "县政府办公室"),
            ("云山县人民政府", "县政府办"),
            ("云山县人民政府", "政府"),
            ("内乡县赤眉镇人民政府", "内乡县"),
            ("内乡县赤眉镇人民政府", "县政府"),
            ("阿巴嘎旗那仁宝拉格苏木人民政府", "阿巴嘎旗"),
        ] {
            assert!(own(name).end(other).is_none(), "{name}: {other}");
        }
    }
}
