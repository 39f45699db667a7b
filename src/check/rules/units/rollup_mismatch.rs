#![doc = include_str!("rollup_mismatch.md")]

use super::missing_unit::{covers, rolled_up};
use crate::{
    check::{Check, Context, Group, Rule},
    config::AgencyId,
    diag::{Finding, Level, RuleName},
    form::{CellId, Measure},
    report::{Number, Report},
    text,
};

const NAME: RuleName = RuleName("rollup-mismatch");

pub(crate) const RULE: Rule = Rule::new(NAME, Group::Units, Level::Warning, include_str!("rollup_mismatch.md"))
    .summary(text!("汇总数不等于所含单位之和", "An agency’s figures are not the sum of its units’"))
    .waivable()
    .check(Check::Report(check));

fn check(context: &Context<'_>, report: &Report, findings: &mut Vec<Finding>) {
    let units = rolled_up(context, report);
    if units.is_empty() {
        return;
    }
    let joint: Vec<_> =
        context.joint_reports(report.year).into_iter().filter(|report| units.contains(&report.agency)).collect();
    let (within, others): (Vec<_>, Vec<_>) =
        units.iter().copied().partition(|&unit| joint.iter().any(|report| counts(context, report, unit)));
    let reports: Vec<_> = others.iter().filter_map(|&unit| context.find(unit, report.year)).collect();
    if reports.is_empty() {
        return;
    }
    let is_whole = reports.len() + within.len() == units.len();
    let sums = Sums { report, units: &reports, is_whole };
    let blocks = report.form().tables.iter().flat_map(|table| &table.blocks);
    for block in blocks {
        for row in 0..block.rows.len() {
            // The total stands for the row; else the first cell that is wrong.
            let mut cells = (0..block.columns.len()).rev().map(|column| block.cell(row, column));
            let Some((cell, sum)) = cells.find_map(|cell| sums.wrong(cell)) else { continue };
            findings.push(finding(context, &sums, cell, sum));
        }
    }
}

/// Whether a unit's figures stand in the report of another unit, where they count once. Of two that name each other
/// the first counts both.
fn counts(context: &Context<'_>, joint: &Report, unit: AgencyId) -> bool {
    let own = context.find(unit, joint.year);
    let names_back = own.is_some_and(|own| covers(context, own, joint.agency));
    joint.agency != unit && covers(context, joint, unit) && !(names_back && unit < joint.agency)
}

struct Sums<'a> {
    report: &'a Report,
    units: &'a [&'a Report],
    /// Every unit has reported, by itself or with another.
    is_whole: bool,
}

impl Sums<'_> {
    /// What the units add up to, if the agency states otherwise. Where units are missing it may state more.
    fn wrong(&self, cell: CellId) -> Option<(CellId, Number)> {
        let form = self.report.form();
        let spec = &form.cells[cell];
        if !matches!(spec.measure, Measure::Count) {
            return None;
        }
        let stated = self.report.grid[cell].number()?;
        let numbers: Vec<_> = self.units.iter().map(|unit| unit.number(&spec.path)).collect::<Option<_>>()?;
        let sum = numbers.into_iter().sum();
        let is_wrong = if self.is_whole { stated != sum } else { stated < sum };
        is_wrong.then_some((cell, sum))
    }
}

fn finding(context: &Context<'_>, sums: &Sums<'_>, cell: CellId, sum: Number) -> Finding {
    let (report, form) = (sums.report, sums.report.form());
    let path = &form.cells[cell].path;
    let stated = report.grid[cell].number().unwrap_or_default();
    let parts: Vec<_> = sums.units.iter().filter_map(|unit| Some(unit.number(path)?.to_string())).collect();
    let message = text!(
        "{name}是 {stated}，所含 {n} 个单位之和是 {sum}",
        "{name} is {stated}, but its {n} {n:unit adds|units add} up to {sum}"
    )
    .with("name", form.name(cell))
    .with("stated", stated)
    .with("n", sums.units.len())
    .with("sum", sum);
    let equation = text!("{parts} = {sum} ≠ {stated}", "{parts} = {sum} ≠ {stated}")
        .with("parts", parts.join(" + "))
        .with("sum", sum)
        .with("stated", stated);
    let mut finding = Finding::new(NAME, report.cell_place(cell), message).at(path.as_str()).value(stated.to_string());
    finding = finding.equation(equation);
    for unit in sums.units.iter().filter(|unit| unit.number(path).is_some_and(|number| !number.is_zero())) {
        let Some(own) = unit.form().cell(path) else { continue };
        let label = text!("{unit}：{value}", "{unit}: {value}").with("unit", context.name_of(unit));
        finding = finding.related(unit.cell_place(own), label.with("value", unit.typed(own)));
    }
    finding.hint(text!(
        "核对本级和各单位的数字；垂直管理、联合发文等确有不同的，写豁免说明",
        "check the agency's own figures and its units'; if they rightly differ (vertical management, joint documents), add a waiver with the reason"
    ))
}
