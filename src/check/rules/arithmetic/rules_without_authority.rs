#![doc = include_str!("rules_without_authority.md")]

use crate::{
    check::{Check, Context, Group, Rule},
    diag::{Finding, Level, RuleName},
    report::Report,
    text,
};

const NAME: RuleName = RuleName("rules-without-authority");

pub(crate) const RULE: Rule =
    Rule::new(NAME, Group::Arithmetic, Level::Warning, include_str!("rules_without_authority.md"))
        .summary(text!("无规章制定权的机关填报了规章", "规章 reported by an agency that has no power to make them"))
        .waivable()
        .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let agency = context.agency_of(report);
    if agency.makes_rules() {
        return;
    }
    let form = report.form();
    let cells = form.tables.iter().flat_map(|table| &table.rulemaking);
    let filled: Vec<_> =
        cells.copied().filter(|&cell| report.grid[cell].number().is_some_and(|number| !number.is_zero())).collect();
    let Some((&first, rest)) = filled.split_first() else { return };
    let message =
        text!("{agency}没有规章制定权，规章应当是 0", "{agency} has no power to make 规章, so these should be 0")
            .with("agency", context.name_of(report));
    let mut finding = Finding::new(NAME, report.cell_place(first), message)
        .at(&form.cells[first].path)
        .value(report.typed(first))
        .hint(text!(
            "本机关的文件大多是规范性文件；只有国务院部门、省级和设区的市的政府能制定规章",
            "only national departments and the governments of provinces and of cities with districts can make 规章; most documents of other agencies are 规范性文件"
        ));
    for &cell in rest {
        finding = finding.related(report.cell_place(cell), text!("也不是 0", "also not 0"));
    }
    findings.push(finding);
}
