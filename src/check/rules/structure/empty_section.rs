#![doc = include_str!("empty_section.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::Content,
    prose::Sense,
    report::{Report, ReportSection},
    text,
};

const NAME: RuleName = RuleName("empty-section");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Warning, include_str!("empty_section.md"))
    .summary(text!("部分没有内容", "A section is empty"))
    .waivable()
    .check(Check::Report(check));

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let prose = report.body.well_headed().filter(|s| s.section.is_some_and(|s| s.content == Content::Prose));
    for section in prose.filter(|section| !is_empty_twin(report, section)) {
        let text = report.source.slice(section.text);
        let message = if says_nothing(text) {
            text!("“{heading}”没有内容", "“{heading}” has no content")
        } else if section.key() == Some("overview") && is_on_the_report(text) {
            text!("“{heading}”只写了报告怎么编制", "“{heading}” only says how the report was prepared")
        } else {
            continue;
        };
        let message = message.with("heading", &section.heading);
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

pub(super) fn is_empty(report: &Report, section: &ReportSection) -> bool {
    says_nothing(report.source.slice(section.text))
}

/// Whether nothing stands under a heading that stands once more, with the section's text under it.
pub(super) fn is_empty_twin(report: &Report, section: &ReportSection) -> bool {
    let mut others = report.body.sections.iter().filter(|other| !std::ptr::eq(*other, section));
    is_empty(report, section) && others.any(|other| other.key() == section.key() && !is_empty(report, other))
}

/// In a sentence on how the report was made.
static ABOUT_THE_REPORT: Sense = Sense::new("about-the-report");
/// In a sentence on what was done.
static BESIDE_THE_REPORT: Sense = Sense::new("beside-the-report");
/// What says for certain that a text is on how the report was made.
static HOW_IT_WAS_MADE: Sense = Sense::new("how-a-report-is-made");

/// Whether a text says no more than how the report was made, and whom to ask about it.
fn is_on_the_report(text: &str) -> bool {
    let mut sentences = text.split(['。', '\n']).filter(|sentence| sentence.contains(char::is_alphanumeric)).peekable();
    sentences.peek().is_some()
        && sentences.all(|sentence| ABOUT_THE_REPORT.is_in(sentence))
        && HOW_IT_WAS_MADE.is_in(text)
        && !BESIDE_THE_REPORT.is_in(text)
}

/// Whether a text is empty, or no more than 无.
pub(super) fn says_nothing(text: &str) -> bool {
    let words: String = text.chars().filter(|c| c.is_alphanumeric()).take(3).collect();
    matches!(words.as_str(), "" | "无" | "没有" | "暂无")
}
