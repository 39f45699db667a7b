#![doc = include_str!("no_problems_stated.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::Content,
    report::Report,
    text,
};

const NAME: RuleName = RuleName("no-problems-stated");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Error, include_str!("no_problems_stated.md"))
    .summary(text!("第五部分没有写存在的问题", "Section five states no problem"))
    .waivable()
    .check(Check::Report(check));

const PROBLEM_WORDS: &[&str] = &[
    "问题",
    "不足",
    "不够",
    "欠缺",
    "差距",
    "短板",
    "薄弱",
    "有待",
    "不高",
    "不强",
    "不到位",
    "不及时",
    "需要加强",
    "需进一步",
    "仍需",
    "还需",
    "不平衡",
    "不均衡",
    "不完善",
    "不规范",
    "不充分",
    "不多",
    "不全",
    "遗漏",
    "较少",
    "偏少",
    "滞后",
    "单一",
    "缺乏",
    "困难",
];

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let sections = report.body.sections.iter();
    for section in sections.filter(|s| s.section.is_some_and(|s| s.content == Content::Problems)) {
        let text = report.source.slice(section.text);
        let (message, level) = if super::empty_section::says_nothing(text) {
            (text!("“{heading}”没有内容", "“{heading}” has no content"), Level::Error)
        } else if text.split(['，', '。', '；', '：', '\n']).any(names_problem) {
            continue;
        } else {
            (text!("“{heading}”没有写出存在的问题", "“{heading}” states no problem"), Level::Warning)
        };
        findings.push(
            Finding::new(NAME, report.place(section.heading_span), message.with("heading", &section.heading))
                .at_most(level)
                .at(section.key().unwrap_or_default())
                .hint(text!("写明本年度工作中存在的主要问题", "state the main problems of this year's work")),
        );
    }
}

/// Whether a clause names a problem and does not deny it: 不存在问题 names none.
fn names_problem(clause: &str) -> bool {
    let denied_from = ["不存在", "没有", "无", "未发现"].iter().filter_map(|word| clause.find(word)).min();
    let named = PROBLEM_WORDS.iter().filter_map(|word| clause.find(word)).min();
    named.is_some_and(|named| denied_from.is_none_or(|denied| named < denied))
}
