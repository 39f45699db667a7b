#![doc = include_str!("rollup_mismatch.md")]

use super::missing_unit::{covers, rolled_up};
use crate::{
    check::{Check, Context, Group, Rule, rules::identity::title_mismatch::owner_in},
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
    // A report of another agency in a unit's folder is reported there.
    let is_misfiled = |unit: &&Report| owner_in(context, unit).is_some();
    if reports.is_empty() || (!report.waives(NAME) && reports.iter().any(is_misfiled)) {
        return;
    }
    let is_whole = reports.len() + within.len() == units.len();
    let sums = Sums { report, units: &reports, is_whole };
    let wrong = sums.all_wrong();
    let twice: Vec<_> = within.iter().filter_map(|&unit| context.find(unit, report.year)).collect();
    let with_own = Sums { report, units: &[&reports[..], &twice].concat(), is_whole };
    match (&wrong[..], &twice[..]) {
        // A unit's own figures are added up beside those of the report that is said to hold them.
        (&[(cell, _), ..], [own, ..]) if !report.waives(NAME) && with_own.all_wrong().is_empty() => {
            let holds = joint.iter().copied().find(|joint| counts(context, joint, own.agency));
            findings.extend(holds.map(|holds| not_within(context, report, cell, own, holds)));
        }
        _ => findings.extend(wrong.into_iter().map(|(cell, sum)| finding(context, &sums, cell, sum))),
    }
}

/// The finding on a unit that is listed in the report of another and has its own.
fn not_within(context: &Context<'_>, report: &Report, cell: CellId, own: &Report, holds: &Report) -> Finding {
    let message = text!(
        "汇总数加上{own}自己的报告才相等，而{holds}的报告在 joint 里写了{own}",
        "the figures are the sum only with the report of {own} itself, which is listed under `joint` in that of {holds}"
    );
    let message = message.with("own", context.name_of(own)).with("holds", context.name_of(holds));
    let hint = text!(
        "{own}单独报告的，从 joint 里删去；一起报告的，删去它自己的那一份，汇总数不再加",
        "if {own} reports by itself, delete it from `joint`; if it does not, delete its own report, and do not add it up"
    );
    Finding::new(NAME, report.cell_place(cell), message)
        .at(&report.form().cells[cell].path)
        .related(holds.place(holds.joint_span), text!("joint 在这里", "`joint` is here"))
        .related(own.place(own.year_span), text!("它自己的报告", "its own report"))
        .hint(hint.with("own", context.name_of(own)))
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
    /// Of each row the total stands for it; else the first cell that is wrong.
    fn all_wrong(&self) -> Vec<(CellId, Number)> {
        let blocks = self.report.form().tables.iter().flat_map(|table| &table.blocks);
        let rows = blocks.flat_map(|block| (0..block.rows.len()).map(move |row| (block, row)));
        let wrong = rows.filter_map(|(block, row)| {
            let mut cells = (0..block.columns.len()).rev().map(|column| block.cell(row, column));
            cells.find_map(|cell| self.wrong(cell))
        });
        wrong.collect()
    }

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
