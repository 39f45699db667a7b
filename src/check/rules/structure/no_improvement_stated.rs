#![doc = include_str!("no_improvement_stated.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::Content,
    prose::Slice,
    report::Report,
    text,
};

const NAME: RuleName = RuleName("no-improvement-stated");

pub(crate) const RULE: Rule =
    Rule::new(NAME, Group::Structure, Level::Warning, include_str!("no_improvement_stated.md"))
        .summary(text!("第五部分没有写改进情况", "Section five describes no improvement"))
        .waivable()
        .check(Check::Report(check));

const IMPROVEMENT_WORDS: &[&str] = &[
    "改进",
    "下一步",
    "今后",
    "整改",
    "措施",
    "加强",
    "强化",
    "完善",
    "提升",
    "提高",
    "优化",
    "深化",
    "推进",
    "将",
    "落实",
    "规范",
    "加大",
    "建立",
    "健全",
    "制定",
    "印发",
    "统一",
    "举办",
    "开展",
    "组织",
    "通报",
    "督促",
    "丰富",
    "拓展",
    "增加",
    "补充",
];

const CLAUSE_ENDS: [char; 5] = ['，', '。', '；', '：', '\n'];

/// Before a word of improvement: that there is too little of it.
const LACKING: &[&str] = &["不", "未", "没有", "缺乏", "缺少", "有待", "亟待", "欠", "需"];

/// Behind a word of improvement: that there is too little of it.
const SHORT: &[&str] = &["不", "缓慢", "滞后", "欠", "有限", "乏力", "有待", "的空间"];

/// How far behind the word that is looked for, in characters.
const NEAR: usize = 8;

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let sections = report.body.sections.iter();
    for section in sections.filter(|s| s.section.is_some_and(|s| s.content == Content::Problems)) {
        let text = report.source.slice(section.text);
        // An empty section is reported as such.
        if super::empty_section::says_nothing(text) || text.split(CLAUSE_ENDS).any(names_improvement) {
            continue;
        }
        let message = text!("“{heading}”没有写出改进情况", "“{heading}” describes no improvement");
        findings.push(
            Finding::new(NAME, report.place(section.heading_span), message.with("heading", &section.heading))
                .at(section.key().unwrap_or_default())
                .hint(text!("写明已经或将要怎样改进", "state how the problems have been or will be addressed")),
        );
    }
}

/// Whether a clause names an improvement: 加强培训, not 不够规范, 有待加强 or 落实不到位, which name what is lacking.
fn names_improvement(clause: &str) -> bool {
    let is_answer = clause.contains("针对") || clause.contains("解决");
    IMPROVEMENT_WORDS.iter().any(|word| {
        clause.match_indices(word).any(|(at, _)| {
            let (before, after) = (clause.slice(..at), clause.slice(at + word.len()..));
            is_answer || !(lacks(before) || falls_short(after))
        })
    })
}

/// Whether what comes next is said to be missing.
fn lacks(before: &str) -> bool {
    let plain = before.replace("不断", "").replace("不仅", "").replace("不折不扣", "");
    LACKING.iter().any(|word| plain.contains(word))
}

/// Whether what came before is said to be too little.
fn falls_short(after: &str) -> bool {
    let near: String = after.chars().take(NEAR).collect();
    let near = near.replace("不断", "");
    SHORT.iter().any(|word| near.contains(word))
}
