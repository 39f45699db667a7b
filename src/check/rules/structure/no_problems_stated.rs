#![doc = include_str!("no_problems_stated.md")]

use super::{misplaced_section::rightly_headed, opening::opening};
use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    form::Content,
    i18n::Message,
    prose::Sense,
    report::{Report, ReportSection},
    text,
};

const NAME: RuleName = RuleName("no-problems-stated");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Structure, Level::Error, include_str!("no_problems_stated.md"))
    .summary(text!("第五部分没有写存在的问题", "Section five states no problem"))
    .waivable()
    .check(Check::Report(check));

static PROBLEMS: Sense = Sense::new("problems");
/// Before a word for problems: that there are none.
static NONE: Sense = Sense::new("none-found");

fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    for section in rightly_headed(report).filter(|s| s.section.is_some_and(|s| s.content == Content::Problems)) {
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
                .hint(remedy(report, section)),
        );
    }
}

/// What the section should say, or where it is said under the next heading.
fn remedy(report: &Report, section: &ReportSection) -> Message {
    let under = report.body.sections.iter().find(|other| other.heading_span.start >= section.text.end);
    let elsewhere = section.section.zip(under).and_then(|(official, under)| opening(report, official, under.text));
    let (Some(opening), Some(under)) = (elsewhere, under) else {
        return text!("写明本年度工作中存在的主要问题", "state the main problems of this year's work").into();
    };
    let line = |at: u32| report.source.position(at).line;
    text!(
        "第 {line} 行“{words}”像是这一部分的内容，却在“{under}”下面：把第 {heading} 行的标题移到这些内容后面",
        "line {line}, “{words}”, seems to belong here, but is under “{under}”: move that heading, line {heading}, below this text"
    )
    .with("line", line(opening.span.start))
    .with("words", opening.words)
    .with("under", &under.heading)
    .with("heading", line(under.heading_span.start))
}

/// Whether a clause names a problem and does not deny it: 不存在问题 names none.
fn names_problem(clause: &str) -> bool {
    let [named, denied_from] = [&PROBLEMS, &NONE].map(|words| words.matches(clause).map(|word| word.start).min());
    named.is_some_and(|named| denied_from.is_none_or(|denied| named < denied))
}
