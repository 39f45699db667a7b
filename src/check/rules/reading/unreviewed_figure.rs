#![doc = include_str!("unreviewed_figure.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName, Span},
    report::Report,
    start::{MARK, marked_figures},
    text,
};

const NAME: RuleName = RuleName("unreviewed-figure");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Reading, Level::Error, include_str!("unreviewed_figure.md"))
    .summary(text!("文字里还有带着“【待核对”的去年的数", "A figure of last year’s text is still marked 【待核对】"))
    .check(Check::Report(check));

/// All marks of a report are one finding: whoever goes through its text meets each of them anyway.
fn check(_: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let body = report.body.whole();
    let start = body.start as usize;
    let mut marks = marked_figures(report.source.slice(body))
        .map(|range| report.place(Span::new(start + range.start, start + range.end)));
    let Some(first) = marks.next() else { return };
    let rest: Vec<_> = marks.collect();
    let message = text!(
        "文字里还有 {n} 处“{mark}…】”，是从去年的报告带来的",
        "{n} {n:figure|figures} of last year’s report {n:is|are} still marked “{mark}…】” in the text"
    );
    let finding = Finding::new(NAME, first, message.with("n", rest.len() + 1).with("mark", MARK)).hint(text!(
        "逐处换成本年的数，去掉方头括号；今年没有的事，整句删去",
        "put this year’s figure in the place of each and delete its brackets; delete sentences that no longer hold"
    ));
    findings.push(rest.into_iter().fold(finding, |finding, mark| finding.minor(mark, text!("这里也是", "also here"))));
}
