//! What an agency's name says of it.

/// Signs of a level of government, the lowest first: a county's name may begin with its city's.
const SIGNS: [(&[&str], &str); 3] =
    [(&["县", "区", "旗"], "county"), (&["市", "州", "盟"], "city"), (&["省"], "province")];

/// What an agency of that name most likely is: its `kind` and `rank` in `site.toml`.
pub fn likely(name: &str) -> (&'static str, &'static str) {
    let kind = match name {
        name if name.ends_with("政府") => "government",
        name if name.contains("办事处") => "office",
        _ => "department",
    };
    (kind, rank(name))
}

fn rank(name: &str) -> &'static str {
    let name = name.trim_end_matches("政府").trim_end_matches("人民").replace("自治区", "省");
    // 城乡 and 乡村 stand in the names of departments of every level.
    if name.ends_with(['镇', '乡']) || name.contains("街道") {
        return "town";
    }
    let found = SIGNS.iter().find(|(signs, _)| signs.iter().any(|sign| name.contains(sign)));
    found.map_or("town", |(_, rank)| *rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lowest_level_named_is_the_agency_s() {
        for (name, kind, rank) in [
            ("青河县白石镇人民政府", "government", "town"),
            ("东门街道办事处", "office", "town"),
            ("青河县住房和城乡建设局", "department", "county"),
            ("川中市高新区管理委员会", "department", "county"),
            ("川中市市场监督管理局", "department", "city"),
            ("某某自治区人民政府", "government", "province"),
        ] {
            assert_eq!(likely(name), (kind, rank), "{name}");
        }
    }
}
