//! What is wrong with one report, as a letter to an agency that does not use giar: where in the form it stands, what is
//! written there, what is wrong with it and what it should be. Always in Chinese.

use super::is_of_the_portal;
use crate::{
    check::masked,
    diag::{Finding, Findings, Level},
    form::Slot,
    i18n::Lang,
    report::{Report, ReportSection},
    site::Site,
};

/// The letter, and what it says.
#[derive(Debug)]
pub(crate) struct Letter {
    /// Markdown.
    pub text: String,
    pub errors: usize,
    pub warnings: usize,
    /// Findings that concern the portal rather than the report's author.
    pub left_out: usize,
}

/// Words of those who run a portal, which tell an agency nothing.
const PORTAL_WORDS: &[&str] = &[
    "giar",
    "site.toml",
    "content",
    "[[",
    ": [",
    "draft",
    "published",
    "joint",
    "waiver",
    "豁免",
    "review",
    "---",
    "--",
    "YAML",
    "deadline",
    "until",
    "from",
    "数据部分",
    "键",
    "引号",
    "花括号",
    "方括号",
    "edition",
    "markdown",
];

/// Writes the letter on a report.
pub(crate) fn letter(site: &Site, report: &Report, findings: &Findings) -> Letter {
    let found = findings.in_file(&report.source.path);
    let standing = found.iter().filter(|finding| finding.waived.is_none() && finding.level >= Level::Warning);
    let (own, others): (Vec<_>, Vec<_>) = standing.partition(|finding| !is_of_the_portal(finding.rule));
    let [errors, warnings] =
        [Level::Error, Level::Warning].map(|level| own.iter().filter(|finding| finding.level == level).count());
    let mut parts: Vec<(usize, String, Vec<&Finding>)> = Vec::new();
    for finding in own {
        let (order, title) = part(report, finding);
        match parts.iter_mut().find(|(known, ..)| *known == order) {
            Some((.., list)) => list.push(finding),
            None => parts.push((order, title, vec![finding])),
        }
    }
    parts.sort_by_key(|(order, ..)| *order);
    let mut text = opening(site, report, errors, warnings);
    let mut number = 0;
    for (_, title, list) in &parts {
        text += &format!("## {title}\n\n");
        for finding in list {
            number += 1;
            text += &item(report, finding, number);
        }
    }
    // The letter is passed on, and need not say what must not be published.
    Letter { text: masked(&text).into_owned(), errors, warnings, left_out: others.len() }
}

fn opening(site: &Site, report: &Report, errors: usize, warnings: usize) -> String {
    let (name, title) = (site.name_of(report), site.title_of(report));
    let request = match (errors, warnings) {
        (0, 0) => "没有发现需要改正的地方。".to_owned(),
        (0, n) => format!("有 {n} 处请核实：属实的请书面说明，有误的请改正后重新报送。"),
        (n, 0) => format!("有 {n} 处需要改正，请逐条改正后重新报送。"),
        (n, m) => {
            format!("有 {n} 处需要改正，{m} 处请核实。请逐条处理后重新报送；请核实的，属实的请书面说明，有误的请改正。")
        }
    };
    format!("# 关于《{title}》的退回意见\n\n{name}：\n\n你单位报送的《{title}》已经检查，{request}\n\n")
}

/// The part of the report that a finding is about: its place in the order of the form, and what it is called.
fn part(report: &Report, finding: &Finding) -> (usize, String) {
    let at = finding.at.as_deref().unwrap_or_default();
    let key = at.split('.').next().unwrap_or_default();
    let sections = report.edition.sections;
    let own = report.body.section_at(finding.place.span).filter(|_| !is_in_tables(report, finding));
    let key = if report.edition.section(key).is_some() { Some(key) } else { own.and_then(ReportSection::key) };
    let Some(order) = sections.iter().position(|section| Some(section.key) == key) else {
        return (0, "标题和日期".to_owned());
    };
    let section = &sections[order];
    let table = report.form().tables.iter().find(|table| table.table.key == section.key);
    let table = table.map(|table| format!("（{}）", table.table.name)).unwrap_or_default();
    (order + 1, format!("第{}部分 {}{table}", section.number, section.title))
}

