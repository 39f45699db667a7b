//! What each section of a report must cover (条例第五十条 and the notices), as prompts in its place. Each begins with
//! [`TO_FILL_IN`], by which rules know a prompt that was left.

use super::last::LastText;
use crate::form::{Content, Edition, Section};

/// What marks a sentence that its reader is to replace.
pub(crate) const TO_FILL_IN: &str = "（待填写）";

/// A heading within a section, or none, and what belongs below it.
type Prompt = (Option<&'static str>, &'static str);

const OVERVIEW: &[Prompt] = &[
    (None, "用一两句话概括本年政府信息公开工作。五个方面都要写到，通篇不超过一千字，不照抄上一年的报告"),
    (
        Some("（一）主动公开"),
        "写本年主动公开了哪些信息、多少条、通过哪些渠道；写了总数又写分项的，分项加起来要等于总数",
    ),
    (Some("（二）依申请公开"), "写本年收到、办结和结转到下一年的申请各多少件、怎样答复，件数与第三部分的表一致"),
    (Some("（三）政府信息管理"), "写信息制作、审查、更新和规范性文件清理等工作怎样做"),
    (Some("（四）政府信息公开平台建设"), "写公开专栏、新媒体、查阅场所等平台本年有什么建设和变化"),
    (Some("（五）监督保障"), "写机构人员、培训和经费保障；各级政府还要写工作考核、社会评议和责任追究的结果"),
];

const PROBLEMS: &[Prompt] = &[
    (None, "写本年工作中存在的主要问题，写具体，不与上一年雷同"),
    (None, "写针对每个问题的改进措施，以及上一年提出的问题改进得怎样"),
];

const OTHER: &[Prompt] =
    &[(None, "写本年收取信息处理费的情况，没有收取也要说明；还有其他需要报告的事项，一并写在这里")];

/// The text of a report that is still to be written: the headings of its prose, each with its prompts.
pub(super) fn body(edition: &Edition) -> String {
    edition.sections.iter().filter(|section| section.content != Content::Table).map(section).collect()
}

/// The same with last year's text where there is some.
pub(super) fn filled(edition: &Edition, last: &LastText) -> String {
    let mut body = last.preamble.clone();
    for section in edition.sections {
        match last.sections.iter().find(|(key, _)| *key == section.key) {
            Some((_, text)) => body += &format!("{}{text}\n\n", heading(section)),
            None if section.content != Content::Table => body += &self::section(section),
            None => {}
        }
    }
    body
}

fn heading(section: &Section) -> String {
    format!("## {}、{}\n\n", section.number, section.title)
}

/// What to write in a section, a line each; nothing where a table stands.
pub(crate) fn prompts_of(section: &Section) -> Vec<String> {
    let lines = prompts(section).iter().map(|(heading, prompt)| match heading {
        Some(heading) => format!("{heading}：{prompt}。"),
        None => format!("{prompt}。"),
    });
    lines.collect()
}

fn prompts(section: &Section) -> &'static [Prompt] {
    match (section.content, section.key) {
        (Content::Table, _) => &[],
        (Content::Problems, _) => PROBLEMS,
        (_, "overview") => OVERVIEW,
        _ => OTHER,
    }
}

fn section(section: &Section) -> String {
    let parts = prompts(section).iter().map(|(heading, prompt)| {
        let heading = heading.map(|heading| format!("### {heading}\n\n")).unwrap_or_default();
        format!("{heading}> {TO_FILL_IN}{prompt}。\n\n")
    });
    heading(section) + &parts.collect::<String>()
}
