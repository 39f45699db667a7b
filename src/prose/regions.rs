//! Provinces and prefectures, as `regions.txt` lists them.

use super::Sense;
use std::{collections::HashMap, sync::LazyLock};

/// A province or a prefecture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    /// As texts write it: 衡阳市, 四川省, 广西.
    pub name: &'static str,
    pub province: &'static str,
}

/// Every region by its name without 市 and the like.
static REGIONS: LazyLock<HashMap<&'static str, Vec<Region>>> = LazyLock::new(|| {
    let mut regions: HashMap<_, Vec<_>> = HashMap::new();
    for line in include_str!("regions.txt").lines().filter(|line| line.starts_with(' ')) {
        let Some(province) = line.split_whitespace().next() else { continue };
        for name in line.split_whitespace() {
            regions.entry(bare(name)).or_default().push(Region { name, province });
        }
    }
    regions
});

impl Region {
    /// The region of this name, with or without 市.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let regions = REGIONS.get(name).or_else(|| REGIONS.get(bare(name)))?;
        // 吉林省 and 吉林市.
        regions.iter().find(|region| region.name == name).or(regions.first()).copied()
    }

    /// The prefecture with whose name, without 市, a text begins.
    pub(crate) fn at_head_of(text: &str) -> Option<Self> {
        let mut ends = text.char_indices().map(|(at, c)| at + c.len_utf8()).take(LONGEST).skip(1);
        ends.find_map(|end| REGIONS.get(text.get(..end)?)?.iter().copied().find(|region| !region.is_province()))
    }

    /// Those that a name of an agency holds: 岳阳市 of 岳阳市湖滨区教育局.
    pub(crate) fn within(name: &str) -> impl Iterator<Item = Self> {
        let all = REGIONS.values().flatten().copied();
        all.filter(move |region| name.starts_with(region.name) || name.contains(&format!("省{}", region.name)))
    }

    /// 衡阳 of 衡阳市.
    pub(crate) fn bare(self) -> &'static str {
        bare(self.name)
    }

    pub(crate) fn is_province(self) -> bool {
        self.name == self.province
    }
}

/// 市, 省: what the names of regions end with.
static KINDS: Sense = Sense::new("kinds-of-prefectures");

/// Characters of the longest name.
const LONGEST: usize = 5;

fn bare(name: &str) -> &str {
    KINDS.before(name).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_known_with_its_province() {
        let province = |name| Region::named(name).map(|region| region.province);
        assert_eq!(province("衡阳市"), Some("湖南省"));
        assert_eq!(province("衡阳"), Some("湖南省"));
        assert_eq!(province("吉林市"), Some("吉林省"));
        assert_eq!(province("兰州市"), Some("甘肃省"));
        assert_eq!(province("兰州"), Some("甘肃省"));
        assert_eq!(province("北京市"), Some("北京市"));
        assert_eq!(province("青河县"), None);
    }

    #[test]
    fn a_text_begins_with_a_prefecture() {
        assert_eq!(Region::at_head_of("宿迁教育信息").map(|region| region.name), Some("宿迁市"));
        assert_eq!(Region::at_head_of("教育信息"), None);
        assert_eq!(Region::within("岳阳市湖滨区教育局").map(|region| region.name).collect::<Vec<_>>(), ["岳阳市"]);
    }
}