/// Whether a finding stands in the figures rather than in the text.
fn is_in_tables(report: &Report, finding: &Finding) -> bool {
    finding.place.span.start < report.body.preamble.start
}

fn item(report: &Report, finding: &Finding, number: usize) -> String {
    let grade = if finding.level == Level::Error { "需要改正" } else { "请核实" };
    let slot = finding.at.as_deref().and_then(|at| report.form().slot(at)).filter(|_| is_in_tables(report, finding));
    let place = slot.map_or_else(|| "正文".to_owned(), |slot| in_table(report, slot));
    let place =
        if slot.is_none() && is_in_tables(report, finding) { "报告的基本信息".to_owned() } else { place };
    let mut out = format!("{number}. **{place}**（{grade}）\n");
    out += &written(report, finding, slot).map(|text| format!("   - 现在写的：{text}\n")).unwrap_or_default();
    out += &format!("   - 问题：{}\n", finding.message.get(Lang::Zh));
    out.extend(finding.equations.iter().map(|equation| format!("   - 依据：{}\n", equation.get(Lang::Zh))));
    let hints = finding.hints.iter().map(|hint| hint.get(Lang::Zh)).filter(|hint| is_plain(hint));
    out.extend(hints.map(|hint| format!("   - 办法：{hint}\n")));
    out + "\n"
}

fn is_plain(text: &str) -> bool {
    !PORTAL_WORDS.iter().any(|word| text.contains(word))
}

/// The row and the column of a cell as they are printed, or the row or table.
fn in_table(report: &Report, slot: &Slot) -> String {
    let form = report.form();
    let table = form.table_of(&slot.path).map_or("", |table| table.table.name);
    let (row, column) = form.lines_of(slot.cells.first());
    let row_name = row.labels.last().copied().unwrap_or_default();
    let groups: Vec<_> = row.groups().collect();
    let groups = if groups.is_empty() { String::new() } else { format!("“{}”下的", groups.join(" ")) };
    let column_name = column.named_labels().join(" ");
    match (slot.is_cell(), row_name.is_empty()) {
        (true, true) => format!("{table}，“{column_name}”一格"),
        (true, false) => format!("{table}，{groups}“{row_name}”一行，“{column_name}”一列"),
        (false, _) if slot.path.contains('.') => format!("{table}，“{}”", slot.label),
        _ => format!("{table}全表"),
    }
}

/// What stands there now: in a cell what was typed, in the text the sentence.
fn written(report: &Report, finding: &Finding, slot: Option<&Slot>) -> Option<String> {
    if let Some(slot) = slot {
        let typed = slot.is_cell().then(|| report.typed(slot.cells.first())).filter(|typed| !typed.is_empty())?;
        return Some(if typed == "~" || typed == "null" { "（空着）".to_owned() } else { typed.to_owned() });
    }
    if is_in_tables(report, finding) {
        return finding.value.clone().filter(|value| !value.is_empty());
    }
    let sentence = sentence(&report.source.text, finding.place.span.range());
    (!sentence.is_empty()).then(|| format!("“{sentence}”"))
}

/// The sentence around a place of a text, without marks of Markdown.
fn sentence(text: &str, place: std::ops::Range<usize>) -> String {
    let ends = ['。', '！', '？', '；', '\n'];
    let start =
        text[..place.start].rfind(ends).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[place.end..].find(ends).map_or(text.len(), |at| place.end + at);
    let end = end + text[end..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    let line = text[start..end].split('\n').next().unwrap_or_default();
    line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '#' | '>' | '*' | '-')).to_owned()
}
