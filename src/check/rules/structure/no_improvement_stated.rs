#![doc = include_str!("no_improvement_stated.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::Content,
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
];

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let sections = report.body.sections.iter();
    for section in sections.filter(|s| s.section.is_some_and(|s| s.content == Content::Problems)) {
        let text = report.source.slice(section.text);
        // An empty section is reported as such.
        if super::empty_section::says_nothing(text) || IMPROVEMENT_WORDS.iter().any(|word| text.contains(word)) {
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
