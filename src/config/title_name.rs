//! Agency names as written in titles of reports: without the places above the agency, or without 人民政府.

use super::agency::{Agency, GOVERNMENT};
use crate::variants;
use unicode_normalization::UnicodeNormalization as _;

/// The short form of 人民政府 within longer names.
const GOVERNMENT_WITHIN: &str = "政府";
/// In characters; shorter ends are shared by many names.
const SHORTEST_END: usize = 3;
const SHORTEST_PLACE: usize = 2;
/// Characters with which names of places end.
const SIGNS: [char; 10] = ['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡', '道'];
/// A name in normalised form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TitleName(String);

impl TitleName {
    pub(super) fn of(name: &str) -> Self {
        let plain: String = name.nfkc().filter(|c| c.is_alphanumeric()).map(variants::simplified).collect();
        Self(plain.replace(GOVERNMENT, GOVERNMENT_WITHIN))
    }

    pub(super) fn all_of(agency: &Agency) -> impl Iterator<Item = Self> {
        agency.all_names().map(Self::of).filter(|name| !name.is_empty())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether one name is the other preceded by the places above the agency: 内乡县赤眉镇人民政府 calls itself 赤眉镇人民政府, but 西和县
    /// is not 和县.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        let is_end = |long: &str, short: &str| {
            short.chars().count() >= SHORTEST_END && short != GOVERNMENT_WITHIN && is_below_places(long, short)
        };
        is_end(&self.0, &other.0) || is_end(&other.0, &self.0)
    }

    /// Whether both are governments of the same place, which titles may name alone: 祁阳市2024年….
    pub(super) fn is_of_place(&self, own: &Self) -> bool {
        let Some(own) = own.0.strip_suffix(GOVERNMENT_WITHIN) else { return false };
        let place = self.0.strip_suffix(GOVERNMENT_WITHIN).unwrap_or(&self.0);
        let are_places = [own, place].iter().all(|place| place.chars().count() >= SHORTEST_PLACE);
        are_places && (own == place || is_below_places(own, place) || is_below_places(place, own))
    }
}

/// Whether the part of a name before a given end consists of places.
fn is_below_places(long: &str, short: &str) -> bool {
    let Some(before) = long.strip_suffix(short).filter(|before| !before.is_empty()) else { return false };
    // 乡宁县 is not 宁县; 市教育局 is 教育局.
    let is_department = !short.ends_with(SIGNS) && !short.ends_with(GOVERNMENT_WITHIN);
    before.ends_with(SIGNS) && (is_department || before.chars().nth(1).is_some())
        || is_province(before)
        // 县教育局 for 青河县教育局: the shorter name includes the last character of the place.
        || short.strip_prefix(SIGNS).is_some_and(|rest| rest.chars().count() >= SHORTEST_END)
}

/// Whether people name a province so, without its sign.
fn is_province(name: &str) -> bool {
    let regions = include_str!("../prose/regions.txt").lines().filter(|line| line.starts_with(' '));
    let mut provinces = regions.filter_map(|line| line.split_whitespace().next());
    provinces.any(|province| province.trim_end_matches(['省', '市']) == name)
}

#[cfg(test)]
mod tests {
    use super::TitleName;

    #[test]
    fn places_may_stand_before_a_name_and_other_characters_may_not() {
        for (name, own) in [
            ("内乡县赤眉镇人民政府", "赤眉镇人民政府"),
            ("赤眉镇人民政府", "内乡县赤眉镇人民政府"),
            ("广西南宁市人民政府", "南宁市人民政府"),
            ("教育局", "青河县教育局"),
            ("县教育局", "青河县教育局"),
            ("市教育局", "教育局"),
            ("政府办公室", "青河县人民政府办公室"),
            ("縣教育局", "青河县教育局"),
        ] {
            assert!(TitleName::of(name).is_like(&TitleName::of(own)), "{name} {own}");
        }
        for (name, own) in [
            ("西和县人民政府", "和县人民政府"),
            ("和县人民政府", "西和县人民政府"),
            ("乡宁县人民政府", "宁县人民政府"),
            ("市教育局", "青河县教育局"),
            ("青河县人民政府", "人民政府"),
            ("青河县教育局", "局"),
            ("青河县教育局", "（）"),
        ] {
            assert!(!TitleName::of(name).is_like(&TitleName::of(own)), "{name} {own}");
        }
    }

    #[test]
    fn a_government_is_called_by_its_place() {
        let is_of_place = |name: &str, own: &str| TitleName::of(name).is_of_place(&TitleName::of(own));
        assert!(is_of_place("祁阳市", "祁阳市人民政府") && is_of_place("永州市祁阳市", "祁阳市人民政府"));
        assert!(is_of_place("赤眉镇", "内乡县赤眉镇人民政府"));
        assert!(!is_of_place("西和县", "和县人民政府") && !is_of_place("和县", "西和县人民政府"));
        assert!(!is_of_place("祁阳市", "人民政府") && !is_of_place("祁阳市", "祁阳市教育局"));
    }
}
