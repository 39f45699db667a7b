#![doc = include_str!("empty_section.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::Content,
    report::Report,
    text,
};

const NAME: RuleName = RuleName("empty-section");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Warning, include_str!("empty_section.md"))
    .summary(text!("部分没有内容", "A section is empty"))
    .waivable()
    .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let prose = report.body.sections.iter().filter(|s| s.section.is_some_and(|s| s.content == Content::Prose));
    for section in prose.filter(|section| says_nothing(report.source.slice(section.text))) {
        let message = text!("“{heading}”没有内容", "“{heading}” has no content").with("heading", &section.heading);
        findings.push(
            Finding::new(NAME, report.place(section.heading_span), message).at(section.key().unwrap_or_default()).hint(
                text!(
                    "用完整的句子写明情况；第六部分至少说明信息处理费的收取情况",
                    "describe the situation in full sentences; section six must at least state whether fees were charged"
                ),
            ),
        );
    }
}

/// Whether a text is empty, or no more than 无.
pub(super) fn says_nothing(text: &str) -> bool {
    let words: String = text.chars().filter(|c| c.is_alphanumeric()).take(3).collect();
    matches!(words.as_str(), "" | "无" | "没有" | "暂无")
}
