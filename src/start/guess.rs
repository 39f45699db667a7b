//! What an agency's name says of it: proposed to people, never taken for granted.

use crate::config::{AgencyKind, Rank};

/// The kind of an agency of that name.
pub(crate) fn guessed_kind(name: &str) -> AgencyKind {
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    if ends(&["办事处", "管理委员会", "管委会"]) || ends(OFFICES) {
        AgencyKind::Office
    } else if ends(&["政府"]) || DIVISIONS.iter().any(|(division, _)| name.ends_with(division)) {
        AgencyKind::Government
    } else {
        AgencyKind::Department
    }
}

/// The agency of a place that has only been called by its name: 祁阳市 is 祁阳市人民政府.
pub(crate) fn full_name(name: &str) -> String {
    let is_place = DIVISIONS.iter().any(|(division, _)| name.ends_with(division));
    let end = match guessed_kind(name) {
        AgencyKind::Government if is_place => "人民政府",
        AgencyKind::Office if name.ends_with("街道") => "办事处",
        AgencyKind::Office if is_place => "管理委员会",
        _ => "",
    };
    format!("{name}{end}")
}

/// Places that have an office of the government above them and none of their own.
const OFFICES: &[&str] = &["街道", "开发区", "高新区", "新区", "园区", "保税区", "示范区", "试验区", "度假区", "景区"];

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
            ("祁阳市", AgencyKind::Government, Rank::City),
            ("中村乡", AgencyKind::Government, Rank::Town),
            ("东门街道", AgencyKind::Office, Rank::Town),
            ("川中市高新区", AgencyKind::Office, Rank::County),
        ] {
            assert_eq!((guessed_kind(name), guessed_rank(name)), (kind, rank), "{name}");
        }
    }

    #[test]
    fn a_place_is_called_as_its_agency_is() {
        for (name, full) in [
            ("祁阳市", "祁阳市人民政府"),
            ("东门街道", "东门街道办事处"),
            ("川中市高新区", "川中市高新区管理委员会"),
            ("沭阳县人民政府", "沭阳县人民政府"),
            ("青河县统计局", "青河县统计局"),
        ] {
            assert_eq!(full_name(name), full);
        }
    }
}
