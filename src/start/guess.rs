//! What an agency's name says of it: proposed to people, never taken for granted.

use crate::config::{AgencyKind, Rank};

/// The kind of an agency of that name.
pub(crate) fn guessed_kind(name: &str) -> AgencyKind {
    if name.ends_with("政府") {
        AgencyKind::Government
    } else if ["办事处", "管理委员会", "管委会"].iter().any(|end| name.ends_with(end)) {
        AgencyKind::Office
    } else {
        AgencyKind::Department
    }
}

/// Signs of divisions.
const DIVISIONS: &[(&str, Rank)] = &[
    ("街道", Rank::Town),
    ("镇", Rank::Town),
    ("乡", Rank::Town),
    ("县", Rank::County),
    ("区", Rank::County),
    ("旗", Rank::County),
    ("市", Rank::City),
    ("州", Rank::City),
    ("盟", Rank::City),
    ("自治区", Rank::Province),
    ("省", Rank::Province),
];

/// What departments deal with and no division is named after, though signs of divisions stand in it.
const SUBJECTS: &[&str] =
    &["城乡建设", "城乡规划", "城市管理", "城市更新", "市场监督", "市场监管", "乡村振兴", "乡镇企业"];

/// The rank of an agency of that name: that of the last division it names.
pub(crate) fn guessed_rank(name: &str) -> Rank {
    let ends = ["人民政府", "办事处", "局", "委员会", "办公室"].into_iter().chain(SUBJECTS.iter().copied());
    let end = ends.filter_map(|end| name.find(end)).min();
    let division = &name[..end.unwrap_or(name.len())];
    let found =
        DIVISIONS.iter().filter_map(|(word, rank)| Some((division.rfind(word)? + word.len(), word.len(), *rank)));
    found.max_by_key(|(end, length, _)| (*end, *length)).map_or(Rank::County, |(_, _, rank)| rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_they_are_the_names_of() {
        for (name, kind, rank) in [
            ("内乡县赤眉镇人民政府", AgencyKind::Government, Rank::Town),
            ("沭阳县人民政府", AgencyKind::Government, Rank::County),
            ("西安市长安区统计局", AgencyKind::Department, Rank::County),
            ("宿迁市人民政府", AgencyKind::Government, Rank::City),
            ("上海市人民政府办公厅", AgencyKind::Department, Rank::City),
            ("内蒙古自治区人民政府", AgencyKind::Government, Rank::Province),
            ("桂花坪街道办事处", AgencyKind::Office, Rank::Town),
            ("青河县白石镇人民政府", AgencyKind::Government, Rank::Town),
            ("东门街道办事处", AgencyKind::Office, Rank::Town),
            ("青河县住房和城乡建设局", AgencyKind::Department, Rank::County),
            ("青河县市场监督管理局", AgencyKind::Department, Rank::County),
            ("青河县城市管理局", AgencyKind::Department, Rank::County),
            ("川中市高新区管理委员会", AgencyKind::Office, Rank::County),
            ("川中市市场监督管理局", AgencyKind::Department, Rank::City),
            ("贵州省乡村振兴局", AgencyKind::Department, Rank::Province),
            ("某某自治区人民政府", AgencyKind::Government, Rank::Province),
        ] {
            assert_eq!((guessed_kind(name), guessed_rank(name)), (kind, rank), "{name}");
        }
    }
}
