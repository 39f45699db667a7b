//! Where a title may break: at its parts, not in a name and not between a year and its 年.

/// Stands where a title may break. A control character stands in no title.
pub(super) const BREAK: char = '\u{1}';

/// What ends a part of a title; the longest that fits comes first.
const ENDS: [&str; 4] = ["政府信息公开工作", "政府信息公开", "年度", "年"];

/// The title with a [`BREAK`] between its parts: the agency, the year, what it reports on, and what it is.
pub(super) fn broken(title: &str) -> String {
    let Some(year) = title.find(|c: char| c.is_ascii_digit()) else { return title.to_owned() };
    let (name, mut rest) = title.split_at(year);
    let mut parts = vec![name];
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let mut taken = digits;
    while let Some(end) = ENDS.iter().find(|end| rest[taken..].starts_with(**end)) {
        // 年度报告 is one word, 2023年度 another.
        let end = if *end == "年度" && rest[taken..].starts_with("年度报告") { "年" } else { end };
        if end == "年" && taken == 0 {
            break;
        }
        let (part, after) = rest.split_at(taken + end.len());
        parts.push(part);
        (rest, taken) = (after, 0);
    }
    if parts.len() == 1 {
        return title.to_owned();
    }
    parts.push(rest);
    parts.retain(|part| !part.is_empty());
    parts.join(&BREAK.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_break_at_their_parts() {
        for (title, wanted) in [
            ("青石镇人民政府2023年政府信息公开工作年度报告", "青石镇人民政府|2023年|政府信息公开工作|年度报告"),
            ("甲局2023年度政府信息公开工作报告", "甲局|2023年度|政府信息公开工作|报告"),
            ("2023年政府信息公开年度报告", "2023年|政府信息公开|年度报告"),
            ("甲局2023年年度报告", "甲局|2023年|年度报告"),
            ("政府信息公开指南", "政府信息公开指南"),
            ("Annual disclosure reports for 2023", "Annual disclosure reports for 2023"),
            ("甲局2023", "甲局2023"),
        ] {
            assert_eq!(broken(title).replace(BREAK, "|"), wanted);
        }
    }
}
