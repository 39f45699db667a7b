#![doc = include_str!("no_improvement_stated.md")]

use super::misplaced_section::rightly_headed;
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::Content,
    prose::{Sense, Slice},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("no-improvement-stated");

pub(crate) const RULE: Rule =
    Rule::new(NAME, Group::Structure, Level::Warning, include_str!("no_improvement_stated.md"))
        .summary(text!("第五部分没有写改进情况", "Section five describes no improvement"))
        .waivable()
        .check(Check::Report(check));

/// What says that something was or will be improved.
static IMPROVEMENT: Sense = Sense::new("improvement");

const CLAUSE_ENDS: [char; 5] = ['，', '。', '；', '：', '\n'];

/// Before a word of improvement: that there is too little of it.
static LACKING: Sense = Sense::new("lacking");
/// After a word of improvement: that there is too little of it.
static SHORT: Sense = Sense::new("falling-short");

/// How far after the word that is looked for, in characters.
const NEAR: usize = 8;

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    for section in rightly_headed(report).filter(|s| s.section.is_some_and(|s| s.content == Content::Problems)) {
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
    IMPROVEMENT
        .matches(clause)
        .any(|word| is_answer || !(lacks(clause.slice(..word.start)) || falls_short(clause.slice(word.end..))))
}

/// Whether what comes next is said to be missing.
fn lacks(before: &str) -> bool {
    let plain = before.replace("不断", "").replace("不仅", "").replace("不折不扣", "");
    LACKING.is_in(&plain)
}

/// Whether what came before is said to be too little.
fn falls_short(after: &str) -> bool {
    let near: String = after.chars().take(NEAR).collect();
    SHORT.is_in(&near.replace("不断", ""))
}
