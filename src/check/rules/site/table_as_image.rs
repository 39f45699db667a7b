#![doc = include_str!("table_as_image.md")]

use crate::{
    check::{Check, Group, Rule, linked::Linked},
    diag::{Finding, Level, RuleName},
    form::Content,
    i18n::Message,
    markdown::{LinkKind, LinkRef},
    prose::Slice,
    report::ReportSection,
    site::percent_decoded,
    text,
};

const NAME: RuleName = RuleName("table-as-image");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Site, Level::Warning, include_str!("table_as_image.md"))
    .summary(text!("表格发成了图片", "A table published as a picture"))
    .waivable()
    .check(Check::Text(check));

fn check(text: &Linked<'_>, findings: &mut Vec<Finding>) {
    let images = text.links.iter().filter(|link| link.kind == LinkKind::Image);
    let tables = images.filter(|image| {
        let section = text.section(image).and_then(|section| section.section);
        section.is_some_and(|section| section.content == Content::Table) || is_called_table(image)
    });
    findings.extend(tables.map(|image| {
        text.at_link(NAME, image, text!("这张图片看来是表格", "this picture looks like a table"))
            .label(text!("不能朗读、检索和复用", "it cannot be read aloud, searched or reused"))
            .hint(remedy(text, image))
    }));
}

fn remedy(text: &Linked<'_>, image: &LinkRef) -> Message {
    let section = text.section(image).and_then(ReportSection::key);
    let table = section.zip(text.as_report()).and_then(|(key, report)| {
        let table = report.form().table_of(key)?;
        (!report.grid.is_blank(table)).then_some(table.table.name)
    });
    match table {
        Some(table) => text!(
            "{table}由文件开头的数据印出来：删去这张图片；数字不同的，改文件开头的",
            "{table} is printed from the front matter: delete the picture; if its figures differ, correct the front matter"
        )
        .with("table", table),
        None => text!(
            "数字写进文件开头的表格数据，其他表格用“| 甲 | 乙 |”写成文字",
            "put the figures in the front matter; write other tables as text: | a | b |"
        )
        .into(),
    }
}

/// Whether a picture's words or file name call it a table.
fn is_called_table(image: &LinkRef) -> bool {
    let path = image.target.split(['#', '?']).next().unwrap_or_default();
    let file = percent_decoded(path.rsplit('/').next().unwrap_or_default());
    let stem = file.rsplit_once('.').map_or(&*file, |(stem, _)| stem);
    names_table(image.alt.as_deref().unwrap_or_default()) || names_table(stem)
}

/// Whether a text speaks of a table: 表格, 表3, 统计表, table; not of 代表, 表彰 or a vegetable.
fn names_table(text: &str) -> bool {
    let english = text.split(|c: char| !c.is_ascii_alphabetic());
    english.into_iter().any(|word| ["table", "tables"].iter().any(|table| word.eq_ignore_ascii_case(table)))
        || text.match_indices('表').any(|(at, table)| {
            let before = text.slice(..at).chars().next_back();
            let after = text.slice(at + table.len()..).chars().next();
            !before.is_some_and(|c| "代外仪手钟发图".contains(c)) && ends_word(after)
        })
}

/// Whether 表 with this behind it stands for a table: nothing, a number, a sign, or 格.
fn ends_word(after: Option<char>) -> bool {
    after.is_none_or(|c| c == '格' || !c.is_alphabetic() || "一二三四五六七八九十".contains(c))
}

#[cfg(test)]
mod tests {
    use super::names_table;

    #[test]
    fn tables_are_reported_from_other_words() {
        for text in ["收到和处理申请情况统计表", "表3", "表三", "表格截图", "附表（续）", "table-3", "Table 3"]
        {
            assert!(names_table(text), "{text}");
        }
        for text in ["人大代表视察", "表彰大会", "申请数量图表", "vegetables", "tablet", "领导发表讲话"]
        {
            assert!(!names_table(text), "{text}");
        }
    }
}
